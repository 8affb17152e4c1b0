"""The doors of the desk without a network: real book, real pages, no server."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from visitor import PASSWORD, SAME, Visitor

from bot.app import make_workshop, open_book
from bot.channels.simulator import SimulatorChannel
from bot.dialogue.message import Kind, Message
from bot.doors import make_doors
from bot.store import followers
from bot.terminal import work_off
from bot.web.live import Live
from bot.web.pages import Pages
from bot.web.simulator import Simulator
from bot.work.turn import hear
from bot.work.workshop import Workshop
from tests.conftest import CACHE


@pytest.fixture
def shop(book_url: str) -> Iterator[Workshop]:
    """A workshop with the demo's phone as its wire."""
    book = open_book(book_url)
    made = make_workshop(book, {"simulator": SimulatorChannel()}, CACHE)
    yield made
    book.close()


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
