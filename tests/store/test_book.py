"""The book: shared commits, the only process, lost races, times, the bell and the end."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from bot.app import open_book
from bot.store.bell import ring
from bot.store.book import Book, BookBusy
from bot.store.schema import case_year, deed

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
SOON = 10.0  # seconds; a test that waits so long has failed
ON_POSTGRESQL = pytest.mark.parametrize("book_url", ["postgresql"], indirect=True)
"""SQLite has one writer, so that nobody races there."""


def test_one_failing_deed_does_not_harm_those_it_shares_a_commit_with(tmp_path: Path) -> None:
    """Deeds that wait together are committed together; the one that fails is undone alone."""
    book = open_book(f"sqlite:///{tmp_path}/book.db")
    commits: list[object] = []
    event.listen(book.engine, "commit", commits.append)

    def fail(tx: Connection) -> None:
        _mark(tx, "half of it")
        _mark(tx, "one")

    with _writer_held(book):
        sharing = [_submit(book, each) for each in (lambda tx: _mark(tx, "one"), fail, lambda tx: _mark(tx, "two"))]
    outcomes = [each.exception(SOON) for each in sharing]

    assert [type(each) for each in outcomes] == [type(None), IntegrityError, type(None)]
    assert len(commits) == 2
    assert _marks(book) == ["one", "two"]
    book.close()


@pytest.mark.parametrize(
    "statement",
    ["pragma defer_foreign_keys = on; insert into follower (case_id, talk_id) values (1, 1)", "rollback; no such words"],
    ids=["at the commit", "SQLite undoes all"],
)
def test_a_failed_commit_is_heard_by_all_who_shared_it(statement: str, tmp_path: Path) -> None:
    """Nobody is told that something is written when it is not, and the writer goes on."""
    book = open_book(f"sqlite:///{tmp_path}/book.db")

    def break_the_rules(tx: Connection) -> None:
        for each in statement.split("; "):
            tx.exec_driver_sql(each)

    with _writer_held(book):
        sharing = [_submit(book, each) for each in (lambda tx: _mark(tx, "good"), break_the_rules)]

    assert all(isinstance(each.exception(SOON), DBAPIError) for each in sharing)
    book.write_now(lambda tx: _mark(tx, "after"))
    assert _marks(book) == ["after"]
    book.close()


async def test_a_deed_nobody_waits_for_any_more_does_not_stop_the_others(book: Book) -> None:
    """A request given up while its deed waits or runs leaves a book that goes on writing."""
    with _writer_held(book):
        given_up = [asyncio.ensure_future(book.write(lambda tx, key=key: _mark(tx, key))) for key in ("one", "two")]
        for each in given_up:
            each.cancel()
        await asyncio.wait(given_up, timeout=SOON)

    async with asyncio.timeout(SOON):
        await book.write(lambda tx: _mark(tx, "after"))
    assert "after" in _marks(book)


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    """A SQLite book has one owner; when it lets go the next may open it."""
    url = f"sqlite:///{tmp_path}/book.db"
    first = Book(url)

    with pytest.raises(BookBusy, match=r"book\.db is open"):
        Book(url)
    first.close()
    Book(url).close()


@ON_POSTGRESQL
def test_a_deadlock_lost_is_run_again(book: Book) -> None:
    """Two deeds that lock two rows crosswise both come through: the loser is run again from its beginning."""
    meet = threading.Barrier(2, timeout=SOON)
    book.write_now(lambda tx: tx.execute(insert(case_year), [{"year": year, "last": 0} for year in (1, 2)]))
    runs: list[int] = []

    def crosswise(tx: Connection, first: int, second: int) -> None:
        runs.append(first)
        _count_up(tx, first)
        if len(runs) <= 2:
            meet.wait()
        _count_up(tx, second)

    both = [_submit(book, lambda tx: crosswise(tx, 1, 2)), _submit(book, lambda tx: crosswise(tx, 2, 1))]

    assert [each.exception(SOON) for each in both] == [None, None]
    assert len(runs) == 3
    assert _years(book) == {1: 2, 2: 2}


@ON_POSTGRESQL
def test_a_serialisation_lost_is_run_again(book: Book) -> None:
    """Two serialisable deeds that read the same and write it both come through, one after the other."""
    meet = threading.Barrier(2, timeout=SOON)
    book.write_now(lambda tx: tx.execute(insert(case_year).values(year=1, last=0)))
    runs: list[int] = []

    def one_more(tx: Connection) -> None:
        tx.execute(text("set transaction isolation level serializable"))
        last = tx.execute(select(case_year.c.last)).scalar_one()
        runs.append(last)
        if len(runs) <= 2:
            meet.wait()
        tx.execute(update(case_year).values(last=last + 1))

    both = [_submit(book, one_more), _submit(book, one_more)]

    assert [each.exception(SOON) for each in both] == [None, None]
    assert runs == [0, 0, 1]
    assert _years(book) == {1: 2}


@ON_POSTGRESQL
def test_a_race_lost_for_ever_is_told(book: Book) -> None:
    """A deed that loses again and again gives up with the database's own word after five runs."""
    runs: list[int] = []

    def lose(tx: Connection) -> None:
        runs.append(1)
        tx.execute(text("do $$ begin raise exception using errcode = '40001'; end $$"))

    with pytest.raises(OperationalError):
        book.write_now(lose)
    assert len(runs) == 5


