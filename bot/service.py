"""The real service: the doors of the providers and of the desk, and the loops of a worker, in one process or several."""

import asyncio
import os
import socket
from typing import TYPE_CHECKING

from bot.app import make_workshop, open_book, read_house
from bot.channels.secret import Secret
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import Account, WhatsAppChannel
from bot.config import ConfigFault, Environment
from bot.doors import add_hooks, make_doors
from bot.running import run
from bot.web import hooks
from bot.web.live import Live
from bot.web.pages import Pages
from bot.work.loops import poll_telegram, run_worker
from bot.work.rasa import Rasa
from bot.work.workshop import Addresses, Workshop

if TYPE_CHECKING:
    from bot.channels.channel import Channel

ROLES = ("all", "web", "worker")


def wires(environment: Environment) -> tuple[TelegramChannel | None, WhatsAppChannel | None]:
    """The wires that the environment names; raises ConfigFault when it names none."""
    telegram = whatsapp = None
    if environment.telegram_token:
        secret = environment.telegram_webhook_secret
        telegram = TelegramChannel(environment.telegram_token, api_url=environment.telegram_api_url, webhook_secret=secret)
    if environment.twilio_account_sid:
        account = Account(environment.twilio_account_sid, environment.twilio_auth_token, environment.whatsapp_number)
        status_url = environment.public_url + hooks.WHATSAPP_STATUS
        template = environment.whatsapp_template
        whatsapp = WhatsAppChannel(account, api_url=environment.twilio_api_url, status_url=status_url, template=template)
    if not telegram and not whatsapp:
        raise ConfigFault("no wire is set: give RANTAU_TELEGRAM_TOKEN, or the RANTAU_TWILIO_ variables, or both")
    return telegram, whatsapp


async def serve(environment: Environment, port: int, role: str = "all") -> None:
    """Hear, work and deliver until SIGINT or SIGTERM; raises ConfigFault and BookBusy.

    A process of role "web" opens the doors only, one of role "worker" runs the loops only.
    """
    if not environment.secret_key:
        raise ConfigFault("RANTAU_SECRET_KEY is needed: PINs are kept under it, so it must stay the same")
    telegram, whatsapp = wires(environment)
    channels: dict[str, Channel] = {wire.name: wire for wire in (telegram, whatsapp) if wire}
    book = open_book(environment.database_url)
    ear, key = environment.data_dir / "ear", Secret(environment.secret_key.reveal())
    rasa = Rasa(environment.rasa_url, read_house(ear).parse) if environment.rasa_url else None
    addresses = Addresses(environment.public_url, environment.telegram_name, environment.whatsapp_number)
    shop = make_workshop(book, channels, ear, key, rasa=rasa, addresses=addresses)
    try:
        for wire in (telegram, whatsapp):
            if wire:
                await wire.start()
        await _run(shop, environment, telegram, whatsapp, role, port)
    finally:
        for wire in (telegram, whatsapp):
            if wire:
                await wire.close()
        if rasa:
            await rasa.close()
        book.close()


async def _run(
    shop: Workshop, environment: Environment, telegram: TelegramChannel | None, whatsapp: WhatsAppChannel | None,
    role: str, port: int,
) -> None:  # fmt: skip
    stopping, live, polls = asyncio.Event(), Live(shop.book), environment.telegram_mode == "polling"
    doors = make_doors(shop, Pages(shop.words), live, environment.public_url) if role != "worker" else None
    loops = [run_worker(shop, f"{socket.gethostname()}:{os.getpid()}", stopping)] if role != "web" else []
    if doors:
        add_hooks(doors, shop, telegram, whatsapp, environment.public_url)
    if telegram and polls and role != "web":
        loops.append(poll_telegram(shop, telegram, stopping))
    elif telegram and not polls and doors:
        await telegram.set_webhook(environment.public_url + hooks.TELEGRAM)
    await run(doors, live, stopping, loops, "0.0.0.0", port)  # noqa: S104 - a proxy or container stands in front
