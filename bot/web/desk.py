"""The desk of an office: the list of its cases, a case with everything known of it, and the officer's acts."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection, Row

from bot.casework.life import ActRefused, State, allowed
from bot.casework.routing import Office
from bot.store import blobs, cases, journal
from bot.store.cases import CaseChanged
from bot.web.live import Live
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work.acts import ACTS, OfficerAct, WordsMissing
from bot.work.workshop import Workshop

SHOWN_INLINE = ("image/", "audio/", "video/", "application/pdf")
FAULTS = {CaseChanged: "changed", ActRefused: "refused", WordsMissing: "words"}


class Desk:
    """The desk of all offices; each officer sees the cases of their own area and of no other."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login, live: Live) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login, self._live = shop, pages, login, live

    def router(self) -> APIRouter:
        """The doors of the desk."""
        routes = APIRouter(prefix="/desk", include_in_schema=False)
        routes.add_api_route("", self.listed, methods=["GET"])
        routes.add_api_route("/stream", self.stream, methods=["GET"])
        routes.add_api_route("/cases/{number}", self.case, methods=["GET"])
        routes.add_api_route("/cases/{number}/{act}", self.act, methods=["POST"])
        routes.add_api_route("/evidence/{evidence_id}", self.evidence, methods=["GET"])
        return routes

    async def listed(self, request: Request) -> HTMLResponse:
        """The cases of the officer's area: open ones, or with `?ended=1` those that have ended."""
        officer = await self._login.officer(request)
        office, ended = self._shop.office(officer.office), request.query_params.get("ended") == "1"
        rows = await self._shop.book.read(lambda tx: cases.listed_for(tx, office, ended=ended))
        return self._show("cases.html", officer, rows=rows, ended=ended, office=office)

    async def stream(self, request: Request) -> Response:
        """Tell the open page that something happened to a case."""
        await self._login.officer(request)
        return self._live.stream(journal.last_news)

    async def case(self, request: Request, number: str) -> HTMLResponse:
        """A case with its timeline and evidence; 404 outside the officer's area."""
        officer = await self._login.officer(request)
        return await self._case_page(officer, number)

    async def act(self, request: Request, number: str, act: str) -> Response:
        """Do an act on a case as the officer saw it; what they wrote is never lost when that is not possible."""
        officer, form = await self._login.form(request)
        if act not in ACTS or not form.get("version", "").isdecimal():
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        office, now = self._shop.office(officer.office), self._shop.clock()
        try:
            await self._shop.book.write(lambda tx: self._do(tx, office, number, act, officer, form, now))
        except tuple(FAULTS) as fault:
            return await self._case_page(officer, number, FAULTS[type(fault)], form.get("text", ""))
        return RedirectResponse(f"/desk/cases/{number}", HTTPStatus.SEE_OTHER)

    async def evidence(self, request: Request, evidence_id: int) -> Response:
        """The bytes of a piece of evidence, in a sandbox; 404 outside the officer's area."""
        office = self._shop.office((await self._login.officer(request)).office)
        found = await self._shop.book.read(lambda tx: _bytes_of(tx, office, evidence_id))
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        content, mime = found
        shown = "inline" if mime.startswith(SHOWN_INLINE) else "attachment"
        headers = {"Content-Disposition": shown, "Content-Security-Policy": "sandbox; default-src 'none'"}
        return Response(content, media_type=mime, headers=headers)

    def _do(
        self, tx: Connection, office: Office, number: str, act: str, officer: Row[Any], form: dict[str, str], now: datetime
    ) -> None:
        found = _visible(tx, office, number)
        if found.version != int(form["version"]):
            raise CaseChanged("the officer saw an older version")
        ACTS[act](OfficerAct(tx, self._shop, found, officer, now, form.get("text", ""), form.get("choice", "")))

    async def _case_page(self, officer: Row[Any], number: str, fault: str = "", text: str = "") -> HTMLResponse:
        office = self._shop.office(officer.office)
        now = self._shop.clock()
        found, timeline, evidence = await self._shop.book.write(lambda tx: _opened(tx, office, number, officer, now))
        return self._show(
            "case.html",
            officer,
            HTTPStatus.CONFLICT if fault else HTTPStatus.OK,
            case=found,
            timeline=timeline,
            evidence=evidence,
            acts=allowed(State(found.state)),
            offices=[each for each in self._shop.offices if each.name != found.office],
            fault=fault,
            text=text,
        )

    def _show(
        self, template: str, officer: Row[Any], status: HTTPStatus = HTTPStatus.OK,
        **values: Any,  # noqa: ANN401 - what the template wants
    ) -> HTMLResponse:  # fmt: skip
        titles = {office.name: office.title for office in self._shop.offices}
        known = {"categories": self._shop.content.categories, "titles": titles, "now": self._shop.clock()}
        return self._pages.show(template, officer.language, status, officer=officer, **known, **values)


def _visible(tx: Connection, office: Office, number: str) -> Row[Any]:
    found = cases.visible_to(tx, office, number)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return found


def _opened(
    tx: Connection, office: Office, number: str, officer: Row[Any], now: datetime
) -> tuple[Row[Any], list[Row[Any]], list[Row[Any]]]:
    """A case with its timeline and evidence; that this officer opened it is written down."""
    found = _visible(tx, office, number)
    journal.note_read(tx, found.id, officer.id, State(found.state), now)
    return found, journal.timeline(tx, found.id), cases.evidence_of(tx, found.id)


def _bytes_of(tx: Connection, office: Office, evidence_id: int) -> tuple[bytes, str] | None:
    piece = cases.evidence_visible_to(tx, office, evidence_id)
    return blobs.fetch(tx, piece.sha256) if piece and piece.sha256 else None
