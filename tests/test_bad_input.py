"""Whatever comes in at the doors: a clear answer, nothing lost, and not a word of it in any log."""

import json
import logging
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest
from at_the_doors import ADDRESSES, FORM, KEY, House, leaks, loopback, open_house, refusals, sign

from bot.web.hooks import TELEGRAM, WHATSAPP
from bot.work.workshop import Workshop

ONE_BOOK = pytest.mark.parametrize("book_url", ["sqlite"], indirect=True)


@pytest.fixture
async def house(tools: Workshop, book_url: str, caplog: pytest.LogCaptureFixture) -> AsyncIterator[House]:
    """Give the service; when a test is over no log record may hold what people wrote or where they are."""
    caplog.set_level(logging.DEBUG)
    async with loopback() as provider, open_house(tools, book_url, provider) as made:
        yield made
    assert list(leaks(caplog.get_records("call"), made.private)) == []


@pytest.fixture(params=["telegram", "whatsapp"])
def wire(request: pytest.FixtureRequest) -> str:
    """Each wire."""
    return str(request.param)


async def test_forged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Without the right secret or signature the answer is 403, and the book has no trace of it."""
    update = json.dumps({"update_id": 1, "message": {"text": "tolong saya dipukul majikan"}})
    form = {"MessageSid": "SM" + "0" * 32, "From": ADDRESSES["whatsapp"], "Body": "tolong saya dipukul majikan"}
    house.private.append("tolong saya dipukul majikan")
    changed = urlencode({**form, "Body": "lain"})
    tries = [
        await house.door.post(TELEGRAM, content=update),
        await house.door.post(TELEGRAM, content=update, headers=dict.fromkeys(KEY, "salah")),
        await house.door.post(WHATSAPP, content=urlencode(form), headers=FORM),
        await house.door.post(WHATSAPP, content=urlencode(form), headers=FORM | {"X-Twilio-Signature": "c2FsYWg="}),
        await house.door.post(WHATSAPP, content=changed, headers=FORM | {"X-Twilio-Signature": sign(form)}),
        await house.door.post(
            f"{WHATSAPP}/status", content=urlencode(form), headers=FORM | {"X-Twilio-Signature": sign(form)}
        ),
    ]

    assert [each.status_code for each in tries] == [403] * 6
    assert refusals(caplog.records) == [403] * 6
    assert house.is_untouched()


@ONE_BOOK
@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b"null", b"[]", b"7", b"[" * 100_000, b'{"update_id": -1}',
        b'{"update_id": 1, "message": "gaji belum dibayar"}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": "kapan", "chat": {"id": "saya", "type": "private"}}}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": 7}}',
    ],
)  # fmt: skip
async def test_malformed_json(house: House, body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """What is no update is turned away with 400, never with 500."""
    answer = await house.door.post(TELEGRAM, content=body, headers=KEY)

    assert answer.status_code == 400
    assert refusals(caplog.records) == [400]
    assert house.is_untouched()


@ONE_BOOK
@pytest.mark.parametrize(
    "form",
    [
        {}, {"MessageSid": ""}, {"MessageSid": "SM" + "0" * 32}, {"From": ADDRESSES["whatsapp"]},
        {"MessageSid": "SM" + "0" * 32, "From": "whatsapp:' or 1=1"},
        {"MessageSid": "SM" + "0" * 32, "From": ADDRESSES["whatsapp"], "NumMedia": "banyak"},
        {"MessageSid": "SM" + "0" * 32, "From": ADDRESSES["whatsapp"], "NumMedia": "3"},
    ],
)  # fmt: skip
async def test_malformed_form(house: House, form: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    """A form that Twilio signed but that is no message is turned away with 400, never with 500."""
    answer = await house.door.post(WHATSAPP, content=urlencode(form), headers=FORM | {"X-Twilio-Signature": sign(form)})

    assert answer.status_code == 400
    assert refusals(caplog.records) == [400]
    assert house.is_untouched()


@ONE_BOOK
async def test_unreadable_form(house: House) -> None:
    """Bytes that are no text and a thousand fields are turned away with 400."""
    for body in (b"Body=%ff%fe", b"&".join(b"f%d=1" % number for number in range(1000))):
        answer = await house.door.post(WHATSAPP, content=body, headers=FORM | {"X-Twilio-Signature": "c2FsYWg="})
        assert answer.status_code == 400

    assert house.is_untouched()


@pytest.mark.parametrize("text", ["x" * 4001, "gaji saya belum dibayar di malaysia " + "a" * 999_900])
async def test_long_text(house: House, text: str) -> None:
    """A text of up to a megabyte is taken up by its beginning, and the whole of it is with the case."""
    house.known()

    assert await house.telegram(text) == 200
    answer = "\n".join(await house.work())

    assert house.heard()[0].text == text[:4000].strip()
    blob = house.blobs()[0]
    assert blob.content.decode() == text.strip()
    if text.startswith("gaji"):
        assert "Desa asal pekerja di mana?" in answer
        for words in ("Paringan Ponorogo", "1"):
            await house.telegram(words)
            await house.work()
        assert house.evidence() == [("text", blob.sha256)]
    assert house.failures() == []


async def test_larger_than_any_message(house: House) -> None:
    """What is larger than a provider ever sends is refused before it is read."""
    assert await house.telegram("a" * 2_000_000) == 413
    assert house.is_untouched()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("gaji saya\0 belum dibayar di malaysia", "gaji saya belum dibayar di malaysia"),
        ("\u202egaji \u2066saya belum dibayar\u202c di malaysia", "gaji saya belum dibayar di malaysia"),
        ("ga\u200bji sa\ufeffya belum di\u2060bayar di malaysia", "gaji saya belum dibayar di malaysia"),
    ],
    ids=["null", "right-to-left", "zero-width"],
)
async def test_strange_characters(house: House, wire: str, typed: str, kept: str) -> None:
    """Characters that nobody sees do not hide what is said, and do not stop the book from keeping it."""
    house.known(wire)

    assert await house.says(wire, typed) == 200
    answer = await house.work()

    assert [row.text for row in house.heard()] == [kept]
    assert "Desa asal pekerja di mana?" in answer[-1]
    assert house.failures() == []


async def test_emoji_only(house: House, wire: str) -> None:
    """Only emoji: nobody knows what is meant, so topics and the desk are offered."""
    house.known(wire)

    await house.says(wire, "😭😭🙏🏽👨\u200d👩\u200d👧")
    answer = await house.work()

    assert house.notice("unsure") in answer[0]
    assert [row.text for row in house.heard()] == ["😭😭🙏🏽👨\u200d👩\u200d👧"]


@pytest.mark.parametrize(
    ("book_url", "wire", "danger_at"),
    [("sqlite", "telegram", 700), ("postgresql", "whatsapp", 0), ("sqlite", "whatsapp", None)],
    indirect=["book_url", "wire"],
)
async def test_a_thousand_messages(house: House, wire: str, danger_at: int | None) -> None:
    """Who sends a thousand messages at once gets one or few answers; none is lost, and danger among them is heard."""
    house.known(wire)
    texts = [f"halo pak ada orang? pesan ke {number}" for number in range(1000)]
    if danger_at is not None:
        texts[danger_at] = "tolong saya dipukul majikan di malaysia"

    assert {await house.says(wire, text) for text in texts} == {200}
    answers = await house.work()

    assert 1 <= len(answers) <= 12
    assert [row.text for row in house.heard()] == texts
    assert house.failures() == []
    if danger_at is None:
        assert house.cases() == []
    else:
        assert [(case.danger, case.country) for case in house.cases()] == [(True, "MY")]
        assert "tolong saya dipukul majikan di malaysia" in house.cases()[0].story
        assert any("+60 17-668 8032" in answer for answer in answers)


FAULTS = [
    (b"\xff\xd8\xff" + bytes(20 * 1024 * 1024), "file_too_large"),
    (b"MZ\x90\x00\x03" + bytes(200), "file_wrong_type"),
    (b"<html><script>alert(1)</script></html>", "file_wrong_type"),
    (b"", "file_empty"),
]


@pytest.mark.parametrize(("content", "notice"), FAULTS, ids=["too large", "program", "page", "empty"])
async def test_bad_file(house: House, wire: str, content: bytes, notice: str) -> None:
    """A file that is too large, empty or not what it is called: the person hears which, and it is not kept."""
    house.known(wire)

    await house.sends_file(wire, content)
    answer = await house.work()

    assert answer == [house.notice(notice)]
    assert house.blobs() == []
    assert [row.kind for row in house.heard()] == ["document" if wire == "telegram" else "photo"]


async def test_bad_file_with_words(house: House, wire: str) -> None:
    """The words under a file that cannot be kept are taken up all the same."""
    house.known(wire)

    await house.sends_file(wire, b"MZ\x90\x00\x03" + bytes(200), "gaji saya belum dibayar di malaysia")
    answer = await house.work()

    assert answer[0] == house.notice("file_wrong_type")
    assert "Desa asal pekerja di mana?" in answer[-1]


async def test_said_to_be_too_large(house: House) -> None:
    """A file Telegram says is too large is not asked for."""
    house.known()

    await house.telegram(document={"file_id": "F1", "file_unique_id": "u", "file_size": 30 * 1024 * 1024})

    assert await house.work() == [house.notice("file_too_large")]
    assert not any(each.path.endswith("/getFile") for each in house.provider.asked)


async def test_village_that_does_not_exist(house: House, wire: str) -> None:
    """A village nobody knows is named back, and the question is put again."""
    house.known(wire)
    await house.says(wire, "gaji saya belum dibayar di malaysia")
    await house.work()

    await house.says(wire, "Xyzzyqwfp")
    answer = await house.work()

    assert house.notice("village_unknown").replace("{typed}", "Xyzzyqwfp") in answer[0]
    assert "Desa asal pekerja di mana?" in answer[0]


@pytest.mark.parametrize(
    "choice",
    [
        "step:complaint:question_of_last_month:yes", "start:flow_of_last_month", "reply:gone", "case:close:26-000001-9",
        "x" * 10_000, "start:status:" + "9" * 10_000, "step:complaint:village:" + "3" * 10_000, "topic", ":::", "%s{}",
        "start:complaint:26-000001-1",
    ],
)  # fmt: skip
async def test_unknown_button(house: House, choice: str) -> None:
    """A button of last month, or one nobody ever made, is said to be no longer valid, and the press is in the book."""
    house.known()

    assert await house.press(choice) == 200
    answer = await house.work()

    assert answer == [house.notice("button_old")]
    assert [row.kind for row in house.heard()] == ["button"]
    assert house.cases() == []


async def test_location(house: House) -> None:
    """A place south of the equator is evidence; one that is nowhere on earth is turned away."""
    house.known()
    await house.telegram("gaji saya belum dibayar di malaysia")
    await house.work()

    statuses = [
        await house.telegram(location={"latitude": north, "longitude": east})
        for north, east in ((-8.17, 113.7), (-91, 0), (0, 999), ("utara", 0))
    ]
    answer = await house.work()

    assert statuses == [200, 400, 400, 400]
    assert house.notice("evidence_kept") in answer[0]
    assert len(house.heard()) == 2


async def test_a_window_that_was_closed_after_all(house: House) -> None:
    """What Twilio took and could not bring is not lost: it waits for the person's next message and comes first."""
    await house.whatsapp("berapa biaya ke taiwan")
    said = await house.work()
    form = {"MessageSid": "SM" + "f" * 32, "MessageStatus": "undelivered", "ErrorCode": "63016"}

    headers = FORM | {"X-Twilio-Signature": sign(form, f"{WHATSAPP}/status")}
    answer = await house.door.post(f"{WHATSAPP}/status", content=urlencode(form), headers=headers)
    await house.whatsapp("buka")

    assert answer.status_code == 200
    assert (await house.work())[0] == said[0]
