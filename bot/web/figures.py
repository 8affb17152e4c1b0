"""The figures of an officer's area, on a page, as pictures and as files to take away.

Evaluators see no case, so small figures are hidden from them; and because two periods that overlap would tell the
difference between them, they see whole quarters that are over.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Connection, Row

from bot.casework.figures import Cell, Evaluation, Period, PeriodFault, Table, days, quarter, quarter_before, quarter_of
from bot.casework.roles import Right, Sight, may
from bot.papers import report, sheets
from bot.papers.numbers import written
from bot.papers.plots import bars, drawn_rows, is_drawn
from bot.store import audit, journal
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work.caselog import case_log
from bot.work.evaluation import evaluate
from bot.work.workshop import Workshop

QUARTERS_OFFERED = 8
TOLD_BARS = 3
KEPT = 16
SVG, CSV = "image/svg+xml", "text/csv; charset=utf-8"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPERS: dict[str, tuple[Callable[[Evaluation], bytes], str]] = {
    "pdf": (report.as_pdf, "application/pdf"),
    "xlsx": (sheets.as_xlsx, SHEET),
    "csv": (sheets.as_csv, CSV),
}
PICTURE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the figures was asked for, as it stands in the address."""

    quarter: str
    first: str
    last: str
    public: bool

    @property
    def period(self) -> Period:
        """The period; raises PeriodFault."""
        return days(self.first, self.last) if self.first or self.last else quarter(self.quarter)

    @property
    def query(self) -> str:
        """The same as the end of another address."""
        given = {"from": self.first, "to": self.last} if self.first or self.last else {"quarter": self.quarter}
        return urlencode({**given, **({"public": "1"} if self.public else {})})


class FigurePages:
    """The page of figures, its pictures and its files."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with; what was worked out is kept for the pictures of its page, at most a minute."""
        self._shop, self._pages, self._login = shop, pages, login
        self._made: dict[tuple[object, ...], Evaluation] = {}

    def router(self) -> APIRouter:
        """The doors of the page."""
        routes = APIRouter(prefix="/desk/figures", include_in_schema=False)
        routes.add_api_route("", self.page, methods=["GET"])
        routes.add_api_route("/export.csv", self.export, methods=["GET"])
        routes.add_api_route("/report.{kind}", self.paper, methods=["GET"])
        routes.add_api_route("/{name}.svg", self.picture, methods=["GET"])
        return routes

    async def page(self, request: Request) -> HTMLResponse:
        """All figures of a period; 422 when it is none, with what was typed."""
        officer = await self._login.with_right(request, Right.FIGURES)
        asked = self._asked(request, officer)
        try:
            found = await self._evaluation(officer, asked)
        except PeriodFault:
            return self._show(officer, asked, None, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._show(officer, asked, found)

    async def picture(self, request: Request, name: str) -> Response:
        """One table as bars; 404 when it is not drawn."""
        officer = await self._login.with_right(request, Right.FIGURES)
        found = await self._whole(officer, self._asked(request, officer))
        table = next((each for each in found.tables if each.name == name and is_drawn(each)), None)
        if table is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return Response(await asyncio.to_thread(bars, table, officer.language), media_type=SVG, headers=PICTURE)

    async def paper(self, request: Request, kind: str) -> Response:
        """All figures as a file, which is written down; 404 for a kind nobody knows."""
        officer = await self._login.with_right(request, Right.FIGURES)
        if kind not in PAPERS:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        asked, (draw, mime) = self._asked(request, officer), PAPERS[kind]
        content = await asyncio.to_thread(draw, await self._whole(officer, asked))
        await self._note(officer, "report", f"{kind} {_named(asked)}{' public' if asked.public else ''}")
        return _file(content, mime, f"rantau-{_named(asked)}.{kind}")

    async def export(self, request: Request) -> Response:
        """The log of the cases of the officer's area, which is written down."""
        officer = await self._login.with_right(request, Right.EXPORT)
        asked = self._asked(request, officer)
        period, shop = _period(asked), self._shop
        titles = {office.name: office.title for office in shop.offices}

        def lines(tx: Connection) -> list[tuple[object, ...]]:
            return list(case_log(tx, shop.words, titles, shop.sensitive, shop.sight(officer), period))

        found = await shop.book.read(lines)
        await self._note(officer, "export", f"{_named(asked)}: {len(found) - 1}")
        return _file(await asyncio.to_thread(sheets.lines_of, found), CSV, f"rantau-log-{_named(asked)}.csv")

    def _asked(self, request: Request, officer: Row[Any]) -> Asked:
        """What the address asks for, within what this officer may see."""
        given, sees_cases = request.query_params, may(officer.role, Right.RECEIVE)
        now = quarter_of(self._shop.clock())
        wanted = given.get("quarter", "") or (now if sees_cases else quarter_before(now))
        if sees_cases:
            return Asked(wanted, given.get("from", ""), given.get("to", ""), given.get("public") == "1")
        return Asked(wanted if wanted < now else "", "", "", public=True)

    async def _whole(self, officer: Row[Any], asked: Asked) -> Evaluation:
        """The figures asked for; 422 when the period is none."""
        try:
            return await self._evaluation(officer, asked)
        except PeriodFault:
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY) from None

    async def _evaluation(self, officer: Row[Any], asked: Asked) -> Evaluation:
        period, now = asked.period, self._shop.clock()
        sight = self._shop.sight(officer) if may(officer.role, Right.RECEIVE) else Sight(self._shop.office(officer.office))
        news = await self._shop.book.read(journal.last_news)
        key = (sight, period, officer.language, asked.public, now.replace(second=0, microsecond=0), news)
        if key not in self._made:
            made = await self._shop.book.read(
                lambda tx: evaluate(tx, self._shop.words, sight, period, now, officer.language, public=asked.public)
            )
            if len(self._made) >= KEPT:
                self._made.clear()
            self._made[key] = made
        return self._made[key]

    async def _note(self, officer: Row[Any], what: str, text: str) -> None:
        now = self._shop.clock()
        await self._shop.book.write(lambda tx: audit.add(tx, officer, what, text, now))

    def _show(
        self, officer: Row[Any], asked: Asked, found: Evaluation | None, status: HTTPStatus = HTTPStatus.OK
    ) -> HTMLResponse:
        def cell(each: Cell) -> str:
            return written(each, officer.language)

        return self._pages.show(
            "figures.html", officer.language, status, officer=officer, asked=asked, found=found, written=cell,
            drawn=is_drawn, told=lambda table: _told(table, officer.language), most_rows=report.MOST_ROWS,
            quarters=self._quarters(officer), office=self._shop.office(officer.office),
        )  # fmt: skip

    def _quarters(self, officer: Row[Any]) -> list[str]:
        """The quarters to choose from, the newest first."""
        offered = [quarter_of(self._shop.clock())]
        for _ in range(QUARTERS_OFFERED):
            offered.append(quarter_before(offered[-1]))
        return offered if may(officer.role, Right.RECEIVE) else offered[1:]


def _told(table: Table, language: str) -> str:
    """The longest bars in words."""
    return "; ".join(f"{row.label} {written(row.cells[0], language)}" for row in drawn_rows(table)[:TOLD_BARS])


def _period(asked: Asked) -> Period:
    try:
        return asked.period
    except PeriodFault:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY) from None


def _named(asked: Asked) -> str:
    period = _period(asked)
    return f"{period.first}_{period.last}"


def _file(content: bytes, mime: str, name: str) -> Response:
    return Response(content, media_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"'})
