"""The page of figures: who may see which, in which form, and what is written down about it."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from visitor import PASSWORD, Visitor

from bot.casework.figures import quarter_before, quarter_of
from bot.casework.roles import Role
from bot.store import officers, schema
from bot.work.workshop import Workshop

Visit = Callable[[], Visitor]


async def as_role(visit: Visit, shop: Workshop, role: Role, office: str) -> Visitor:
    """A browser in which somebody of this role is logged in."""
    login = f"{office}-{role}"
    shop.book.write_now(lambda tx: officers.add(tx, login, "Petugas Contoh", office, "id", PASSWORD, role))
    visitor = visit()
    await visitor.client.post("/desk/login", data={"login": login, "password": PASSWORD})
    return visitor


def traced(shop: Workshop) -> list[tuple[str, str]]:
    """What stands in the audit."""
    rows = shop.book.read_now(lambda tx: tx.execute(select(schema.audit).order_by(schema.audit.c.id)).all())
    return [(row.what, row.text) for row in rows]


@pytest.mark.parametrize(
    ("role", "page", "log"),
    [(Role.RECEIVER, 403, 403), (Role.HANDLER, 200, 403), (Role.COORDINATOR, 200, 200), (Role.EVALUATOR, 200, 403)],
)
async def test_who_may_see_figures(visit: Visit, shop: Workshop, role: Role, page: int, log: int) -> None:
    """Receivers see none, only coordinators take the log out, and what is refused is written down."""
    visitor = await as_role(visit, shop, role, "paringan")
    answers = [
        (await visitor.client.get(f"/desk/figures{path}")).status_code for path in ("", "/report.pdf", "/export.csv")
    ]

    assert answers == [page, page, log]
    assert traced(shop).count(("refused", "figures")) == (2 if page == 403 else 0)
    assert traced(shop).count(("refused", "export")) == (log == 403)
    link = "/desk/figures/export.csv"
    assert (link in (await visitor.client.get("/desk/figures")).text) is (log == 200)


async def test_nobody_sees_figures_without_a_login(visit: Visit) -> None:
    """Page, pictures and files lead to the login."""
    for path in ("", "/category.svg", "/report.xlsx", "/export.csv"):
        assert str((await visit().client.get(f"/desk/figures{path}")).url).endswith("/desk/login")


@pytest.mark.parametrize(
    ("office", "count"), [("paringan", 1), ("ponorogo", 1), ("pusat", 1), ("kenanga", 0), ("jabar", 0)]
)
async def test_figures_are_those_of_the_area(visit: Visit, shop: Workshop, case: Any, office: str, count: int) -> None:
    """Page and files count the cases of the officer's area and no others."""
    visitor = await as_role(visit, shop, Role.COORDINATOR, office)
    page = (await visitor.client.get("/desk/figures")).text
    book = openpyxl.load_workbook(io.BytesIO((await visitor.client.get("/desk/figures/report.xlsx")).content))
    log = (await visitor.client.get("/desk/figures/export.csv")).text

    assert book["key"]["B4"].value == count
    assert ("Gaji tidak dibayar" in page) is bool(count)
    assert (case.number in log) is bool(count)
    assert "belum dibayar" not in log


async def test_evaluators_see_whole_quarters_with_small_figures_hidden(visit: Visit, shop: Workshop, case: Any) -> None:
    """One case is "<5" to them, and no period of their own would tell more (U31-e)."""
    now = quarter_of(shop.clock())
    ago = shop.clock() - timedelta(days=92)
    moved = schema.case.update().where(schema.case.c.id == case.id).values(opened_at=ago)
    shop.book.write_now(lambda tx: tx.execute(moved))
    visitor = await as_role(visit, shop, Role.EVALUATOR, "paringan")
    page = (await visitor.client.get(f"/desk/figures?quarter={quarter_of(ago)}&public=0")).text
    narrowed = (await visitor.client.get(f"/desk/figures?from={ago.date()}&to={ago.date()}")).text
    running = await visitor.client.get(f"/desk/figures?quarter={now}")
    book = openpyxl.load_workbook(
        io.BytesIO((await visitor.client.get(f"/desk/figures/report.xlsx?quarter={quarter_of(ago)}")).content)
    )

    assert "&lt;5" in page
    assert case.number not in page
    assert book["key"]["B4"].value == "<5"
    assert f'value="{quarter_before(now)}" selected' in narrowed
    assert 'name="from"' not in narrowed
    assert running.status_code == 422
    assert "Pilih triwulan yang sudah selesai" in running.text


