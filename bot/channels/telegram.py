"""Telegram as a wire, on the library's `Bot` alone.

The library's `Application` answers the webhook before anything is durable and its rate limiter stops every chat at one
chat's 429; so updates are read here (telegram_update.py), the book keeps them, and pace is the book's matter.
"""

import json
import logging
from asyncio import sleep
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.channels.channel import NO_TEMPLATE, Later, Limits, Pace, Refused, Sent
from bot.channels.download import GONE, TOO_LARGE, download, trust
from bot.channels.payload import BadPayload
from bot.channels.secret import Secret, hush
from bot.channels.telegram_update import INTERESTING, NAME, read, update_id
from bot.dialogue.message import Attachment, Message
from bot.dialogue.speech import Choice, Speech

log = logging.getLogger(__name__)

PUBLIC_API = "https://api.telegram.org"
LARGEST_FILE = 20 * 1024 * 1024  # bytes; getFile gives no more
LONGEST_CHOICE_ID = 64  # bytes of callback_data
REST_SECONDS = 60.0  # after Telegram declined a poll as such, which only an operator can mend
SILENT_LINKS = LinkPreviewOptions(is_disabled=True)

# What the library's errors mean, the most particular first.
ERRORS: tuple[tuple[type[TelegramError], Later | Refused], ...] = (
    (Forbidden, Refused("blocked")),
    (ChatMigrated, Refused("bad_address")),
    (InvalidToken, Later(300, "credentials")),
    (Conflict, Later(30, "conflict")),
    (TimedOut, Later(5, "timeout")),
    (TelegramError, Later(5, "network")),
)

# What a 400 means, by the words Telegram uses; there is no code for it.
BAD_REQUESTS = (
    ("chat not found", Refused("bad_address")),
    ("user not found", Refused("bad_address")),
    ("file is too big", TOO_LARGE),
    ("file_id", GONE),
    ("temporarily unavailable", GONE),
)


