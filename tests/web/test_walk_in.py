"""Cases of people who come to the desk, call or write: the same as from a chat, with a receipt on paper."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.casework.roles import Role
from bot.dialogue.message import Kind, Message
from bot.store import journal, schema
from bot.terminal import work_off
from bot.work.turn import hear

if TYPE_CHECKING:
    from visitor import Visitor

TOLD = {
    "source": "desk", "category": "unpaid_wages", "story": "Gaji anak saya belum dibayar empat bulan.", "country": "MY",
    "place": "Paringan Ponorogo", "relation": "parent", "consent": "yes",
}  # fmt: skip


async def test_a_case_from_the_desk(visit: Callable[[], "Visitor"]) -> None:
    """U31-b: somebody without a phone gets number, PIN, next step and date on paper; the same form opens no second case."""
    visitor = await visit().log_in("paringan")
    form = await _form(visitor)

    receipt = await visitor.client.post("/desk/new", data={**form, **TOLD})
    again = await visitor.client.post("/desk/new", data={**form, **TOLD})

    case = _cases(visitor)[0]
    assert receipt.status_code == 200
    assert case.number in receipt.text
    assert re.search(r'class="code">\d{6}<', receipt.text)
    assert "sudah tercatat" in again.text
    assert [(case.source, case.office, case.village, case.state, case.consent) for case in _cases(visitor)] == [
        ("desk", "paringan", "35.02.18.2015", "new", "given")
    ]
    opened = visitor.shop.book.read_now(lambda tx: journal.timeline(tx, case.id))[0]
    assert (opened.act, opened.actor, opened.officer_name) == ("open", "officer", "Petugas paringan")


async def test_the_paper_opens_it_in_the_chat(visit: Callable[[], "Visitor"]) -> None:
    """The number and PIN of the paper show the case in anybody's chat."""
    visitor = await visit().log_in("paringan")
    page = (await visitor.client.post("/desk/new", data={**await _form(visitor), **TOLD})).text
    number, pin = re.findall(r'class="code">([\d-]+)<', page)

    for key, words in enumerate(("status", "1", "1", number, pin)):
        await hear(visitor.shop, Message(f"s:{key}", "simulator", "1", Kind.TEXT, words))
        await work_off(visitor.shop)

    said = visitor.shop.book.read_now(lambda tx: tx.execute(select(schema.message.c.text)).scalars().all())
    assert any(f"Laporan {number}" in text and "menunggu petugas" in text for text in said)


MISSING = [
    ({"story": " "}, "Ceritanya belum ditulis."),
    ({"category": ""}, "Pilih masalahnya."),
    ({"source": "owl"}, "Pilih dari mana laporan ini."),
    ({"place": "Sukamaju"}, "Desanya belum jelas."),
    ({"place": "Atlantis Raya"}, "Desanya belum jelas."),
    ({"consent": ""}, "Tanyakan dulu apakah ceritanya boleh disimpan"),
]


@pytest.mark.parametrize(("change", "said"), MISSING, ids=[said for _, said in MISSING])
async def test_what_is_missing_is_said(visit: Callable[[], "Visitor"], change: dict[str, str], said: str) -> None:
    """PDP-1: nothing is kept without consent; whatever is missing is named and what was typed stays."""
    visitor = await visit().log_in("paringan")

    answer = await visitor.client.post("/desk/new", data={**await _form(visitor), **TOLD, **change})

    assert answer.status_code == 422
    assert said in answer.text
    assert change.get("story", TOLD["story"]).strip() in answer.text
    assert _cases(visitor) == []


async def test_danger_waits_for_no_consent(visit: Callable[[], "Visitor"]) -> None:
    """PDP-1: in danger the case is opened at once, and the ground is written down."""
    visitor = await visit().log_in("paringan")

    await visitor.client.post("/desk/new", data={**await _form(visitor), **TOLD, "consent": "", "danger": "yes"})

    assert [(case.danger, case.consent) for case in _cases(visitor)] == [(True, "emergency")]


@pytest.mark.parametrize(("role", "status"), [(Role.RECEIVER, 200), (Role.HANDLER, 200), (Role.EVALUATOR, 403)])
async def test_who_may(visit: Callable[[], "Visitor"], role: Role, status: int) -> None:
    """PM-4: who only evaluates opens no cases."""
    visitor = await visit().log_in("paringan")
    visitor.shop.book.write_now(lambda tx: tx.execute(schema.officer.update().values(role=role)))

    answer = await visitor.client.get("/desk/new")

    assert answer.status_code == status


async def _form(visitor: "Visitor") -> dict[str, str]:
    page = (await visitor.client.get("/desk/new")).text
    return {name: _value(page, name) for name in ("csrf", "key")}


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


def _cases(visitor: "Visitor") -> list[Any]:
    return visitor.shop.book.read_now(lambda tx: list(tx.execute(select(schema.case)).all()))
