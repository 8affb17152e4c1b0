"""The Telegram wire against a provider on the loopback."""

import logging
from collections.abc import AsyncIterator, Callable
from typing import Any
from unittest.mock import AsyncMock

import pytest
from provider import Answer, Stub

from bot.channels import download, telegram
from bot.channels.channel import Later, Refused, Sent
from bot.channels.secret import Secret
from bot.channels.telegram import TelegramChannel
from bot.dialogue.message import Attachment, Kind, Message
from bot.dialogue.speech import Choice, Speech

TOKEN = "42:contoh"
API = f"/bot{TOKEN}"
SEND = f"{API}/sendMessage"
FILE = f"/file{API}/voice/1.oga"

TAKEN = {"message_id": 77, "date": 1767225600, "chat": {"id": 1001, "type": "private"}, "text": "Halo"}


def good(result: object) -> Answer:
    """Make the answer of a call that went well."""
    return Answer(200, {"ok": True, "result": result})


def bad(status: int, description: str = "", **parameters: int) -> Answer:
    """Make the answer of a call that went wrong."""
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return Answer(status, body | ({"parameters": parameters} if parameters else {}))


@pytest.fixture
async def channel(stub: Stub) -> AsyncIterator[TelegramChannel]:
    """Give the wire to the stub, impatient."""
    wire = TelegramChannel(
        Secret(TOKEN), api_url=stub.url + "/", webhook_secret=Secret("contoh_kunci"), timeout=0.5, poll_seconds=0
    )
    await wire.start()
    yield wire
    await wire.close()


async def test_send(stub: Stub, channel: TelegramChannel) -> None:
    """A speech goes out as plain text without previews, one choice a row."""
    stub.answers[SEND] = good(TAKEN)
    choices = (Choice("yes", "Ya"), Choice("no", "Tidak"))

    outcome = await channel.send("1001", Speech("Halo <b>*_", choices))

    form = stub.asked[0].form
    assert outcome == Sent("77")
    assert (form["chat_id"], form["text"]) == (["1001"], ["Halo <b>*_"])
    assert "parse_mode" not in form
    assert form["link_preview_options"] == ['{"is_disabled": true}']
    assert form["reply_markup"] == [
        '{"inline_keyboard": [[{"callback_data": "yes", "text": "Ya"}], [{"callback_data": "no", "text": "Tidak"}]]}'
    ]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (bad(429, "Too Many Requests", retry_after=17), Later(17, "rate_limited")),
        (bad(403, "Forbidden: bot was blocked by the user"), Refused("blocked")),
        (bad(400, "Bad Request: chat not found"), Refused("bad_address")),
        (bad(400, "Bad Request: message text is empty"), Refused("bad_request")),
        (bad(400, "upgraded", migrate_to_chat_id=-5), Refused("bad_address")),
        (bad(401, "Unauthorized"), Later(300, "credentials")),
        (bad(404, "Not Found"), Later(300, "credentials")),
        (bad(409, "Conflict"), Later(30, "conflict")),
        (bad(500, "Internal Server Error"), Later(5, "network")),
        (Answer(502, b"<html>"), Later(5, "network")),
        (Answer(200, b"<html>"), Later(5, "network")),
        (Answer(200, {"ok": True, "result": TAKEN}, seconds=0.9), Later(5, "timeout")),
    ],
)
async def test_send_fails(answer: Answer, outcome: object, stub: Stub, channel: TelegramChannel) -> None:
    """Each way to fail has its outcome."""
    stub.answers[SEND] = answer

    assert await channel.send("1001", Speech("Halo")) == outcome


async def test_nobody_listens() -> None:
    """A provider that cannot be reached is tried again later."""
    channel = TelegramChannel(Secret(TOKEN), api_url="http://127.0.0.1:9")

    assert await channel.send("1001", Speech("Halo")) == Later(5, "network")

    await channel.close()


@pytest.mark.parametrize("choice_id", ["", "x" * 65, "字" * 22])
async def test_choice_id_out_of_bounds(choice_id: str, stub: Stub, channel: TelegramChannel) -> None:
    """A choice whose id Telegram cannot carry is a mistake of ours, found before anything is sent."""
    with pytest.raises(ValueError, match="1 to 64 bytes"):
        await channel.send("1001", Speech("Halo", (Choice(choice_id, "Ya"),)))

    assert stub.asked == []


async def test_fetch(stub: Stub, channel: TelegramChannel) -> None:
    """A file is looked up and then fetched."""
    stub.answers[f"{API}/getFile"] = good({"file_id": "V", "file_unique_id": "v", "file_path": "voice/1.oga"})
    stub.answers[FILE] = Answer(200, b"OggS")

    assert await channel.fetch(Attachment("V")) == b"OggS"


