"""The posters at the desk, and the window of a reporter on the page of their case."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from bot.app import make_workshop, open_book
from bot.casework.roles import Role
from bot.channels.simulator import SimulatorChannel
from bot.store import schema
from bot.work.workshop import Addresses, Workshop
from tests.conftest import CACHE

if TYPE_CHECKING:
    from visitor import Visitor

ADDRESSES = Addresses("https://rantau.example", "contoh_rantau_bot", "+62 811-0000-001")
OWN = "35.02.18.2015"
"""Paringan."""


@pytest.fixture
def addresses() -> Addresses:
    """Where people find this deployment."""
    return ADDRESSES


@pytest.fixture
def wire() -> SimulatorChannel:
    """The demo's phone as a wire."""
    return SimulatorChannel()


@pytest.fixture
def shop(book_url: str, addresses: Addresses, wire: SimulatorChannel) -> Iterator[Workshop]:
    """A workshop that people can be led to."""
    book = open_book(book_url)
    yield make_workshop(book, {"simulator": wire}, CACHE, addresses=addresses)
    book.close()


@pytest.mark.parametrize(
    ("login", "query", "status"),
    [
        ("paringan", "", 200),
        ("paringan", f"?village={OWN}", 200),
        ("paringan", "?village=35.02.18.2014", 404),
        ("ponorogo", f"?village={OWN}", 200),
        ("ponorogo", "", 404),
        ("ponorogo", "?village=32.12.16.2004", 404),
        ("pusat", "?village=32.12.16.2004", 200),
        ("pusat", "?village=99.99.99.9999", 404),
    ],
)
async def test_the_paper(visit: "Callable[[], Visitor]", login: str, query: str, status: int) -> None:
    """A village desk gets its own poster, an office above that of any village of its area, and no other (CH-3)."""
    visitor = await visit().log_in(login)

    answer = await visitor.client.get(f"/desk/poster.pdf{query}")

    assert answer.status_code == status
    assert answer.content.startswith(b"%PDF-") is (status == 200)


async def test_the_page(visit: "Callable[[], Visitor]") -> None:
    """An office above finds the village by its name; what is not in its area is said and the name stays."""
    visitor = await visit().log_in("ponorogo")

    found = (await visitor.client.get("/desk/poster", params={"name": "Paringan Jenangan"})).text
    none = (await visitor.client.get("/desk/poster", params={"name": 'Kenanga "Indramayu"'})).text

    assert f'href="/desk/poster.pdf?village={OWN}"' in found
    assert "tidak ada di wilayah Anda" in none
    assert 'value="Kenanga &#34;Indramayu&#34;"' in none
    assert 'href="/desk/poster"' in (await visitor.client.get("/desk/settings")).text


@pytest.mark.parametrize("addresses", [Addresses("https://rantau.example")])
async def test_without_an_address(visit: "Callable[[], Visitor]") -> None:
    """Where no bot has a name yet, that is said instead of an empty code."""
    visitor = await visit().log_in("paringan")

    page, paper = await visitor.client.get("/desk/poster"), await visitor.client.get("/desk/poster.pdf")

    assert "belum diatur" in page.text
    assert paper.status_code == 404


async def test_only_who_may_set_things(shop: Workshop, visit: "Callable[[], Visitor]") -> None:
    """A receiver gets no poster."""
    visitor = await visit().log_in("paringan")
    shop.book.write_now(lambda tx: tx.execute(update(schema.officer).values(role=Role.RECEIVER)))

    assert (await visitor.client.get("/desk/poster.pdf")).status_code == 403


async def test_the_window_of_a_reporter(
    shop: Workshop, visit: "Callable[[], Visitor]", wire: SimulatorChannel, case: Any
) -> None:
    """The page of a case tells how its reporter can be written to now, and never their number (CH-1)."""
    visitor, page = await visit().log_in("paringan"), f"/desk/cases/{case.number}"

    free = (await visitor.client.get(page)).text
    wire.window_hours = 24
    opened = (await visitor.client.get(page)).text
    shop.book.write_now(lambda tx: tx.execute(update(schema.talk).values(heard_at=case.opened_at.replace(year=2020))))
    closed = (await visitor.client.get(page)).text

    assert "Simulator, bisa ditulisi kapan saja" in free
    assert "Simulator, jendela terbuka sampai" in opened
    assert "Simulator, jendela tertutup: balasan menunggu BUKA" in closed
    assert "a phone" not in free + opened + closed
