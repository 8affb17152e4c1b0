"""Every kind of Telegram update and the message it becomes; a payload without a row here fails."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider import PAYLOADS

from bot.channels.payload import BadPayload
from bot.channels.telegram_update import read
from bot.dialogue.message import Attachment, Kind, Message, Place

SAID_AT = datetime(2026, 1, 1, tzinfo=UTC)
EDITED_AT = datetime(2026, 1, 1, 0, 1, tzinfo=UTC)


def said(kind: Kind, *files: Attachment, at: datetime | None = SAID_AT, **more: Any) -> Message:
    """Make the message of the one person of these payloads."""
    return Message("", "telegram", "1001", kind, attachments=files, language_hint="id", sent_at=at, **more)


EXPECTED = {
    "text": said(Kind.TEXT, text="gaji saya belum dibayar 3 bulan"),
    "command": said(Kind.TEXT, text="/start"),
    "button": said(Kind.BUTTON, text="Kirim", choice="send", acknowledge="555001", at=None),
    "button_inaccessible": said(Kind.BUTTON, choice="send", acknowledge="555002", at=None),
    "button_inline": None,
    "voice": said(Kind.VOICE, Attachment("VOICE1", "audio/ogg", 24000)),
    "audio": said(Kind.VOICE, Attachment("AUDIO1", "audio/mpeg", 480000, "rekaman.mp3"), text="rekaman majikan"),
    "photo": said(Kind.PHOTO, Attachment("LARGE", "image/jpeg", 150000), text="slip gaji"),
    "document": said(Kind.DOCUMENT, Attachment("DOC1", "application/pdf", 88000, "kontrak.pdf")),
    "video": said(Kind.VIDEO, Attachment("VIDEO1", "video/mp4", 900000)),
    "video_note": said(Kind.VIDEO, Attachment("NOTE1", "video/mp4", 300000)),
    "animation": said(Kind.VIDEO, Attachment("ANIM1", "video/mp4", 50000, "gerak.mp4")),
    "location": said(Kind.LOCATION, place=Place(-8.17, 113.7)),
    "venue": said(Kind.LOCATION, place=Place(-8.17, 113.7, "Balai Desa Contoh, Jalan Contoh 1")),
    "contact": said(Kind.CONTACT, text="Contoh Dua, +10000000002"),
    "sticker": said(Kind.STICKER, text="🙏"),
    "edited": said(Kind.EDITED, text="gaji saya belum dibayar 4 bulan", at=EDITED_AT),
    "edited_caption": said(Kind.EDITED, text="slip gaji Maret", at=EDITED_AT),
    "edited_location": None,
    "poll": said(Kind.UNSUPPORTED),
    "dice": said(Kind.UNSUPPORTED),
    "new_kind": said(Kind.UNSUPPORTED),
    "blocked": said(Kind.BLOCKED),
    "unblocked": None,
    "group_text": None,
    "group_button": None,
    "group_removed": None,
    "channel_post": None,
    "from_bot": None,
    "pinned": None,
    "inline_query": None,
}


def keyed(message: Message, number: int) -> Message:
    """Give the message the key of the update of that number."""
    return Message(
        f"tg:42:{number}",
        message.channel,
        message.address,
        message.kind,
        message.text,
        message.choice,
        message.attachments,
        message.place,
        message.language_hint,
        message.acknowledge,
        message.sent_at,
    )


def test_every_payload_has_a_row() -> None:
    """The table and the folder hold the same names."""
    assert {path.stem for path in (PAYLOADS / "telegram").iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_read(name: str, update: Callable[[str], Any]) -> None:
    """Each update becomes exactly the expected message, or none."""
    payload = update(name)
    expected = EXPECTED[name]

    message = read(payload, "42")

    assert message == (keyed(expected, payload["update_id"]) if expected else None)


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        "halo",
        {},
        {"update_id": "1"},
        {"update_id": True},
        {"update_id": -1},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": {"message_id": 1}},
        {"update_id": 1, "message": {"message_id": 1, "date": 10**30, "chat": {"id": 1001, "type": "private"}}},
        {"update_id": 1, "callback_query": {"id": "1"}},
    ],
)
def test_malformed(payload: object) -> None:
    """What is no update is an error, not a message."""
    with pytest.raises(BadPayload):
        read(payload, "42")


WRONG = [
    ("text", ("message", "text"), 5),
    ("text", ("message", "chat", "id"), "1001"),
    ("text", ("message", "date"), "gestern"),
    ("text", ("message", "from", "language_code"), 7),
    ("voice", ("message", "voice", "file_id"), ""),
    ("voice", ("message", "voice", "file_size"), "besar"),
    ("photo", ("message", "photo", 0, "width"), "lebar"),
    ("location", ("message", "location", "latitude"), 91),
    ("location", ("message", "location", "longitude"), "timur"),
    ("location", ("message", "location", "longitude"), True),
    ("contact", ("message", "contact", "phone_number"), ""),
    ("button", ("callback_query", "data"), ["send"]),
    ("button", ("callback_query", "id"), ""),
]


@pytest.mark.parametrize(("name", "path", "value"), WRONG)
def test_wrong_value(name: str, path: tuple[Any, ...], value: object, update: Callable[[str], Any]) -> None:
    """A value of the wrong type deep inside is an error too."""
    payload = part = update(name)
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value

    with pytest.raises(BadPayload):
        read(payload, "42")


def test_text_is_cleaned(update: Callable[[str], Any]) -> None:
    """Characters that no database keeps are taken out."""
    payload = update("text")
    payload["message"]["text"] = "ga\0ji \ud800"

    message = read(payload, "42")

    assert message is not None
    assert message.text == "gaji ?"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "chat", "from", "text", "date", "type", "photo", "voice"]), inner)
    ),
    max_leaves=12,
)


@given(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"]), JSON)
def test_any_json(part: str, value: object) -> None:
    """No JSON makes it fail in another way than BadPayload."""
    try:
        message = read({"update_id": 1, part: value}, "42")
    except BadPayload:
        return

    assert message is None or message.key == "tg:42:1"
