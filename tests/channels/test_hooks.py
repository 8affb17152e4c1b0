"""The doors: who is let in, what is heard, and that no bytes bring them down."""

import json
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import AsyncMock

import httpx
import pytest
from fastapi import FastAPI
from twilio.request_validator import RequestValidator

from bot.channels.secret import Secret
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio_codes import State
from bot.channels.whatsapp import Account, WhatsAppChannel
from bot.channels.whatsapp_form import Status
from bot.dialogue.message import Message
from bot.web.hooks import LARGEST_BODY, TELEGRAM, WHATSAPP, WHATSAPP_STATUS, router

PUBLIC = "https://rantau.example/layanan"
KEY = {"X-Telegram-Bot-Api-Secret-Token": "contoh_kunci"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class House:
    """The service behind the doors, which only remembers."""

    heard: list[Message] = field(default_factory=list)
    settled: list[Status] = field(default_factory=list)

    async def hear(self, message: Message) -> None:
        """Remember a message."""
        self.heard.append(message)

    async def settle(self, status: Status) -> None:
        """Remember a status."""
        self.settled.append(status)


@pytest.fixture
def house() -> House:
    """Give an empty house."""
    return House()


def at_doors(house: House, telegram: TelegramChannel | None, whatsapp: WhatsAppChannel | None) -> httpx.AsyncClient:
    """Make a client that stands before the doors; an unexpected error would come through to the test."""
    app = FastAPI()
    app.include_router(router(house.hear, telegram, whatsapp, house.settle, f"{PUBLIC}/"))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://inside")


@pytest.fixture
async def visitor(house: House) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client before doors with both wires."""
    telegram = TelegramChannel(Secret("42:contoh"), webhook_secret=Secret("contoh_kunci"))
    whatsapp = WhatsAppChannel(Account("AC" + "0" * 32, Secret("contoh"), "+10000000009"))
    async with at_doors(house, telegram, whatsapp) as client:
        yield client
    await telegram.close()
    await whatsapp.close()


def signed(path: str, body: bytes) -> dict[str, str]:
    """Make the headers Twilio would send with a form for the public address of a door."""
    pairs = httpx.QueryParams(body)
    form = {name: pairs.get_list(name)[0] for name in pairs}
    return FORM | {"X-Twilio-Signature": RequestValidator("contoh").compute_signature(f"{PUBLIC}{path}", form)}


async def test_telegram(house: House, visitor: httpx.AsyncClient, update: Callable[[str], Any]) -> None:
    """An update with the secret is heard; one that comes twice is heard twice, the book drops the copy."""
    answers = [await visitor.post(TELEGRAM, json=update("text"), headers=KEY) for _ in range(2)]

    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"")] * 2
    assert [message.text for message in house.heard] == ["gaji saya belum dibayar 3 bulan"] * 2


async def test_telegram_of_no_interest(house: House, visitor: httpx.AsyncClient, update: Callable[[str], Any]) -> None:
    """An update of no interest is taken and forgotten."""
    answer = await visitor.post(TELEGRAM, json=update("group_text"), headers=KEY)

    assert answer.status_code == 200
    assert house.heard == []


@pytest.mark.parametrize("secret", [None, "", "contoh_kunc", "contoh_kuncii", "ä"])
async def test_telegram_forged(
    secret: str | None, house: House, visitor: httpx.AsyncClient, update: Callable[[str], Any]
) -> None:
    """Without the right secret nothing is read."""
    headers: Any = {} if secret is None else {name: secret.encode() for name in KEY}

    answer = await visitor.post(TELEGRAM, json=update("text"), headers=headers)

    assert answer.status_code == 403
    assert house.heard == []


async def test_telegram_without_a_secret_of_ours(house: House, update: Callable[[str], Any]) -> None:
    """When no secret is set nobody is let in, not even with an empty one."""
    telegram = TelegramChannel(Secret("42:contoh"))
    async with at_doors(house, telegram, None) as visitor:
        answer = await visitor.post(TELEGRAM, json=update("text"), headers=dict.fromkeys(KEY, ""))

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"null", b"[]", b'{"update_id": "x"}', b"[" * 200_000, b'{"a": 1e999999}', b"9" * 9999],
)
async def test_telegram_malformed(body: bytes, house: House, visitor: httpx.AsyncClient) -> None:
    """What is no update is turned away."""
    answer = await visitor.post(TELEGRAM, content=body, headers=KEY)

    assert answer.status_code == 400
    assert house.heard == []


@pytest.mark.parametrize("path", [TELEGRAM, WHATSAPP, WHATSAPP_STATUS])
async def test_too_large(path: str, visitor: httpx.AsyncClient) -> None:
    """An endless body is not read to its end."""
    answer = await visitor.post(path, content=b"x" * (LARGEST_BODY + 1), headers=KEY | signed(path, b""))

    assert answer.status_code == 413


async def test_whatsapp(house: House, visitor: httpx.AsyncClient, posted: Callable[[str], bytes]) -> None:
    """A form signed for the public address is heard, once for each time it comes, and answered with nothing."""
    body = posted("text")

    answers = [await visitor.post(WHATSAPP, content=body, headers=signed(WHATSAPP, body)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].headers["content-type"].startswith("text/xml")
    assert answers[0].text == "<Response/>"
    assert [message.text for message in house.heard] == ["gaji saya belum dibayar & paspor ditahan 🙏"] * 2


async def test_whatsapp_with_a_query(house: House, visitor: httpx.AsyncClient, posted: Callable[[str], bytes]) -> None:
    """The query of the address is signed with it."""
    body, path = posted("text"), f"{WHATSAPP}?jalur=1&x=%20y"

    answer = await visitor.post(path, content=body, headers=signed(path, body))

    assert answer.status_code == 200
    assert len(house.heard) == 1


@pytest.mark.parametrize("path", [WHATSAPP, WHATSAPP_STATUS])
@pytest.mark.parametrize("signature", [None, "", "0/KCTR6DLpKmkAf8muzZqo1nDgQ=", "ä"])
async def test_whatsapp_forged(
    path: str, signature: str | None, house: House, visitor: httpx.AsyncClient, posted: Callable[[str], bytes]
) -> None:
    """Without Twilio's signature nothing happens."""
    headers: dict[str, Any] = FORM | ({} if signature is None else {"X-Twilio-Signature": signature.encode()})

    answer = await visitor.post(path, content=posted("text"), headers=headers)

    assert answer.status_code == 403
    assert (house.heard, house.settled) == ([], [])


async def test_whatsapp_changed(house: House, visitor: httpx.AsyncClient, posted: Callable[[str], bytes]) -> None:
    """A form that was changed after signing, or signed for another door, is turned away."""
    body = posted("text")

    changed = await visitor.post(WHATSAPP, content=body + b"&x=", headers=signed(WHATSAPP, body))
    moved = await visitor.post(WHATSAPP_STATUS, content=body, headers=signed(WHATSAPP, body))

    assert [changed.status_code, moved.status_code] == [403, 403]
    assert house.heard == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (WHATSAPP, b""),
        (WHATSAPP, b"Body=halo"),
        (WHATSAPP_STATUS, b"MessageSid=SM1&MessageStatus=sent"),
        (WHATSAPP_STATUS, b""),
    ],
)
async def test_whatsapp_malformed(path: str, body: bytes, house: House, visitor: httpx.AsyncClient) -> None:
    """A signed form that is no message or status is turned away."""
    answer = await visitor.post(path, content=body, headers=signed(path, body))

    assert answer.status_code == 400
    assert (house.heard, house.settled) == ([], [])


