"""The traces officers leave: who opened which case when, what was refused, and what was done at the desk."""

import re
from datetime import timedelta
from typing import Any

import pytest
from comers import Comer, Visit, come
from sqlalchemy import update

from bot.casework.life import Act, State
from bot.casework.roles import Role
from bot.store import audit, journal, officers, schema
from bot.store.journal import Actor

MAY = [(role, role is Role.COORDINATOR) for role in Role]


def lines(page: str) -> list[str]:
    """The traces of a page in words, without their times."""
    found = re.findall(r'<li class="officer[^"]*">(.*?)</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each.split("</span>", 1)[1]).split()) for each in found]


@pytest.mark.parametrize(("role", "may"), MAY)
async def test_who_reads_the_traces(visit: Visit, role: Role, *, may: bool) -> None:
    """PM-4: the coordinator alone; another one's try is answered with 403 and is itself a trace."""
    officer = come(visit, role=role)

    answer = await officer.sees("/audit")

    assert answer.status_code == (200 if may else 403)
    assert officer.written() == ([] if may else [("refused", "audit")])


async def test_who_opened_what(visit: Visit, case: Any) -> None:
    """U31-a: every opening stands there with name, office and case, newest first; so do refused tries and deeds."""
    officer, above = come(visit), come(visit, "atas", office="ponorogo")
    stranger = come(visit, "asing", office="kenanga")
    await above.sees(f"/cases/{case.number}")
    await stranger.sees(f"/cases/{case.number}")
    await officer.sends("/settings", hours="Senin", address="", telephone="")

    found = lines((await officer.sees("/audit")).text)

    assert found == [
        "Petugas petugas Meja Layanan Desa Paringan (contoh) mengubah keterangan kantor: jam buka",
        f"Petugas asing {title(visit, 'kenanga')} mencoba tanpa izin: {case.number} membuka",
        f"Petugas atas {title(visit, 'ponorogo')} membuka laporan {case.number}",
    ]


async def test_only_of_the_cases_in_sight(visit: Visit, case: Any) -> None:
    """Another area reads nothing of it, and an office that a case goes round neither (U31-a)."""
    officer = come(visit)
    elsewhere, round_it = come(visit, "lain", office="kenanga"), come(visit, "atas", office="ponorogo")
    await officer.sees(f"/cases/{case.number}")
    avoid = update(schema.case).values(avoids="ponorogo")
    officer.book.write_now(lambda tx: tx.execute(avoid))

    for each in (elsewhere, round_it):
        assert case.number not in (await each.sees("/audit")).text
    assert case.number in (await officer.sees("/audit")).text


async def test_only_what_the_own_offices_did(visit: Visit) -> None:
    """The deeds of the own office and of those below it, not of those above or beside it."""
    officer, below = come(visit, office="ponorogo"), come(visit, "bawah")
    above, beside = come(visit, "atas", office="jatim"), come(visit, "lain", office="kenanga")
    for each in (officer, below, above, beside):
        await each.sends("/settings", hours="Senin", address="", telephone="")

    found = lines((await officer.sees("/audit")).text)

    assert [line.split()[1] for line in found] == ["bawah", "petugas"]


async def test_looking_for_one(visit: Visit, case: Any) -> None:
    """By officer, by case number and by day of Western Indonesian time, alone and together."""
    officer, colleague = come(visit), come(visit, "rekan", Role.HANDLER)
    await officer.sees(f"/cases/{case.number}")
    await colleague.sees(f"/cases/{case.number}")
    await colleague.sees("/audit")
    shop = visit().shop
    today = (shop.clock() + timedelta(hours=7)).date()

    async def found(query: str) -> list[str]:
        return lines((await officer.sees(f"/audit?{query}")).text)

    assert len(await found("")) == 3
    assert [line.split()[1] for line in await found(f"officer={colleague.id}")] == ["rekan", "rekan"]
    assert len(await found(f"number={case.number}")) == 2
    assert len(await found(f"number={case.number}&officer={colleague.id}&day={today}")) == 1
    assert await found("number=26-999999-9") == []
    assert len(await found(f"day={today}")) == 3
    assert await found(f"day={today - timedelta(days=1)}") == []
    assert await found(f"day={today + timedelta(days=1)}") == []


async def test_page_by_page_nothing_is_lost_or_doubled(visit: Visit, case: Any) -> None:
    """Both books are read to their end by pages, however many rows are added meanwhile."""
    officer = come(visit)
    shop = visit().shop
    officer.book.write_now(lambda tx: _many(tx, officer, case, shop.clock()))
    path, seen = "/audit", []
    while path:
        page = (await officer.sees(path)).text
        seen += lines(page)
        officer.book.write_now(
            lambda tx: audit.add(tx, officers.by_id(tx, officer.id), "desk_described", "meanwhile", shop.clock())
        )
        more = re.search(r'href="/desk(/audit\?[^"]+)"', page)
        path = more[1].replace("&amp;", "&") if more else ""

    assert len(seen) == 130
    assert len({line.rpartition(" ")[2] for line in seen}) == 130
    assert not any("meanwhile" in line for line in seen)


@pytest.mark.parametrize("query", ["officer=x", "day=yesterday", "after=1", "after=x-y", f"officer={'9' * 30}"])
async def test_a_question_that_cannot_be(visit: Visit, query: str) -> None:
    """It is a bad request, not a crash."""
    assert (await come(visit).sees(f"/audit?{query}")).status_code == 400


def _many(tx: Any, officer: Comer, case: Any, now: Any) -> None:
    """Seventy deeds and sixty readings, their times woven into each other."""
    of, actor = officers.by_id(tx, officer.id), Actor("officer", officer.id)
    for number in range(130):
        at = now - timedelta(days=1) + timedelta(minutes=number)
        if number % 13 < 7:
            audit.add(tx, of, "desk_described", f"deed{number}", at)
        else:
            journal.write(tx, case.id, Act.REFUSED, actor, f"try{number}", State(case.state), at)


def title(visit: Visit, office: str) -> str:
    """The title of an office."""
    return visit().shop.office(office).title
