"""The evaluation of a whole period, and what a turn leaves of its use."""

from datetime import timedelta
from typing import Any

import pytest
from house import MONDAY, REPORTER, House

from bot.casework.figures import Evaluation, Table, days, quarter
from bot.casework.roles import Sight
from bot.store import tallies
from bot.work.caselog import COLUMNS, case_log
from bot.work.evaluation import evaluate
from bot.work.figure_tables import spans

MARCH = days("2026-03-01", "2026-03-31")


def evaluated(house: House, office: str = "pusat", language: str = "id", *, public: bool = False) -> Evaluation:
    """The evaluation of March in the sight of an office."""
    sight = Sight(house.shop.office(office))
    return house.shop.book.read_now(
        lambda tx: evaluate(tx, house.shop.words, sight, MARCH, house.now, language, public=public)
    )


def told(found: Evaluation, name: str) -> dict[str, list[Any]]:
    """The rows of a table: label -> what stands in its cells."""
    table: Table = next(each for each in found.tables if each.name == name)
    return {row.label: [cell.hidden or cell.value for cell in row.cells] for row in table.rows}


async def test_use_is_counted_of_nobody(house: House) -> None:
    """A flow begun and a reply given are counted once each, by the day in Jakarta and the language."""
    house.now = MONDAY + timedelta(hours=16)  # already Tuesday there
    for words in ("halo", "1", "1", "berapa biaya ke Taiwan", "layanan desa"):
        await house.hears(REPORTER, words)
    await house.hears(REPORTER, choice="start:services")

    counted = house.shop.book.read_now(lambda tx: list(tallies.sums(tx, days("2026-03-03", "2026-03-03"))))

    assert ("flow:welcome", "id", 1) in counted
    assert ("flow:services", "id", 1) in counted
    assert ("intent:ask_costs", "id", 1) in counted
    assert not house.shop.book.read_now(lambda tx: list(tallies.sums(tx, days("2026-03-02", "2026-03-02"))))


async def test_a_flow_that_ends_at_once_is_counted_too(house: House) -> None:
    """Who is known already and calls an officer answers no question, and is counted."""
    await house.complaint()
    await house.hears(REPORTER, "petugas")
    counted = {what: times for what, _, times in house.shop.book.read_now(lambda tx: list(tallies.sums(tx, MARCH)))}

    assert counted["flow:officer"] == 1
    assert counted["flow:report_unpaid_wages"] == 1


async def test_an_evaluation_says_what_happened(house: House) -> None:
    """One complaint, taken after two hours and confirmed after five, is in every table where it belongs (U31-e)."""
    officer = await house.officer("paringan")
    case = await house.complaint()
    house.now = MONDAY + timedelta(hours=2)
    case = house.act("take", officer, case)
    case = house.act("resolve", officer, case, "Gaji sudah dibayar.")
    house.now = MONDAY + timedelta(hours=5)
    for words in ("ya", "Uang atau gaji", "2 juta", "Baik", "lewati"):
        await house.hears(REPORTER, words)
    found = evaluated(house)

    assert told(found, "key")["Laporan masuk"] == [1]
    assert told(found, "key")["Uang yang diterima (Rp)"] == [2_000_000]
    assert told(found, "time")["Tanggapan pertama petugas"] == [1, 2.0, 2.0]
    assert told(found, "time")["Sampai selesai dan disetujui pelapor"] == [1, 5.0, 5.0]
    assert told(found, "category") == {"Gaji tidak dibayar": [1], "Semua": [1]}
    assert told(found, "country") == {"Taiwan": [1], "Semua": [1]}
    assert told(found, "area")["Paringan"] == [1, 1, 0, 0, 2.0]
    assert told(found, "remedy")["Uang atau gaji"] == [1]
    assert told(found, "money") == {"IDR": [1, 2_000_000]}
    assert told(found, "opinion") == {"Baik": [1], "Semua": [1]}
    assert told(found, "causes") == {"Gaji tidak dibayar": [1, 1]}
    assert told(found, "use")["Pengaduan dan bahaya"][0] == 1


async def test_why_cases_were_late(house: House) -> None:
    """What nobody took goes up, and the evaluation says why and in which month (U31-g)."""
    await house.complaint()
    await house.later(days=2)
    found = evaluated(house)

    assert told(found, "moved") == {"Tidak ada yang mengambil": [1], "Semua": [1]}
    assert told(found, "moved_month") == {"Tidak ada yang mengambil": [1, 1]}
    assert "Pay not received" in told(evaluated(house, language="en"), "causes")


async def test_the_public_finds_nobody(house: House) -> None:
    """One case is "<5", what would tell more of it is left out, and another area counts nothing (U31-e)."""
    await house.complaint()
    found = evaluated(house, public=True)

    assert told(found, "key")["Laporan masuk"] == ["<5"]
    assert told(found, "category") == {"Semua": ["<5"]}
    assert told(found, "area")["Semua"][0] == "<5"
    assert "Paringan" not in told(found, "area")
    assert any("<5" in note for note in found.notes)
    assert told(evaluated(house, "kenanga"), "key")["Laporan masuk"] == [0]


async def test_an_evaluation_of_nothing(house: House) -> None:
    """Before anybody has come there is a page of noughts, not a crash."""
    found = evaluated(house, public=True)

    assert set(map(tuple, told(found, "key").values())) == {(0,)}
    assert all(not table.rows for table in found.tables if table.name not in {"key", "time", "question"})


@pytest.mark.parametrize(("sensitive", "village"), [((), "35.02.18.2015"), (("unpaid_wages",), "")])
async def test_the_log_tells_no_more_than_it_must(house: House, sensitive: tuple[str, ...], village: str) -> None:
    """No word of the story, and of sensitive categories not even the village (PDP-6)."""
    case = await house.complaint()
    titles = {office.name: office.title for office in house.shop.offices}
    sight = Sight(house.shop.office("jatim"))

    def read(tx: Any) -> list[tuple[object, ...]]:
        return list(case_log(tx, house.shop.words, titles, sensitive, sight, MARCH))

    heads, line = house.shop.book.read_now(read)

    assert heads == COLUMNS
    row = dict(zip(COLUMNS, line, strict=True))
    assert (row["number"], row["village_code"], row["opened"]) == (case.number, village, "2026-03-02 09:00")
    assert bool(row["village"]) is bool(village)
    assert not any("belum dibayar" in str(value) or "majikan" in str(value) for value in line)


@pytest.mark.parametrize(
    ("first", "last", "smallest", "size", "count"),
    [
        ("2026-01-01", "2026-03-31", 1, 1, 3), ("2026-01-01", "2026-03-31", 3, 3, 1), ("2026-01-01", "2026-12-31", 1, 3, 4),
        ("2024-01-01", "2026-12-31", 3, 12, 3),
    ],
)  # fmt: skip
def test_columns_of_time_can_be_read(first: str, last: str, smallest: int, size: int, count: int) -> None:
    """Never more than eight beside one another, unless there are more years than that."""
    found = spans(days(first, last), smallest)

    assert (found.size, len(found.periods)) == (size, count)
    assert found.key(quarter("2026-1").start) in {each.first.isoformat() for each in found.periods}
