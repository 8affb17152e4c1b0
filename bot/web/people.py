"""The officers of an office and of the offices below it, as their coordinator keeps them."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Row

from bot.casework.roles import Right, Role
from bot.casework.routing import within
from bot.dialogue.words import DESK_LANGUAGES
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work import people
from bot.work.people import CHANGES, Change, NotSo, NotTheirs
from bot.work.workshop import Workshop


class PeoplePages:
    """The list of officers, the form for a new one and the page of each; a code for a first password is shown once."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The doors of the pages."""
        routes = APIRouter(prefix="/desk/people", include_in_schema=False)
        routes.add_api_route("", self.listed, methods=["GET"])
        routes.add_api_route("", self.add, methods=["POST"])
        routes.add_api_route("/{officer_id}", self.person, methods=["GET"])
        routes.add_api_route("/{officer_id}/reset", self.reset, methods=["POST"])
        routes.add_api_route("/{officer_id}/{change}", self.change, methods=["POST"])
        return routes

    async def listed(self, request: Request) -> HTMLResponse:
        """All officers this coordinator keeps."""
        return await self._list(await self._login.with_right(request, Right.PEOPLE))

    async def add(self, request: Request) -> HTMLResponse:
        """Add an officer and show the code with which they choose a password; a wrong form comes back as it was."""
        officer, form = await self._login.form_with_right(request, Right.PEOPLE)
        now = self._shop.clock()
        try:
            _, code = await self._shop.book.write(lambda tx: people.add(Change(tx, self._shop, officer, now), form))
        except NotSo as fault:
            return await self._list(officer, str(fault), form)
        return self._code(officer, form["login"].strip(), code)

    async def person(self, request: Request, officer_id: int) -> HTMLResponse:
        """One officer; 404 outside of the offices this coordinator keeps."""
        return await self._person(await self._login.with_right(request, Right.PEOPLE), officer_id)

    async def change(self, request: Request, officer_id: int, change: str) -> Response:
        """Change role, duty or whether they work here."""
        officer, form = await self._login.form_with_right(request, Right.PEOPLE)
        if change not in CHANGES:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        now = self._shop.clock()
        try:
            await self._shop.book.write(lambda tx: CHANGES[change](Change(tx, self._shop, officer, now), officer_id, form))
        except NotTheirs:
            raise HTTPException(HTTPStatus.NOT_FOUND) from None
        except NotSo as fault:
            return await self._person(officer, officer_id, str(fault), form)
        return RedirectResponse(f"/desk/people/{officer_id}", HTTPStatus.SEE_OTHER)

    async def reset(self, request: Request, officer_id: int) -> HTMLResponse:
        """Take a password away and show the code with which a new one is chosen."""
        officer, _ = await self._login.form_with_right(request, Right.PEOPLE)
        now = self._shop.clock()
        try:
            login, code = await self._shop.book.write(
                lambda tx: people.reset(Change(tx, self._shop, officer, now), officer_id)
            )
        except NotTheirs:
            raise HTTPException(HTTPStatus.NOT_FOUND) from None
        except NotSo as fault:
            return await self._person(officer, officer_id, str(fault))
        return self._code(officer, login, code)

    async def _list(self, officer: Row[Any], fault: str = "", told: dict[str, str] | None = None) -> HTMLResponse:
        rows = await self._shop.book.read(lambda tx: people.listed(tx, self._shop, officer))
        return self._pages.show(
            "people.html", officer.language, _status(fault), officer=officer, rows=rows, fault=fault, told=told or {},
            offices=within(self._shop.office(officer.office), self._shop.offices), roles=list(Role),
            languages=sorted(DESK_LANGUAGES, reverse=True),
        )  # fmt: skip

    async def _person(
        self, officer: Row[Any], officer_id: int, fault: str = "", told: dict[str, str] | None = None
    ) -> HTMLResponse:
        now = self._shop.clock()
        try:
            person = await self._shop.book.read(lambda tx: Change(tx, self._shop, officer, now).person(officer_id))
        except NotTheirs:
            raise HTTPException(HTTPStatus.NOT_FOUND) from None
        return self._pages.show(
            "person.html", officer.language, _status(fault), officer=officer, person=person, fault=fault,
            told=told or {}, title=self._shop.office(person.office).title, roles=list(Role),
        )  # fmt: skip

    def _code(self, officer: Row[Any], login: str, code: str) -> HTMLResponse:
        return self._pages.show("entry_code.html", officer.language, officer=officer, login=login, code=code)


def _status(fault: str) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
