"""The page of one case: all that is known of it, the officer's acts, its evidence and the packet to hand it over."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection, Row

from bot.casework.life import ActRefused, State, allowed
from bot.casework.roles import RightMissing, Sight
from bot.papers.packet import as_pdf, as_text
from bot.store import blobs, cases, followers, journal, officers, remedies, templates, watches
from bot.store.cases import CaseChanged
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work import marks, windows
from bot.work.acts import ACTS, OfficerAct, WordsMissing, end_of
from bot.work.packets import packet_for, questions_of
from bot.work.permission import note_refusal, perform
from bot.work.windows import Window
from bot.work.workshop import Workshop

SHOWN_INLINE = ("image/", "audio/", "video/", "application/pdf")
FAULTS = {CaseChanged: "changed", ActRefused: "refused", WordsMissing: "words"}
PAPERS = {"pdf": (as_pdf, "application/pdf"), "txt": (as_text, "text/plain; charset=utf-8")}


class NotVisible(Exception):
    """This officer may not see this case, or there is none."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A case with all that is shown beside it."""

    case: Row[Any]
    timeline: list[Row[Any]]
    evidence: list[Row[Any]]
    watches: list[Row[Any]]
    remedies: list[Row[Any]]
    guests: list[Row[Any]]
    same: list[Row[Any]]
    colleagues: list[Row[Any]]
    holder: str
    templates: list[Row[Any]]
    windows: list[Window]


