"""Only the reporter says whether a case is really over: by button, number, label or a plain yes or no."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.store import cases

if TYPE_CHECKING:
    from house import House

IN_TEN_DAYS = datetime(2026, 3, 12, 2, 0, tzinfo=UTC)


async def test_resolve_and_confirm_by_button(house: "House") -> None:
    """Only the reporter makes it a success, and the officers hear it."""
    officer, case = await house.officer("paringan"), await house.complaint()

    resolved = house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()
    question = house.reads("console")
    house.reads("paringan")
    answer = await house.hears("console", choice=f"case:confirm:{case.number}")

    assert (resolved.state, resolved.officer_id, resolved.due_at) == ("resolved", officer.id, IN_TEN_DAYS)
    assert "Gaji sudah dibayar." in question
    assert "1. Ya, sudah selesai\n2. Belum" in question
    assert "ditutup atas kata Anda sendiri" in answer
    assert "benar-benar selesai" in house.reads("paringan")
    assert (house.case().state, house.case().due_at) == ("closed_confirmed", None)
    assert house.journal()[-1] == ("confirm", "citizen", "")


@pytest.mark.parametrize("words", ["1", "Ya, sudah selesai", "ya", "Iya, sudah beres"])
async def test_confirm_by_words(house: "House", words: str) -> None:
    """The number, the label or a plain yes is as good as the button."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()

    await house.hears("console", words)

    assert house.case().state == "closed_confirmed"


@pytest.mark.parametrize("words", ["", "2", "Belum", "tidak", "durung"])
async def test_not_solved(house: "House", words: str) -> None:
    """A button or words that say no open the case again: a new deadline, the ladder from its foot."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.later(days=1)
    house.reads("paringan")

    answer = await house.hears("console", words, "" if words else f"case:reopen:{case.number}")

    assert (house.case().state, house.case().due_at) == ("new", datetime(2026, 3, 4, 2, 0, tzinfo=UTC))
    assert "saya buka lagi" in answer
    told = house.reads("paringan")
    assert "belum selesai. Laporan dibuka lagi" in told
    assert f"Laporan baru {case.number}" in told
    await house.later(days=1)
    assert f"Laporan {case.number}" in house.reads("paringan") + house.reads("console")


@pytest.mark.parametrize("words", ["ya tapi belum dibayar semua", "iya sudah tapi masih kurang"])
async def test_a_yes_with_a_but_closes_nothing(house: "House", words: str) -> None:
    """What may hold a reservation is no confirmation."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()

    await house.hears("console", words)

    assert house.case().state == "resolved"


async def test_a_second_press_changes_nothing(house: "House") -> None:
    """A button of a case that has moved on is answered, not obeyed."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()
    await house.hears("console", choice=f"case:confirm:{case.number}")

    answer = await house.hears("console", choice=f"case:confirm:{case.number}")

    assert "sudah tidak berlaku" in answer
    assert [row[0] for row in house.journal()].count("confirm") == 1
    assert house.case().state == "closed_confirmed"


async def test_a_changed_mind(house: "House") -> None:
    """Who says no after all has the case opened again, and is not asked what they received."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()
    await house.hears("console", choice=f"case:confirm:{case.number}")

    answer = await house.hears("console", choice=f"case:reopen:{case.number}")

    assert house.case().state == "new"
    assert "saya buka lagi" in answer
    assert "Apa yang sudah Anda terima?" not in answer


async def test_only_followers_may_judge(house: "House") -> None:
    """A stranger who knows the number cannot close a case."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.act("resolve", officer, case, "Gaji sudah dibayar.")
    await house.work()
    await house.complaint(address="2")

    await house.hears("console", choice=f"case:confirm:{case.number}", address="2")

    found = house.shop.book.read_now(lambda tx: cases.by_number(tx, case.number))
    assert found.state == "resolved"
