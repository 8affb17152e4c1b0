"""What the clock does to a case while the next step is a desk's or an institution's: nobody is left without a date."""

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.casework.clocks import HOME
from bot.casework.life import State
from bot.store import journal

if TYPE_CHECKING:
    from house import House


async def test_the_first_act_is_early(house: "House") -> None:
    """LP-1: within three working days of nobody acting three desks have been asked, and the reporter told of each."""
    for office in ("paringan", "ponorogo", "jatim"):
        await house.officer(office)
    case = await house.complaint()
    receipt = house.reads("paringan")
    house.reads("console")

    told = []
    for _ in range(2):
        await house.later(days=1)
        told.append(house.reads("console"))

    assert f"Laporan baru {case.number}" in receipt
    assert "Tenggat: Selasa 3 Maret 09:00 WIB" in receipt
    assert "ke Disnaker Ponorogo (contoh). Langkah berikutnya paling lambat Rabu 4 Maret 09:00 WIB" in told[0]
    assert "ke BP3MI Jawa Timur (contoh). Langkah berikutnya paling lambat Kamis 5 Maret 09:00 WIB" in told[1]
    assert "belum ada yang mengambil" in house.reads("ponorogo")
    assert "belum ada yang mengambil" in house.reads("jatim")


async def test_no_date_passes_unnoticed(house: "House") -> None:
    """LP-1, U31-c: in a month in which no desk does anything the promised date is never one that has passed."""
    officer = await house.officer("paringan")
    case = await house.complaint()
    house.act("take", officer, case)

    for _ in range(30):
        await house.later(days=1)

        assert house.case().state == ("taken" if house.now < _nine(3, 5) else "new")
        assert house.case().due_at > house.now
    assert house.case().office == "pusat"


