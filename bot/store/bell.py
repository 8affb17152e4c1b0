"""Wakes whoever waits for the book to change: workers for jobs, open pages for news.

In one process a flag is enough; on PostgreSQL every process listens (LISTEN/NOTIFY), so that a message heard by one
machine wakes the workers of all. The bell only saves waiting: everybody also looks by themselves now and then.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection, Engine, text

CHANNEL = "rantau"
NOTIFY = text(f"select pg_notify('{CHANNEL}', '')")


RUNG = "rantau_bell_rung"


def ring(tx: Connection) -> None:
    """Let everybody who waits know once this transaction is committed.

    Only news rings: were every commit to ring, workers that find nothing would keep each other awake.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(NOTIFY)
    else:
        tx.info[RUNG] = True


def rung(tx: Connection) -> bool:
    """Whether this transaction of SQLite has news, asked once before its commit."""
    return bool(tx.info.pop(RUNG, False))


class Bell:
    """The bell of one process."""

    def __init__(self, engine: Engine | None) -> None:
        """Take the engine of a PostgreSQL book to listen to, or None where this process is the only one."""
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._guard = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        if engine is not None:
            address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
            self._thread = threading.Thread(target=self._listen, args=(address,), name="bell", daemon=True)
            self._thread.start()

    @contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        """An event that is set whenever the book may have changed; clear it before looking, not after."""
        event = asyncio.Event()
        with self._guard:
            self._waiting[event] = asyncio.get_running_loop()
        try:
            yield event
        finally:
            with self._guard:
                del self._waiting[event]

    def close(self) -> None:
        """Stop listening."""
        self._closing.set()
        if self._thread:
            self._thread.join(timeout=5)

    def wake(self) -> None:
        """Wake those who wait in this process."""
        with self._guard:
            for event, loop in self._waiting.items():
                if not loop.is_closed():
                    loop.call_soon_threadsafe(event.set)

    def _listen(self, address: str) -> None:
        while not self._closing.is_set():
            try:
                with psycopg.connect(address, autocommit=True) as connection:
                    connection.execute(f"listen {CHANNEL}")
                    self._hear(connection)
            except psycopg.OperationalError:
                self._closing.wait(1)  # the server is away; everybody polls meanwhile

    def _hear(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        while not self._closing.is_set():
            for _ in connection.notifies(timeout=0.1, stop_after=1):
                self.wake()
