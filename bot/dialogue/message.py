"""One message of a citizen or officer, in the same shape whatever wire it came by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing was sent."""

    TEXT = "text"
    BUTTON = "button"
    VOICE = "voice"
    PHOTO = "photo"
    DOCUMENT = "document"
    VIDEO = "video"
    LOCATION = "location"
    CONTACT = "contact"
    STICKER = "sticker"
    EDITED = "edited"
    BLOCKED = "blocked"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message.

    `reference` is the provider's file id or address; once fetched, `sha256` names its bytes in the book.
    `fault` says why it could not be kept: "too_large", "wrong_type", "empty" or "gone".
    """

    reference: str
    mime: str = "application/octet-stream"
    size: int | None = None
    name: str = ""
    sha256: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody sent.

    `key` is unique for ever: `tg:<bot>:<update_id>`, `wa:<MessageSid>`, `sim:<id>`, `con:<id>`.
    `text` holds typed words, a caption, or the label of the button; `choice` the payload of a button or list choice.
    `acknowledge` is what the provider wants answered at once (a Telegram callback query), else empty.
    """

    key: str
    channel: str
    address: str
    kind: Kind
    text: str = ""
    choice: str = ""
    attachments: tuple[Attachment, ...] = ()
    place: Place | None = None
    language_hint: str = ""
    acknowledge: str = ""
    sent_at: datetime | None = None