async def test_officers_may_hide_small_figures_for_the_public(visit: Visit, shop: Workshop, case: Any) -> None:
    """The same page with and without, and the files follow it."""
    del case
    visitor = await as_role(visit, shop, Role.HANDLER, "ponorogo")
    shown, hidden = [(await visitor.client.get(f"/desk/figures{query}")).text for query in ("", "?public=1")]
    public = (await visitor.client.get("/desk/figures/report.csv?public=1")).text

    assert ("&lt;5" in shown, "&lt;5" in hidden) == (False, True)
    assert "report.pdf?quarter=" in hidden
    assert "&amp;public=1" in hidden
    assert "key,Laporan masuk,Jumlah,<5" in public
    assert traced(shop)[-1][1].endswith("public")


@pytest.mark.parametrize("query", ["quarter=2026-9", "from=2026-03-02&to=2026-03-01", "from=2026-03-02&to=", "from=x&to=y"])
async def test_a_period_that_is_none(visit: Visit, shop: Workshop, query: str) -> None:
    """The page says what to choose and keeps what was typed; a file is refused."""
    visitor = await as_role(visit, shop, Role.COORDINATOR, "paringan")
    page = await visitor.client.get(f"/desk/figures?{query}")
    paper = await visitor.client.get(f"/desk/figures/report.pdf?{query}")

    assert (page.status_code, paper.status_code) == (422, 422)
    assert "Masa itu tidak bisa dihitung" in page.text
    assert ('value="2026-03-02"' in page.text) is ("2026-03-02" in query)


async def test_what_is_taken_out_is_written_down(visit: Visit, shop: Workshop) -> None:
    """Each file with its period, and the log with how many cases stood in it."""
    visitor = await as_role(visit, shop, Role.COORDINATOR, "paringan")
    for path in ("report.pdf", "report.xlsx", "report.csv", "export.csv"):
        answer = await visitor.client.get(f"/desk/figures/{path}?from=2026-01-01&to=2026-01-31")
        assert "attachment" in answer.headers["content-disposition"]

    assert traced(shop) == [
        ("report", "pdf 2026-01-01_2026-01-31"), ("report", "xlsx 2026-01-01_2026-01-31"),
        ("report", "csv 2026-01-01_2026-01-31"), ("export", "2026-01-01_2026-01-31: 0"),
    ]  # fmt: skip


async def test_pictures(visit: Visit, shop: Workshop, case: Any) -> None:
    """A picture of every table that says it has one, with words for who does not see it; none of a single bar."""
    other = {"number": "RNT-00-00000", "opened_by": "x", "category": "violence", "country": "MY"}
    told = [column.name for column in schema.case.c if column.computed is None and column.name not in {"id", *other}]
    kept = {name: case._mapping[name] for name in told}
    shop.book.write_now(lambda tx: tx.execute(schema.case.insert().values({**kept, **other})))
    visitor = await as_role(visit, shop, Role.COORDINATOR, "ponorogo")
    page = (await visitor.client.get("/desk/figures")).text
    drawn = [each.split('"', 1)[0].replace("&amp;", "&") for each in page.split('<img src="/desk/figures/')[1:]]

    assert {each.split(".")[0] for each in drawn} >= {"category", "country"}
    assert "Masalah apa yang dilaporkan. Gaji tidak dibayar 1; Kekerasan 1." in page
    for each in drawn:
        answer = await visitor.client.get(f"/desk/figures/{each}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
        assert "script" not in answer.headers["content-security-policy"]
    for name in ("key", "nothing"):
        assert (await visitor.client.get(f"/desk/figures/{name}.svg")).status_code == 404
    assert (await visitor.client.get("/desk/figures/report.doc")).status_code == 404


async def test_every_figure_is_named(visit: Visit, shop: Workshop, case: Any) -> None:
    """Each table has heads for its rows and columns, and a wide one can be reached by keyboard (WCAG 1.3.1, 2.1.1)."""
    del case
    visitor = await as_role(visit, shop, Role.COORDINATOR, "paringan")
    page = (await visitor.client.get("/desk/figures")).text

    tables = page.split("<table>")[1:]
    assert len(tables) > 8
    assert all('<th scope="col">' in each and '<th scope="row"' in each for each in tables)
    assert page.count('role="region"') == page.count('tabindex="0"') == len(tables)
