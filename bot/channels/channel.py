"""What every wire can do, and what can come of it; outcomes that are expected are values, not exceptions."""

from dataclasses import dataclass
from typing import Protocol

from bot.dialogue.message import Attachment, Message
from bot.dialogue.speech import Speech


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took the piece; `reference` is its id for it."""

    reference: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not now; try again after `seconds`. `reason` is a word for logs, never personal data."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Never; trying again would not help. `reason` is a word for logs: "blocked", "bad_address", "too_large"..."""

    reason: str


NO_TEMPLATE = Refused("no_template")
"""This wire has no template to ask somebody with, or needs none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a wire can carry; lengths in characters."""

    text: int
    choices: int
    choice_label: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a wire may be used: messages a second in all and to one person, with a burst to one person."""

    everyone: float
    person: float
    person_burst: int


class Channel(Protocol):
    """A wire to people."""

    name: str
    limits: Limits
    pace: Pace
    window_hours: int | None

    async def send(self, address: str, speech: Speech) -> Sent | Later | Refused:
        """Send one piece that is already within `limits`."""
        ...

    async def knock(self, address: str) -> Sent | Later | Refused:
        """Ask somebody whose window is closed to write, by a template the provider has approved; else `NO_TEMPLATE`."""
        ...

    async def fetch(self, attachment: Attachment) -> bytes | Later | Refused:
        """Fetch the bytes of an attachment."""
        ...

    async def acknowledge(self, message: Message) -> None:
        """Tell the provider that a button press was seen, where it wants that."""
        ...
