"""The settings of an office: when and where it is, its canned replies, and the way to its people and offerings."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection, Row

from bot.casework.roles import Right
from bot.store import desks, officers, templates
from bot.store.desks import FIELDS
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work.desks import LONGEST_TEXT, LONGEST_TITLE, Unfit, add_template, describe, remove_template
from bot.work.workshop import Workshop


class SettingsPages:
    """The page of an office's settings; what was typed wrongly comes back with a word about it."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The doors of the page."""
        routes = APIRouter(prefix="/desk/settings", include_in_schema=False)
        routes.add_api_route("", self.settings, methods=["GET"])
        routes.add_api_route("", self.describe, methods=["POST"])
        routes.add_api_route("/templates", self.add, methods=["POST"])
        routes.add_api_route("/templates/{template_id}/remove", self.remove, methods=["POST"])
        return routes

    async def settings(self, request: Request) -> HTMLResponse:
        """The settings of the officer's office."""
        return await self._page(await self._login.with_right(request, Right.SETTINGS))

    async def describe(self, request: Request) -> Response:
        """Keep when and where the office is."""
        officer, form = await self._login.form_with_right(request, Right.SETTINGS)
        now = self._shop.clock()
        try:
            await self._shop.book.write(lambda tx: describe(tx, officer, form, now))
        except Unfit as fault:
            return await self._page(officer, str(fault), form)
        return RedirectResponse("/desk/settings", HTTPStatus.SEE_OTHER)

    async def add(self, request: Request) -> Response:
        """Keep a canned reply."""
        officer, form = await self._login.form_with_right(request, Right.SETTINGS)
        now = self._shop.clock()
        try:
            await self._shop.book.write(lambda tx: add_template(tx, officer, form, now))
        except Unfit as fault:
            return await self._page(officer, str(fault), form)
        return RedirectResponse("/desk/settings#templates", HTTPStatus.SEE_OTHER)

    async def remove(self, request: Request, template_id: int) -> RedirectResponse:
        """Remove a canned reply of the officer's own office."""
        officer, _ = await self._login.form_with_right(request, Right.SETTINGS)
        now = self._shop.clock()
        await self._shop.book.write(lambda tx: remove_template(tx, officer, template_id, now))
        return RedirectResponse("/desk/settings#templates", HTTPStatus.SEE_OTHER)

    async def _page(self, officer: Row[Any], fault: str = "", told: dict[str, str] | None = None) -> HTMLResponse:
        def look(tx: Connection) -> dict[str, Any]:
            row = desks.of_office(tx, officer.office)
            return {
                "kept": dict(row._mapping) if row else {},  # noqa: SLF001 - a row is read by its names
                "templates": templates.of_office(tx, officer.office),
                "on_duty": [each for each in officers.of_office(tx, officer.office) if each.duty is not None],
            }

        found = await self._shop.book.read(look)
        return self._pages.show(
            "settings.html",
            officer.language,
            HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK,
            officer=officer,
            office=self._shop.office(officer.office),
            fault=fault,
            told={**found["kept"], **(told or {})},
            longest={**FIELDS, "title": LONGEST_TITLE, "text": LONGEST_TEXT},
            **found,
        )
