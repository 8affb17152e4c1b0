"""The form for people who come to the desk, call or write a letter, and the receipt they take home."""

import secrets
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError

from bot.casework.roles import Right
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work import walk_in
from bot.work.walk_in import SOURCES, Incomplete
from bot.work.workshop import Workshop


class WalkInPages:
    """The form and the receipt. A village typed by name that is not one alone is offered as a choice."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The doors of the pages."""
        routes = APIRouter(prefix="/desk/new", include_in_schema=False)
        routes.add_api_route("", self.form, methods=["GET"])
        routes.add_api_route("", self.open, methods=["POST"])
        return routes

    async def form(self, request: Request) -> HTMLResponse:
        """The empty form."""
        officer = await self._login.with_right(request, Right.RECEIVE)
        return self._show(officer, {"key": secrets.token_hex(8), "source": "desk", "place": ""})

    async def open(self, request: Request) -> Response:
        """Open the case; what is missing is said and what was typed stays. Sending the form again opens no second case."""
        officer, form = await self._login.form_with_right(request, Right.RECEIVE)
        choices = self._villages(form)
        told = {**form, "village": choices[0][0] if len(choices) == 1 else form.get("village", "")}
        if form.get("place", "").strip() and not told["village"]:
            return self._show(officer, told, "village", choices)
        now = self._shop.clock()
        try:
            case, pin = await self._shop.book.write(lambda tx: walk_in.open_case(tx, self._shop, officer, told, now))
        except Incomplete as fault:
            return self._show(officer, told, str(fault), choices)
        except IntegrityError:
            return self._show(officer, told, "twice", choices)
        return self._pages.show(
            "receipt.html", officer.language, officer=officer, case=case, pin=pin, now=now,
            title=self._shop.office(case.office).title, label=self._shop.content.categories[case.category].label,
        )  # fmt: skip

    def _villages(self, form: dict[str, str]) -> list[tuple[str, str]]:
        """The villages the typed name may mean, or the one chosen among them."""
        villages = self._shop.content.villages
        chosen = villages.get(form.get("village", ""))
        found = [chosen] if chosen else villages.find(form.get("place", ""))
        return [(each.code, each.label) for each in found[:8]]

    def _show(
        self, officer: Row[Any], told: dict[str, str], missing: str = "", villages: list[tuple[str, str]] | None = None
    ) -> HTMLResponse:
        content = self._shop.content
        return self._pages.show(
            "walk_in.html",
            officer.language,
            HTTPStatus.UNPROCESSABLE_ENTITY if missing else HTTPStatus.OK,
            officer=officer,
            told=told,
            missing=missing,
            villages=villages or [],
            categories=content.categories,
            sources=SOURCES,
            countries=sorted({code for code in content.hotlines if len(code) == 2 and code != "ID"}),
            relations={choice.id: choice.label for choice in _relations(self._shop) if choice.id != "-"},
        )


def _relations(shop: Workshop) -> Any:  # noqa: ANN401 - the choices of a step
    step = shop.content.flows["complaint"].step("detail_relation")
    return step.choices if step else ()
