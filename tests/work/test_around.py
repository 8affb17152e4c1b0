"""A case leaves the office it is about, on the reporter's word (U31-a)."""

from typing import TYPE_CHECKING

import pytest

from bot.casework.roles import Sight
from bot.store import cases

if TYPE_CHECKING:
    from house import House

MOVE = ("JANGAN LEWAT", "2")


async def go_round(house: "House") -> str:
    """Ask for it and be sure; what is answered."""
    for words in MOVE:
        told = await house.hears("console", words)
    return told


def sees(house: "House", office: str) -> bool:
    """Whether an office finds the newest case."""
    sight = Sight(house.shop.office(office))
    return house.shop.book.read_now(lambda tx: cases.visible_to(tx, sight, house.case().number)) is not None


async def test_the_case_is_new_elsewhere(house: "House") -> None:
    """Who had it has it no more, and finds no door to it; the next office is alerted and has its own days."""
    officer = await house.officer("paringan")
    await house.officer("ponorogo")
    case = await house.complaint()
    house.act("take", officer, case)
    await house.work()
    house.reads("ponorogo")

    told = await go_round(house)

    now = house.case()
    assert (now.office, now.avoids, now.state, now.officer_id) == ("ponorogo", "paringan", "new", None)
    assert (sees(house, "paringan"), sees(house, "ponorogo")) == (False, True)
    assert case.number in house.reads("ponorogo")
    assert "sekarang ada di Disnaker Ponorogo" in told
    assert ("go_round", "citizen", "paringan") in house.journal()
    assert now.due_at == house.shop.policy.due_at("new", house.shop.office("ponorogo").level, house.now)


async def test_two_offices_at_the_most(house: "House") -> None:
    """The second is gone round too; a third time it stays where it is, and the reporter is told so."""
    await house.complaint()
    await go_round(house)
    await go_round(house)

    assert (house.case().office, house.case().avoids, house.case().avoids_too) == ("jatim", "paringan", "ponorogo")
    assert "Tidak ada kantor lain" in await go_round(house)
    assert house.case().office == "jatim"


@pytest.mark.parametrize(
    ("words", "offered"), [("dipotong pak kades", True), ("dipotong disnaker", False), ("3 bulan", False)]
)
async def test_who_names_somebody_there_is_shown_the_way(house: "House", words: str, *, offered: bool) -> None:
    """Only when those named work where the case is; the words themselves are kept all the same."""
    await house.complaint()

    told = await house.hears("console", words)

    assert ("ketik JANGAN LEWAT" in told) is offered
    assert words in house.journal()[-1][2]
    assert house.case().office == "paringan"


async def test_the_assistant_speaks_again(house: "House") -> None:
    """What is asked about the office is not brought to the officer of it who is speaking in the talk."""
    await house.complaint()
    await house.hears("console", "batal")
    await house.hears("console", "PETUGAS")
    assert house.talk().quiet_until is not None

    told = await go_round(house)

    assert house.talk().quiet_until is None
    assert "sekarang ada di Disnaker Ponorogo" in told
    assert "jangan lewat" not in str(house.journal()).lower()
