"""The doors for the providers: who knocks is proved first, then the message is written down, and only then comes 200.

A refusal tells its status and no more, and nothing of what was sent is logged. When `hear` fails the error goes on to a
500 on purpose: the provider sends again.
"""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.requests import ClientDisconnect

from bot.channels.payload import BadPayload
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import WhatsAppChannel
from bot.channels.whatsapp_form import Form, Status
from bot.dialogue.message import Message

log = logging.getLogger(__name__)

TELEGRAM = "/hooks/telegram"
WHATSAPP = "/hooks/whatsapp"
WHATSAPP_STATUS = "/hooks/whatsapp/status"

LARGEST_BODY = 1024 * 1024  # bytes; files come as references, so real ones are a few kilobytes
MOST_FIELDS = 200

Hear = Callable[[Message], Awaitable[None]]
Settle = Callable[[Status], Awaitable[None]]


def router(
    hear: Hear, telegram: TelegramChannel | None, whatsapp: WhatsAppChannel | None, settle: Settle, public_url: str
) -> APIRouter:
    """Make the three doors; `hear` must have made the message durable when it returns, an unconfigured wire is 404."""
    doors = _Doors(hear, telegram, whatsapp, settle, public_url.rstrip("/"))
    routes = APIRouter(include_in_schema=False)
    routes.add_api_route(TELEGRAM, doors.from_telegram, methods=["POST"])
    routes.add_api_route(WHATSAPP, doors.from_whatsapp, methods=["POST"])
    routes.add_api_route(WHATSAPP_STATUS, doors.status_of_whatsapp, methods=["POST"])
    return routes


@dataclass(frozen=True, slots=True)
class _Doors:
    hear: Hear
    telegram: TelegramChannel | None
    whatsapp: WhatsAppChannel | None
    settle: Settle
    public_url: str

    async def from_telegram(self, request: Request) -> Response:
        """Take one update."""
        if self.telegram is None:
            raise _refusal(HTTPStatus.NOT_FOUND, TELEGRAM)
        if not self.telegram.webhook_secret.matches(request.headers.get("x-telegram-bot-api-secret-token", "")):
            raise _refusal(HTTPStatus.FORBIDDEN, TELEGRAM)
        body = await _body(request, TELEGRAM)
        try:
            message = self.telegram.read(json.loads(body))
        except (ValueError, RecursionError) as fault:
            raise _refusal(HTTPStatus.BAD_REQUEST, TELEGRAM) from fault
        if message:
            await self.hear(message)
        return Response()

    async def from_whatsapp(self, request: Request) -> Response:
        """Take one message, and answer it with nothing."""
        whatsapp, form = await self._signed_form(request, WHATSAPP)
        try:
            message = whatsapp.read(form)
        except BadPayload as fault:
            raise _refusal(HTTPStatus.BAD_REQUEST, WHATSAPP) from fault
        await self.hear(message)
        return Response("<Response/>", media_type="text/xml")

    async def status_of_whatsapp(self, request: Request) -> Response:
        """Take what became of a message we sent."""
        whatsapp, form = await self._signed_form(request, WHATSAPP_STATUS)
        try:
            status = whatsapp.read_status(form)
        except BadPayload as fault:
            raise _refusal(HTTPStatus.BAD_REQUEST, WHATSAPP_STATUS) from fault
        await self.settle(status)
        return Response()

    async def _signed_form(self, request: Request, door: str) -> tuple[WhatsAppChannel, Form]:
        """Read the form and prove that Twilio signed it for the address we gave to Twilio, not the one a proxy made."""
        if self.whatsapp is None:
            raise _refusal(HTTPStatus.NOT_FOUND, door)
        signature = request.headers.get("x-twilio-signature", "")
        if not signature:
            raise _refusal(HTTPStatus.FORBIDDEN, door)
        form = _form(await _body(request, door), door)
        query = request.scope["query_string"].decode("latin-1")
        address = f"{self.public_url}{door}?{query}".removesuffix("?")
        if not self.whatsapp.signed(address, form, signature):
            raise _refusal(HTTPStatus.FORBIDDEN, door)
        return self.whatsapp, form


async def _body(request: Request, door: str) -> bytes:
    """Read the body while it comes, so that an endless one is refused without being held."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, door)
    except ClientDisconnect as fault:
        raise _refusal(HTTPStatus.BAD_REQUEST, door) from fault
    return bytes(body)


def _form(body: bytes, door: str) -> Form:
    try:
        return parse_qs(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as fault:
        raise _refusal(HTTPStatus.BAD_REQUEST, door) from fault


def _refusal(status: HTTPStatus, door: str) -> HTTPException:
    log.warning("hook_refused", extra={"door": door, "status": status.value})
    return HTTPException(status)
