"""The posters of the villages in an office's area, to print and hang up."""

import asyncio
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Row

from bot.casework.roles import Right
from bot.casework.routing import Level, Office
from bot.dialogue.villages import Village
from bot.papers.poster import as_poster
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work.posters import NoPoster, doors_of, poster_for
from bot.work.workshop import Workshop

SHOWN = 10


class PosterPages:
    """The page with the posters, and each poster as a PDF; a village desk has one, an office above one for each village."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The doors of the page and of the paper."""
        routes = APIRouter(prefix="/desk", include_in_schema=False)
        routes.add_api_route("/poster", self.page, methods=["GET"])
        routes.add_api_route("/poster.pdf", self.paper, methods=["GET"])
        return routes

    async def page(self, request: Request) -> HTMLResponse:
        """Where the poster is, or a search for the village by its name with `?name=`."""
        officer = await self._login.with_right(request, Right.SETTINGS)
        return self._page(officer, request.query_params.get("name", ""))

    async def paper(self, request: Request) -> Response:
        """The poster of the desk's own village, or of `?village=` in its area."""
        officer = await self._login.with_right(request, Right.SETTINGS)
        shop, office = self._shop, self._shop.office(officer.office)
        village = request.query_params.get("village", "") or office.area
        if not office.serves(village):
            return self._page(officer, village, HTTPStatus.NOT_FOUND)
        try:
            poster = await shop.book.read(lambda tx: poster_for(tx, shop.content, shop.offices, shop.addresses, village))
        except NoPoster:
            return self._page(officer, village, HTTPStatus.NOT_FOUND)
        name = f"attachment; filename=poster-{village}.pdf"
        paper = await asyncio.to_thread(as_poster, poster)
        return Response(paper, media_type="application/pdf", headers={"Content-Disposition": name})

    def _page(self, officer: Row[Any], name: str, status: HTTPStatus = HTTPStatus.OK) -> HTMLResponse:
        office = self._shop.office(officer.office)
        return self._pages.show(
            "poster.html", officer.language, status, officer=officer, office=office, name=name, room="settings",
            ready=bool(doors_of(self._shop.addresses, "")), villages=self._villages(office, name),
            own=office.level is Level.VILLAGE,
        )  # fmt: skip

    def _villages(self, office: Office, name: str) -> list[Village]:
        """The desk's own village, or those of its area that the name may mean."""
        villages = self._shop.content.villages
        code = office.area if office.level is Level.VILLAGE else name.strip()
        exact = villages.get(code)
        found = [exact] if exact else villages.find(name)
        return [each for each in found if office.serves(each.code)][:SHOWN]
