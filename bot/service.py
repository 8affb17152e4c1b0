"""The real service: the doors of the providers and the loops of a worker, in one process or in several."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI, Response
from sqlalchemy.exc import DBAPIError

from bot.app import make_workshop, open_book
from bot.channels.secret import Secret
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import Account, WhatsAppChannel
from bot.channels.whatsapp_form import Status
from bot.config import ConfigFault, Environment
from bot.dialogue.message import Message
from bot.store import talks
from bot.store.upgrade import is_current
from bot.web import hooks
from bot.work.loops import poll_telegram, run_worker
from bot.work.turn import hear
from bot.work.workshop import Workshop

if TYPE_CHECKING:
    from bot.channels.channel import Channel

log = logging.getLogger("rantau.service")


def wires(environment: Environment) -> tuple[TelegramChannel | None, WhatsAppChannel | None]:
    """The wires that the environment names; raises ConfigFault when it names none."""
    telegram = whatsapp = None
    if environment.telegram_token:
        secret = environment.telegram_webhook_secret
        telegram = TelegramChannel(environment.telegram_token, api_url=environment.telegram_api_url, webhook_secret=secret)
    if environment.twilio_account_sid:
        account = Account(environment.twilio_account_sid, environment.twilio_auth_token, environment.whatsapp_number)
        status_url = environment.public_url + hooks.WHATSAPP_STATUS
        whatsapp = WhatsAppChannel(account, api_url=environment.twilio_api_url, status_url=status_url)
    if not telegram and not whatsapp:
        raise ConfigFault("no wire is set: give RANTAU_TELEGRAM_TOKEN, or the RANTAU_TWILIO_ variables, or both")
    return telegram, whatsapp


async def serve(environment: Environment, port: int) -> None:
    """Hear, work and deliver until SIGINT or SIGTERM."""
    if not environment.secret_key:
        raise ConfigFault("RANTAU_SECRET_KEY is needed: PINs are kept under it, so it must stay the same")
    telegram, whatsapp = wires(environment)
    channels: dict[str, Channel] = {wire.name: wire for wire in (telegram, whatsapp) if wire}
    book = open_book(environment.database_url)
    shop = make_workshop(book, channels, environment.data_dir / "ear", Secret(environment.secret_key.reveal()))
    stopping = asyncio.Event()
    web = uvicorn.Server(uvicorn.Config(make_doors(shop, telegram, whatsapp, environment), port=port, access_log=False))
    loops = [run_worker(shop, f"{socket.gethostname()}", stopping)]
    try:
        for wire in (telegram, whatsapp):
            if wire:
                await wire.start()
        if telegram and environment.telegram_mode == "polling":
            loops.append(poll_telegram(shop, telegram, stopping))
        elif telegram:
            await telegram.set_webhook(environment.public_url + hooks.TELEGRAM)
        await asyncio.gather(_until_told(web, stopping), *loops)
    finally:
        for wire in (telegram, whatsapp):
            if wire:
                await wire.close()
        book.close()


def make_doors(
    shop: Workshop, telegram: TelegramChannel | None, whatsapp: WhatsAppChannel | None, environment: Environment
) -> FastAPI:
    """The doors: the providers' hooks, and whether the process lives and is ready."""

    async def heard(message: Message) -> None:
        await hear(shop, message)

    async def settle(status: Status) -> None:
        await shop.book.write(lambda tx: talks.settle(tx, DELIVERY[status.state], reference=status.reference))

    doors = FastAPI(title="Rantau", docs_url=None, redoc_url=None, openapi_url=None)
    doors.include_router(hooks.router(heard, telegram, whatsapp, settle, environment.public_url))

    @doors.get("/healthz")
    async def lives() -> dict[str, str]:
        return {"process": "lives"}

    @doors.get("/readyz")
    async def ready() -> Response:
        try:
            current = await shop.book.read(is_current)
        except DBAPIError:
            current = False
        return Response(status_code=200 if current else 503)

    return doors


DELIVERY = {"queued": "waiting", "sent": "sent", "delivered": "delivered", "read": "read", "failed": "failed"}
"""Twilio's delivery states as the book keeps them."""


async def _until_told(web: uvicorn.Server, stopping: asyncio.Event) -> None:
    """Serve until a signal asks to stop, then let the loops finish what they began."""
    async with _signals(web):
        await web.serve()
    stopping.set()


@contextlib.asynccontextmanager
async def _signals(web: uvicorn.Server) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, lambda: setattr(web, "should_exit", True))
    yield
