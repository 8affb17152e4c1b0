"""The approved template that goes out while the window is closed (CH-1), against a provider on the loopback."""

import pytest
from provider import Answer, Stub
from test_whatsapp import ACCOUNT, SEND, TO, bad

from bot.channels.channel import NO_TEMPLATE, Later, Refused, Sent
from bot.channels.console import ConsoleChannel
from bot.channels.secret import Secret
from bot.channels.simulator import SimulatorChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import WhatsAppChannel
from bot.config import ConfigFault, read_environment

TEMPLATE = "HX" + "0a" * 16


async def test_the_payload(stub: Stub) -> None:
    """The template goes out by its ContentSid alone: a text beside it would be free-form and fail."""
    stub.answers[SEND] = Answer(201, {"sid": "MM1", "status": "queued"})
    channel = WhatsAppChannel(ACCOUNT, api_url=stub.url, status_url="https://rantau.example/s", template=TEMPLATE)
    await channel.start()

    outcome = await channel.knock(TO)
    await channel.close()

    assert outcome == Sent("MM1")
    assert stub.asked[0].form == {
        "To": [TO],
        "From": ["whatsapp:+10000000009"],
        "ContentSid": [TEMPLATE],
        "StatusCallback": ["https://rantau.example/s"],
    }


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (bad(400, 21655), Refused("template")),
        (bad(400, 63018), Later(10, "rate_limited")),
        (bad(400, 21610), Refused("blocked")),
        (bad(500, 20500), Later(60, "provider")),
    ],
)
async def test_it_fails_like_any_piece(stub: Stub, answer: Answer, outcome: object) -> None:
    """Each way to fail has its outcome."""
    stub.answers[SEND] = answer
    channel = WhatsAppChannel(ACCOUNT, api_url=stub.url, template=TEMPLATE)
    await channel.start()

    assert await channel.knock(TO) == outcome

    await channel.close()


async def test_without_a_template_nothing_is_sent(stub: Stub) -> None:
    """A deployment without the variable, and wires without a window, ask nobody."""
    channel = WhatsAppChannel(ACCOUNT, api_url=stub.url)
    others = (ConsoleChannel.__new__(ConsoleChannel), SimulatorChannel(), TelegramChannel(Secret("42:contoh")))

    assert [await wire.knock(TO) for wire in (channel, *others)] == [NO_TEMPLATE] * 4
    assert stub.asked == []


@pytest.mark.parametrize("given", ["HX123", "MG" + "0" * 32, "Balas BUKA"])
def test_a_template_is_named_by_its_sid(given: str) -> None:
    """Anything but a ContentSid is a fault at the start and not on the first message."""
    with pytest.raises(ConfigFault, match="RANTAU_WHATSAPP_TEMPLATE"):
        read_environment({"RANTAU_WHATSAPP_TEMPLATE": given})


def test_the_names_are_read() -> None:
    """The template and the bot's name come from the environment, the name with or without its sign."""
    read = read_environment({"RANTAU_WHATSAPP_TEMPLATE": TEMPLATE, "RANTAU_TELEGRAM_NAME": "@contoh_bot"})

    assert (read.whatsapp_template, read.telegram_name) == (TEMPLATE, "contoh_bot")
