"""Keeps open pages fresh: a server-sent event whenever what a page shows has changed in the book."""

import asyncio
from collections.abc import AsyncIterator, Callable

from fastapi.responses import StreamingResponse
from sqlalchemy import Connection

from bot.store.book import Book

HEARTBEAT = 15.0  # seconds; also how soon a stream notices that its reader has gone


class Live:
    """The open streams of this process."""

    def __init__(self, book: Book) -> None:
        """Take the book whose bell wakes the streams."""
        self._book = book
        self._closed = False

    def close(self) -> None:
        """End all streams, so that the process can stop."""
        self._closed = True
        self._book.bell.wake()

    def stream(self, look: Callable[[Connection], object]) -> StreamingResponse:
        """Tell the page once for every change of what `look` finds."""
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(self._events(look), media_type="text/event-stream", headers=headers)

    async def _events(self, look: Callable[[Connection], object]) -> AsyncIterator[str]:
        with self._book.bell.heard() as rung:
            seen = await self._book.read(look)
            yield "retry: 1000\n\n"
            while not self._closed:
                if await self._quiet(rung):
                    yield ": still here\n\n"
                rung.clear()
                found = await self._book.read(look)
                if found != seen:
                    yield "data: changed\n\n"
                seen = found

    async def _quiet(self, rung: asyncio.Event) -> bool:
        """Wait for the bell; True when it stayed silent for a heartbeat."""
        try:
            async with asyncio.timeout(HEARTBEAT):
                await rung.wait()
        except TimeoutError:
            return True
        return False