@ON_POSTGRESQL
def test_other_faults_are_not_run_again(book: Book) -> None:
    """A deed that breaks a rule of the database is run once."""
    runs: list[int] = []

    def wrong(tx: Connection) -> None:
        runs.append(1)
        tx.execute(text("select 1/0"))

    with pytest.raises(DBAPIError):
        book.write_now(wrong)
    assert len(runs) == 1


def test_times_come_back_aware_in_utc(book: Book) -> None:
    """A time written in Jakarta's zone is read as the same moment in UTC."""
    jakarta = datetime(2026, 3, 2, 10, 0, 0, 5, tzinfo=timezone(timedelta(hours=7)))

    book.write_now(lambda tx: tx.execute(insert(deed).values(key="one", at=jakarta)))
    kept = book.read_now(lambda tx: tx.execute(select(deed.c.at)).scalar_one())

    assert kept == jakarta
    assert kept.tzinfo is UTC or kept.utcoffset() == timedelta()
    assert kept.hour == 3


def test_times_are_compared_as_moments(book: Book) -> None:
    """A bound given in another zone finds what lies before it."""
    book.write_now(lambda tx: _mark(tx, "one"))
    bound = (NOW + timedelta(minutes=1)).astimezone(timezone(timedelta(hours=-5)))

    found = book.read_now(lambda tx: tx.execute(select(deed.c.key).where(deed.c.at < bound)).all())

    assert len(found) == 1


def test_naive_times_are_refused(book: Book) -> None:
    """A time without a zone never reaches the book."""
    naive = datetime(2026, 3, 2)  # noqa: DTZ001 - that is the point

    with pytest.raises(StatementError, match="must be aware"):
        book.write_now(lambda tx: tx.execute(insert(deed).values(key="one", at=naive)))
    assert _marks(book) == []


async def test_the_bell_wakes_after_a_commit(book: Book) -> None:
    """Who waits is woken when news is in the book, not by deeds that have no news."""
    with book.bell.heard() as bell:
        for key in ("one", "two"):
            await book.write(lambda tx, key=key: _mark(tx, key))
        quiet = not bell.is_set()
        async with asyncio.timeout(SOON):
            while not bell.is_set():  # on PostgreSQL the first may be too early: a thread listens
                await book.write(ring)
        woken = bell.is_set()

    assert (quiet, woken) == (True, True)


@ON_POSTGRESQL
async def test_the_bell_wakes_other_processes(book: Book) -> None:
    """On PostgreSQL a transaction that rings wakes those who wait at another Book."""
    url = book.engine.url.render_as_string(hide_password=False)
    other = Book(url)
    woken = 0

    with other.bell.heard() as bell:
        async with asyncio.timeout(SOON):
            while not bell.is_set():  # the first may be too early: the other listens in a thread of its own
                await book.write(ring)
            woken += 1
    other.close()

    assert woken == 1


def test_close_finishes_what_was_begun(book_url: str) -> None:
    """Deeds that waited when the book was closed are in it when it is opened again; later ones are refused."""
    book = open_book(book_url)

    with _writer_held(book):
        waiting = [_submit(book, lambda tx, n=n: _mark(tx, f"{n:02}")) for n in range(20)]
    book.close()
    with pytest.raises(RuntimeError):
        book.write_now(lambda tx: _mark(tx, "too late"))

    again = open_book(book_url)
    assert [each.exception(SOON) for each in waiting] == [None] * 20
    assert _marks(again) == [f"{n:02}" for n in range(20)]
    again.close()


@contextmanager
def _writer_held(book: Book) -> Iterator[None]:
    """Let the writer of SQLite stand in a deed, so that what is written meanwhile waits together."""
    begun, hold = threading.Event(), threading.Event()
    _submit(book, lambda _: (begun.set(), hold.wait(SOON)))
    begun.wait(SOON)
    yield
    hold.set()


def _submit(book: Book, deed_: Any) -> Any:
    return book._submit(deed_)


def _mark(tx: Connection, key: str) -> None:
    tx.execute(insert(deed).values(key=key, at=NOW))


def _marks(book: Book) -> list[str]:
    return sorted(book.read_now(lambda tx: list(tx.execute(select(deed.c.key)).scalars())))


def _count_up(tx: Connection, year: int) -> None:
    tx.execute(update(case_year).where(case_year.c.year == year).values(last=case_year.c.last + 1))


def _years(book: Book) -> dict[int, int]:
    return book.read_now(lambda tx: {row.year: row.last for row in tx.execute(select(case_year))})
