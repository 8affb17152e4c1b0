"""Reading the forms Twilio posts for WhatsApp: names and texts in, our message or status out; pure.

New fields and kinds appear at Twilio without notice: fields we do not know are passed over, a message we do not know is
UNSUPPORTED, and what kind it is is told by what it carries, MessageType only deciding where that is not enough.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.channels.channel import Later, Refused
from bot.channels.payload import BadPayload, point, required, words
from bot.channels.twilio_codes import CODES, STATES, UNKNOWN, State
from bot.dialogue.message import Attachment, Kind, Message

NAME = "whatsapp"

Form = Mapping[str, Sequence[str]]

SID = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}")
ADDRESS = re.compile(r"whatsapp:\+?[\w.:-]{3,60}", re.ASCII)
FILE_NAME = re.compile(r"[^\n\r/\\]{1,120}\.\w{2,5}")
MOST_FILES = 10

TYPE_KINDS = {
    "audio": Kind.VOICE,
    "image": Kind.PHOTO,
    "document": Kind.DOCUMENT,
    "video": Kind.VIDEO,
    "sticker": Kind.STICKER,
    "contacts": Kind.CONTACT,
}
MIME_KINDS = (
    ("audio/", Kind.VOICE),
    ("image/", Kind.PHOTO),
    ("video/", Kind.VIDEO),
    ("text/vcard", Kind.CONTACT),
    ("text/x-vcard", Kind.CONTACT),
)
# The fields that hold the payload of a choice, with those that hold its label.
CHOICES = (("ButtonPayload", "ButtonText"), ("ListId", "ListTitle"))
BUTTON_TYPES = ("button", "interactive")


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a message we sent; `reference` is the one that `Sent` gave."""

    reference: str
    state: State
    error_code: int | None = None

    @property
    def outcome(self) -> Later | Refused | None:
        """Tell what to do about a failure, None when there is none."""
        if self.state is not State.FAILED:
            return None
        return CODES.get(self.error_code or 0, UNKNOWN)


def read(form: Form) -> Message:
    """Read an incoming message; raises BadPayload when sender or number are missing or a value is no such value."""
    message = Message(f"wa:{_sid(form)}", NAME, _address(form), Kind.UNSUPPORTED, text=_first(form, "Body"))
    for reader in (_choice, _location, _files, _text):
        read_message = reader(message, form)
        if read_message:
            return read_message
    return message


def read_status(form: Form) -> Status:
    """Read a status callback; raises BadPayload for an unknown state or a code that is no number."""
    state = STATES.get(_first(form, "MessageStatus") or _first(form, "SmsStatus"))
    if state is None:
        raise BadPayload
    code = _first(form, "ErrorCode")
    return Status(_sid(form), state, _count(code) if code else None)


def _choice(message: Message, form: Form) -> Message | None:
    for payload, label in CHOICES:
        if _first(form, payload):
            return replace(
                message, kind=Kind.BUTTON, choice=_first(form, payload), text=_first(form, label) or message.text
            )
    pressed = _first(form, "MessageType") in BUTTON_TYPES and message.text
    return replace(message, kind=Kind.BUTTON) if pressed else None


def _location(message: Message, form: Form) -> Message | None:
    if not _first(form, "Latitude"):
        return None
    label = ", ".join(filter(None, (_first(form, "Label"), _first(form, "Address"))))
    place = point(_first(form, "Latitude"), _first(form, "Longitude"), label)
    return replace(message, kind=Kind.LOCATION, place=place)


def _files(message: Message, form: Form) -> Message | None:
    many = _count(_first(form, "NumMedia") or "0")
    if many > MOST_FILES:
        raise BadPayload
    if not many:
        return None
    files = tuple(_attachment(form, number) for number in range(many))
    kind = TYPE_KINDS.get(_first(form, "MessageType")) or _kind_by_mime(files[0].mime)
    if kind is Kind.STICKER:
        return replace(message, kind=kind)
    return _named(replace(message, kind=kind, attachments=files))


def _text(message: Message, form: Form) -> Message | None:
    del form
    return replace(message, kind=Kind.TEXT) if message.text.strip() else None


def _named(message: Message) -> Message:
    """Take the text of a lone document for its name when it looks like one; WhatsApp sends either in the same field."""
    if message.kind is not Kind.DOCUMENT or len(message.attachments) > 1 or not FILE_NAME.fullmatch(message.text):
        return message
    return replace(message, text="", attachments=(replace(message.attachments[0], name=message.text),))


def _attachment(form: Form, number: int) -> Attachment:
    mime = _first(form, f"MediaContentType{number}") or "application/octet-stream"
    return Attachment(reference=required(_first(form, f"MediaUrl{number}")), mime=mime)


def _kind_by_mime(mime: str) -> Kind:
    return next((kind for start, kind in MIME_KINDS if mime.lower().startswith(start)), Kind.DOCUMENT)


def _first(form: Form, name: str) -> str:
    return words(next(iter(form.get(name, ())), ""))


def _sid(form: Form) -> str:
    return _shaped(SID, _first(form, "MessageSid"))


def _address(form: Form) -> str:
    return _shaped(ADDRESS, _first(form, "From"))


def _shaped(shape: re.Pattern[str], value: str) -> str:
    if not shape.fullmatch(value):
        raise BadPayload
    return value


def _count(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", value):
        raise BadPayload
    return int(value)
