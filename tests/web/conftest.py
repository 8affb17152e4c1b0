"""The doors of the desk without a network: real book, real pages, no server."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection

from bot.app import make_workshop, open_book
from bot.channels.simulator import SimulatorChannel
from bot.dialogue.message import Kind, Message
from bot.doors import make_doors
from bot.store import followers, officers
from bot.terminal import work_off
from bot.web.live import Live
from bot.web.pages import Pages
from bot.web.simulator import Simulator
from bot.work.turn import hear
from bot.work.workshop import Workshop
from tests.conftest import CACHE

PASSWORD = "a long password"
SAME = "http://desk"


@pytest.fixture
def shop(book_url: str) -> Iterator[Workshop]:
    """A workshop with the demo's phone as its wire."""
    book = open_book(book_url)
    made = make_workshop(book, {"simulator": SimulatorChannel()}, CACHE)
    yield made
    book.close()


@dataclass
class Visitor:
    """A browser that keeps cookies and follows redirects."""

    shop: Workshop
    client: httpx.AsyncClient

    async def log_in(self, login: str) -> "Visitor":
        """Log in at the desk as the officer of the office of that name."""
        self.shop.book.write_now(lambda tx: _add_officer(tx, login))
        answer = await self.client.post("/desk/login", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 200
        return self

    async def csrf(self) -> str:
        """The token in the forms of this session."""
        return _between((await self.client.get("/desk")).text, 'name="csrf" value="', '"')

    async def act(self, number: str, act: str, **fields: str) -> httpx.Response:
        """Do an act on a case as it is seen now."""
        page = (await self.client.get(f"/desk/cases/{number}")).text
        seen = {
            "csrf": _between(page, 'name="csrf" value="', '"'),
            "version": _between(page, 'name="version" value="', '"'),
        }
        return await self.client.post(f"/desk/cases/{number}/{act}", data={**seen, **fields})


@pytest.fixture
async def visit(shop: Workshop) -> AsyncIterator[Callable[[], Visitor]]:
    """Opens a new browser each time it is called."""
    live, pages = Live(shop.book), Pages(shop.words)
    doors = make_doors(shop, pages, live)
    doors.include_router(Simulator(shop, pages, live, [], PASSWORD).router())
    transport = httpx.ASGITransport(app=doors)
    opened = list[httpx.AsyncClient]()

    def visitor() -> Visitor:
        client = httpx.AsyncClient(transport=transport, base_url=SAME, follow_redirects=True)
        opened.append(client)
        return Visitor(shop, client)

    yield visitor
    for client in opened:
        await client.aclose()


@pytest.fixture
async def case(shop: Workshop) -> Any:
    """A complaint from the village of Paringan."""
    for number, text in enumerate(("gaji saya <b>3 bulan</b> belum dibayar di Taiwan", "1", "Paringan Ponorogo", "1")):
        await hear(shop, Message(f"sim:{number}", "simulator", "a phone", Kind.TEXT, text))
        await work_off(shop)
    return shop.book.read_now(lambda tx: followers.followed_by(tx, 1, shop.clock()))[0]


def _add_officer(tx: Connection, login: str) -> None:
    if officers.by_login(tx, login) is None:
        officers.add(tx, login, f"Petugas {login}", login, "id", PASSWORD)


def _between(text: str, before: str, after: str) -> str:
    return text.split(before, 1)[1].split(after, 1)[0]
