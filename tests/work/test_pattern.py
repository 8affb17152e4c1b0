"""The same trouble of several people in several villages: their districts hear of it, and of nobody's name."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Row, func, select

from bot.store import schema
from bot.work.marks import likely_same

if TYPE_CHECKING:
    from house import House

AGENCY = "uang saya diambil PT Contoh Sejahtera, mau ke Malaysia"
PHONE = "uang saya diambil agen 0811-0000-001, mau ke Malaysia"
ROUTE = "paspor saya ditahan, saya berangkat lewat Batam, sekarang di Malaysia"
WAGES = "gaji saya 3 bulan belum dibayar majikan di Malaysia"
PARINGAN, NGRUPIT, KENANGA = "Paringan Ponorogo", "Ngrupit Ponorogo", "Kenanga Indramayu"
ALERT = "Pola: "


@pytest.mark.parametrize(
    ("stories", "said"),
    [
        ((AGENCY, "dibohongi P.T. Contoh Sejahtera, janji kerja di Malaysia"), "perusahaan atau lembaga contoh sejahtera"),
        ((PHONE, "dibohongi agen +62 811 0000 001, janji kerja di Malaysia"), "nomor telepon 628110000001"),
        ((ROUTE, "gaji tidak dibayar di Malaysia, dulu liwat Batam naik kapal"), "jalur MY batam"),
    ],
)
async def test_three_people_in_two_villages(house: "House", stories: tuple[str, str], said: str) -> None:
    """The district hears what is common, how many people and how many villages, and no name, number or word of a report."""
    await district(house)
    reported = [await report(house, stories[0], PARINGAN, "1"), await report(house, stories[1], NGRUPIT, "2")]
    before = house.reads("ponorogo")

    reported.append(await report(house, stories[0], PARINGAN, "3"))

    told = house.reads("ponorogo")
    assert ALERT not in before
    assert told.count(ALERT) == 1
    assert f"Pola: {said} disebut 3 orang di 2 desa" in told
    for case in reported:
        assert case.number not in told
        assert case.story not in told
    assert "Paringan" not in told


async def test_each_district_hears_it(house: "House") -> None:
    """Villages of two districts: both hear it, once; a third is not bothered."""
    await district(house)
    await indramayu(house)
    for village, address in ((PARINGAN, "1"), (KENANGA, "2"), (NGRUPIT, "3")):
        await report(house, AGENCY, village, address)

    assert house.reads("ponorogo").count(ALERT) == 1
    assert house.reads("kenanga").count(ALERT) == 1
    assert ALERT not in house.reads("jatim") + house.reads("pusat")


async def test_once_for_each_number_of_people(house: "House") -> None:
    """More words of the same people say nothing new; a fourth person does."""
    await district(house)
    for village, address in ((PARINGAN, "1"), (NGRUPIT, "2"), (PARINGAN, "3")):
        await report(house, AGENCY, village, address)
    three = house.reads("ponorogo").count(ALERT)

    await report(house, f"{AGENCY}, belum kembali", NGRUPIT, "3")
    again = house.reads("ponorogo").count(ALERT)
    await report(house, AGENCY, NGRUPIT, "4")
    four = house.reads("ponorogo")

    assert (three, again) == (1, 0)
    assert "disebut 4 orang di 2 desa" in four
    assert four.count(ALERT) == 1


async def test_words_added_later_count(house: "House") -> None:
    """An agency named only after the receipt is a mark as good as one in the story."""
    await district(house)
    await report(house, AGENCY, PARINGAN, "1")
    await report(house, AGENCY, NGRUPIT, "2")
    case = await report(house, "uang saya diambil agen, mau ke Malaysia", PARINGAN, "3")
    before = house.reads("ponorogo")

    for words in ("tambah", case.number, "ternyata agennya PT Contoh Sejahtera"):
        await house.hears("console", words, address="3")

    assert ALERT not in before
    assert "disebut 3 orang di 2 desa" in house.reads("ponorogo")


@pytest.mark.parametrize(
    "reporters",
    [
        pytest.param([(PARINGAN, "1"), (NGRUPIT, "2")], id="two people"),
        pytest.param([(PARINGAN, "1"), (PARINGAN, "2"), (PARINGAN, "3")], id="one village"),
        pytest.param([(PARINGAN, "1"), (NGRUPIT, "1"), (PARINGAN, "1")], id="the same person"),
        pytest.param([(PARINGAN, "1"), (NGRUPIT, "2"), (PARINGAN, "1"), (NGRUPIT, "2")], id="two people twice"),
    ],
)
async def test_no_pattern(house: "House", reporters: list[tuple[str, str]]) -> None:
    """Two people, one village, or one person who reports again and again alarm no district."""
    await district(house)

    for village, address in reporters:
        await report(house, AGENCY, village, address)

    assert ALERT not in house.reads("ponorogo")


async def test_half_a_year_ago_is_another_time(house: "House") -> None:
    """What was reported more than half a year ago is not counted together with today."""
    await district(house)
    await report(house, AGENCY, PARINGAN, "1")
    await report(house, AGENCY, NGRUPIT, "2")
    house.now = house.now.replace(month=9)
    house.reads("ponorogo")

    await report(house, AGENCY, PARINGAN, "3")

    assert ALERT not in house.reads("ponorogo")


async def test_a_relative_is_no_second_person(house: "House") -> None:
    """Whoever was let in to follow a case is not one more who reports."""
    await district(house)
    await report(house, AGENCY, PARINGAN, "1")
    for words in ("bagi", "3", "3"):
        told = await house.hears("console", words)
    code = re.findall(r": (\d{8})\n", told)[0]
    for words in (f"gabung {code}", "2"):
        await house.hears("console", words, address="3")
    await report(house, AGENCY, NGRUPIT, "2")

    assert ALERT not in house.reads("ponorogo")


@pytest.mark.parametrize(
    ("first", "second", "village", "same"),
    [
        (AGENCY, "saya dibohongi PT. Contoh Sejahtera, kerja di Malaysia tidak ada", NGRUPIT, True),
        (AGENCY, AGENCY, PARINGAN, True),
        (
            "gaji saya 3 bulan belum dibayar majikan di Malaysia",
            "majikan di Malaysia belum dibayar gaji saya 3 bulan",
            PARINGAN,
            True,
        ),
        ("gaji saya 3 bulan belum dibayar majikan di Malaysia", "gaji kurang terus di Taiwan", PARINGAN, False),
        (AGENCY, "gaji saya 3 bulan belum dibayar majikan di Taiwan", NGRUPIT, False),
    ],
)
async def test_likely_the_same(house: "House", first: str, second: str, village: str, *, same: bool) -> None:
    """A shared mark, or a like story of the same kind from the same village, is shown to an officer; nothing is merged."""
    before = await report(house, first, PARINGAN, "1")
    case = await report(house, second, village, "2")

    found = house.shop.book.read_now(lambda tx: likely_same(tx, case, house.now))

    assert [row.number for row in found] == ([before.number] if same else [])
    assert states(house) == [("new", 1), ("new", 1)]


async def test_a_month_ago_is_not_the_same(house: "House") -> None:
    """What is more than a month older is not taken for a double."""
    await report(house, AGENCY, PARINGAN, "1")
    house.now = house.now.replace(month=5)
    case = await report(house, AGENCY, PARINGAN, "2")

    assert house.shop.book.read_now(lambda tx: likely_same(tx, case, house.now)) == []


async def report(house: "House", story: str, village: str, address: str) -> Row[Any]:
    """A complaint of somebody from a village; a second one of theirs is not asked for consent again."""
    told = await house.hears("console", "lapor", address=address)
    if "Apakah Anda setuju?" in told:
        await house.hears("console", "1", address=address)
    for words in (f"{story}, saya dari desa {village}", "1", "menu"):
        await house.hears("console", words, address=address)
    return house.case()


async def district(house: "House") -> None:
    """An officer of the district whose chat is heard."""
    await house.officer("ponorogo")
    house.reads("ponorogo")


async def indramayu(house: "House") -> None:
    """An officer of the other district, on the wire of a village there."""
    _, code = house.shop.book.write_now(lambda tx: house._add(tx, "indramayu1", "indramayu", "id"))
    await house.hears("kenanga", f"PASANG {code}")
    house.reads("kenanga")


def states(house: "House") -> list[tuple[str, int]]:
    """The state of each case and how many follow it."""
    rows = (
        select(schema.case.c.state, func.count(schema.follower.c.talk_id))
        .join(schema.follower, schema.follower.c.case_id == schema.case.c.id)
        .group_by(schema.case.c.id, schema.case.c.state)
    )
    return [tuple(row) for row in house.shop.book.read_now(lambda tx: tx.execute(rows).all())]
