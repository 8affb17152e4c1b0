"""Who may know of a case: by number and PIN, without a tie to a phone, and who is told which officer has read it."""

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Row, select

from bot.casework.life import State
from bot.dialogue.receipt import case_number
from bot.store import journal, schema

if TYPE_CHECKING:
    from house import House

STORY = "gaji saya 3 bulan belum dibayar, majikan di Taiwan"
SEND, NO_TIE = "1", "4"
"""The answers to the read-back."""
LOCKED, WRONG = "terlalu banyak salah", "PIN-nya belum cocok"


async def test_five_wrong_pins_lock(house: "House") -> None:
    """After five mistakes even the right PIN opens nothing, from that phone or another, so nobody can go on guessing."""
    case, pin = await report(house)

    tried = [await open_by_pin(house, case.number, wrong(pin))]
    tried += [await house.hears("console", wrong(pin), address="2") for _ in range(4)]
    again = await house.hears("console", pin, address="2")
    elsewhere = await open_by_pin(house, case.number, pin, address="3")

    assert [WRONG in told for told in tried] == [True] * 5
    assert LOCKED in again
    assert LOCKED in elsewhere
    assert followers_of(house, case) == [house.talk().id]


async def test_the_right_pin_forgives_mistakes(house: "House") -> None:
    """Mistakes before the right PIN are not counted against the next time."""
    case, pin = await report(house)
    for address in ("2", "3"):
        await open_by_pin(house, case.number, wrong(pin), address=address)
        for _ in range(3):
            await house.hears("console", wrong(pin), address=address)

        opened = await house.hears("console", pin, address=address)

        assert f"Laporan {case.number}" in opened


@pytest.mark.parametrize(("who", "address"), [("console", "2"), ("kenanga", "1")])
async def test_number_and_pin_open_a_case_elsewhere(house: "House", who: str, address: str) -> None:
    """From another phone or another wire number and PIN show the case, and news of it comes there too."""
    case, pin = await report(house)
    officer = await house.officer("paringan")

    opened = await open_by_pin(house, case.number, pin, who, address)
    house.act("take", officer, case)
    await house.work()

    assert f"Laporan {case.number}\nGaji tidak dibayar" in opened
    assert f"Laporan {case.number} sekarang ditangani" in house.reads(who)


async def test_a_pin_opens_its_own_case_only(house: "House") -> None:
    """The PIN of one case is a wrong one for another, and a number nobody was given opens nothing."""
    first, _ = await report(house)
    _, pin = await report(house, address="2")

    told = await open_by_pin(house, first.number, pin, address="3")
    unknown = await open_by_pin(house, case_number(26, 42), pin, address="4")

    assert WRONG in told
    assert "tidak ada di buku kami" in unknown
    assert followers_of(house, first) == [house.talk().id]


async def test_without_a_tie(house: "House") -> None:
    """Within two hours no follower, message, job or state of the talk names the case; before, answers come into it."""
    case, _ = await report(house, send=NO_TIE)
    await house.hears("console", "5")
    before = followers_of(house, case), bool(ties(house, case))

    await house.later(minutes=59)
    still = followers_of(house, case)
    await house.later(minutes=61)

    assert before == ([house.talk().id], True)
    assert still == [house.talk().id]
    assert house.journal()[-1] == ("add", "citizen", "Sudah berapa bulan gaji tidak dibayar? 5")
    assert house.case().confidence == "anonymous"
    assert followers_of(house, case) == []
    assert ties(house, case) == []
    assert (
        house.shop.book.read_now(lambda tx: tx.execute(select(schema.deed).where(schema.deed.c.key.like("1:%"))).all())
        == []
    )
    assert house.case().opened_at not in house.shop.book.read_now(
        lambda tx: tx.execute(select(schema.message.c.at)).scalars().all()
    )


async def test_a_case_without_a_tie_by_its_pin(house: "House") -> None:
    """The phone it came from is as strange to the case as any other: number and PIN open it, for an hour."""
    case, pin = await report(house, send=NO_TIE)
    await house.later(hours=2)
    nothing = await house.hears("console", "status")
    await house.hears("console", "batal")

    opened = await open_by_pin(house, case.number, pin, address="1")
    await house.later(hours=2)

    assert "Gaji tidak dibayar" not in nothing
    assert f"Laporan {case.number}" in opened
    assert followers_of(house, case) == []
    assert ties(house, case) == []


async def test_news_that_waits_keeps_no_tie(house: "House") -> None:
    """News held back for the night goes with all the rest: it would show the case on the phone the next morning."""
    officer = await house.officer("paringan")
    house.now += timedelta(hours=11, minutes=55)  # five minutes to nine in the evening
    case, _ = await report(house, send=NO_TIE)
    await house.later(minutes=20)
    house.act("take", officer, case)
    await house.work()
    held = ties(house, case)
    house.reads("console")

    await house.later(minutes=100)
    after = ties(house, case)
    await house.later(hours=8)

    assert held
    assert after == []
    assert house.reads("console") == ""


