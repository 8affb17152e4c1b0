"""The buttons of the officer's own chat: what a role and a state allow, and what a typed number stands for."""

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from bot.casework.life import State, allowed
from bot.casework.roles import RIGHT_OF_ACT, Role, may
from bot.store import schema
from bot.work import officer_buttons

if TYPE_CHECKING:
    from house import House


async def test_a_receiver_is_refused_before_any_question(house: "House") -> None:
    """What a role does not allow is no button, is refused at once, and the refusal is in the journal."""
    officer = await house.officer("paringan")
    set_role(house, officer, Role.RECEIVER)
    case = await house.complaint()
    alert = house.reads("paringan")

    refused = await house.hears("paringan", f"RUJUK {case.number}")
    helped = await house.hears("paringan", "1")

    assert "Rujuk" not in alert
    assert "Peran Anda tidak mengizinkan" in refused
    assert house.journal()[-2:] == [("refused", "officer", "hand_over"), ("take", "officer", "")]
    assert "Anda tangani" in helped  # the number is that of the alert's first button


async def test_a_number_after_an_alert_is_asked_again(house: "House") -> None:
    """When an alert with its own buttons came after the list, a number does nothing that was not meant."""
    await house.officer("paringan")
    case = await house.complaint()
    await house.hears("paringan", f"BATAS {case.number}")
    other = await house.complaint(address="2")
    house.reads("paringan")

    asked = await house.hears("paringan", "1")
    watched = await house.hears("paringan", "1")

    assert f"dipantau untuk laporan {case.number}?" in asked
    assert f"untuk laporan {case.number} dipantau" in watched
    assert house.case().number == other.number
    assert house.case().state == "new"


@pytest.mark.parametrize("role", [Role.RECEIVER, Role.HANDLER, Role.COORDINATOR])
async def test_buttons_can_be_done(house: "House", role: Role) -> None:
    """In every state each button is an act that the table and the role allow, and there are at most seven."""
    officer = set_role(house, await house.officer("paringan"), role)
    case = await house.complaint()

    for state in State:
        there: Any = type("Row", (), {**case._mapping, "state": state})
        names = [each.id.split(":")[1] for each in officer_buttons.under(house.shop, officer, there)]

        assert 0 < len(names) <= officer_buttons.ROOM
        assert "show" in names
        for name in set(names) - {"show"}:
            assert name in allowed(state)
            assert may(role, RIGHT_OF_ACT[name])


async def test_english(house: "House") -> None:
    """An officer whose desk is in English presses the same buttons with English words on them."""
    await house.officer("paringan", language="en")
    case = await house.complaint()

    alert = house.reads("paringan")
    await house.hears("paringan", "1")
    shown = await house.hears("paringan", f"show {case.number}")

    assert "1. Take" in alert
    assert "Evidence: 0\nReporter: console, can be written to at any time" in shown
    assert house.case().state == "taken"
    assert ("take", "officer", "") in house.journal()


def set_role(house: "House", officer: Any, role: Role) -> Any:
    """The officer in another role."""
    change = update(schema.officer).where(schema.officer.c.id == officer.id).values(role=role).returning(schema.officer)
    return house.shop.book.write_now(lambda tx: tx.execute(change).one())
