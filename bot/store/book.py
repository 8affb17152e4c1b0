"""Opens the book and runs plain functions of a transaction on it.

SQLite has one writer thread; transactions that wait together share one commit, each in a savepoint of its own.
PostgreSQL has a small pool, and transactions that lost a race (deadlock, serialisation) are run again, which is safe
because they are plain functions. Async code awaits the outcome and can never hold a transaction over the network.
"""

import asyncio
import fcntl
import queue
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from bot.store.bell import Bell, rung

T = TypeVar("T")
Deed = Callable[[Connection], T]
SHARED_COMMIT = 64
RACES_LOST = ("40001", "40P01")
RUNS = 5


class BookBusy(RuntimeError):
    """Another process has this SQLite book open; stop it, or use PostgreSQL for several processes."""


class Book:
    """The book of one deployment."""

    def __init__(self, url: str) -> None:
        """Open a SQLite file (made when missing) or a PostgreSQL database; raises BookBusy."""
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        self._lock = _only_process(url) if self.sqlite else None
        self.engine = _sqlite_engine(url) if self.sqlite else _postgresql_engine(url)
        self.bell = Bell(None if self.sqlite else self.engine)
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="book-read")
        self._writer: _Writer = _OneWriter(self.engine, self.bell) if self.sqlite else _ManyWriters(self.engine)

    def write_now(self, deed: Deed[T]) -> T:
        """Run a deed in a transaction and wait for its commit (for callers that are not async)."""
        return self._submit(deed).result()

    def write(self, deed: Deed[T]) -> Awaitable[T]:
        """Run a deed in a transaction; awaiting it gives its value after the commit, or raises what it raised."""
        return asyncio.wrap_future(self._submit(deed))

    def read(self, deed: Deed[T]) -> Awaitable[T]:
        """Run a deed that only reads."""
        return asyncio.wrap_future(self._readers.submit(self._read_now, deed))

    def read_now(self, deed: Deed[T]) -> T:
        """Run a deed that only reads, and wait for it."""
        return self._readers.submit(self._read_now, deed).result()

    def close(self) -> None:
        """Finish what was begun and let go of the book."""
        self.bell.close()
        self._writer.close()
        self._readers.shutdown()
        self.engine.dispose()
        if self._lock:
            self._lock.close()

    def _submit(self, deed: Deed[T]) -> "Future[T]":
        return self._writer.submit(deed)

    def _read_now(self, deed: Deed[T]) -> T:
        with self.engine.connect() as tx:
            return deed(tx)


def _only_process(url: str) -> IO[str] | None:
    path = make_url(url).database
    if not path or path == ":memory:":
        return None
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    lock = Path(path + ".lock").open("w", encoding="utf-8")  # noqa: SIM115 - held open as long as the book
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise BookBusy(f"{path} is open in another process; stop it, or use PostgreSQL for several") from None
    return lock


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 30, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: object) -> None:  # noqa: ANN401 - sqlite3's connection
        del record
        connection.isolation_level = None  # or the driver opens deferred transactions of its own
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def _postgresql_engine(url: str) -> Engine:
    return create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True, hide_parameters=True)


class _OneWriter:
    """The single writer of SQLite: takes what waits, runs each deed in a savepoint, commits once for all."""

    def __init__(self, engine: Engine, bell: Bell) -> None:
        self._engine, self._bell = engine.execution_options(begin="IMMEDIATE"), bell
        self._waiting: queue.SimpleQueue[tuple[Deed[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._door, self._closed = threading.Lock(), False
        self._thread = threading.Thread(target=self._run, name="book-write", daemon=True)
        self._thread.start()

    def submit(self, deed: Deed[T]) -> "Future[T]":
        outcome: Future[T] = Future()
        with self._door:
            if self._closed:
                raise RuntimeError("the book is closed")  # as the pool of PostgreSQL says it; nobody would ever answer
            self._waiting.put((deed, outcome))
        return outcome

    def close(self) -> None:
        with self._door:
            self._closed = True
            self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            together = [first]
            closing = False
            while len(together) < SHARED_COMMIT and not self._waiting.empty() and not closing:
                following = self._waiting.get()
                closing = following is None
                together += [following] if following else []
            self._commit(together)
            if closing:
                return

    def _commit(self, together: list[tuple[Deed[Any], "Future[Any]"]]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        try:
            with self._engine.begin() as tx:
                for deed, outcome in together:
                    self._run_one(tx, deed, outcome, done)
                news = rung(tx)
        except Exception as error:  # noqa: BLE001 - the commit failed: everybody who shared it must hear of it
            for outcome, _ in done:
                outcome.set_exception(error)
            for _, outcome in together:
                if not outcome.done():
                    outcome.set_exception(error)
            return
        for outcome, value in done:
            outcome.set_result(value)
        if news:
            self._bell.wake()

    def _run_one(
        self, tx: Connection, deed: Deed[Any], outcome: "Future[Any]", done: list[tuple["Future[Any]", Any]]
    ) -> None:
        if not outcome.set_running_or_notify_cancel():
            return  # given up before it began; from here on it can no longer be
        try:
            with tx.begin_nested():
                value = deed(tx)
        except Exception as error:
            outcome.set_exception(error)  # handed to whoever waits for this deed; the others go on
            if not tx.connection.driver_connection.in_transaction:  # type: ignore[union-attr]  # sqlite3's
                raise  # SQLite undid everything (disk full): nobody who shared it may hear that it is written
        else:
            done.append((outcome, value))


class _ManyWriters:
    """The writers of PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="book-write")

    def submit(self, deed: Deed[T]) -> "Future[T]":
        return self._pool.submit(self._run, deed)

    def close(self) -> None:
        self._pool.shutdown()

    def _run(self, deed: Deed[T]) -> T:
        for run in range(1, RUNS + 1):
            try:
                with self._engine.begin() as tx:
                    return deed(tx)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in RACES_LOST or run == RUNS:
                    raise
        raise AssertionError("the loop above returns or raises")


_Writer = _OneWriter | _ManyWriters
