"""The WhatsApp wire against a provider on the loopback, and Twilio's signatures."""

import base64
import logging
from collections.abc import AsyncIterator, Callable

import pytest
from provider import Answer, Stub
from twilio.request_validator import RequestValidator

from bot.channels import whatsapp
from bot.channels.channel import Later, Refused, Sent
from bot.channels.secret import Secret
from bot.channels.whatsapp import Account, WhatsAppChannel
from bot.dialogue.message import Attachment, Kind, Message
from bot.dialogue.speech import Speech

SID = "AC" + "0" * 32
SEND = f"/2010-04-01/Accounts/{SID}/Messages.json"
MEDIA = f"/2010-04-01/Accounts/{SID}/Messages/MM1/Media/ME1"
ACCOUNT = Account(SID, Secret("contoh"), "+10000000009")
LOGIN = "Basic " + base64.b64encode(f"{SID}:contoh".encode()).decode()
TO = "whatsapp:+10000000001"


def bad(status: int, code: int) -> Answer:
    """Make the answer of a request Twilio declines."""
    return Answer(status, {"code": code, "message": "contoh", "more_info": "", "status": status})


@pytest.fixture
async def channel(stub: Stub) -> AsyncIterator[WhatsAppChannel]:
    """Give the wire to the stub, impatient."""
    wire = WhatsAppChannel(
        ACCOUNT, api_url=stub.url + "/", status_url="https://rantau.example/hooks/whatsapp/status", timeout=0.5
    )
    await wire.start()
    yield wire
    await wire.close()


async def test_send(stub: Stub, channel: WhatsAppChannel) -> None:
    """A speech goes out as text from our number, with the address for what becomes of it."""
    stub.answers[SEND] = Answer(201, {"sid": "SM" + "1" * 32, "status": "queued", "error_code": None})

    outcome = await channel.send(TO, Speech("Halo 🙏 & selamat"))

    asked = stub.asked[0]
    assert outcome == Sent("SM" + "1" * 32)
    assert asked.headers["authorization"] == LOGIN
    assert asked.form == {
        "To": [TO],
        "From": ["whatsapp:+10000000009"],
        "Body": ["Halo 🙏 & selamat"],
        "StatusCallback": ["https://rantau.example/hooks/whatsapp/status"],
    }


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (bad(429, 20429), Later(10, "rate_limited")),
        (bad(400, 63018), Later(10, "rate_limited")),
        (bad(400, 63016), Later(3600, "window")),
        (bad(400, 21610), Refused("blocked")),
        (bad(400, 63024), Refused("bad_address")),
        (bad(400, 21617), Refused("bad_request")),
        (bad(401, 20003), Later(300, "credentials")),
        (bad(500, 20500), Later(60, "provider")),
        (Answer(502, b"<html>"), Later(60, "provider")),
        (Answer(201, b"<html>"), Later(5, "network")),
        (
            Answer(400, {"type": "x", "title": "x", "status": 400, "code": 21211}),
            Refused("bad_address"),
        ),
        (Answer(201, {"sid": "SM1"}, seconds=0.9), Later(30, "timeout")),
    ],
)
async def test_send_fails(answer: Answer, outcome: object, stub: Stub, channel: WhatsAppChannel) -> None:
    """Each way to fail has its outcome."""
    stub.answers[SEND] = answer

    assert await channel.send(TO, Speech("Halo")) == outcome


async def test_nobody_listens() -> None:
    """A provider that cannot be reached is tried again later."""
    channel = WhatsAppChannel(ACCOUNT, api_url="http://127.0.0.1:9")
    await channel.start()

    assert await channel.send(TO, Speech("Halo")) == Later(5, "network")

    await channel.close()


async def test_fetch(stub: Stub, channel: WhatsAppChannel) -> None:
    """Media come from Twilio's host with our password."""
    stub.answers[MEDIA] = Answer(200, b"OggS")

    assert await channel.fetch(Attachment(stub.url + MEDIA)) == b"OggS"
    assert stub.asked[0].headers["authorization"] == LOGIN


async def test_fetch_follows_at_home(stub: Stub, channel: WhatsAppChannel) -> None:
    """A redirect to the same host is followed with the password."""
    stub.answers |= {MEDIA: Answer(307, headers={"location": "/stored"}), "/stored": Answer(200, b"OggS")}

    assert await channel.fetch(Attachment(stub.url + MEDIA)) == b"OggS"
    assert stub.asked[1].headers["authorization"] == LOGIN


