"""The 24-hour window: the template that asks to write, the word BUKA, and officers whose own window is closed (CH-1)."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from bot.channels.channel import Later, Refused
from bot.dialogue.message import Kind, Message
from bot.dialogue.speech import Speech
from bot.store import followers, schema, talks
from bot.work import windows
from bot.work.outbox import push_lane_of, speak
from bot.work.turn import hear

if TYPE_CHECKING:
    from house import House, Wire

PROMPT = "Belum ada kabar yang menunggu."


@pytest.fixture
def wire(wire: "Wire") -> "Wire":
    """A wire with a window and a template."""
    wire.window_hours, wire.knocks = 24, []
    return wire


async def test_the_template_goes_out_once_a_day(house: "House", wire: "Wire") -> None:
    """Nothing free-form leaves after 24 hours; one template a day does, and the piece goes out on any word (CH-1)."""
    await welcomed(house, wire)
    await house.later(hours=25)
    house.say("wire", "Ada kabar")

    await house.work()
    knocked = [len(wire.knocked)]
    for _ in range(25):
        await house.later(hours=1)
        knocked.append(len(wire.knocked))
    before = wire.texts()
    await writes(house, "halo")

    assert before == []
    assert knocked == [1] * 24 + [2, 2]
    assert wire.texts()[0] == "Ada kabar"
    assert house.waiting() == []


async def test_without_a_template_it_only_waits(house: "House", wire: "Wire") -> None:
    """A wire without a template sends nothing, and what waits goes out on the next message."""
    wire.knocks = None
    await welcomed(house, wire)
    await house.later(hours=25)
    house.say("wire", "Ada kabar")
    await house.work()

    waiting = [(row.error, row.tries) for row in house.waiting()]
    await writes(house, "BUKA")

    assert waiting == [("window", 0)]
    assert house.talk("wire").hinted_at is None
    assert wire.texts() == ["Ada kabar"]


@pytest.mark.parametrize("word", ["BUKA", "buka.", "Open", "bukak"])
async def test_the_word(house: "House", wire: "Wire", word: str) -> None:
    """BUKA is answered by what waited and nothing else; when nothing waited, by a short sentence."""
    await welcomed(house, wire)
    await house.later(hours=25)
    house.say("wire", "Ada kabar")
    await house.work()

    await writes(house, word)
    first = wire.texts()
    await writes(house, word)

    assert first == ["Ada kabar"]
    assert [text[: len(PROMPT)] for text in wire.texts()] == [PROMPT]


async def test_somebody_new_is_greeted(house: "House", wire: "Wire") -> None:
    """BUKA as the very first word is a greeting like any other."""
    await writes(house, "BUKA")

    assert "Apakah Anda setuju?" in " ".join(wire.texts())


async def test_nobody_is_written_to_first(house: "House", wire: "Wire") -> None:
    """Who has never written, or has blocked us, gets no template."""
    house.say("wire", "Ada kabar")
    await welcomed(house, wire, address="2")
    await house.later(hours=25)
    house.shop.book.write_now(lambda tx: talks.block(tx, talks.talk_of(tx, "wire", "2")))
    house.say("wire", "Kabar lain", address="2")

    await house.work()

    assert wire.knocked == []
    assert len(house.waiting()) == 2


@pytest.mark.parametrize(
    ("answer", "waits", "left"),
    [
        (Later(60, "rate_limited"), 60, 1),
        (Later(300, "setup"), 300, 1),
        (Refused("template"), 3600, 1),
        (Refused("blocked"), 0, 0),
    ],
)
async def test_a_template_that_fails(house: "House", wire: "Wire", answer: Any, waits: int, left: int) -> None:
    """The piece waits as long as the provider wants, a refused template loses nothing, and who blocked us is marked."""
    await welcomed(house, wire)
    await house.later(hours=25)
    assert wire.knocks is not None
    wire.knocks.append(answer)
    house.say("wire", "Ada kabar")

    await house.work()

    assert [(row.due_at - house.now).total_seconds() for row in house.waiting()] == [waits] * left
    assert house.talk("wire").hinted_at is None
    assert house.talk("wire").blocked is (left == 0)


async def test_a_safe_word_behind_a_closed_window(house: "House", wire: "Wire") -> None:
    """The template is the hint too; BUKA then brings no more than that, and only the safe word shows the news."""
    await welcomed(house, wire)
    talk_id = safe_plan(house)
    await house.later(hours=25)
    push(house, talk_id, "Kabar rahasia")
    await house.work()
    knocked = len(wire.knocked)

    await writes(house, "BUKA")
    asked = wire.texts()
    await writes(house, "mangga muda")

    assert knocked == 1
    assert asked == ["Ada info dari desa."]
    assert "Kabar rahasia" in wire.texts()


async def test_the_safe_word_opens_both(house: "House", wire: "Wire") -> None:
    """Whoever answers the template with the safe word at once reads the news at once."""
    await welcomed(house, wire)
    talk_id = safe_plan(house)
    await house.later(hours=25)
    push(house, talk_id, "Kabar rahasia")
    await house.work()

    await writes(house, "mangga muda")

    assert "Kabar rahasia" in wire.texts()
    assert house.waiting() == []


async def test_an_officers_closed_window(house: "House", wire: "Wire") -> None:
    """In danger the officer who cannot be written to is not counted: the next one is told, the first one is knocked at."""
    await house.officer("paringan", address="1")
    await house.officer("paringan", address="2")
    move_chat(house, "paringan1", wire)
    await writes(house, "DAFTAR")
    await house.later(hours=25)
    wire.texts()
    house.reads("paringan")

    await house.danger()
    told = house.reads("paringan")
    quiet = wire.texts()
    await writes(house, "BUKA")

    assert "BAHAYA. Laporan baru" in told
    assert quiet == []
    assert wire.knocked == ["1"]
    assert ("alert", "clock", "paringan: 1") in house.journal()
    assert "BAHAYA. Laporan baru" in "".join(wire.texts())


async def test_an_officer_with_an_open_window_is_enough(house: "House", wire: "Wire") -> None:
    """While the first officer can be written to nobody else is disturbed."""
    await house.officer("paringan", address="1")
    await house.officer("paringan", address="2")
    move_chat(house, "paringan1", wire)
    await writes(house, "DAFTAR")
    wire.texts()
    house.reads("paringan")

    await house.danger()

    assert "BAHAYA. Laporan baru" in "".join(wire.texts())
    assert house.reads("paringan") == ""


async def test_the_window_is_shown(house: "House", wire: "Wire") -> None:
    """An officer sees by which wire a reporter can be written to and until when, and never a number."""
    officer, case = await house.officer("paringan"), await house.complaint()
    talk_id = house.talk("wire", "secret").id
    house.shop.book.write_now(lambda tx: followers.follow(tx, case.id, talk_id))

    never = await house.hears("paringan", f"LIHAT {case.number}")
    await writes(house, "halo", address="secret")
    opened = await house.hears("paringan", f"LIHAT {case.number}")
    await house.later(hours=25)
    closed = await house.hears("paringan", f"LIHAT {case.number}")
    house.shop = replace(house.shop, channels={**house.shop.channels, "wire": wire})
    states = house.shop.book.read_now(lambda tx: windows.of_case(tx, house.shop, case.id, house.now))

    assert "wire, jendela tertutup: balasan menunggu BUKA" in never
    assert "wire, jendela terbuka sampai Selasa 3 Maret 09:00 WIB" in opened
    assert "wire, jendela tertutup: balasan menunggu BUKA" in closed
    assert "console, bisa ditulisi kapan saja" in closed
    assert "secret" not in never + opened + closed
    assert [each.state for each in states] == ["always", "closed"]
    assert officer.chat == "paringan:1"


async def welcomed(house: "House", wire: "Wire", address: str = "1") -> None:
    """Somebody who has been through the welcome."""
    for words in ("halo", "1", "1"):
        await writes(house, words, address)
    wire.texts()


async def writes(house: "House", text: str, address: str = "1") -> None:
    """Let somebody on the wire write."""
    await hear(house.shop, Message(f"w:{next(house.numbers)}", "wire", address, Kind.TEXT, text))
    await house.work()


def safe_plan(house: "House") -> int:
    """A plan with the safe word "mangga muda" for who is on the wire."""
    talk_id: int = house.talk("wire").id
    plan = {"country": "", "start": 0, "end": 0, "neutral": True, "word": house.shop.word_hash(talk_id, "mangga muda")}
    house.shop.book.write_now(lambda tx: talks.set_plan(tx, talk_id, plan))
    return talk_id


def push(house: "House", talk_id: int, text: str) -> None:
    """Something the person did not ask for just now."""

    def deed(tx: Any) -> None:
        speak(tx, house.shop, talk_id, f"push:{text}", Speech(text), house.now, push=True, urgent=True)

    house.shop.book.write_now(deed)
    assert [row.lane for row in house.waiting()] == [push_lane_of(talk_id)]


def move_chat(house: "House", login: str, wire: "Wire") -> None:
    """Let an officer have their chat on the wire with the window."""
    change = update(schema.officer).where(schema.officer.c.login == login).values(chat=f"{wire.name}:1")
    house.shop.book.write_now(lambda tx: tx.execute(change))