class TelegramChannel:
    """The wire to people on Telegram."""

    name = NAME
    limits = Limits(text=4096, choices=10, choice_label=40)
    pace = Pace(everyone=30, person=1, person_burst=3)
    window_hours: int | None = None

    def __init__(
        self,
        token: Secret,
        *,
        api_url: str = PUBLIC_API,
        webhook_secret: Secret | None = None,
        timeout: float = 10.0,
        poll_seconds: int = 30,
    ) -> None:
        hush()
        self.webhook_secret = webhook_secret or Secret()
        self._api_url = api_url.rstrip("/")
        self._poll_seconds = poll_seconds
        self._bot_id = token.reveal().partition(":")[0]
        self._calls, self._polls = _request(timeout), _request(timeout)
        self._files = httpx.AsyncClient(timeout=timeout, verify=trust())
        self._bot = Bot(
            token.reveal(),
            base_url=f"{self._api_url}/bot",
            base_file_url=f"{self._api_url}/file/bot",
            request=self._calls,
            get_updates_request=self._polls,
        )

    async def start(self) -> None:
        """Open the HTTP clients; asks Telegram nothing, so that the service starts when Telegram cannot be reached."""
        await self._calls.initialize()
        await self._polls.initialize()

    async def close(self) -> None:
        """Close the HTTP clients for good."""
        await self._calls.shutdown()
        await self._polls.shutdown()
        await self._files.aclose()

    def read(self, payload: object) -> Message | None:
        """Read one decoded update; None when it is of no interest, raises BadPayload when it is malformed."""
        return read(payload, self._bot_id)

    async def send(self, address: str, speech: Speech) -> Sent | Later | Refused:
        """Send one piece with its choices as buttons; raises ValueError when a choice's id is longer than 64 bytes."""
        keyboard = _keyboard(speech.choices)
        try:
            sent = await self._bot.send_message(
                address, speech.text, reply_markup=keyboard, link_preview_options=SILENT_LINKS
            )
        except TelegramError as error:
            return _meaning(error)
        return Sent(str(sent.message_id))

    async def knock(self, address: str) -> Refused:
        """Refuse: Telegram has no window that closes."""
        del address
        return NO_TEMPLATE

    async def fetch(self, attachment: Attachment) -> bytes | Later | Refused:
        """Fetch a file of at most 20 MB; Refused says "too_large" or "gone"."""
        if (attachment.size or 0) > LARGEST_FILE:
            return TOO_LARGE
        try:
            file = await self._bot.get_file(attachment.reference)
        except TelegramError as error:
            return _meaning(error)
        if not file.file_path:
            return GONE
        return await download(self._files, file.file_path, LARGEST_FILE, home=self._api_url)

    async def acknowledge(self, message: Message) -> None:
        """End the spinner on a pressed button; a failure is only logged, because the press itself is in the book."""
        if not message.acknowledge:
            return
        try:
            await self._bot.answer_callback_query(message.acknowledge)
        except TelegramError as error:
            log.info("telegram_acknowledge_failed", extra={"reason": _meaning(error).reason})

    async def poll(self, offset: int) -> tuple[list[Message], int]:
        """Ask once for updates from `offset` on, waiting for them; the caller stores them before using the new offset.

        A malformed update is left out; when Telegram cannot be asked the call waits a little and gives nothing.
        """
        try:
            updates = await self._updates(offset)
        except TelegramError as error:
            trouble = _meaning(error)
            log.warning("telegram_poll_failed", extra={"reason": trouble.reason})
            await sleep(trouble.seconds if isinstance(trouble, Later) else REST_SECONDS)
            return [], offset
        return self._read_all(updates), _next_offset(updates, offset)

    async def set_webhook(self, url: str) -> None:
        """Have Telegram bring updates to an https address with our secret.

        Raises ValueError when there is no secret, TelegramError when Telegram declines.
        """
        if not self.webhook_secret:
            message = "a Telegram webhook needs a secret"
            raise ValueError(message)
        await self._bot.set_webhook(url, allowed_updates=INTERESTING, secret_token=self.webhook_secret.reveal())

    async def remove_webhook(self) -> None:
        """Have Telegram keep updates for `poll` again; raises TelegramError when it declines."""
        await self._bot.delete_webhook()

    async def _updates(self, offset: int) -> list[object]:
        """Ask for the plain JSON: `Bot.get_updates` would throw away the whole batch for one malformed update."""
        question = {"offset": offset, "timeout": self._poll_seconds, "allowed_updates": json.dumps(INTERESTING)}
        url = f"{self._bot.base_url}/getUpdates?{urlencode(question)}"
        answer: Any = await self._polls.post(url, read_timeout=self._poll_seconds + 10)
        return answer if isinstance(answer, list) else []

    def _read_all(self, updates: list[object]) -> list[Message]:
        messages = []
        for update in updates:
            try:
                message = self.read(update)
            except BadPayload:
                log.warning("telegram_update_malformed")
                continue
            if message:
                messages.append(message)
        return messages


def _request(timeout: float) -> HTTPXRequest:
    return HTTPXRequest(
        connect_timeout=timeout,
        read_timeout=timeout,
        write_timeout=timeout,
        pool_timeout=timeout,
        httpx_kwargs={"verify": trust()},
    )


def _keyboard(choices: tuple[Choice, ...]) -> InlineKeyboardMarkup | None:
    for choice in choices:
        if not 0 < len(choice.id.encode()) <= LONGEST_CHOICE_ID:
            message = f"Telegram takes choice ids of 1 to {LONGEST_CHOICE_ID} bytes, not {choice.id!r}"
            raise ValueError(message)
    rows = [[InlineKeyboardButton(choice.label, callback_data=choice.id)] for choice in choices]
    return InlineKeyboardMarkup(rows) if rows else None


def _meaning(error: TelegramError) -> Later | Refused:
    if isinstance(error, RetryAfter):
        return Later(_seconds(error.retry_after), "rate_limited")
    if isinstance(error, BadRequest):
        said = error.message.lower()
        return next((meaning for part, meaning in BAD_REQUESTS if part in said), Refused("bad_request"))
    return next(meaning for kind, meaning in ERRORS if isinstance(error, kind))


def _seconds(wait: timedelta | float) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _next_offset(updates: list[object], offset: int) -> int:
    for update in updates:
        try:
            offset = max(offset, update_id(update) + 1)
        except BadPayload:
            continue
    return offset
