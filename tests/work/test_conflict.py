"""A case about an office, or too close to it, goes round it: that office finds no door to it (U31-a)."""

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Row

from bot.casework.roles import Sight
from bot.dialogue.message import Kind, Message, Place
from bot.dialogue.receipt import case_number
from bot.store import cases, listing
from bot.store.wanted import Wanted
from bot.terminal import work_off
from bot.work.acts import WordsMissing
from bot.work.turn import hear

if TYPE_CHECKING:
    from house import House

OFFICES = ("paringan", "ponorogo", "jatim", "pusat")
STORY = "gaji saya 3 bulan belum dibayar, majikan di Taiwan"
ABOUT_VILLAGE = "uang saya diminta kepala desa untuk biaya ke Taiwan"
ABOUT_DISTRICT = "uang saya diminta pegawai disnaker untuk biaya ke Taiwan"
ABOUT_PROVINCE = "uang saya diminta pegawai BP3MI untuk biaya ke Taiwan"
NEVER_GIVEN = case_number(26, 2)
NOBODY, VILLAGE, DISTRICT, PROVINCE = "1", "2", "3", "4"
SEND, AROUND = "1", "3"
"""The answers to whom it is about, and to the read-back."""
ROUNDS = [
    pytest.param((STORY, AROUND), "paringan", "ponorogo", id="round the village"),
    pytest.param((ABOUT_VILLAGE, VILLAGE, SEND), "paringan", "ponorogo", id="about the village"),
    pytest.param((ABOUT_DISTRICT, DISTRICT, SEND), "ponorogo", "paringan", id="about the district"),
    pytest.param((ABOUT_PROVINCE, PROVINCE, SEND), "jatim", "paringan", id="about the province"),
]


@pytest.mark.parametrize(("told", "avoided", "office"), ROUNDS)
async def test_where_it_goes(house: "House", told: tuple[str, ...], avoided: str, office: str) -> None:
    """The nearest other office gets the case, and the one it goes round is written down (U31-a)."""
    case = await report(house, *told)

    assert (case.avoids, case.office) == (avoided, office)


@pytest.mark.parametrize(("told", "avoided", "office"), ROUNDS)
async def test_every_door_is_shut(house: "House", told: tuple[str, ...], avoided: str, office: str) -> None:
    """By number, in the list, in the count and by its evidence the case is there for all but that office (U31-a)."""
    case = await report(house, *told)

    assert doors(house, avoided, case) == (False, False, 0, False)
    for other in set(OFFICES) - {avoided}:
        assert doors(house, other, case) == (True, True, 1, True)
    assert doors(house, "indramayu", case) == (False, False, 0, False)
    assert office != avoided


@pytest.mark.parametrize("word", ["AMBIL", "BALAS", "CATAT", "TANYA", "SELESAI", "KEMBALIKAN"])
async def test_no_door_in_the_chat(house: "House", word: str) -> None:
    """For who is complained of the number is that of no case, whatever they write (U31-a)."""
    officer = await house.officer("paringan")
    case = await report(house, ABOUT_VILLAGE, VILLAGE, SEND)

    told = await house.hears("paringan", f"{word} {case.number} kata-kata")
    unknown = await house.hears("paringan", f"{word} {NEVER_GIVEN} kata-kata")

    assert officer.office == "paringan"
    assert "di luar wilayah Anda" in told
    assert told.replace(case.number, "") == unknown.replace(NEVER_GIVEN, "")
    assert house.case().version == case.version


@pytest.mark.parametrize(("told", "avoided", "office"), ROUNDS)
async def test_its_chat_stays_silent(house: "House", told: tuple[str, ...], avoided: str, office: str) -> None:
    """New, added to, said to be over or opened again: no alert about the case comes to that office (U31-a)."""
    for name in (avoided, office):
        officer = await house.officer(name)
        house.reads(name)
    case = await report(house, *told)
    await house.hears("console", "majikan pindah ke kota lain")
    house.act("resolve", officer, house.case(), "Sudah dibayar.")
    await house.work()
    await house.hears("console", choice=f"case:reopen:{case.number}")

    assert house.case().state == "new"
    assert f"Laporan baru {case.number}" in house.reads(office)
    assert house.reads(avoided) == ""


@pytest.mark.parametrize(("told", "avoided", "office"), ROUNDS)
async def test_it_cannot_be_handed_to_it(house: "House", told: tuple[str, ...], avoided: str, office: str) -> None:
    """No officer, by mistake or not, gives the case to the office it is about (U31-a)."""
    officer = await house.officer(office)
    case = await report(house, *told)

    with pytest.raises(WordsMissing, match="choose another office"):
        house.act("hand_over", officer, case, "Butuh mediasi.", avoided)

    assert house.case().office == office


