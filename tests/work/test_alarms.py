"""Who is alerted while nobody takes a case, and what silence leads to."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from house import House

OFFICES = ("paringan", "ponorogo", "jatim", "pusat")
# Minutes after the cry for help, and who is alerted then.
DANGER = [(10, "paringan"), (20, "ponorogo"), (40, "jatim"), (60, "pusat"), (90, "pusat"), (120, "pusat")]


async def test_the_danger_ladder(house: "House") -> None:
    """Every so many minutes the next office is alerted, the last one again and again, and the reporter told of each."""
    for office in OFFICES:
        await house.officer(office)
    case = await house.danger()
    assert f"BAHAYA. Laporan baru {case.number}" in _alerted(house)["paringan"]
    house.reads("console")

    passed = 0
    for minutes, office in DANGER:
        await house.later(minutes=minutes - passed - 1)
        assert _alerted(house) == {}
        await house.later(minutes=1)
        passed = minutes
        alerts = _alerted(house)
        assert list(alerts) == [office]
        assert f"BAHAYA. Laporan {case.number} (Kekerasan) belum ada yang mengambil" in alerts[office]

    told = house.reads("console")
    assert told.count("sudah saya naikkan") == 3
    assert told.index("Disnaker Ponorogo") < told.index("BP3MI Jawa Timur") < told.index("Crisis Center KP2MI")
    assert (house.case().state, house.case().office) == ("new", "pusat")
    assert [row[2] for row in house.journal() if row[0] == "alert"] == [
        f"{office}: 1" for office in ("paringan", *(office for _, office in DANGER))
    ]


async def test_danger_knows_no_weekend(house: "House") -> None:
    """A cry for help on a Saturday night climbs as on a Monday morning."""
    house.now = datetime(2026, 3, 7, 17, 0, tzinfo=UTC)
    await house.officer("ponorogo")
    await house.danger()

    await house.later(minutes=10)
    await house.later(minutes=10)

    assert house.case().office == "ponorogo"
    assert "BAHAYA" in house.reads("ponorogo")


@pytest.mark.parametrize(
    "words", ["AMBIL {number}", "BALAS {number} Kami datang", "TANYA {number} Di mana?", "SELESAI {number} Aman"]
)
async def test_an_act_stops_the_ladder(house: "House", words: str) -> None:
    """Once somebody has the case nobody else is woken."""
    await house.officer("paringan")
    await house.officer("ponorogo")
    case = await house.danger()
    await house.hears("paringan", words.format(number=case.number))
    before = house.journal()

    for _ in range(5):
        await house.later(minutes=30)

    assert _alerted(house) == {}
    assert house.journal() == before


async def test_a_note_does_not_stop_the_ladder(house: "House") -> None:
    """Who only writes a note has taken nothing."""
    await house.officer("paringan")
    case = await house.danger()
    await house.hears("paringan", f"CATAT {case.number} sudah saya baca")

    await house.later(minutes=10)

    assert "belum ada yang mengambil" in _alerted(house)["paringan"]


async def test_an_office_without_a_chat(house: "House") -> None:
    """Nobody could be told: the journal says so and the ladder climbs on."""
    await house.officer("ponorogo")
    await house.danger()

    await house.later(minutes=10)
    await house.later(minutes=10)

    assert [row[2] for row in house.journal() if row[0] == "alert"] == ["paringan: 0", "paringan: 0", "ponorogo: 1"]


async def test_new_danger_words_wake_the_office_again(house: "House") -> None:
    """More words of danger belong to the open case, whose office is alerted at once even when it is taken."""
    await house.officer("paringan")
    case = await house.danger()
    await house.hears("paringan", f"AMBIL {case.number}")

    answer = await house.hears("console", "tolong, saya dipukul lagi")

    assert house.case().number == case.number
    assert f"laporan {case.number}" in answer
    assert f"BAHAYA, pesan baru untuk laporan {case.number}:\n\ntolong, saya dipukul lagi" in _alerted(house)["paringan"]


async def test_danger_after_a_resolution_opens_the_case_again(house: "House") -> None:
    """What was said to be resolved is not, so the ladder begins anew and nothing lapses."""
    await house.officer("paringan")
    await house.officer("ponorogo")
    case = await house.danger()
    await house.hears("paringan", f"SELESAI {case.number} Sudah aman")
    await house.hears("ponorogo", f"SELESAI {case.number} Benar, sudah aman")

    await house.hears("console", "tolong, saya dipukul lagi")
    _alerted(house)
    await house.later(minutes=10)
    await house.later(minutes=10)

    assert (house.case().number, house.case().state, house.case().office) == (case.number, "new", "ponorogo")
    assert "BAHAYA" in _alerted(house)["ponorogo"]


async def test_the_normal_ladder(house: "House") -> None:
    """One working day for each office, weekends apart, the national one again and again."""
    for office in OFFICES:
        await house.officer(office)
    house.now = datetime(2026, 3, 5, 3, 0, tzinfo=UTC)
    await house.complaint()
    assert list(_alerted(house)) == ["paringan"]

    alerts = []
    for _ in range(7):
        await house.later(hours=23, minutes=59)
        assert _alerted(house) == {}
        await house.later(minutes=1)
        alerts.append("".join(_alerted(house)))

    # Friday, Saturday, Sunday, Monday, Tuesday, Wednesday, Thursday.
    assert alerts == ["ponorogo", "", "", "jatim", "pusat", "pusat", "pusat"]
    assert house.reads("console").count("sudah saya naikkan") == 3


async def test_the_deadline_moves_with_the_case(house: "House") -> None:
    """The reporter hears by when the next office has to read the case."""
    await house.complaint()
    house.reads("console")

    await house.later(days=1)

    assert "ke Disnaker Ponorogo (contoh). Langkah berikutnya paling lambat Rabu 4 Maret 09:00 WIB" in house.reads(
        "console"
    )
    assert house.case().due_at == datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


async def test_a_case_from_nowhere_begins_at_the_top(house: "House") -> None:
    """Danger of a person whose village is unknown goes to the national desk and stays there."""
    await house.officer("pusat")
    await house.hears("console", "tolong saya dipukul majikan terus, saya dikurung di kamar")
    _alerted(house)

    await house.later(minutes=10)

    assert list(_alerted(house)) == ["pusat"]
    assert house.case().office == "pusat"


async def test_silence_after_a_resolution(house: "House") -> None:
    """LP-3: ten days without an answer close the case, and not as a success."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", f"SELESAI {case.number} Gaji dibayar")
    house.reads("console")

    await house.later(days=9, hours=23)
    assert house.case().state == "resolved"
    await house.later(hours=1)

    assert (house.case().state, house.case().due_at) == ("closed_unconfirmed", None)
    assert house.journal()[-1] == ("lapse", "clock", "")
    assert "Ini tidak dihitung sebagai berhasil" in house.reads("console")


async def test_a_lapsed_case_can_be_opened_again(house: "House") -> None:
    """The old button still says that it is not over."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", f"SELESAI {case.number} Gaji dibayar")
    await house.later(days=14)

    await house.hears("console", choice=f"case:reopen:{case.number}")

    assert house.case().state == "new"


@pytest.mark.parametrize(("verdict", "state"), [("1", "closed_confirmed"), ("2", "new")])
async def test_an_answer_stops_the_lapse(house: "House", verdict: str, state: str) -> None:
    """Who has answered is not taken for silent."""
    await house.officer("pusat")
    case = await house.complaint()
    await house.hears("pusat", f"SELESAI {case.number} Gaji dibayar")
    await house.hears("console", verdict)

    await house.later(days=14)

    assert house.case().state == state
    assert "lapse" not in {row[0] for row in house.journal()}


def _alerted(house: "House") -> dict[str, str]:
    """What the offices read since they were last asked, those that read nothing left out."""
    return {office: words for office in OFFICES if (words := house.reads(office))}
