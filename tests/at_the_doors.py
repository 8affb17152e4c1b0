"""The whole service as seen from outside: people write at its doors, providers on the loopback take what it sends."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx
from provider import Answer, Stub
from sqlalchemy import Row, func, select
from twilio.request_validator import RequestValidator

from bot.app import open_book
from bot.channels.secret import Secret
from bot.channels.telegram import TelegramChannel
from bot.channels.whatsapp import Account, WhatsAppChannel
from bot.dialogue.talk import Talk
from bot.doors import add_hooks, make_doors
from bot.store import lanes, schema, talks
from bot.terminal import work_off
from bot.web.hooks import TELEGRAM, WHATSAPP
from bot.web.live import Live
from bot.web.pages import Pages
from bot.work.workshop import Workshop

PUBLIC = "https://rantau.example"
ACCOUNT = "AC" + "0" * 32
KEY = {"X-Telegram-Bot-Api-Secret-Token": "contoh_kunci"}
MEDIA = f"/2010-04-01/Accounts/{ACCOUNT}/Media/1"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ADDRESSES = {"telegram": "7700990011", "whatsapp": "whatsapp:+19990001111"}
SHORTEST_PRIVATE = 6
"""Shorter words than that occur in log lines by themselves."""


@dataclass
class House:
    """The service with both wires, its providers on the loopback, and a clock that runs on to what is due."""

    shop: Workshop
    door: httpx.AsyncClient
    provider: Stub
    now: datetime = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    private: list[str] = field(default_factory=lambda: [*ADDRESSES.values(), "19990001111"])
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def telegram(self, text: str = "", **content: Any) -> int:
        """Somebody sends a message on Telegram; the status of the answer."""
        self.private.append(text)
        number, person = next(self.numbers), {"id": int(ADDRESSES["telegram"]), "is_bot": False, "first_name": "Contoh"}
        said = {"message_id": number, "date": 1772416800, "from": person, "chat": {"id": person["id"], "type": "private"}}
        update = {"update_id": number, "message": {**said, **({"text": text} if text else {}), **content}}
        return (await self.door.post(TELEGRAM, json=update, headers=KEY)).status_code

    async def press(self, choice: str) -> int:
        """Somebody presses a button on Telegram."""
        number, person = next(self.numbers), {"id": int(ADDRESSES["telegram"]), "is_bot": False, "first_name": "Contoh"}
        under = {"message_id": 1, "date": 1772416800, "chat": {"id": person["id"], "type": "private"}}
        query = {"id": str(number), "from": person, "chat_instance": "1", "data": choice, "message": under}
        update = {"update_id": number, "callback_query": query}
        return (await self.door.post(TELEGRAM, json=update, headers=KEY)).status_code

    async def whatsapp(self, text: str = "", **fields: str) -> int:
        """Somebody sends a message on WhatsApp, signed by Twilio; the status of the answer."""
        self.private.append(text)
        form = {"MessageSid": f"SM{next(self.numbers):032d}", "From": ADDRESSES["whatsapp"], "Body": text, **fields}
        headers = FORM | {"X-Twilio-Signature": sign(form)}
        return (await self.door.post(WHATSAPP, content=urlencode(form), headers=headers)).status_code

    async def says(self, wire: str, text: str) -> int:
        """Somebody writes a text."""
        return await (self.telegram(text) if wire == "telegram" else self.whatsapp(text))

    async def work(self) -> list[str]:
        """Work until nothing waits; what the person was sent."""
        self.provider.asked.clear()
        await work_off(self.shop)
        while due := await self.shop.book.read(lambda tx: lanes.next_due(tx, lanes.OUT, self.now)):
            self.now = due
            await work_off(self.shop)
        forms = [each.form for each in self.provider.asked if each.path.endswith(("/sendMessage", "/Messages.json"))]
        return [(form.get("text") or form["Body"])[0] for form in forms]

    async def sends_file(self, wire: str, content: bytes, caption: str = "") -> int:
        """Somebody sends these bytes and calls them photo.jpg."""
        if wire == "telegram":
            file = {"file_id": "F1", "file_unique_id": "u1", "file_path": "documents/f1"}
            self.provider.answers["/bot42:contoh/getFile"] = Answer(body={"ok": True, "result": file})
            self.provider.answers["/file/bot42:contoh/documents/f1"] = Answer(body=content)
            document = {"file_id": "F1", "file_unique_id": "u1", "file_name": "photo.jpg", "mime_type": "image/jpeg"}
            return await self.telegram(document=document, **({"caption": caption} if caption else {}))
        self.provider.answers[MEDIA] = Answer(body=content)
        media = {"NumMedia": "1", "MediaUrl0": self.provider.url + MEDIA, "MediaContentType0": "image/jpeg"}
        return await self.whatsapp(caption, **media)

    def known(self, wire: str = "telegram") -> int:
        """Make the person one who was welcomed and has agreed; their talk."""
        return self.shop.book.write_now(lambda tx: self._known(tx, wire))

    def _known(self, tx: Any, wire: str) -> int:
        talk_id = talks.talk_of(tx, wire, ADDRESSES[wire])
        talks.save(tx, replace(Talk(talk_id), welcomed=True, consent=True))
        return talk_id

    def notice(self, name: str) -> str:
        """A sentence of flows/notices.yml."""
        return self.shop.content.notices[name]

    def heard(self) -> list[Row[Any]]:
        """The messages people sent, as the book has them."""
        rows = select(schema.message).where(schema.message.c.direction == "in").order_by(schema.message.c.id)
        return list(self.shop.book.read_now(lambda tx: tx.execute(rows).all()))

    def cases(self) -> list[Row[Any]]:
        """All cases."""
        return list(self.shop.book.read_now(lambda tx: tx.execute(select(schema.case)).all()))

    def blobs(self) -> list[Row[Any]]:
        """All files that were kept."""
        return list(self.shop.book.read_now(lambda tx: tx.execute(select(schema.blob)).all()))

    def evidence(self) -> list[tuple[str, str]]:
        """Kind and file of all pieces of evidence."""
        rows = select(schema.evidence.c.kind, schema.evidence.c.sha256)
        return [(row.kind, row.sha256) for row in self.shop.book.read_now(lambda tx: tx.execute(rows).all())]

    def is_untouched(self) -> bool:
        """Nothing at all was written down."""
        tables = (schema.job, schema.talk, schema.message, schema.blob, schema.case)
        sizes = [select(func.count()).select_from(table) for table in tables]
        return not any(self.shop.book.read_now(lambda tx: [tx.execute(size).scalar_one() for size in sizes]))

    def failures(self) -> list[str]:
        """Why pieces of work failed."""
        failed = select(schema.job.c.error).where(schema.job.c.error != "", schema.job.c.error != "pace")
        return list(self.shop.book.read_now(lambda tx: tx.execute(failed).scalars().all()))


def sign(form: dict[str, str], door: str = WHATSAPP) -> str:
    """Make Twilio's signature."""
    return str(RequestValidator("contoh").compute_signature(f"{PUBLIC}{door}", form))


