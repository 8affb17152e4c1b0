"""The pages of the questions nobody could answer: listed, answered by one officer, agreed to by a second."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection, Row

from bot.casework.roles import Right
from bot.store import questions
from bot.store.questions import AnswerChanged
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work.questions import LONGEST_ANSWER, AnswerUnfit, SecondNeeded, approve, area_of, propose, send_back
from bot.work.workshop import Workshop

FAULTS = {
    AnswerUnfit: ("words", HTTPStatus.UNPROCESSABLE_ENTITY),
    SecondNeeded: ("second", HTTPStatus.CONFLICT),
    AnswerChanged: ("changed", HTTPStatus.CONFLICT),
}
DEEDS = ("answer", "approve", "return")


class QuestionPages:
    """The pages of questions; an office sees those of its area, provinces and the national desk see all."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The doors of the pages."""
        routes = APIRouter(prefix="/desk/questions", include_in_schema=False)
        routes.add_api_route("", self.listed, methods=["GET"])
        routes.add_api_route("/{question_id}", self.question, methods=["GET"])
        routes.add_api_route("/{question_id}/{deed}", self.do, methods=["POST"])
        return routes

    async def listed(self, request: Request) -> HTMLResponse:
        """The questions that wait, or with `?closed=1` those that were answered."""
        officer = await self._login.with_right(request, Right.ANSWER)
        area, closed = area_of(self._shop, officer), request.query_params.get("closed") == "1"
        rows = await self._shop.book.read(lambda tx: questions.listed(tx, area, closed=closed))
        return self._pages.show(
            "questions.html", officer.language, officer=officer, rows=rows, closed=closed, now=self._shop.clock(),
            longest=min((row.at for row in rows), default=None),
        )  # fmt: skip

    async def question(self, request: Request, question_id: int) -> HTMLResponse:
        """One question with its answer; 404 outside of the officer's area."""
        return await self._page(await self._login.with_right(request, Right.ANSWER), question_id)

    async def do(self, request: Request, question_id: int, deed: str) -> Response:
        """Write an answer, agree to one or send it back; what cannot be is said and what was typed stays."""
        officer, form = await self._login.form_with_right(request, Right.ANSWER)
        if deed not in DEEDS:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        try:
            await self._shop.book.write(self._deed(officer, question_id, deed, form))
        except tuple(FAULTS) as fault:
            return await self._page(officer, question_id, *FAULTS[type(fault)], form.get("answer", ""))
        return RedirectResponse(f"/desk/questions/{question_id}", HTTPStatus.SEE_OTHER)

    def _deed(self, officer: Row[Any], question_id: int, deed: str, form: dict[str, str]) -> Callable[[Connection], None]:
        shop, now, area = self._shop, self._shop.clock(), area_of(self._shop, officer)

        def run(tx: Connection) -> None:
            found = _visible(tx, area, question_id)
            if deed == "answer":
                propose(tx, officer, found, form.get("answer", ""), now)
            elif deed == "approve":
                approve(tx, shop, officer, found, form.get("seen", ""), now)
            else:
                send_back(tx, officer, found, form.get("seen", ""), now)

        return run

    async def _page(
        self, officer: Row[Any], question_id: int, fault: str = "", status: HTTPStatus = HTTPStatus.OK, typed: str = ""
    ) -> HTMLResponse:
        area = area_of(self._shop, officer)
        found = await self._shop.book.read(lambda tx: _visible(tx, area, question_id))
        return self._pages.show(
            "question.html", officer.language, status, officer=officer, question=found, fault=fault,
            typed=typed or found.answer, seen=questions.mark_of(found.answer), longest=LONGEST_ANSWER,
            now=self._shop.clock(),
        )  # fmt: skip


def _visible(tx: Connection, area: str, question_id: int) -> Row[Any]:
    """The question; 404 when it was asked elsewhere, or never."""
    found = questions.visible_in(tx, area, question_id)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return found