async def test_a_taken_case_without_news(house: "House") -> None:
    """LP-2: three working days without news bring a taken case to the next office; the old one and the reporter hear it."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await house.officer("ponorogo")
    house.act("take", officer, case)
    await house.work()
    _forget(house)

    await house.later(days=2, hours=23, minutes=59)
    assert house.reads("console") + house.reads("paringan") + house.reads("ponorogo") == ""
    await house.later(minutes=1)

    moved = house.case()
    assert (moved.state, moved.office, moved.officer_id, moved.due_at) == ("new", "ponorogo", None, _nine(3, 6))
    assert ("move_up", "clock", "no_news") in house.journal()
    told = house.reads("console")
    assert f"Belum ada kabar untuk laporan {case.number} sampai tanggal yang dijanjikan" in told
    assert "ke Disnaker Ponorogo (contoh). Langkah berikutnya paling lambat Jumat 6 Maret 09:00 WIB" in told
    assert f"Laporan {case.number} (Gaji tidak dibayar) dinaikkan ke Disnaker Ponorogo" in house.reads("paringan")
    assert f"Laporan baru {case.number}" in house.reads("ponorogo")


async def test_news_keeps_a_case_where_it_is(house: "House") -> None:
    """An answer to the reporter gives the desk its days anew, and the date that was promised before means nothing."""
    officer, case = await house.officer("paringan"), await house.complaint()
    taken = house.act("take", officer, case)
    await house.later(days=2)

    house.act("reply", officer, taken, "Kami telepon agennya.")
    await house.later(days=4)

    assert (house.case().office, house.case().state, house.case().due_at) == ("paringan", "taken", _nine(3, 9))
    await house.later(days=1)
    assert (house.case().office, house.case().state) == ("ponorogo", "new")


@pytest.mark.parametrize("act", ["note", "read"])
async def test_what_the_reporter_does_not_hear_is_no_news(house: "House", act: str) -> None:
    """A note among officers or a look at the case moves no date."""
    officer, case = await house.officer("paringan"), await house.complaint()
    taken = house.act("take", officer, case)
    await house.later(days=2)

    if act == "note":
        house.act("note", officer, taken, "Agen ini sudah dua kali dilaporkan.")
    else:
        house.shop.book.write_now(lambda tx: journal.note_read(tx, case.id, officer.id, State.TAKEN, house.now))
    assert house.journal()[-1][:2] == (act, "officer")
    assert (house.case().due_at, house.case().finish_at) == (taken.due_at, taken.finish_at)
    await house.later(days=1)

    assert (house.case().office, house.case().state) == ("ponorogo", "new")


async def test_the_national_office_is_reminded(house: "House") -> None:
    """U31-c: at the top there is nobody above, so the same desk is alerted again and the reporter reads a new date."""
    officer, case = await house.officer("paringan"), await house.complaint()
    top = await house.officer("pusat")
    house.act("take", top, house.act("hand_over", officer, case, "Butuh tim pusat.", "pusat"))
    await house.work()
    _forget(house)

    await house.later(days=7)
    assert (house.case().state, house.case().office, house.case().due_at) == ("new", "pusat", _nine(3, 10))
    assert "paling lambat Selasa 10 Maret 09:00 WIB" in house.reads("console")
    assert f"Laporan baru {case.number}" in house.reads("pusat")
    for day in (11, 12):
        await house.later(days=1)
        assert (house.case().office, house.case().due_at) == ("pusat", _nine(3, day))
        told = house.reads("console")
        assert f"Laporan {case.number} masih belum ada yang menangani di Crisis Center KP2MI" in told
        assert f"{day} Maret 09:00 WIB" in told
        assert "belum ada yang mengambil" in house.reads("pusat")

    assert house.reads("paringan") == ""


async def test_an_institution_is_asked_again(house: "House") -> None:
    """LP-2, PM-1: five working days after forwarding the desk is told to ask there, the reporter hears it, and so on."""
    officer, case = await house.officer("paringan"), await house.complaint()
    handed = house.act("hand_over", officer, case, "Butuh mediasi.", "bp3mi")
    await house.work()
    promised = house.reads("console")
    _forget(house)

    assert (handed.state, handed.office, handed.handed_to, handed.due_at) == (
        "handed_over", "paringan", "bp3mi", _nine(3, 9),
    )  # fmt: skip
    assert f"Laporan {case.number} diteruskan ke BP3MI." in promised
    assert "menanyakan kabarnya paling lambat Senin 9 Maret 09:00 WIB" in promised
    await house.later(days=6, hours=23, minutes=59)
    assert house.reads("console") + house.reads("paringan") == ""
    await house.later(minutes=1)
    for day, following in ((9, 16), (16, 24)):
        assert house.now == _nine(3, day)
        told, alert = house.reads("console"), house.reads("paringan")
        assert f"Belum ada kabar dari BP3MI untuk laporan {case.number}." in told
        assert f"{following} Maret 09:00 WIB" in told
        assert f"Belum ada kabar dari BP3MI untuk laporan {case.number}. Tanyakan lagi" in alert
        assert (house.case().state, house.case().handed_to, house.case().due_at) == (
            "handed_over", "bp3mi", _nine(3, following),
        )  # fmt: skip
        await house.later(days=7)
    assert [row for row in house.journal() if row[2] == "follow_up"] == [("warn", "clock", "follow_up")] * 2


async def test_the_stages_are_in_the_journal(house: "House") -> None:
    """LP-5: received, sorted, distributed, resolved and ended, each with who did it and the state it led to."""
    officer, case = await house.officer("paringan"), await house.complaint()
    other = await house.officer("ponorogo")
    handed = house.act("hand_over", officer, house.act("take", officer, case), "Butuh mediasi.", "ponorogo")
    house.act("resolve", other, house.act("take", other, handed), "Gaji sudah dibayar.")
    await house.work()
    await house.hears("console", "1")

    rows = house.shop.book.read_now(lambda tx: journal.timeline(tx, case.id))

    assert [(row.act, row.actor, row.officer_office, row.state) for row in rows] == [
        ("open", "citizen", None, "new"),
        ("take", "officer", "paringan", "taken"),
        ("hand_over", "officer", "paringan", "handed_over"),
        ("take", "officer", "ponorogo", "taken"),
        ("resolve", "officer", "ponorogo", "resolved"),
        ("confirm", "citizen", None, "closed_confirmed"),
    ]
    assert [row.at for row in rows] == sorted(row.at for row in rows)


def _nine(month: int, day: int) -> datetime:
    """Nine in the morning in Jakarta."""
    return datetime(2026, month, day, 9, 0, tzinfo=HOME)


def _forget(house: "House") -> None:
    """Read all that was sent so far."""
    for paper in house.papers:
        house.reads(paper)