class CasePages:
    """The pages of cases; each officer sees those of their own area and no other."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The doors of the pages."""
        routes = APIRouter(prefix="/desk", include_in_schema=False)
        routes.add_api_route("/cases/{number}", self.case, methods=["GET"])
        routes.add_api_route("/cases/{number}/packet.{kind}", self.packet, methods=["GET"])
        routes.add_api_route("/cases/{number}/template", self.template, methods=["POST"])
        routes.add_api_route("/cases/{number}/{act}", self.act, methods=["POST"])
        routes.add_api_route("/evidence/{evidence_id}", self.evidence, methods=["GET"])
        return routes

    async def case(self, request: Request, number: str) -> HTMLResponse:
        """A case with all that is known of it; 404 outside the officer's area."""
        return await self._shown(await self._login.officer(request), number)

    async def template(self, request: Request, number: str) -> HTMLResponse:
        """The case with a canned reply in the box for words, behind what was already written there."""
        officer, form = await self._login.form(request)
        return await self._shown(officer, number, form.get("text", ""), form.get("template", ""))

    async def act(self, request: Request, number: str, act: str) -> Response:
        """Do an act on a case as the officer saw it; what they wrote is never lost when that is not possible."""
        officer, form = await self._login.form(request)
        if act not in ACTS or not form.get("version", "").isdecimal():
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        now = self._shop.clock()
        try:
            await self._shop.book.write(lambda tx: self._do(tx, number, act, officer, form, now))
        except NotVisible:
            raise await self._refused(officer, number, act) from None
        except RightMissing:
            raise await self._refused(officer, number, act, HTTPStatus.FORBIDDEN) from None
        except tuple(FAULTS) as fault:
            return await self._page(officer, number, FAULTS[type(fault)], form.get("text", ""))
        return RedirectResponse(f"/desk/cases/{number}", HTTPStatus.SEE_OTHER)

    async def packet(self, request: Request, number: str, kind: str) -> Response:
        """The packet with which a case is handed over, as PDF or plain text; that it was made is written down."""
        officer, to, now = await self._login.officer(request), request.query_params.get("to", ""), self._shop.clock()
        if kind not in PAPERS:
            raise HTTPException(HTTPStatus.NOT_FOUND)

        def deed(tx: Connection) -> Any:  # noqa: ANN401 - a packet
            found = _visible(tx, self._shop.sight(officer), number)
            journal.note_read(tx, found.id, officer.id, State(found.state), now)
            return packet_for(tx, self._shop, found, to, now)

        try:
            packet = await self._shop.book.write(deed)
        except NotVisible:
            raise await self._refused(officer, number, "packet") from None
        except LookupError:
            raise HTTPException(HTTPStatus.BAD_REQUEST) from None
        draw, mime = PAPERS[kind]
        paper = await asyncio.to_thread(draw, packet)
        name = f"attachment; filename=laporan-{number}-{to}.{kind}"
        return Response(paper, media_type=mime, headers={"Content-Disposition": name})

    async def evidence(self, request: Request, evidence_id: int) -> Response:
        """The bytes of a piece of evidence, in a sandbox; 404 outside the officer's area."""
        sight = self._shop.sight(await self._login.officer(request))
        found = await self._shop.book.read(lambda tx: _bytes_of(tx, sight, evidence_id))
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        content, mime = found
        shown = "inline" if mime.startswith(SHOWN_INLINE) else "attachment"
        headers = {"Content-Disposition": shown, "Content-Security-Policy": "sandbox; default-src 'none'"}
        return Response(content, media_type=mime, headers=headers)

    async def _shown(self, officer: Row[Any], number: str, text: str = "", template: str = "") -> HTMLResponse:
        """The page of a case, or 404."""
        try:
            return await self._page(officer, number, text=text, template=template)
        except NotVisible:
            raise await self._refused(officer, number, "open") from None

    async def _refused(
        self, officer: Row[Any], number: str, what: str, status: HTTPStatus = HTTPStatus.NOT_FOUND
    ) -> HTTPException:
        """The answer to somebody who may not; that they tried is written down."""
        now = self._shop.clock()
        await self._shop.book.write(lambda tx: note_refusal(tx, officer, number, what, now))
        return HTTPException(status)

    def _do(self, tx: Connection, number: str, act: str, officer: Row[Any], form: dict[str, str], now: datetime) -> None:
        found = _visible(tx, self._shop.sight(officer), number)
        if found.version != int(form["version"]):
            raise CaseChanged("the officer saw an older version")
        text, choice, until = form.get("text", ""), form.get(f"{act}_choice", ""), _day(form.get(f"{act}_until", ""))
        perform(OfficerAct(tx, self._shop, found, officer, now, text, choice, until), act)

    async def _page(
        self, officer: Row[Any], number: str, fault: str = "", text: str = "", template: str = ""
    ) -> HTMLResponse:
        sight, now = self._shop.sight(officer), self._shop.clock()
        whole = await self._shop.book.write(lambda tx: self._opened(tx, sight, number, officer, now))
        shop, case = self._shop, whole.case
        canned = [each.text for each in whole.templates if str(each.id) == template]
        return self._pages.show(
            "case.html",
            officer.language,
            HTTPStatus.CONFLICT if fault else HTTPStatus.OK,
            officer=officer,
            whole=whole,
            case=case,
            acts=allowed(State(case.state)),
            offices=[each for each in shop.offices_for(case) if each.name != case.office],
            titles={each.name: each.title for each in shop.offices},
            categories=shop.content.categories,
            policy=shop.policy,
            labels_of=shop.content.labels,
            questions=_questions(shop, case),
            grave=shop.grave,
            now=now,
            fault=fault,
            text="\n".join([*filter(None, [text.rstrip()]), *canned]),
            chosen=template,
        )

    def _opened(self, tx: Connection, sight: Sight, number: str, officer: Row[Any], now: datetime) -> Whole:
        """A case with all that is known of it; that this officer opened it is written down."""
        found = _visible(tx, sight, number)
        journal.note_read(tx, found.id, officer.id, State(found.state), now)
        likely = marks.likely_same(tx, found, now)
        return Whole(
            found, journal.timeline(tx, found.id), cases.evidence_of(tx, found.id), watches.of_case(tx, found.id),
            remedies.of_case(tx, found.id), followers.guests(tx, found.id, now),
            [each for each in likely if cases.visible_to(tx, sight, each.number)],
            officers.of_office(tx, found.office), cases.officer_of(tx, found), templates.of_office(tx, officer.office),
            windows.of_case(tx, self._shop, found.id, now),
        )  # fmt: skip


def _questions(shop: Workshop, case: Row[Any]) -> list[tuple[str, str]]:
    """What was asked after the receipt, each with its answer in words."""
    steps = questions_of(shop.content, case.category)
    return [
        (steps[name].ask, steps[name].label_of(value) or value) if name in steps else (name, value)
        for name, value in case.details.items()
    ]


def _day(day: str) -> datetime | None:
    """The end of the working day of a form's date; None when it was left out, 400 when it is none."""
    try:
        return end_of(date.fromisoformat(day)) if day else None
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


def _visible(tx: Connection, sight: Sight, number: str) -> Row[Any]:
    found = cases.visible_to(tx, sight, number)
    if found is None:
        raise NotVisible
    return found


def _bytes_of(tx: Connection, sight: Sight, evidence_id: int) -> tuple[bytes, str] | None:
    piece = cases.evidence_visible_to(tx, sight, evidence_id)
    return blobs.fetch(tx, piece.sha256) if piece and piece.sha256 else None