@pytest.mark.parametrize(
    ("told", "avoided", "offices"),
    [
        ((ABOUT_VILLAGE, VILLAGE, SEND), "paringan", ["ponorogo", "ponorogo", "jatim", "pusat"]),
        ((ABOUT_DISTRICT, DISTRICT, SEND), "ponorogo", ["paringan", "jatim", "pusat", "pusat"]),
        ((ABOUT_PROVINCE, PROVINCE, SEND), "jatim", ["paringan", "ponorogo", "pusat", "pusat"]),
    ],
)
async def test_the_ladder_skips_it(house: "House", told: tuple[str, ...], avoided: str, offices: list[str]) -> None:
    """While nobody takes the case it goes up past that office, which hears of none of it (U31-a)."""
    await house.officer(avoided)
    house.reads(avoided)
    await report(house, *told)

    passed = [house.case().office]
    for _ in range(30):
        await house.later(days=1)
        passed.append(house.case().office)

    assert list(dict.fromkeys(passed)) == list(dict.fromkeys(offices))
    assert house.reads(avoided) == ""


async def test_a_silent_officer_is_passed_over_it(house: "House") -> None:
    """Taken and left without news, the case goes from the village to the province and not to the district it is about."""
    officer = await house.officer("paringan")
    await house.officer("ponorogo")
    house.reads("ponorogo")
    case = await report(house, ABOUT_DISTRICT, DISTRICT, SEND)
    house.act("take", officer, case)

    passed = []
    for _ in range(6):
        await house.later(days=1)
        passed.append(house.case().office)

    assert list(dict.fromkeys(passed)) == ["paringan", "jatim", "pusat"]
    assert house.reads("ponorogo") == ""


async def test_danger_from_the_village_head(house: "House") -> None:
    """A cry for help that names the village head is at the district in the same moment, without a question (U31-a)."""
    for name in ("paringan", "ponorogo"):
        await house.officer(name)
        house.reads(name)

    told = await house.hears("console", "tolong saya dipukul kepala desa, saya di desa Paringan Ponorogo")

    case = house.case()
    assert (case.danger, case.avoids, case.office) == (True, "paringan", "ponorogo")
    assert "Disnaker Ponorogo" in told
    assert f"BAHAYA. Laporan baru {case.number}" in house.reads("ponorogo")
    for minutes in (10, 10, 20, 20):
        await house.later(minutes=minutes)
    await house.hears("console", "tolong dia mau mukul lagi")
    assert house.case().number == case.number
    assert house.case().office == "pusat"
    assert house.reads("paringan") == ""


async def test_who_names_an_office_but_means_nobody_in_it(house: "House") -> None:
    """Naming an official makes a question, no verdict: with a no the case goes where it always goes."""
    case = await report(house, ABOUT_VILLAGE, NOBODY, SEND)

    assert (case.avoids, case.office) == ("", "paringan")


async def test_no_question_without_a_name(house: "House") -> None:
    """Who names no official is not asked whether the case is about one."""
    for words in ("lapor", "1"):
        await house.hears("console", words)
    review = await house.hears("console", f"{STORY}, saya dari desa Paringan Ponorogo")

    assert "Apakah sudah benar?" in review


async def report(house: "House", story: str, *answers: str) -> Row[Any]:
    """A complaint from Paringan with a place as evidence."""
    for words in ("lapor", "1", f"{story}, saya dari desa Paringan Ponorogo", *answers):
        await house.hears("console", words)
    place = Place(25.03, 121.56)
    await hear(house.shop, Message(f"con:place:{house.now}", "console", "1", Kind.LOCATION, place=place))
    await work_off(house.shop)
    house.reads("console")
    return house.case()


def doors(house: "House", name: str, case: Row[Any]) -> tuple[bool, bool, int, bool]:
    """What an office finds behind each door: the case by number, in the list, how many are open, its evidence."""

    def look(tx: Any) -> tuple[bool, bool, int, bool]:
        sight, evidence = Sight(house.shop.office(name)), cases.evidence_of(tx, case.id)[0]
        return (
            cases.visible_to(tx, sight, case.number) is not None,
            case.number in {row.number for row in listing.page(tx, sight, Wanted()).rows},
            listing.count(tx, sight, Wanted()),
            cases.evidence_visible_to(tx, sight, evidence.id) is not None,
        )

    return house.shop.book.read_now(look)
