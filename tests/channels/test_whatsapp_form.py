"""Every kind of form Twilio posts and what it becomes; a payload without a row here fails."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider import PAYLOADS

from bot.channels.channel import Later, Refused
from bot.channels.payload import BadPayload
from bot.channels.twilio_codes import STATES, State, meaning_of_answer
from bot.channels.whatsapp_form import Status, read, read_status
from bot.dialogue.message import Attachment, Kind, Message, Place

Forms = Callable[[str], dict[str, list[str]]]

ACCOUNT = "https://api.twilio.com/2010-04-01/Accounts/AC" + "0" * 32
OURS = "SM" + "a" * 32


def file(mime: str, number: int = 1, name: str = "") -> Attachment:
    """Make the attachment of that number as these payloads have it."""
    return Attachment(f"{ACCOUNT}/Messages/MM{'0' * 32}/Media/ME{number:032x}", mime, name=name)


def said(kind: Kind, *files: Attachment, **more: Any) -> Message:
    """Make the message of the one person of these payloads."""
    return Message("", "whatsapp", "whatsapp:+10000000001", kind, attachments=files, **more)


MESSAGES = {
    "text": said(Kind.TEXT, text="gaji saya belum dibayar & paspor ditahan 🙏"),
    "button": said(Kind.BUTTON, text="Kirim", choice="send"),
    "button_template": said(Kind.BUTTON, text="Kirim", choice="send"),
    "button_card": said(Kind.BUTTON, text="Kirim"),
    "list": said(Kind.BUTTON, text="Gaji", choice="wages"),
    "voice": said(Kind.VOICE, file("audio/ogg")),
    "image": said(Kind.PHOTO, file("image/jpeg"), text="slip gaji"),
    "document": said(Kind.DOCUMENT, file("application/pdf", name="kontrak kerja.pdf")),
    "document_caption": said(Kind.DOCUMENT, file("application/pdf"), text="ini kontrak saya"),
    "video": said(Kind.VIDEO, file("video/mp4")),
    "sticker": said(Kind.STICKER),
    "contact": said(Kind.CONTACT, file("text/vcard")),
    "untyped": said(Kind.VOICE, file("audio/amr")),
    "several": said(Kind.PHOTO, file("image/jpeg"), file("image/png", 2), text="dua foto"),
    "location": said(Kind.LOCATION, place=Place(-8.17, 113.7, "Balai Desa Contoh, Jalan Contoh 1")),
    "reaction": said(Kind.UNSUPPORTED),
    "unsupported": said(Kind.UNSUPPORTED),
    "forwarded": said(Kind.TEXT, text="info loker"),
    "advertisement": said(Kind.TEXT, text="halo"),
}

STATUSES = {
    "status_sent": (Status(OURS, State.SENT), None),
    "status_delivered": (Status(OURS, State.DELIVERED), None),
    "status_read": (Status(OURS, State.READ), None),
    "status_window": (Status(OURS, State.FAILED, 63016), Later(3600, "window")),
    "status_failed": (Status(OURS, State.FAILED, 63024), Refused("bad_address")),
    "status_unexplained": (Status(OURS, State.FAILED), Refused("unknown")),
}


def test_every_payload_has_a_row() -> None:
    """The tables and the folder hold the same names."""
    assert {path.stem for path in (PAYLOADS / "whatsapp").iterdir()} == set(MESSAGES) | set(STATUSES)


@pytest.mark.parametrize("name", MESSAGES)
def test_read(name: str, form: Forms) -> None:
    """Each form becomes exactly the expected message."""
    fields = form(name)

    message = read(fields)

    assert message == replace(MESSAGES[name], key=f"wa:{fields['MessageSid'][0]}")


@pytest.mark.parametrize("name", STATUSES)
def test_read_status(name: str, form: Forms) -> None:
    """Each callback becomes a status that knows what is to be done."""
    status = read_status(form(name))

    assert (status, status.outcome) == STATUSES[name]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("text", "MessageSid", None),
        ("text", "MessageSid", "SM1"),
        ("text", "From", None),
        ("text", "From", "+10000000001"),
        ("text", "From", "whatsapp:+1 or 1=1"),
        ("image", "NumMedia", "banyak"),
        ("image", "NumMedia", "11"),
        ("image", "NumMedia", "٣"),
        ("image", "MediaUrl0", None),
        ("location", "Latitude", "utara"),
        ("location", "Longitude", "nan"),
    ],
)
def test_malformed(name: str, field: str, value: str | None, form: Forms) -> None:
    """What is no message is an error."""
    fields = form(name) | {field: [value] if value is not None else []}

    with pytest.raises(BadPayload):
        read(fields)


@pytest.mark.parametrize(("field", "value"), [("MessageStatus", "teleported"), ("ErrorCode", "viele"), ("MessageSid", "")])
def test_malformed_status(field: str, value: str, form: Forms) -> None:
    """What is no status is an error."""
    with pytest.raises(BadPayload):
        read_status(form("status_failed") | {field: [value]})


@pytest.mark.parametrize(
    ("status", "code", "meaning"),
    [
        (429, 20429, Later(10, "rate_limited")),
        (429, None, Later(10, "rate_limited")),
        (400, 21610, Refused("blocked")),
        (400, 63003, Refused("bad_address")),
        (400, 63007, Later(300, "setup")),
        (401, 20003, Later(300, "credentials")),
        (401, "20003", Later(300, "credentials")),
        (400, 99999, Refused("bad_request")),
        (503, 503, Later(60, "provider")),
    ],
)
def test_meaning_of_answer(status: int, code: object, meaning: Later | Refused) -> None:
    """A known code decides, else the HTTP status."""
    assert meaning_of_answer(status, code) == meaning


@given(st.dictionaries(st.sampled_from(["Body", "NumMedia", "Latitude", "ListId", "MessageType"]), st.lists(st.text())))
def test_any_values(fields: dict[str, list[str]]) -> None:
    """No values make it fail in another way than BadPayload."""
    known = {"MessageSid": [OURS], "From": ["whatsapp:+10000000001"]}
    try:
        message = read(fields | known)
    except BadPayload:
        return

    assert message.key == f"wa:{OURS}"


def test_every_state_is_reached() -> None:
    """Each of our states stands for at least one of Twilio's."""
    assert set(STATES.values()) == set(State)
