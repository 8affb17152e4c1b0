"""The first page of the desk: what is to be done today."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.casework.roles import Right, may
from bot.store import journal
from bot.store.listing import MOST_COUNTED
from bot.web.live import Live
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work import today
from bot.work.workshop import Workshop

FULL = {
    "danger": "state=untaken&danger=yes",
    "danger_held": "state=held&danger=yes",
    "overdue": "danger=no&overdue=1",
    "due_today": "danger=no&due=today",
    "mine": "mine=1",
    "fresh": "state=untaken&danger=no",
    "clocks": "clock=soon",
    "second": "second=1",
}
"""The address of the whole of each short list (see `filters`)."""


class Desk:
    """The desk of all offices; each officer sees the cases of their own area and of no other."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login, live: Live) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login, self._live = shop, pages, login, live

    def router(self) -> APIRouter:
        """The doors of the desk."""
        routes = APIRouter(prefix="/desk", include_in_schema=False)
        routes.add_api_route("", self.today, methods=["GET"])
        routes.add_api_route("/stream", self.stream, methods=["GET"])
        return routes

    async def today(self, request: Request) -> HTMLResponse:
        """Danger first, then what is late, due, the officer's own and new; everybody who works at a desk begins here."""
        officer = await self._login.officer(request)
        sight, now = self._shop.sight(officer), self._shop.clock()
        found = await self._shop.book.read(lambda tx: today.look(tx, sight, officer, now))
        return self._pages.show(
            "today.html",
            officer.language,
            officer=officer,
            office=sight.office,
            today=found,
            full=FULL,
            most_counted=MOST_COUNTED,
            opens_cases=may(officer.role, Right.RECEIVE),
            categories=self._shop.content.categories,
            labels_of=self._shop.content.labels,
            now=now,
        )

    async def stream(self, request: Request) -> Response:
        """Tell the open page that something happened to a case."""
        await self._login.officer(request)
        return self._live.stream(journal.last_news)
