"""The phone of the demo: a page that sends into the real inbox and shows the real talk from the book."""

import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection, Row
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from bot.dialogue.message import Attachment, Kind, Message, Place
from bot.store import talks
from bot.web.live import Live
from bot.web.pages import Pages
from bot.work.turn import hear
from bot.work.workshop import Workshop

NAME = "simulator"
COOKIE = "rantau_phone"
FILES = {Kind.VOICE, Kind.PHOTO, Kind.DOCUMENT, Kind.VIDEO}
LONGEST_ID = 64


class Simulator:
    """One phone for each browser; its address cannot be guessed and lives in a cookie."""

    def __init__(self, shop: Workshop, pages: Pages, live: Live, logins: Sequence[tuple[str, str]], password: str) -> None:
        """Take what it works with, and the sample logins shown beside the desk: (login, title of the office)."""
        self._shop, self._pages, self._live = shop, pages, live
        self._logins, self._password = logins, password

    def router(self) -> APIRouter:
        """The doors of the demo."""
        routes = APIRouter(include_in_schema=False)
        routes.add_api_route("/", self.both, methods=["GET"])
        routes.add_api_route("/simulator", self.phone, methods=["GET"])
        routes.add_api_route("/simulator/another", self.another, methods=["POST"])
        routes.add_api_route("/simulator/messages", self.hear, methods=["POST"])
        routes.add_api_route("/simulator/stream", self.stream, methods=["GET"])
        return routes

    async def both(self) -> HTMLResponse:
        """The phone beside the desk."""
        return self._pages.show("demo.html", "id", logins=self._logins, password=self._password)

    async def phone(self, request: Request) -> HTMLResponse:
        """The phone with its talk."""
        address = request.cookies.get(COOKIE, "")
        found = await self._shop.book.read(lambda tx: _messages(tx, address)) if address else []
        page = self._pages.show("phone.html", "id", messages=found)
        if not address:
            _give_phone(page)
        return page

    async def another(self) -> RedirectResponse:
        """Become somebody else."""
        response = RedirectResponse("/simulator", HTTPStatus.SEE_OTHER)
        _give_phone(response)
        return response

    async def hear(self, request: Request) -> Response:
        """Put what was sent into the inbox."""
        address = request.cookies.get(COOKIE, "")
        if not address:
            raise HTTPException(HTTPStatus.FORBIDDEN)
        try:
            form = await request.form(max_files=1, max_fields=10)
            file = form.get("file")
            content = await file.read() if isinstance(file, UploadFile) else b""
            message = _message(address, {name: value for name, value in form.items() if isinstance(value, str)}, file)
        except (ValueError, MultiPartException) as fault:
            raise HTTPException(HTTPStatus.BAD_REQUEST) from fault
        await hear(self._shop, message, {attachment.reference: content for attachment in message.attachments})
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def stream(self, request: Request) -> Response:
        """Tell the phone when something was said."""
        address = request.cookies.get(COOKIE, "")
        return self._live.stream(lambda tx: [row.id for row in _messages(tx, address)][-1:])


def _message(address: str, form: Mapping[str, str], file: Any) -> Message:  # noqa: ANN401 - an upload or nothing
    """The message of a form; raises ValueError."""
    key = f"sim:{address}:{form.get('id', '')[:LONGEST_ID]}"
    text = form.get("text", "")
    if isinstance(file, UploadFile):
        kind = Kind(form.get("kind", "document"))
        if kind not in FILES:
            raise ValueError("this kind of message carries no file")
        attachment = Attachment(key, file.content_type or "", name=file.filename or "")
        return Message(key, NAME, address, kind, text, attachments=(attachment,))
    if "latitude" in form:
        place = Place(float(form["latitude"]), float(form.get("longitude", "")))
        if not (abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
            raise ValueError("no place on earth")
        return Message(key, NAME, address, Kind.LOCATION, place=place)
    if form.get("choice"):
        return Message(key, NAME, address, Kind.BUTTON, text, choice=form["choice"])
    return Message(key, NAME, address, Kind.TEXT, text)


def _messages(tx: Connection, address: str) -> list[Row[Any]]:
    known = talks.known(tx, NAME, address)
    return talks.messages(tx, known) if known else []


def _give_phone(response: Response) -> None:
    response.set_cookie(COOKIE, secrets.token_urlsafe(16), httponly=True, samesite="strict")
