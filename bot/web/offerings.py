"""What a desk offers its village, kept by its officers: courses and tools, sessions with a time, whom to ask."""

from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from bot.casework.roles import Right
from bot.dialogue.words import HOME
from bot.store import offerings
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work import desks
from bot.work.workshop import Workshop

LONGEST_TITLE = 120


class OfferingPages:
    """The page of an office's offerings; officers see and change those of their own office only."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The doors of the page."""
        routes = APIRouter(prefix="/desk/offerings", include_in_schema=False)
        routes.add_api_route("", self.listed, methods=["GET"])
        routes.add_api_route("", self.add, methods=["POST"])
        routes.add_api_route("/{offering_id}/remove", self.remove, methods=["POST"])
        return routes

    async def listed(self, request: Request) -> HTMLResponse:
        """The offerings of the officer's office."""
        officer = await self._login.officer(request)
        now = self._shop.clock()
        rows = await self._shop.book.read(lambda tx: offerings.of_office(tx, officer.office, now))
        return self._pages.show(
            "offerings.html", officer.language, officer=officer, office=self._shop.office(officer.office), rows=rows,
            categories=self._kinds(), now=now,
        )  # fmt: skip

    async def add(self, request: Request) -> RedirectResponse:
        """Add one; 400 for a title or kind that cannot be."""
        officer, form = await self._login.form_with_right(request, Right.SETTINGS)
        title, category = form.get("title", "").strip(), form.get("category", "")
        if not 0 < len(title) <= LONGEST_TITLE or category not in self._kinds():
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        starts_at, now = _moment(form.get("starts_at", "")), self._shop.clock()
        await self._shop.book.write(lambda tx: desks.add_offering(tx, officer, category, title, starts_at, now))
        return RedirectResponse("/desk/offerings", HTTPStatus.SEE_OTHER)

    async def remove(self, request: Request, offering_id: int) -> RedirectResponse:
        """Remove one of the officer's own office."""
        officer, _ = await self._login.form_with_right(request, Right.SETTINGS)
        now = self._shop.clock()
        await self._shop.book.write(lambda tx: desks.remove_offering(tx, officer, offering_id, now))
        return RedirectResponse("/desk/offerings", HTTPStatus.SEE_OTHER)

    def _kinds(self) -> dict[str, str]:
        """The kinds of request that flows open, with their labels."""
        content = self._shop.content
        return {flow.category: content.categories[flow.category].label for flow in content.flows.values() if flow.category}


def _moment(local: str) -> datetime | None:
    """The time of a form, which is Western Indonesian; None when it was left out, 400 when it is none."""
    try:
        return datetime.fromisoformat(local).replace(tzinfo=HOME) if local else None
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
