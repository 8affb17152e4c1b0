"""The desk of an office: the list of its cases."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Row

from bot.casework.life import ActRefused
from bot.store import cases, journal
from bot.store.cases import CaseChanged
from bot.web.live import Live
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work.acts import WordsMissing
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
        return routes

    async def listed(self, request: Request) -> HTMLResponse:
        """The cases of the officer's area: open ones, or with `?ended=1` those that have ended."""
        officer = await self._login.officer(request)
        office, ended = self._shop.office(officer.office), request.query_params.get("ended") == "1"
        rows = await self._shop.book.read(lambda tx: cases.listed_for(tx, self._shop.sight(officer), ended=ended))
        return self._show("cases.html", officer, rows=rows, ended=ended, office=office)

    async def stream(self, request: Request) -> Response:
        """Tell the open page that something happened to a case."""
        await self._login.officer(request)
        return self._live.stream(journal.last_news)

    def _show(
        self, template: str, officer: Row[Any], status: HTTPStatus = HTTPStatus.OK,
        **values: Any,  # noqa: ANN401 - what the template wants
    ) -> HTMLResponse:  # fmt: skip
        titles = {office.name: office.title for office in self._shop.offices}
        known = {"categories": self._shop.content.categories, "titles": titles, "now": self._shop.clock()}
        return self._pages.show(template, officer.language, status, officer=officer, **known, **values)
