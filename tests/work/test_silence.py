"""What the clock does while the reporter is waited for: reminders, and an end that is never taken for a success."""

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.casework.clocks import HOME
from bot.store import followers

if TYPE_CHECKING:
    from house import House

QUESTION = "Siapa nama agennya?"
DONE = "Gaji sudah dibayar."


@pytest.mark.parametrize(("act", "words"), [("ask", QUESTION), ("resolve", DONE)])
async def test_silence_of_the_reporter(house: "House", act: str, words: str) -> None:
    """LP-3: reminders on day 3, 7 and 9 repeat the words and the date; day 10 ends the case, and not as a success."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act(act, officer, case, words)
    await house.work()
    house.reads("console")

    reminded = {}
    for day in range(1, 10):
        await house.later(days=1)
        reminded[day] = house.reads("console")
    await house.later(hours=23, minutes=59)
    before = (house.case().state, house.reads("console"))
    await house.later(minutes=1)

    assert [day for day, text in reminded.items() if text] == [3, 7, 9]
    for day in (3, 7, 9):
        assert words in reminded[day]
        assert "paling lambat Kamis 12 Maret 09:00 WIB" in reminded[day]
        assert ("1. Ya, sudah selesai\n2. Belum" in reminded[day]) is (act == "resolve")
    assert [row for row in house.journal() if row[0] == "remind"] == [("remind", "clock", day) for day in "379"]
    assert before == ("waiting_reporter" if act == "ask" else "resolved", "")
    assert (house.case().state, house.case().due_at, house.case().closed_at) == ("closed_unconfirmed", None, house.now)
    assert house.journal()[-1] == ("lapse", "clock", "")
    ended = house.reads("console")
    assert f"Laporan {case.number} ditutup karena belum ada jawaban dari Anda. Ini tidak dihitung" in ended
    assert "Ketik LAGI sampai Minggu 22 Maret 09:00 WIB" in ended


async def test_an_answer_stops_the_reminders(house: "House") -> None:
    """LP-3: who has answered is reminded of nothing, and the next step is the desk's, with its own date."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("ask", officer, case, QUESTION)
    await house.later(days=4)
    assert QUESTION in house.reads("console")

    await house.hears("console", "PT Contoh Sejahtera")
    for _ in range(5):
        await house.later(days=1)
        assert QUESTION not in house.reads("console")

    assert [row[0] for row in house.journal()].count("remind") == 1
    assert [row[2] for row in house.journal() if row[0] == "move_up"] == ["no_news"]


async def test_a_second_question_begins_the_days_anew(house: "House") -> None:
    """LP-3: the reminders of an earlier question are gone, those of the new one carry its words and its date."""
    officer, case = await house.officer("paringan"), await house.complaint()
    asked = house.act("ask", officer, case, QUESTION)
    await house.later(days=2)
    house.act("ask", officer, asked, "Di kota mana?")
    await house.work()
    house.reads("console")

    await house.later(days=1)
    assert house.reads("console") == ""
    await house.later(days=2)

    told = house.reads("console")
    assert "Di kota mana?" in told
    assert "paling lambat Sabtu 14 Maret 09:00 WIB" in told


async def test_silence_in_danger(house: "House") -> None:
    """LP-3: a phone may have been taken away, so the desk is alerted to look for the person and nothing is closed."""
    officer = await house.officer("paringan")
    case = await house.danger()
    house.act("ask", officer, case, "Anda di mana?")
    await house.work()
    _forget(house)

    await house.later(days=10)

    found = house.case()
    assert (found.state, found.officer_id, found.due_at) == ("new", None, _nine(3, 13))
    assert ("silent", "clock", "") in house.journal()
    alert = house.reads("paringan")
    assert f"Pelapor {case.number} tidak menjawab 10 hari, padahal ada tanda bahaya" in alert
    assert f"BAHAYA. Laporan baru {case.number}" in alert
    told = house.reads("console")
    assert f"Laporan {case.number} tidak saya tutup" in told
    assert "paling lambat Jumat 13 Maret 09:00 WIB" in told
    await house.later(minutes=10)
    assert "belum ada yang mengambil" in house.reads("paringan")


async def test_who_spoke_was_not_silent(house: "House") -> None:
    """LP-3: a reporter who said something after "resolved", though no yes or no, has the case opened again."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, DONE)
    await house.work()
    for words in ("tambah", "1", "bulan Mei belum ada"):
        await house.hears("console", words)
    assert house.case().state == "resolved"
    _forget(house)

    await house.later(days=10)

    assert (house.case().state, house.case().due_at) == ("new", _nine(3, 13))
    assert ("reopen", "clock", "spoke") in house.journal()
    assert f"laporan {case.number} saya buka lagi" in house.reads("console")
    assert f"Laporan baru {case.number}" in house.reads("paringan")


async def test_relatives_hear_the_reminders(house: "House") -> None:
    """LP-3: a guest of the reporter is reminded too, but who may only look on is offered no verdict."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await house.hears("kenanga", "halo")
    relative = house.talk("kenanga").id
    house.shop.book.write_now(lambda tx: followers.follow(tx, case.id, relative, followers.STATUS, guest=True))
    house.act("resolve", officer, case, DONE)
    await house.work()
    _forget(house)

    await house.later(days=3)

    told = house.reads("kenanga")
    assert DONE in told
    assert "Ya, sudah selesai" not in told


def _nine(month: int, day: int) -> datetime:
    """Nine in the morning in Jakarta."""
    return datetime(2026, month, day, 9, 0, tzinfo=HOME)


def _forget(house: "House") -> None:
    """Read all that was sent so far."""
    for paper in house.papers:
        house.reads(paper)