async def test_a_case_without_a_tie_stays_so(house: "House") -> None:
    """Nothing chosen in that hour about passing on the number keeps the tie."""
    case, _ = await report(house, send=NO_TIE)

    await house.hears("console", "rahasia")
    await house.hears("console", "2")
    await house.later(hours=2)

    assert house.case().confidence == "anonymous"
    assert followers_of(house, case) == []


async def test_a_code_for_a_case_without_a_tie(house: "House") -> None:
    """A code made in that hour is void with the tie, because it would lead from the phone to the case."""
    await report(house, send=NO_TIE)
    for words in ("bagi", "1", "3"):
        told = await house.hears("console", words)
    code = re.findall(r": (\d{8})\n", told)[0]

    await house.later(hours=2)
    await house.hears("console", f"gabung {code}", address="2")
    joined = await house.hears("console", "1", address="2")

    assert "Kode itu tidak berlaku" in joined
    assert house.shop.book.read_now(lambda tx: tx.execute(select(schema.invite)).all()) == []


async def test_confidential_is_the_default(house: "House") -> None:
    """Nobody's name or number is passed on unless they said so, and that they did is written down (LP-5)."""
    case, _ = await report(house)

    await house.hears("console", "rahasia")
    told = await house.hears("console", "2")

    assert case.confidence == "confidential"
    assert "sudah saya catat" in told
    assert house.case().confidence == "open"
    assert house.journal()[-1] == ("arrange", "citizen", "open")


@pytest.mark.parametrize("way", ["reads", "takes"])
async def test_who_has_read(house: "House", way: str) -> None:
    """The reporter is told by name who has opened the case, and from which office (U31-a)."""
    officer = await house.officer("paringan")
    other = await house.officer("paringan", address="2")
    case, _ = await report(house)
    before = await house.hears("console", "siapa")

    if way == "reads":
        house.shop.book.write_now(lambda tx: journal.note_read(tx, case.id, officer.id, State.NEW, house.now))
    else:
        house.act("take", officer, case)
    await house.work()
    house.reads("console")
    after = await house.hears("console", "siapa")

    assert "belum dibuka petugas mana pun" in before
    assert f"- {officer.name}, Meja Layanan Desa Paringan (contoh), Senin 2 Maret" in after
    assert other.name not in after


async def test_who_has_read_is_for_the_reporter(house: "House") -> None:
    """A stranger learns nothing by asking."""
    await report(house)

    assert "Anda tidak punya laporan di sini" in await house.hears("console", "siapa", address="2")


async def report(house: "House", address: str = "1", send: str = SEND) -> tuple[Row[Any], str]:
    """A complaint and the PIN of its receipt."""
    told = ""
    for words in (STORY, "1", "Paringan Ponorogo", send):
        told = await house.hears("console", words, address=address)
    return house.case(), re.findall(r"PIN: (\d{6})", told)[0]


async def open_by_pin(house: "House", number: str, pin: str, who: str = "console", address: str = "2") -> str:
    """Ask for the status of a case by its number and PIN."""
    await house.hears(who, "status", address=address)
    told = await house.hears(who, number, address=address)
    return await house.hears(who, pin, address=address) + ("" if "PIN laporan" in told else told)


def wrong(pin: str) -> str:
    """A PIN that is not this one."""
    return f"{(int(pin) + 1) % 10**6:06d}"


def followers_of(house: "House", case: Row[Any]) -> list[int]:
    """The talks written down as following a case, however long ago."""
    rows = select(schema.follower.c.talk_id).where(schema.follower.c.case_id == case.id)
    return house.shop.book.read_now(lambda tx: list(tx.execute(rows).scalars()))


def ties(house: "House", case: Row[Any]) -> list[str]:
    """All the reporter's phone has left in the book that names the case, its story or its number."""
    talk = house.talk()
    left = [json.dumps(talk.state)]
    for table in (schema.message, schema.job):
        rows = house.shop.book.read_now(lambda tx, table=table: tx.execute(select(table)).mappings().all())
        left += [json.dumps(dict(row), default=str) for row in rows if of_talk(row, talk.id)]
    named = (case.number, "gaji", f'"case_id": {case.id},', f'"case:{case.id}:')
    return [each for each in left if any(name in each for name in named)]


def of_talk(row: Any, talk_id: int) -> bool:
    """Whether a message or a job is of this talk."""
    if "lane" in row:
        return row["body"].get("talk_id") == talk_id
    return bool(row["talk_id"] == talk_id)