async def test_fetch_shows_the_password_to_nobody_else(
    stub: Stub, elsewhere: Stub, channel: WhatsAppChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A redirect to another host is followed without the password."""
    monkeypatch.setattr("bot.channels.download.SAFE_SCHEMES", ("http",))
    stub.answers[MEDIA] = Answer(307, headers={"location": f"{elsewhere.url}/stored?sign=1"})
    elsewhere.answers["/stored"] = Answer(200, b"OggS")

    assert await channel.fetch(Attachment(stub.url + MEDIA)) == b"OggS"
    assert "authorization" not in elsewhere.asked[0].headers


async def test_fetch_does_not_follow_in_the_clear(stub: Stub, elsewhere: Stub, channel: WhatsAppChannel) -> None:
    """A redirect to another host without https is not followed."""
    stub.answers[MEDIA] = Answer(307, headers={"location": f"{elsewhere.url}/stored"})

    assert await channel.fetch(Attachment(stub.url + MEDIA)) == Refused("gone")
    assert elsewhere.asked == []


@pytest.mark.parametrize("address", ["https://10.0.0.1/x", "file:///etc/passwd", "http://x\0", "", "//x"])
async def test_fetch_only_from_twilio(address: str, channel: WhatsAppChannel) -> None:
    """Addresses elsewhere are not asked at all."""
    assert await channel.fetch(Attachment(address)) == Refused("gone")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(404), Refused("gone")),
        (Answer(200, b"x" * 21), Refused("too_large")),
        (Answer(307, headers={"location": MEDIA}), Refused("gone")),
        (Answer(307, headers={"location": "http://x:port/"}), Later(5, "network")),
        (Answer(401), Later(300, "credentials")),
        (Answer(500), Later(5, "network")),
        (Answer(200, b"x", seconds=0.9), Later(5, "network")),
    ],
)
async def test_fetch_fails(
    answer: Answer, outcome: object, stub: Stub, channel: WhatsAppChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each way not to get a file has its outcome; redirects in a circle come to an end."""
    monkeypatch.setattr(whatsapp, "LARGEST_FILE", 20)
    stub.answers[MEDIA] = answer

    assert await channel.fetch(Attachment(stub.url + MEDIA)) == outcome


async def test_acknowledge(stub: Stub, channel: WhatsAppChannel) -> None:
    """WhatsApp wants no answer to a press."""
    await channel.acknowledge(Message("wa:1", "whatsapp", TO, Kind.BUTTON))

    assert stub.asked == []


VECTOR_URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
VECTOR_SIGNATURE = "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
VECTOR = {
    "CallSid": ["CA1234567890ABCDE"],
    "Caller": ["+12349013030"],
    "Digits": ["1234"],
    "From": ["+12349013030"],
    "To": ["+18005551212"],
}


@pytest.mark.parametrize(
    ("url", "form", "signature", "genuine"),
    [
        (VECTOR_URL, VECTOR, VECTOR_SIGNATURE, True),
        (VECTOR_URL, VECTOR | {"Digits": ["1235"]}, VECTOR_SIGNATURE, False),
        (VECTOR_URL, VECTOR | {"More": [""]}, VECTOR_SIGNATURE, False),
        (VECTOR_URL.replace("bar=2", "bar=3"), VECTOR, VECTOR_SIGNATURE, False),
        (VECTOR_URL, VECTOR, VECTOR_SIGNATURE.lower(), False),
        (VECTOR_URL, VECTOR, "", False),
    ],
)
async def test_published_signature(url: str, form: dict[str, list[str]], signature: str, genuine: bool) -> None:  # noqa: FBT001
    """Twilio's published example is genuine, and nothing that differs from it."""
    channel = WhatsAppChannel(Account(SID, Secret("12345"), "+10000000009"))

    assert channel.signed(url, form, signature) is genuine


def test_repeated_names_are_signed() -> None:
    """Each distinct value of a repeated name is signed once, in order."""
    channel = WhatsAppChannel(ACCOUNT)
    url = "https://rantau.example/hooks/whatsapp"
    signature = RequestValidator("contoh").compute_signature(f"{url}AabAc", {})

    assert channel.signed(url, {"A": ["c", "ab", "c"]}, signature)
    assert not channel.signed(url, {"A": ["c"]}, signature)


async def test_nothing_is_logged(
    stub: Stub,
    channel: WhatsAppChannel,
    form: Callable[[str], dict[str, list[str]]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither the account nor the words nor the number stand in any log, even when everything is logged."""
    stub.answers[SEND] = Answer(201, {"sid": "SM1"})

    with caplog.at_level(logging.DEBUG):
        channel.read(form("text"))
        await channel.send(TO, Speech("rahasia sekali"))

    assert not [text for text in ("gaji", "rahasia", "10000000001", SID) if text in caplog.text]