def refusals(records: Iterable[logging.LogRecord]) -> list[int]:
    """What the doors wrote of those they turned away."""
    return [record.__dict__["status"] for record in records if record.message == "hook_refused"]


@asynccontextmanager
async def loopback() -> AsyncIterator[Stub]:
    """Telegram and Twilio on the loopback; both take what we send."""
    stub = Stub()
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0)
    stub.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    sent = {"message_id": 1, "date": 1772416800, "chat": {"id": 1, "type": "private"}}
    stub.answers["/bot42:contoh/sendMessage"] = Answer(body={"ok": True, "result": sent})
    stub.answers["/bot42:contoh/answerCallbackQuery"] = Answer(body={"ok": True, "result": True})
    stub.answers[f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"] = Answer(201, {"sid": "SM" + "f" * 32})
    yield stub
    server.close()


@asynccontextmanager
async def open_house(tools: Workshop, book_url: str, provider: Stub) -> AsyncIterator[House]:
    """The service on an empty book; an error at a door is a 500, as people would meet it."""
    secret = Secret("contoh_kunci")
    telegram = TelegramChannel(Secret("42:contoh"), api_url=provider.url, webhook_secret=secret)
    whatsapp = WhatsAppChannel(Account(ACCOUNT, Secret("contoh"), "+19990009999"), api_url=provider.url)
    await telegram.start()
    await whatsapp.start()
    book = open_book(book_url)
    shop = replace(tools, book=book, channels={"telegram": telegram, "whatsapp": whatsapp}, clock=lambda: made.now)
    doors = make_doors(shop, Pages(shop.words), Live(book), PUBLIC)
    add_hooks(doors, shop, telegram, whatsapp, PUBLIC)
    transport = httpx.ASGITransport(doors, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://inside") as door:
        made = House(shop, door, provider)
        yield made
    await telegram.close()
    await whatsapp.close()
    book.close()


def leaks(records: Iterable[logging.LogRecord], private: list[str]) -> Iterator[str]:
    """Log records with something private in them: message, arguments, extras or exception."""
    shape = logging.Formatter("%(message)s")
    for record in records:
        told = f"{shape.format(record)} {record.__dict__}"
        yield from (told for words in private if len(words) >= SHORTEST_PRIVATE and words[:200] in told)
