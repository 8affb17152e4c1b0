"""The list of cases with its search and its filters."""

from dataclasses import replace
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from bot.casework.roles import Right
from bot.casework.routing import Office
from bot.store import listing, search
from bot.store.listing import WrongPage
from bot.web import filters
from bot.web.filters import Filters
from bot.web.login import Login
from bot.web.pages import Pages
from bot.work.workshop import Workshop

SHOWN_GROUPS = ("untaken", "new", "taken", "waiting", "handed_over", "resolved", "ended")


class ListingPages:
    """The list: what it is of stands in its address and nowhere else."""

    def __init__(self, shop: Workshop, pages: Pages, login: Login) -> None:
        """Take what it works with."""
        self._shop, self._pages, self._login = shop, pages, login

    def router(self) -> APIRouter:
        """The door of the list."""
        routes = APIRouter(prefix="/desk/cases", include_in_schema=False)
        routes.add_api_route("", self.listed, methods=["GET"])
        return routes

    async def listed(self, request: Request) -> Response:
        """A page of the list; an address that says more than it needs leads to the short one, which can be kept."""
        officer = await self._login.with_right(request, Right.RECEIVE)
        asked, after = filters.read(request.query_params, self._known()), request.query_params.get("after", "")
        if not after and not asked.unread and set(request.query_params) != set(asked.told):
            return _to(asked)
        sight, now = self._shop.sight(officer), self._shop.clock()
        wanted = asked.wanted(officer.id, now)
        try:
            page = await self._shop.book.read(lambda tx: listing.page(tx, sight, wanted, after))
        except WrongPage:
            raise HTTPException(HTTPStatus.BAD_REQUEST) from None
        wider = search.beginnings(asked.told.get("q", "")) if not page.rows and not after else ""
        if wider:  # nothing is called so: what begins so is looked for instead
            return _to(replace(asked, told={**asked.told, "q": wider}))
        return self._pages.show(
            "cases.html",
            officer.language,
            officer=officer,
            office=sight.office,
            rows=page.rows,
            following=page.following,
            after=after,
            asked=asked,
            read_as=[each.by for each in wanted.asked or ()],
            groups=SHOWN_GROUPS,
            categories={name: each for name, each in self._shop.content.categories.items() if name not in sight.hidden},
            countries=self._countries(),
            offices=self._near(sight.office),
            titles={each.name: each.title for each in self._shop.offices},
            now=now,
        )

    def _known(self) -> dict[str, frozenset[str]]:
        return {
            "category": frozenset(self._shop.content.categories),
            "country": frozenset(self._countries()),
            "office": frozenset(each.name for each in self._shop.offices),
        }

    def _countries(self) -> list[str]:
        return sorted(code for code in self._shop.content.hotlines if len(code) == 2 and code != "ID")

    def _near(self, office: Office) -> list[Office]:
        """The offices whose area holds the one of an office, or lies in it: where its cases may be."""
        return [each for each in self._shop.offices if office.serves(each.area) or each.serves(office.area)]


def _to(asked: Filters) -> RedirectResponse:
    return RedirectResponse(f"/desk/cases?{asked.address}".removesuffix("?"), HTTPStatus.SEE_OTHER)
