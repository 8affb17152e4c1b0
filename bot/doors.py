"""Puts the doors together: providers' hooks, the desk, the demo's phone, and what watchers ask."""

from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import WhatsAppChannel
from bot.channels.whatsapp_form import Status
from bot.dialogue.message import Message
from bot.store import talks
from bot.web import health, hooks
from bot.web.case import CasePages
from bot.web.desk import Desk
from bot.web.figures import FigurePages
from bot.web.listing import ListingPages
from bot.web.live import Live
from bot.web.login import Login, NotLoggedIn
from bot.web.me import OwnPages
from bot.web.offerings import OfferingPages
from bot.web.pages import Pages, guard
from bot.web.people import PeoplePages
from bot.web.poster import PosterPages
from bot.web.questions import QuestionPages
from bot.web.settings import SettingsPages
from bot.web.traces import TracePages
from bot.web.walk_in import WalkInPages
from bot.work import late
from bot.work.turn import hear
from bot.work.workshop import Workshop

DELIVERY = {"queued": "waiting", "sent": "sent", "delivered": "delivered", "read": "read"}
"""Twilio's delivery states as the book keeps them; what failed is looked at by `late`."""


def make_doors(shop: Workshop, pages: Pages, live: Live, public_url: str = "") -> FastAPI:
    """The desk and what watchers ask; the hooks or the demo's phone are added by who wants them."""
    doors = FastAPI(title="Rantau", docs_url=None, redoc_url=None, openapi_url=None)
    doors.middleware("http")(guard)
    doors.mount("/static", StaticFiles(directory=Path(__file__).parent / "web" / "static"))
    login = Login(shop, pages, secure=public_url.startswith("https://"))
    doors.include_router(health.router(shop.book))
    doors.include_router(login.router())
    for each in (FigurePages, ListingPages, OfferingPages, OwnPages, PeoplePages, QuestionPages, SettingsPages, TracePages):
        doors.include_router(each(shop, pages, login).router())
    doors.include_router(WalkInPages(shop, pages, login).router())
    doors.include_router(PosterPages(shop, pages, login).router())
    doors.include_router(CasePages(shop, pages, login).router())
    doors.include_router(Desk(shop, pages, login, live).router())

    @doors.exception_handler(NotLoggedIn)
    async def to_login(request: Request, fault: Exception) -> Response:
        del request, fault
        return RedirectResponse("/desk/login", HTTPStatus.SEE_OTHER)

    @doors.exception_handler(HTTPException)
    async def explain(request: Request, fault: HTTPException) -> Response:
        if request.url.path.startswith("/desk"):
            return pages.show("fault.html", "id", HTTPStatus(fault.status_code), code=fault.status_code, officer=None)
        return Response(status_code=fault.status_code)

    return doors


def add_hooks(
    doors: FastAPI, shop: Workshop, telegram: TelegramChannel | None, whatsapp: WhatsAppChannel | None, public_url: str
) -> None:
    """Open the doors of the providers."""

    async def heard(message: Message) -> None:
        await hear(shop, message)

    async def settle(status: Status) -> None:
        outcome, now = status.outcome, shop.clock()
        if outcome:
            await shop.book.write(lambda tx: late.returned(tx, shop, status.reference, outcome, now))
        else:
            await shop.book.write(lambda tx: talks.settle(tx, DELIVERY[status.state], reference=status.reference))

    doors.include_router(hooks.router(heard, telegram, whatsapp, settle, public_url))
