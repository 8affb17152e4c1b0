"""What officers do about themselves: a first password by a code, and a new one when they want it."""

import asyncio
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Row

from bot.store import officers
from bot.store.officers import LONGEST_PASSWORD, SHORTEST_PASSWORD
from bot.web.login import COOKIE, Login
from bot.web.pages import Pages, form_of
from bot.work import people
from bot.work.workshop import Workshop


class OwnPages:
    """The page of the officer themselves, and the door for who has a code instead of a password."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The doors of the pages."""
        routes = APIRouter(prefix="/desk", include_in_schema=False)
        routes.add_api_route("/me", self.me, methods=["GET"])
        routes.add_api_route("/me", self.change, methods=["POST"])
        routes.add_api_route("/first", self.ask_first, methods=["GET"])
        routes.add_api_route("/first", self.enter_first, methods=["POST"])
        return routes

    async def me(self, request: Request) -> HTMLResponse:
        """Who I am here, and the form for a new password."""
        return self._me(await self._login.officer(request), done=request.query_params.get("done") == "1")

    async def change(self, request: Request) -> Response:
        """Keep a new password for who knows the old one; every other session of theirs ends."""
        officer, form = await self._login.form(request)
        now, token = self._shop.clock(), request.cookies[COOKIE]
        fault = _unfit(form)
        if fault:
            return self._me(officer, fault)
        old = form.get("old", "")[:LONGEST_PASSWORD]
        right = await asyncio.to_thread(officers.matches, officer.password_hash, old)
        if not await self._shop.book.write(lambda tx: officers.proved(tx, officer.id, now, right=right)):
            return self._me(officer, "old")
        kept = await asyncio.to_thread(officers.hashed, form["new"])
        await self._shop.book.write(lambda tx: people.own_password(tx, officer, kept, token, now))
        return RedirectResponse("/desk/me?done=1", HTTPStatus.SEE_OTHER)

    async def ask_first(self, request: Request) -> HTMLResponse:
        """The form for who has a code."""
        return self._first(request)

    async def enter_first(self, request: Request) -> Response:
        """Let an officer in by their code, with the password they choose."""
        form = await form_of(request)
        login, code, now = form.get("login", "").strip(), form.get("code", ""), self._shop.clock()
        fault = _unfit(form)
        if fault:
            return self._first(request, fault, login)
        kept = await asyncio.to_thread(officers.hashed, form["new"])
        entry = await self._shop.book.write(lambda tx: people.first_password(tx, login, code, kept, now))
        if entry.refused:
            return self._first(request, "locked" if entry.refused == "locked" else "code", login)
        response = RedirectResponse("/desk", HTTPStatus.SEE_OTHER)
        self._login.remember(response, entry.token)
        return response

    def _me(self, officer: Row[Any], fault: str = "", *, done: bool = False) -> HTMLResponse:
        title = self._shop.office(officer.office).title
        return self._pages.show(
            "me.html", officer.language, _status(fault), officer=officer, title=title, fault=fault, done=done,
            shortest=SHORTEST_PASSWORD,
        )  # fmt: skip

    def _first(self, request: Request, fault: str = "", login: str = "") -> HTMLResponse:
        language = "en" if request.headers.get("accept-language", "").startswith("en") else "id"
        return self._pages.show(
            "first.html", language, _status(fault), officer=None, fault=fault, login=login, shortest=SHORTEST_PASSWORD
        )


def _unfit(form: dict[str, str]) -> str:
    """What is wrong with a new password, "" when nothing is."""
    new = form.get("new", "")
    if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
        return "short"
    return "" if form.get("again", "") == new else "again"


def _status(fault: str) -> HTTPStatus:
    if fault == "locked":
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
