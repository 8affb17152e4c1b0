"""The wires without a provider."""

from io import StringIO

import pytest

from bot.channels.channel import Channel, Refused, Sent
from bot.channels.console import ConsoleChannel
from bot.channels.secret import Secret
from bot.channels.simulator import SimulatorChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import Account, WhatsAppChannel
from bot.dialogue.message import Attachment, Kind, Message
from bot.dialogue.speech import Choice, Speech

PRESS = Message("sim:1", "simulator", "1001", Kind.BUTTON)


async def test_console() -> None:
    """The console writes the speech with its choices numbered."""
    stream = StringIO()
    console = ConsoleChannel(stream)

    outcomes = [
        await console.send("1001", Speech("Kirim?", (Choice("yes", "Ya"),))),
        await console.send("", Speech("Ok")),
    ]
    await console.acknowledge(PRESS)

    assert outcomes == [Sent("con:1"), Sent("con:2")]
    assert stream.getvalue() == "Kirim?\n\n1. Ya\nOk\n"
    assert await console.fetch(Attachment("x")) == Refused("gone")


async def test_simulator() -> None:
    """The simulator takes everything, each under its own reference."""
    simulator = SimulatorChannel()

    first, second = [await simulator.send("1001", Speech("Halo")) for _ in range(2)]
    await simulator.acknowledge(PRESS)

    assert first.reference != second.reference
    assert await simulator.fetch(Attachment("x")) == Refused("gone")


FACES: tuple[tuple[Channel, str, int | None], ...] = (
    (ConsoleChannel(StringIO()), "console", None),
    (SimulatorChannel(), "simulator", None),
    (TelegramChannel(Secret("42:contoh")), "telegram", None),
    (WhatsAppChannel(Account("AC1", Secret("contoh"), "+10000000009")), "whatsapp", 24),
)


@pytest.mark.parametrize(("channel", "name", "window_hours"), FACES)
def test_faces(channel: Channel, name: str, window_hours: int | None) -> None:
    """Each wire has the faces of a channel."""
    assert (channel.name, channel.window_hours) == (name, window_hours)
    assert channel.limits.text > 0
    assert channel.pace.person_burst > 0
