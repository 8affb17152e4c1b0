"""Grave cases are declared done by two people; roles say who may do what, and a refusal is written down."""

from typing import TYPE_CHECKING

import pytest

from bot.casework.roles import RIGHT_OF_ACT, RIGHTS, Right, RightMissing, Role, may
from bot.store import cases, officers, schema
from bot.work.acts import ACTS, OfficerAct
from bot.work.permission import perform

if TYPE_CHECKING:
    from house import House


async def test_two_people_close_a_grave_case(house: "House") -> None:
    """The first officer proposes, the second agrees, and only then is the reporter asked."""
    first, second = await house.officer("paringan"), await house.officer("paringan", address="2")
    case = await house.danger()
    house.reads("console")

    proposed = house.act("resolve", first, case, "Sudah di tempat aman.")
    await house.work()
    asked = house.reads("console")
    told = house.reads("paringan")
    resolved = house.act("resolve", second, proposed)
    await house.work()

    assert (proposed.state, proposed.officer_id, proposed.proposed_by) == ("taken", first.id, first.id)
    assert asked == ""
    assert "mengusulkan laporan" in told
    assert (resolved.state, resolved.proposed_by) == ("resolved", None)
    assert "Sudah di tempat aman." in house.reads("console")


async def test_nobody_agrees_with_themselves(house: "House") -> None:
    """The same officer twice is still one person."""
    officer, case = await house.officer("paringan"), await house.danger()
    proposed = house.act("resolve", officer, case, "Sudah aman.")

    again = house.act("resolve", officer, proposed, "Benar-benar aman.")

    assert again.state == "taken"
    assert [row[0] for row in house.journal()].count("propose") == 2


async def test_a_question_in_between_undoes_the_proposal(house: "House") -> None:
    """Who asks the reporter again is not sure, so the proposal is gone."""
    first, second = await house.officer("paringan"), await house.officer("paringan", address="2")
    proposed = house.act("resolve", first, await house.danger(), "Sudah aman.")

    asked = house.act("ask", second, proposed, "Benar sudah aman?")

    assert asked.proposed_by is None


async def test_a_plain_case_needs_one(house: "House") -> None:
    """Where nobody was harmed one officer is enough."""
    officer, case = await house.officer("paringan"), await house.complaint()

    assert house.act("resolve", officer, case, "Gaji sudah dibayar.").state == "resolved"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", sorted(ACTS))
async def test_every_role_and_act(house: "House", role: Role, name: str) -> None:
    """PM-4, U31-a: who receives does not handle; an act that is not allowed is not done."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.shop.book.write_now(lambda tx: tx.execute(schema.officer.update().values(role=role)))
    officer = house.shop.book.read_now(lambda tx: officers.by_id(tx, officer.id))
    before = house.journal()

    if RIGHT_OF_ACT[name] in RIGHTS[role]:
        assert may(role, RIGHT_OF_ACT[name])
        return
    with pytest.raises(RightMissing, match=f"may not {name}"):
        house.shop.book.write_now(lambda tx: perform(OfficerAct(tx, house.shop, case, officer, house.now, "kata"), name))
    assert house.journal() == before


async def test_a_refusal_in_the_chat_is_written_down(house: "House") -> None:
    """U31-a: a receiver who tries to hand over reads why not, and the journal says that they tried."""
    officer, case = await house.officer("paringan"), await house.complaint()
    house.shop.book.write_now(lambda tx: tx.execute(schema.officer.update().values(role=Role.RECEIVER)))

    answer = await house.hears("paringan", f"SELESAI {case.number} Sudah dibayar")

    assert "Peran Anda tidak mengizinkan" in answer
    assert house.journal()[-1] == ("refused", "officer", "resolve")
    assert house.case().state == "new"
    del officer


async def test_a_case_of_another_area_is_refused_and_written_down(house: "House") -> None:
    """U31-a: who asks for a case of another area learns nothing, and the journal of that case says that they asked."""
    await house.officer("kenanga")
    case = await house.complaint()

    answer = await house.hears("kenanga", f"AMBIL {case.number}")

    assert "tidak ada, atau di luar wilayah Anda" in answer
    assert house.journal()[-1] == ("refused", "officer", "take")


async def test_sensitive_cases_are_for_handlers(house: "House") -> None:
    """World Bank: a case of sexual violence is seen, and heard of, by handlers and coordinators alone."""
    receiver, handler = await house.officer("paringan"), await house.officer("paringan", address="2")
    set_role = schema.officer.update().where(schema.officer.c.id == receiver.id).values(role=Role.RECEIVER)
    house.shop.book.write_now(lambda tx: tx.execute(set_role))
    house.shop.book.write_now(
        lambda tx: tx.execute(schema.officer.update().values(chat=None).where(schema.officer.c.id == handler.id))
    )
    case = await house.complaint()
    house.shop.book.write_now(lambda tx: tx.execute(schema.case.update().values(category="sexual_violence")))
    house.reads("paringan")

    await house.later(days=1)
    seen = {
        each.id: house.shop.book.read_now(
            lambda tx, who=each: cases.visible_to(tx, house.shop.sight(officers.by_id(tx, who.id)), case.number)
        )
        for each in (receiver, handler)
    }

    assert house.reads("paringan") == ""
    assert seen[receiver.id] is None
    assert seen[handler.id] is not None
    assert may(Role.HANDLER, Right.SENSITIVE)