@pytest.mark.parametrize("body", [b"\xff\xfe", b"Body=%ff", b"&".join(b"a%d=" % n for n in range(201))])
async def test_whatsapp_no_form(body: bytes, visitor: httpx.AsyncClient) -> None:
    """Bytes that are no form are turned away."""
    answer = await visitor.post(WHATSAPP, content=body, headers=signed(WHATSAPP, b""))

    assert answer.status_code == 400


async def test_any_query(house: House) -> None:
    """A query that is no text does not bring the door down; no client sends one, so the bytes are put in beneath."""
    whatsapp = WhatsAppChannel(Account("AC" + "0" * 32, Secret("contoh"), "+10000000009"))
    app = FastAPI()
    app.include_router(router(house.hear, None, whatsapp, house.settle, PUBLIC))

    async def disturbed(scope: Any, receive: Any, send: Any) -> None:
        await app(scope | {"query_string": b"\xff"}, receive, send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(disturbed), base_url="http://inside") as visitor:
        answer = await visitor.post(WHATSAPP, content=b"", headers=signed(WHATSAPP, b""))

    assert answer.status_code == 403


async def test_sender_hangs_up(house: House) -> None:
    """A sender who hangs up in the middle is not an error of ours."""
    telegram = TelegramChannel(Secret("42:contoh"), webhook_secret=Secret("contoh_kunci"))
    app = FastAPI()
    app.include_router(router(house.hear, telegram, None, house.settle, PUBLIC))

    async def hanging_up(scope: Any, receive: Any, send: Any) -> None:
        del receive
        await app(scope, AsyncMock(return_value={"type": "http.disconnect"}), send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(hanging_up), base_url="http://inside") as visitor:
        answer = await visitor.post(TELEGRAM, content=b"{}", headers=KEY)

    assert answer.status_code == 400


async def test_status(house: House, visitor: httpx.AsyncClient, posted: Callable[[str], bytes]) -> None:
    """A status that Twilio signed is settled."""
    body = posted("status_window")

    answer = await visitor.post(WHATSAPP_STATUS, content=body, headers=signed(WHATSAPP_STATUS, body))

    assert answer.status_code == 200
    assert house.settled == [Status("SM" + "a" * 32, State.FAILED, 63016)]


@pytest.mark.parametrize("path", [TELEGRAM, WHATSAPP, WHATSAPP_STATUS])
async def test_wire_not_configured(path: str, house: House) -> None:
    """The door of a wire that is not configured does not exist."""
    async with at_doors(house, None, None) as visitor:
        answer = await visitor.post(path, content=b"{}", headers=KEY | signed(path, b""))

    assert answer.status_code == 404


async def test_nothing_is_heard_when_the_book_fails(update: Callable[[str], Any]) -> None:
    """When the message could not be written down the provider is not told that it was."""

    class Broken(House):
        async def hear(self, message: Message) -> None:
            raise ConnectionError(message.key)

    telegram = TelegramChannel(Secret("42:contoh"), webhook_secret=Secret("contoh_kunci"))
    async with at_doors(Broken(), telegram, None) as visitor:
        with pytest.raises(ConnectionError, match="tg:42:"):
            await visitor.post(TELEGRAM, json=update("text"), headers=KEY)


async def test_nothing_is_logged(
    visitor: httpx.AsyncClient, posted: Callable[[str], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    """A refusal is logged with door and status, and without a word of what came."""
    with caplog.at_level(logging.DEBUG, "bot"):
        await visitor.post(WHATSAPP, content=posted("text"), headers=FORM)

    record = caplog.records[0]
    assert (record.message, vars(record)["door"], vars(record)["status"]) == ("hook_refused", WHATSAPP, 403)
    assert "10000000001" not in json.dumps(vars(record), default=str)
