"""A house for each test, on a book of its own, and a wire beside those it has."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from house import WIRES, House, Wire

from bot.app import make_workshop, open_book
from bot.channels.console import ConsoleChannel
from bot.work.workshop import Workshop
from tests.conftest import CACHE


@pytest.fixture(scope="session")
def tools() -> Workshop:
    """A workshop without a book, because reading all words takes longer than most tests."""
    nothing: Any = None
    return make_workshop(nothing, {}, CACHE)


@pytest.fixture
def house(tools: Workshop, book_url: str) -> Iterator[House]:
    """A house whose clock stands on a Monday morning."""
    papers = {wire: io.StringIO() for wire in WIRES}
    channels = {wire: ConsoleChannel(paper) for wire, paper in papers.items()}
    book = open_book(book_url)
    made = House(tools, papers)
    made.shop = replace(tools, book=book, channels=channels, clock=lambda: made.now)
    yield made
    book.close()


@pytest.fixture
def wire(house: House) -> Wire:
    """A wire beside those of the house."""
    made = Wire()
    house.shop = replace(house.shop, channels={**house.shop.channels, "wire": made})
    return made
