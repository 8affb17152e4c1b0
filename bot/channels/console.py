"""The terminal as a wire: the same faces as the real ones, so that `rantau talk` and the golden talks use no mocks."""

from itertools import count
from typing import TextIO

from bot.channels.channel import NO_TEMPLATE, Limits, Pace, Refused, Sent
from bot.channels.pieces import numbered
from bot.dialogue.message import Attachment, Message
from bot.dialogue.speech import Speech


class ConsoleChannel:
    """A wire that writes to a text stream and shows choices as a numbered list."""

    name = "console"
    limits = Limits(text=1_000_000, choices=0, choice_label=0)
    pace = Pace(everyone=1000, person=1000, person_burst=1000)
    window_hours: int | None = None

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._numbers = count(1)

    async def send(self, address: str, speech: Speech) -> Sent:
        """Write the speech and a line end; there is one reader, so the address is not shown."""
        del address
        self._stream.write(numbered(speech).text + "\n")
        self._stream.flush()
        return Sent(f"con:{next(self._numbers)}")

    async def knock(self, address: str) -> Refused:
        """Refuse: this wire has no window that closes."""
        del address
        return NO_TEMPLATE

    async def fetch(self, attachment: Attachment) -> Refused:
        """Refuse: nothing but text comes from a terminal."""
        del attachment
        return Refused("gone")

    async def acknowledge(self, message: Message) -> None:
        """Do nothing: a terminal has no buttons."""
