"""Reading Telegram's updates: decoded JSON in, our message out; pure, so that captured updates are its tests.

Only private chats are read: a case must not be spoken of in a group. What is read from the library's objects is checked
once more, because the library takes a number for a text without complaint.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import telegram

from bot.channels.payload import BadPayload, point, required, words
from bot.dialogue.message import Attachment, Kind, Message, Place

NAME = "telegram"

# What `de_json` and reading its results can raise when the JSON is not an update.
MALFORMED = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, OSError, RecursionError)

# The files a message can carry, with the type of those that do not say it. An animation comes as a document too.
FILES = (
    ("voice", Kind.VOICE, "audio/ogg"),
    ("audio", Kind.VOICE, "audio/mpeg"),
    ("animation", Kind.VIDEO, "video/mp4"),
    ("video", Kind.VIDEO, "video/mp4"),
    ("video_note", Kind.VIDEO, "video/mp4"),
    ("document", Kind.DOCUMENT, "application/octet-stream"),
)

# Notes of the client about the chat; nobody said them.
SERVICE_NOTES = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "connected_website",
    "write_access_allowed",
    "chat_background_set",
)


@dataclass(frozen=True, slots=True)
class _Content:
    kind: Kind
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    place: Place | None = None


def read(payload: object, bot: str) -> Message | None:
    """Read one update for the bot of that id; None if it is of no interest, raises BadPayload if it is malformed."""
    key = f"tg:{bot}:{update_id(payload)}"
    try:
        return _message(telegram.Update.de_json(cast("dict[str, Any]", payload), None), key)
    except MALFORMED as fault:
        raise BadPayload from fault


def update_id(payload: object) -> int:
    """Give the number of an update; raises BadPayload when it has none."""
    number = payload.get("update_id") if isinstance(payload, dict) else None
    if type(number) is not int or number < 0:
        raise BadPayload
    return number


def _message(update: telegram.Update, key: str) -> Message | None:
    for part, reader in READERS.items():
        value = getattr(update, part)
        if value is not None:
            return reader(value, key)
    return None


def _said(said: telegram.Message, key: str) -> Message | None:
    if not _is_person(said.chat, said.from_user) or any(getattr(said, note) for note in SERVICE_NOTES):
        return None
    content = _content(said)
    return replace(
        _blank(said.chat, said.from_user, key, said.date),
        kind=content.kind,
        text=content.text,
        attachments=content.attachments,
        place=content.place,
    )


def _edited(said: telegram.Message, key: str) -> Message | None:
    """Read new words for an old message; a live location that moves is an edit without words, and of no interest."""
    text = words(said.text) or words(said.caption)
    if not text or not _is_person(said.chat, said.from_user):
        return None
    return replace(_blank(said.chat, said.from_user, key, said.edit_date or said.date), kind=Kind.EDITED, text=text)


def _pressed(query: telegram.CallbackQuery, key: str) -> Message | None:
    if query.message is None or query.data is None or not _is_person(query.message.chat, query.from_user):
        return None
    return replace(
        _blank(query.message.chat, query.from_user, key),
        kind=Kind.BUTTON,
        text=_label(query.message, query.data),
        choice=required(query.data),
        acknowledge=required(query.id),
    )


def _membership(change: telegram.ChatMemberUpdated, key: str) -> Message | None:
    blocked = change.new_chat_member.status == telegram.ChatMember.BANNED
    if not blocked or not _is_person(change.chat, change.from_user):
        return None
    return replace(_blank(change.chat, change.from_user, key, change.date), kind=Kind.BLOCKED)


READERS: dict[str, Callable[[Any, str], Message | None]] = {
    "message": _said,
    "edited_message": _edited,
    "callback_query": _pressed,
    "my_chat_member": _membership,
}

INTERESTING = list(READERS)


def _is_person(chat: telegram.Chat, user: telegram.User | None) -> bool:
    return chat.type == telegram.Chat.PRIVATE and not (user and user.is_bot)


def _blank(chat: telegram.Chat, user: telegram.User | None, key: str, sent_at: datetime | None = None) -> Message:
    if type(chat.id) is not int:
        raise BadPayload
    language = words(user.language_code) if user else ""
    return Message(key, NAME, str(chat.id), Kind.UNSUPPORTED, language_hint=language, sent_at=sent_at)


def _content(said: telegram.Message) -> _Content:
    for part, kind, mime in FILES:
        file = getattr(said, part)
        if file:
            return _Content(kind, words(said.caption), (_attachment(file, mime),))
    for part, reader in CONTENTS.items():
        value = getattr(said, part)
        if value:
            content = reader(value)
            return replace(content, text=content.text or words(said.caption))
    return _Content(Kind.UNSUPPORTED)


def _text(text: object) -> _Content:
    return _Content(Kind.TEXT, required(text))


def _photo(sizes: tuple[telegram.PhotoSize, ...]) -> _Content:
    largest = max(sizes, key=lambda size: size.width * size.height)
    return _Content(Kind.PHOTO, attachments=(_attachment(largest, "image/jpeg"),))


def _venue(venue: telegram.Venue) -> _Content:
    label = f"{required(venue.title)}, {words(venue.address)}"
    return _Content(Kind.LOCATION, place=point(venue.location.latitude, venue.location.longitude, label))


def _location(location: telegram.Location) -> _Content:
    return _Content(Kind.LOCATION, place=point(location.latitude, location.longitude))


def _contact(contact: telegram.Contact) -> _Content:
    name = f"{words(contact.first_name)} {words(contact.last_name)}".strip()
    return _Content(Kind.CONTACT, f"{name}, {required(contact.phone_number)}")


def _sticker(sticker: telegram.Sticker) -> _Content:
    return _Content(Kind.STICKER, words(sticker.emoji))


# A venue comes with its location too, so it is looked for first.
CONTENTS: dict[str, Callable[[Any], _Content]] = {
    "text": _text,
    "photo": _photo,
    "venue": _venue,
    "location": _location,
    "contact": _contact,
    "sticker": _sticker,
}


def _attachment(file: Any, mime: str) -> Attachment:  # noqa: ANN401 - six classes of the library without a common one
    size = file.file_size
    if size is not None and type(size) is not int:
        raise BadPayload
    return Attachment(
        reference=required(file.file_id),
        mime=words(getattr(file, "mime_type", None)) or mime,
        size=size,
        name=words(getattr(file, "file_name", None)),
    )


def _label(message: telegram.MaybeInaccessibleMessage, data: str) -> str:
    """Find what the pressed button read; the keyboard of an inaccessible message is not sent along."""
    keyboard = getattr(message, "reply_markup", None)
    rows = keyboard.inline_keyboard if keyboard else ()
    return next((words(button.text) for row in rows for button in row if button.callback_data == data), "")
