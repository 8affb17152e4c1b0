"""By when a whole case must be done: then it goes up, and the date stands still while somebody else is waited for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Row

from bot.casework.clocks import HOME, Span
from bot.casework.life import ActRefused
from bot.work.acts import ACTS, OfficerAct, WordsMissing

if TYPE_CHECKING:
    from house import House

# A reason to put a case off, how the reporter reads it, and the longest date counted from Monday the second of March.
PAUSES = [
    ("papers", "menunggu surat atau bukti", (3, 23), "Senin 23 Maret"),
    ("office", "menunggu jawaban kantor lain", (3, 16), "Senin 16 Maret"),
    ("agreed", "sesuai kesepakatan dengan pelapor", (3, 31), "Selasa 31 Maret"),
    ("court", "menunggu polisi atau pengadilan", (6, 2), "Selasa 2 Juni"),
]


async def test_a_case_that_is_not_done_goes_up(house: "House") -> None:
    """LP-4: on the last day the next office gets the case with new dates, though the desk before it was never silent."""
    _in_a_week(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    await house.officer("ponorogo")
    taken = house.act("take", officer, case)
    await house.later(days=2, hours=3)
    house.act("reply", officer, taken, "Kami telepon agennya.")
    await house.work()
    _forget(house)

    await house.later(days=4, hours=20, minutes=59)
    assert (house.case().state, house.case().finish_at, house.reads("console")) == ("taken", _nine(3, 9), "")
    await house.later(minutes=1)

    moved = house.case()
    assert (moved.state, moved.office, moved.officer_id) == ("new", "ponorogo", None)
    assert (moved.due_at, moved.finish_at) == (_nine(3, 10), _nine(3, 16))
    assert ("move_up", "clock", "unfinished") in house.journal()
    told = house.reads("console")
    assert f"Laporan {case.number} belum selesai sampai batas waktunya" in told
    assert "ke Disnaker Ponorogo (contoh). Langkah berikutnya paling lambat Selasa 10 Maret 09:00 WIB" in told
    assert f"Laporan {case.number} (Gaji tidak dibayar) dinaikkan ke Disnaker Ponorogo" in house.reads("paringan")
    assert f"Laporan baru {case.number}" in house.reads("ponorogo")


async def test_the_finish_waits_for_the_reporter(house: "House") -> None:
    """LP-4: three working days spent waiting for an answer are given back."""
    _in_a_week(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    taken = house.act("take", officer, case)
    await house.later(days=1)
    house.act("ask", officer, taken, "Siapa nama agennya?")
    await house.later(days=3)
    await house.hears("console", "PT Contoh Sejahtera")
    assert (house.case().state, house.case().paused_at, house.case().finish_at) == ("taken", None, _nine(3, 12))

    await house.later(days=4)
    assert (house.case().office, house.case().state) == ("paringan", "taken")
    house.act("reply", officer, house.case(), "Kami telepon agennya.")
    await house.later(days=1, hours=23, minutes=59)
    assert (house.case().office, house.case().state) == ("paringan", "taken")
    await house.later(minutes=1)

    assert (house.case().office, house.case().state) == ("ponorogo", "new")
    assert [row[2] for row in house.journal() if row[0] == "move_up"] == ["unfinished"]


async def test_an_institution_does_not_stop_the_finish(house: "House") -> None:
    """LP-4: what lies with an institution is asked for again, and still goes up when its last day passes."""
    _in_a_week(house, working_days=7)
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("hand_over", officer, case, "Butuh mediasi.", "mission")

    await house.later(days=7)
    assert (house.case().office, house.case().handed_to, house.case().due_at) == ("paringan", "mission", _nine(3, 16))
    await house.later(days=2)

    assert (house.case().office, house.case().handed_to, house.case().due_at) == ("ponorogo", "", _nine(3, 18))
    assert [row[2] for row in house.journal() if row[1] == "clock" and row[0] != "alert"] == ["follow_up", "unfinished"]


async def test_nothing_is_late_while_the_reporter_is_waited_for(house: "House") -> None:
    """LP-4: a case that waits for the reporter's word is not brought up when its last day passes."""
    _in_a_week(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, "Gaji sudah dibayar.")

    await house.later(days=9)

    assert (house.case().state, house.case().office, house.case().finish_at) == ("resolved", "paringan", _nine(3, 9))
    assert "move_up" not in {row[0] for row in house.journal()}


