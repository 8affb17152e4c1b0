"""Who may come to the desk: login, session cookie, logout, language and the code that pairs an officer's chat."""

import asyncio
import hmac
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Row

from bot.casework.roles import Right, may
from bot.dialogue.words import DESK_LANGUAGES
from bot.store import audit, officers
from bot.store.officers import LONGEST_PASSWORD, SESSION_LASTS
from bot.web.pages import Pages, form_of
from bot.work.workshop import Workshop

COOKIE = "rantau_desk"


class NotLoggedIn(Exception):
    """Nobody is logged in here; the page of the login answers it."""


class Login:
    """The login of the desk. `secure` keeps the cookie to HTTPS."""

    def __init__(self, shop: Workshop, pages: Pages, *, secure: bool) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._secure = shop, pages, secure

    def router(self) -> APIRouter:
        """The doors of the login."""
        routes = APIRouter(prefix="/desk", include_in_schema=False)
        routes.add_api_route("/login", self.ask, methods=["GET"])
        routes.add_api_route("/login", self.enter, methods=["POST"])
        routes.add_api_route("/logout", self.leave, methods=["POST"])
        routes.add_api_route("/language", self.set_language, methods=["POST"])
        routes.add_api_route("/pairing", self.pairing, methods=["POST"])
        return routes

    async def officer(self, request: Request) -> Row[Any]:
        """The officer of this request; raises NotLoggedIn."""
        token = request.cookies.get(COOKIE, "")
        now = self._shop.clock()
        found = await self._shop.book.read(lambda tx: officers.of_session(tx, token, now))
        if found is None:
            raise NotLoggedIn
        return found

    async def with_right(self, request: Request, right: Right) -> Row[Any]:
        """The officer of this request, whose role allows this; a no is written down and answered with 403."""
        officer = await self.officer(request)
        await self._need(officer, right)
        return officer

    async def form_with_right(self, request: Request, right: Right) -> tuple[Row[Any], dict[str, str]]:
        """The officer and the form they sent, when their role allows this."""
        officer, form = await self.form(request)
        await self._need(officer, right)
        return officer, form

    async def _need(self, officer: Row[Any], right: Right) -> None:
        if not may(officer.role, right):
            now = self._shop.clock()
            await self._shop.book.write(lambda tx: audit.add(tx, officer, "refused", right, now))
            raise HTTPException(HTTPStatus.FORBIDDEN)

    async def form(self, request: Request) -> tuple[Row[Any], dict[str, str]]:
        """The officer and the form they sent; raises NotLoggedIn and HTTPException 403 when the form is not ours."""
        officer = await self.officer(request)
        form = await form_of(request)
        if not hmac.compare_digest(form.get("csrf", "").encode(), officer.csrf.encode()):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        return officer, form

    async def ask(self, request: Request) -> HTMLResponse:
        """The form of the login."""
        return self._page(request)

    async def enter(self, request: Request) -> Response:
        """Let an officer in."""
        form = await form_of(request)
        login, password = form.get("login", "").strip(), form.get("password", "")[:LONGEST_PASSWORD]
        now = self._shop.clock()
        known = await self._shop.book.read(lambda tx: officers.by_login(tx, login))
        right = await asyncio.to_thread(officers.matches, known.password_hash if known else None, password)
        entry = await self._shop.book.write(lambda tx: officers.enter(tx, login, now, right=right))
        if entry.refused:
            status = HTTPStatus.TOO_MANY_REQUESTS if entry.refused == "locked" else HTTPStatus.UNAUTHORIZED
            return self._page(request, status, refused=entry.refused, login=login)
        response = RedirectResponse("/desk", HTTPStatus.SEE_OTHER)
        self.remember(response, entry.token)
        return response

    def remember(self, response: Response, token: str) -> None:
        """Put the token of a session into the cookie."""
        age = int(SESSION_LASTS.total_seconds())
        response.set_cookie(COOKIE, token, age, httponly=True, secure=self._secure, samesite="strict")

    async def leave(self, request: Request) -> RedirectResponse:
        """End the session."""
        await self.form(request)
        token = request.cookies[COOKIE]
        await self._shop.book.write(lambda tx: officers.leave(tx, token))
        response = RedirectResponse("/desk/login", HTTPStatus.SEE_OTHER)
        response.delete_cookie(COOKIE)
        return response

    async def set_language(self, request: Request) -> RedirectResponse:
        """Change the language of the officer's desk."""
        officer, form = await self.form(request)
        language = form.get("language", "")
        if language not in DESK_LANGUAGES:
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        await self._shop.book.write(lambda tx: officers.set_language(tx, officer.id, language))
        return RedirectResponse("/desk", HTTPStatus.SEE_OTHER)

    async def pairing(self, request: Request) -> HTMLResponse:
        """Show a code that ties the officer's own chat to them."""
        officer, _ = await self.form(request)
        now = self._shop.clock()
        code = await self._shop.book.write(lambda tx: officers.offer_pairing(tx, officer.id, now))
        return self._pages.show("pairing.html", officer.language, officer=officer, code=code)

    def _page(
        self, request: Request, status: HTTPStatus = HTTPStatus.OK, refused: str = "", login: str = ""
    ) -> HTMLResponse:
        language = "en" if request.headers.get("accept-language", "").startswith("en") else "id"
        return self._pages.show("login.html", language, status, refused=refused, login=login, officer=None)
