"""The same person's other phone or app: a code, and both sides must agree."""

import re
from typing import TYPE_CHECKING

import pytest

from bot.store import followers, talks

if TYPE_CHECKING:
    from house import House

REFUSED = "Kode itu tidak berlaku"
NEW = "2"
"""The address of the other phone; that of the first is 1."""
OLD_SIDE, NEW_SIDE = "1", "2"
MINE = "1"
NO, YES = "1", "2"


async def test_both_sides_agree(house: "House") -> None:
    """Once the first phone has said yes the other one sees the same cases, hears the same news and knows the village."""
    officer, case = await house.officer("paringan"), await house.complaint()
    await ask(house, await code_of(house))

    await answer(house, YES)
    status = await house.hears("console", "status", address=NEW)
    house.act("take", officer, case)
    await house.work()

    assert f"Laporan {case.number}" in status
    assert house.reads("console").count("sekarang ditangani") == 2
    assert ("share", "citizen", "paired") in house.journal()
    assert house.talk(address=NEW).state["home"] == house.talk().state["home"]


async def test_a_code_alone_opens_nothing(house: "House") -> None:
    """Before the first phone has answered the other one sees nothing: a code read over a shoulder is worth nothing."""
    case = await house.complaint()
    asked = await ask(house, await code_of(house))

    status = await house.hears("console", "status", address=NEW)

    assert "minta disambungkan dengan kode Anda" in asked
    assert f"Laporan {case.number}" not in status
    assert glances(house) == []


async def test_the_first_phone_says_no(house: "House") -> None:
    """A no ends it: the other phone hears so, the code is used up, and nothing was shared."""
    await house.complaint()
    code = await code_of(house)
    await ask(house, code)

    told = await answer(house, NO)
    again = await ask(house, code)

    assert "HP lama tidak setuju" in told
    assert REFUSED in again
    assert glances(house) == []


async def test_the_other_phone_says_no(house: "House") -> None:
    """Who says that the phones are not the same person's asks for nothing."""
    await house.complaint()
    code = await code_of(house)

    told = await ask(house, code, answer="2")
    nothing = await house.hears("console", choice="start:pairing")
    agreed = await house.hears("console", YES)

    assert "tidak saya sambungkan" in told
    assert "minta disambungkan dengan kode Anda. Tekan" not in told + nothing
    assert REFUSED in agreed
    assert glances(house) == []


async def test_nobody_takes_a_pending_code_over(house: "House") -> None:
    """Who has asked first stays the one the first phone is asked about; a second phone with the same code is refused."""
    await house.complaint()
    code = await code_of(house)
    await ask(house, code)

    second = await ask(house, code, address="3")
    await answer(house, YES)

    assert REFUSED in second
    assert len(glances(house)) == 1
    assert glances(house, "3") == []


async def test_nobody_answers_for_the_first_phone(house: "House") -> None:
    """The phone that wants to come in cannot say yes to itself."""
    await house.complaint()
    await ask(house, await code_of(house))

    await house.hears("console", choice="start:pairing", address=NEW)
    told = await house.hears("console", YES, address=NEW)

    assert REFUSED in told
    assert glances(house) == []


@pytest.mark.parametrize("hours", [24, 48])
async def test_a_request_grows_old(house: "House", hours: int) -> None:
    """After a day neither the code nor the request made with it is good any more."""
    await house.complaint()
    code = await code_of(house)
    await ask(house, code)
    await house.later(hours=hours)
    house.reads("console")

    agreed = await answer(house, YES)
    again = await ask(house, code)

    assert REFUSED in agreed
    assert REFUSED in again
    assert glances(house) == []


async def test_ones_own_code(house: "House") -> None:
    """A phone is not paired with itself."""
    await house.complaint()

    assert REFUSED in await ask(house, await code_of(house), address="1")


async def test_each_code_has_its_use(house: "House") -> None:
    """A code for a relative pairs no phones, and one that pairs phones lets no relative in."""
    await house.complaint()
    for words in ("bagi", "1", "3"):
        told = await house.hears("console", words)
    for_relative, for_phone = digits(told), await code_of(house)

    paired = await ask(house, for_relative)
    await house.hears("console", "batal", address=NEW)
    await house.hears("console", f"gabung {for_phone}", address=NEW)
    joined = await house.hears("console", "1", address=NEW)

    assert REFUSED in paired
    assert REFUSED in joined
    assert glances(house) == []


async def test_a_relatives_other_phone(house: "House") -> None:
    """The other phone of who was let in has the same right, until the same day, and loses it by the same word."""
    case = await house.complaint()
    for words in ("bagi", "1", "1"):
        told = await house.hears("console", words)
    for words in (f"gabung {digits(told)}", "2"):
        await house.hears("console", words, address="3")
    await ask(house, await code_of(house, "3"))

    await answer(house, YES, "3")
    before = glances(house)
    told = await house.hears("console", "cabut")

    assert before == [(case.number, "status")]
    assert "Jumlahnya tadi: 2." in told
    assert glances(house) == []


async def test_a_relatives_other_phone_after_the_end_date(house: "House") -> None:
    """Pairing another phone does not make a month longer."""
    case = await house.complaint()
    for words in ("bagi", "1", "1"):
        told = await house.hears("console", words)
    for words in (f"gabung {digits(told)}", "2"):
        await house.hears("console", words, address="3")
    await ask(house, await code_of(house, "3"))
    await answer(house, YES, "3")

    house.now = case.opened_at.replace(month=4, day=2)

    assert glances(house) == []
    assert glances(house, "3") == []


async def test_a_case_without_a_tie_is_not_paired(house: "House") -> None:
    """A report without a tie does not get one to the other phone: only number and PIN lead to it."""
    for words in ("gaji saya 3 bulan belum dibayar, majikan di Taiwan", "1", "Paringan Ponorogo", "4"):
        await house.hears("console", words)
    await ask(house, await code_of(house))

    await answer(house, YES)

    assert len(glances(house, "1")) == 1
    assert glances(house) == []


async def code_of(house: "House", address: str = "1") -> str:
    """A code made on the first phone."""
    await house.hears("console", "sambung", address=address)
    return digits(await house.hears("console", OLD_SIDE, address=address))


async def ask(house: "House", code: str, address: str = NEW, answer: str = MINE) -> str:
    """Ask on the other phone to be paired; what both then read."""
    for words in ("sambung", NEW_SIDE, code):
        await house.hears("console", words, address=address)
    return await house.hears("console", answer, address=address)


async def answer(house: "House", same: str, address: str = "1") -> str:
    """Answer the request on the first phone; what both then read."""
    await house.hears("console", choice="start:pairing", address=address)
    return await house.hears("console", same, address=address)


def digits(told: str) -> str:
    """The code in what was told."""
    return re.findall(r": (\d{8})\n", told)[0]


def glances(house: "House", address: str = NEW) -> list[tuple[str, str]]:
    """Number and right of each case a phone sees."""

    def seen(tx: object) -> list[tuple[str, str]]:
        talk_id = talks.known(tx, "console", address) or 0
        return [(each.number, each.rights) for each in followers.glances(tx, talk_id, house.now)]

    return house.shop.book.read_now(seen)