async def test_a_case_that_is_opened_again_has_new_dates(house: "House") -> None:
    """LP-4: what was not done after all gets the days of its kind anew."""
    _in_a_week(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.later(days=2)

    await house.hears("console", choice=f"case:reopen:{case.number}")

    found = house.case()
    assert (found.due_at, found.finish_at, found.paused_at) == (_nine(3, 5), _nine(3, 11), None)


@pytest.mark.parametrize(("pause", "reason", "longest", "words"), PAUSES, ids=[row[0] for row in PAUSES])
async def test_hold(house: "House", pause: str, reason: str, longest: tuple[int, int], words: str) -> None:
    """U31-c: a case is put off for a reason the reporter reads, with a date, and no longer than that reason allows."""
    officer, case = await house.officer("paringan"), await house.complaint()
    taken = house.act("take", officer, case)
    await house.work()
    house.reads("console")

    held = _hold(house, officer, taken, pause, house.now + timedelta(days=400))
    await house.work()

    assert (held.state, held.pause, held.officer_id, held.due_at) == ("taken", pause, officer.id, _nine(*longest))
    assert house.journal()[-1] == ("hold", "officer", f"{pause}: Menunggu kabar.")
    told = house.reads("console")
    assert f"Laporan {case.number} ditunda sementara: {reason}. Kabar berikutnya paling lambat {words} 09:00 WIB" in told


async def test_an_earlier_end_of_a_hold(house: "House") -> None:
    """An officer may name an earlier day; until then nothing is asked of the desk and the finish stands still."""
    _in_a_week(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    taken = house.act("take", officer, case)
    await house.later(days=1)
    held = _hold(house, officer, taken, "papers", house.now + timedelta(days=3))
    await house.work()
    _forget(house)

    await house.later(days=2, hours=23, minutes=59)
    assert (held.due_at, house.reads("console"), house.reads("paringan")) == (_nine(3, 6), "", "")
    await house.later(minutes=1)

    found = house.case()
    assert (found.state, found.pause, found.office, found.officer_id) == ("taken", "", "paringan", officer.id)
    assert (found.due_at, found.finish_at) == (_nine(3, 11), _nine(3, 12))
    assert house.journal()[-1] == ("take", "clock", "")
    told = house.reads("console")
    assert f"Penundaan laporan {case.number} sudah berakhir. Petugas memberi kabar paling lambat Rabu 11 Maret" in told
    assert f"Penundaan laporan {case.number}" in house.reads("paringan")


async def test_after_a_hold_silence_counts(house: "House") -> None:
    """U31-c: a desk that gives no news after the end of a pause loses the case to the next office."""
    officer, case = await house.officer("paringan"), await house.complaint()
    taken = house.act("take", officer, case)
    _hold(house, officer, taken, "office", house.now + timedelta(days=1))

    await house.later(days=1)
    await house.later(days=3)

    assert (house.case().state, house.case().office) == ("new", "ponorogo")


async def test_an_answer_ends_a_hold(house: "House") -> None:
    """Who writes to the reporter has taken the case up again, so that its finish runs on and no end of a pause is told."""
    _in_a_week(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    held = _hold(house, officer, house.act("take", officer, case), "office")
    await house.later(days=2)

    replied = house.act("reply", officer, held, "Kantor itu sudah menjawab.")
    await house.work()
    _forget(house)
    await house.later(days=5)

    assert (replied.pause, replied.paused_at, replied.finish_at) == ("", None, _nine(3, 11))
    assert house.reads("console").count("Penundaan") == 0


@pytest.mark.parametrize(("pause", "days"), [("", 1), ("holiday", 1), ("papers", 0), ("papers", -1)])
async def test_a_hold_needs_a_reason_and_a_day_to_come(house: "House", pause: str, days: int) -> None:
    """Nothing is put off for no known reason or to a day that has passed."""
    officer, case = await house.officer("paringan"), await house.complaint()
    taken = house.act("take", officer, case)

    with pytest.raises(WordsMissing, match="choose"):
        _hold(house, officer, taken, pause, house.now + timedelta(days=days))

    assert (house.case().version, house.case().due_at) == (taken.version, taken.due_at)


async def test_what_nobody_has_taken_is_not_put_off(house: "House") -> None:
    """LP-1: a hold is no way round the date of the first act."""
    officer, case = await house.officer("paringan"), await house.complaint()

    with pytest.raises(ActRefused, match="hold is not possible while a case is new"):
        _hold(house, officer, case, "papers")


async def test_the_file_is_complete(house: "House") -> None:
    """LP-4: the sixty working days count from the day the file is complete; the reporter reads it, the next step stays."""
    officer, case = await house.officer("paringan"), await house.complaint()
    assert case.finish_at == _nine(6, 2)
    taken = house.act("take", officer, case)
    await house.later(days=1)
    house.reads("console")

    complete = house.act("complete", officer, taken, "Kontrak dan slip gaji ada.")
    await house.work()

    assert (complete.state, complete.due_at, complete.finish_at) == ("taken", taken.due_at, _nine(6, 3))
    assert house.journal()[-1] == ("complete", "officer", "Kontrak dan slip gaji ada.")
    told = house.reads("console")
    assert f"Berkas laporan {case.number} sudah lengkap. Batas menyelesaikannya Rabu 3 Juni 09:00 WIB." in told
    assert "Langkah berikutnya paling lambat Kamis 5 Maret 09:00 WIB" in told


async def test_the_day_counted_from_a_complete_file_is_kept(house: "House") -> None:
    """LP-4: the date from before the file was complete means nothing any more, the new one does."""
    _in_a_week(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    taken = house.act("take", officer, case)
    await house.later(days=2, hours=23)
    house.act("reply", officer, house.act("complete", officer, taken), "Berkas lengkap.")

    await house.later(days=4, hours=2)
    assert (house.case().state, house.case().office) == ("taken", "paringan")
    house.act("reply", officer, house.case(), "Mediasi hari Rabu.")
    await house.later(days=2, hours=22)

    assert (house.case().state, house.case().office) == ("new", "ponorogo")
    assert ("move_up", "clock", "unfinished") in house.journal()


async def test_a_file_completed_while_the_reporter_is_waited_for(house: "House") -> None:
    """LP-3, LP-4: it moves no reminder and no end of waiting, and gives back no day from before it was complete."""
    _in_a_week(house)
    officer, case = await house.officer("paringan"), await house.complaint()
    asked = house.act("ask", officer, case, "Siapa nama agennya?")
    await house.later(days=4)
    complete = house.act("complete", officer, asked)
    await house.work()
    house.reads("console")

    reminded = []
    for day in range(5, 10):
        await house.later(days=1)
        reminded += [day] if "Siapa nama agennya?" in house.reads("console") else []
    assert (complete.due_at, complete.finish_at, reminded) == (_nine(3, 12), _nine(3, 13), [7, 9])
    await house.hears("console", "PT Contoh Sejahtera")

    assert house.case().finish_at == _nine(3, 18)


def _in_a_week(house: "House", working_days: int = 5) -> None:
    """Let unpaid wages have to be done in a few working days, so that not too many other dates come between."""
    finish = {**house.shop.policy.finish, "unpaid_wages": Span(working_days=working_days)}
    house.shop = replace(house.shop, policy=replace(house.shop.policy, finish=finish))


def _hold(house: "House", officer: Row[Any], case: Row[Any], pause: str, until: datetime | None = None) -> Row[Any]:
    """Put a case off, as the web desk does it."""
    return house.shop.book.write_now(
        lambda tx: ACTS["hold"](OfficerAct(tx, house.shop, case, officer, house.now, "Menunggu kabar.", pause, until))
    )


def _nine(month: int, day: int) -> datetime:
    """Nine in the morning in Jakarta."""
    return datetime(2026, month, day, 9, 0, tzinfo=HOME)


def _forget(house: "House") -> None:
    """Read all that was sent so far."""
    for wire in house.papers:
        house.reads(wire)
