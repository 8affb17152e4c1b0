"""Every role at every door, and every act on a case of another area: refused, and written down."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.casework.roles import RIGHT_OF_ACT, RIGHTS, Right, Role
from bot.store import journal, schema
from bot.work.acts import ACTS

if TYPE_CHECKING:
    from visitor import Visitor

# The pages of the desk, and the right each asks for; None where everybody who is logged in may come.
DOORS: dict[str, Right | None] = {
    "/desk": None,
    "/desk/me": None,
    "/desk/offerings": None,
    "/desk/cases": Right.RECEIVE,
    "/desk/new": Right.RECEIVE,
    "/desk/questions": Right.ANSWER,
    "/desk/people": Right.PEOPLE,
    "/desk/settings": Right.SETTINGS,
    "/desk/poster": Right.SETTINGS,
    "/desk/audit": Right.AUDIT,
    "/desk/figures": Right.FIGURES,
    "/desk/figures/export.csv": Right.EXPORT,
}


@pytest.mark.parametrize("role", list(Role))
async def test_every_role_at_every_door(visit: Callable[[], "Visitor"], role: Role) -> None:
    """U31-a: a door opens to the roles that have its right; a no is answered with 403 and stands in the audit."""
    visitor = await visit().log_in("paringan")
    visitor.shop.book.write_now(lambda tx: tx.execute(schema.officer.update().values(role=role)))

    found = {door: (await visitor.client.get(door)).status_code for door in DOORS}

    refused = [door for door, right in DOORS.items() if right and right not in RIGHTS[role]]
    assert found == {door: 403 if door in refused else 200 for door in DOORS}
    kept = visitor.shop.book.read_now(lambda tx: tx.execute(select(schema.audit.c.text).where(REFUSED)).scalars().all())
    assert sorted(kept) == sorted(str(DOORS[door]) for door in refused)


REFUSED = schema.audit.c.what == "refused"


@pytest.mark.parametrize("role", list(Role))
async def test_every_act_on_a_case(visit: Callable[[], "Visitor"], case: Any, role: Role) -> None:
    """PM-4: an act the role does not have is answered with 403 or, where the case is not seen, 404; the journal knows."""
    visitor = await visit().log_in("paringan")
    csrf = await visitor.csrf()
    visitor.shop.book.write_now(lambda tx: tx.execute(schema.officer.update().values(role=role)))
    missing = [name for name in sorted(ACTS) if RIGHT_OF_ACT[name] not in RIGHTS[role]]

    found = {name: await _act(visitor, case.number, name, csrf) for name in missing}

    assert set(found.values()) <= ({404} if role is Role.EVALUATOR else {403})
    assert _refusals(visitor, case) == missing


async def test_every_door_to_a_case_of_another_area(visit: Callable[[], "Visitor"], case: Any) -> None:
    """U31-a: for who is not of the area the case is not there, by whatever door; that they tried is in its journal."""
    visitor = await visit().log_in("kenanga")
    csrf = await visitor.csrf()

    acts = [await _act(visitor, case.number, name, csrf) for name in sorted(ACTS)]
    page = await visitor.client.get(f"/desk/cases/{case.number}")
    packet = await visitor.client.get(f"/desk/cases/{case.number}/packet.pdf?to=bp3mi")
    listed = await visitor.client.get(f"/desk/cases?q={case.number}")

    assert {*acts, page.status_code, packet.status_code} == {404}
    assert f'href="/desk/cases/{case.number}"' not in listed.text
    assert _refusals(visitor, case) == [*sorted(ACTS), "open", "packet"]


async def _act(visitor: "Visitor", number: str, name: str, csrf: str) -> int:
    data = {"csrf": csrf, "version": "1", "text": "kata"}
    return (await visitor.client.post(f"/desk/cases/{number}/{name}", data=data)).status_code


def _refusals(visitor: "Visitor", case: Any) -> list[str]:
    rows = visitor.shop.book.read_now(lambda tx: journal.timeline(tx, case.id))
    return [row.text for row in rows if row.act == "refused"]
