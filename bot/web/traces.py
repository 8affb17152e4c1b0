"""The page on which a coordinator sees who opened which case when, what was refused, and what officers did at the desk."""

import re
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection, Row

from bot.casework.roles import Right
from bot.casework.routing import within
from bot.dialogue.words import HOME
from bot.store import people, traces
from bot.store.traces import Filter, Place
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work.workshop import Workshop

ID = re.compile(r"[0-9]{1,18}")


class TracePages:
    """The page of traces: the cases in sight, and the officers of the own office and of those below it."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The door of the page."""
        routes = APIRouter(prefix="/desk/audit", include_in_schema=False)
        routes.add_api_route("", self.listed, methods=["GET"])
        return routes

    async def listed(self, request: Request) -> HTMLResponse:
        """A page of traces, newest first; `officer`, `number` and `day` choose among them, `after` is where it begins."""
        officer = await self._login.with_right(request, Right.AUDIT)
        asked = {name: request.query_params.get(name, "").strip() for name in ("officer", "number", "day")}
        wanted, place = _filter(asked), _place(request.query_params.get("after", ""))
        office = self._shop.office(officer.office)
        offices = [each.name for each in within(office, self._shop.offices)]
        around = [*offices, *(each.name for each in self._shop.offices if each.serves(office.area))]

        def look(tx: Connection) -> tuple[traces.Page, list[Row[Any]]]:
            return traces.page(tx, self._shop.sight(officer), offices, wanted, place), people.of_offices(tx, around)

        page, known = await self._shop.book.read(look)
        after = f"{page.after.journal or 0}-{page.after.audit or 0}" if page.after else ""
        return self._pages.show(
            "audit.html", officer.language, officer=officer, rows=page.rows, asked=asked,
            people=sorted(known, key=lambda each: each.name),
            titles={each.name: each.title for each in self._shop.offices},
            next_page=urlencode({**{name: text for name, text in asked.items() if text}, "after": after}) if after else "",
        )  # fmt: skip


def _filter(asked: dict[str, str]) -> Filter:
    """What is asked for; 400 for an officer that is no number and a day that is none."""
    officer = asked["officer"]
    try:
        day = date.fromisoformat(asked["day"]) if asked["day"] else None
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    begin = datetime.combine(day, time(), HOME) if day else None
    end = begin + timedelta(days=1) if begin else None
    return Filter(_number(officer) if officer else None, asked["number"], begin, end)


def _place(after: str) -> Place:
    """Where a page begins; 400 for one that we never gave."""
    if not after:
        return Place()
    journal, _, audit = after.partition("-")
    return Place(_number(journal) or None, _number(audit) or None)


def _number(typed: str) -> int:
    """The id that was given; 400 for what cannot be one."""
    if not ID.fullmatch(typed):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return int(typed)