@pytest.mark.parametrize(
    ("looked_up", "fetched", "outcome"),
    [
        (bad(400, "Bad Request: file is too big"), Answer(), Refused("too_large")),
        (bad(400, "Bad Request: wrong file_id or the file is temporarily unavailable"), Answer(), Refused("gone")),
        (bad(500), Answer(), Later(5, "network")),
        (good({"file_id": "V", "file_unique_id": "v"}), Answer(), Refused("gone")),
        (good({"file_id": "V", "file_unique_id": "v", "file_path": "x" * 70_000}), Answer(), Refused("gone")),
        (None, Answer(404), Refused("gone")),
        (None, Answer(429), Later(30, "rate_limited")),
        (None, Answer(401), Later(300, "credentials")),
        (None, Answer(503), Later(5, "network")),
        (None, Answer(200, b"x" * 21), Refused("too_large")),
        (None, Answer(200, b"x", seconds=0.9), Later(5, "network")),
    ],
)
async def test_fetch_fails(
    looked_up: Answer | None,
    fetched: Answer,
    outcome: object,
    stub: Stub,
    channel: TelegramChannel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each way not to get a file has its outcome."""
    monkeypatch.setattr(telegram, "LARGEST_FILE", 20)
    found = good({"file_id": "V", "file_unique_id": "v", "file_path": "voice/1.oga"})
    stub.answers |= {f"{API}/getFile": looked_up or found, FILE: fetched}

    assert await channel.fetch(Attachment("V")) == outcome


async def test_fetch_knows_the_size_beforehand(stub: Stub, channel: TelegramChannel) -> None:
    """A file that said it is too large is not asked for."""
    outcome = await channel.fetch(Attachment("V", size=20 * 1024 * 1024 + 1))

    assert outcome == Refused("too_large")
    assert stub.asked == []


async def test_download_that_drips(stub: Stub, channel: TelegramChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole download has a time, not only each part of it."""
    monkeypatch.setattr(download, "WHOLE_SECONDS", 0.1)
    stub.answers[f"{API}/getFile"] = good({"file_id": "V", "file_unique_id": "v", "file_path": "voice/1.oga"})
    stub.answers[FILE] = Answer(200, b"OggS", seconds=0.3)

    assert await channel.fetch(Attachment("V")) == Later(5, "network")


PRESS = Message("tg:42:1", "telegram", "1001", Kind.BUTTON, acknowledge="555001")


async def test_acknowledge(stub: Stub, channel: TelegramChannel) -> None:
    """A press is answered, and what is no press is not."""
    stub.answers[f"{API}/answerCallbackQuery"] = good(result=True)

    await channel.acknowledge(PRESS)
    await channel.acknowledge(Message("tg:42:2", "telegram", "1001", Kind.TEXT))

    assert [asked.form for asked in stub.asked] == [{"callback_query_id": ["555001"]}]


async def test_acknowledge_fails(stub: Stub, channel: TelegramChannel, caplog: pytest.LogCaptureFixture) -> None:
    """A press that is too old is only logged."""
    stub.answers[f"{API}/answerCallbackQuery"] = bad(400, "Bad Request: query is too old")

    with caplog.at_level(logging.INFO):
        await channel.acknowledge(PRESS)

    assert [record.message for record in caplog.records] == ["telegram_acknowledge_failed"]


async def test_poll(
    stub: Stub, channel: TelegramChannel, update: Callable[[str], Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Good updates are read, uninteresting and malformed ones passed over, and the offset moves past all of them."""
    updates = [update("text"), update("group_text"), {"update_id": 9500, "message": 5}, {"message": {}}]
    stub.answers[f"{API}/getUpdates"] = good(updates)

    messages, offset = await channel.poll(9001)

    query = stub.asked[0].query
    assert [message.key for message in messages] == [f"tg:42:{update('text')['update_id']}"]
    assert offset == 9501
    assert query["offset"] == ["9001"]
    assert query["allowed_updates"] == ['["message", "edited_message", "callback_query", "my_chat_member"]']
    assert [record.message for record in caplog.records] == ["telegram_update_malformed"] * 2


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [(bad(500), 5), (bad(409), 30), (bad(429, retry_after=3), 3), (bad(400), 60), (Answer(200, b"<html>"), 5)],
)
async def test_poll_fails(
    answer: Answer, seconds: float, stub: Stub, channel: TelegramChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When Telegram cannot be asked the call rests and the offset stays."""
    rests: list[float] = []
    stub.answers[f"{API}/getUpdates"] = answer
    monkeypatch.setattr(telegram, "sleep", AsyncMock(side_effect=rests.append))

    found = await channel.poll(7)

    assert found == ([], 7)
    assert rests == [seconds]


async def test_webhook(stub: Stub, channel: TelegramChannel) -> None:
    """The webhook is set with the secret and for the updates we read, and can be removed."""
    stub.answers |= {f"{API}/setWebhook": good(result=True), f"{API}/deleteWebhook": good(result=True)}

    await channel.set_webhook("https://rantau.example/hooks/telegram")
    await channel.remove_webhook()

    form = stub.asked[0].form
    assert form["url"] == ["https://rantau.example/hooks/telegram"]
    assert form["secret_token"] == ["contoh_kunci"]
    assert stub.asked[1].path == f"{API}/deleteWebhook"


async def test_webhook_without_secret(stub: Stub) -> None:
    """A webhook that anybody could call is not set."""
    channel = TelegramChannel(Secret(TOKEN), api_url=stub.url)

    with pytest.raises(ValueError, match="secret"):
        await channel.set_webhook("https://rantau.example/hooks/telegram")

    assert stub.asked == []


async def test_nothing_is_logged(stub: Stub, channel: TelegramChannel, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the token nor the words nor the chat stand in any log, even when everything is logged."""
    stub.answers[SEND] = good(TAKEN)

    with caplog.at_level(logging.DEBUG):
        await channel.send("1001", Speech("rahasia sekali"))
        stub.answers[SEND] = Answer(200, b"no JSON, but rahasia")
        await channel.send("1001", Speech("rahasia sekali"))

    assert not [text for text in ("contoh", "rahasia", "1001") if text in caplog.text]
