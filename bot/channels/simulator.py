"""The phone-like page of the demo as a wire: the page reads the talk from the book, so sending is done at once."""

from uuid import uuid4

from bot.channels.channel import NO_TEMPLATE, Limits, Pace, Refused, Sent
from bot.dialogue.message import Attachment, Message
from bot.dialogue.speech import Speech


class SimulatorChannel:
    """A wire with Telegram's limits and nobody at the other end."""

    name = "simulator"
    limits = Limits(text=4096, choices=10, choice_label=40)
    pace = Pace(everyone=1000, person=1000, person_burst=1000)
    window_hours: int | None = None

    async def send(self, address: str, speech: Speech) -> Sent:
        """Take the speech as sent."""
        del address, speech
        return Sent(str(uuid4()))

    async def knock(self, address: str) -> Refused:
        """Refuse: this wire has no window that closes."""
        del address
        return NO_TEMPLATE

    async def fetch(self, attachment: Attachment) -> Refused:
        """Refuse: the page puts files into the book itself."""
        del attachment
        return Refused("gone")

    async def acknowledge(self, message: Message) -> None:
        """Do nothing: the page shows a press by itself."""
