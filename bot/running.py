"""Runs the doors and the loops in one process until SIGINT or SIGTERM, and lets them finish what they began."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine, Iterator
from typing import Any

import uvicorn
from fastapi import FastAPI

from bot.web.live import Live

GRACE = 3  # seconds an open connection may take to end


class _Server(uvicorn.Server):
    """A server that leaves the signals to us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield


async def run(
    doors: FastAPI | None, live: Live, stopping: asyncio.Event, loops: list[Coroutine[Any, Any, None]], host: str, port: int
) -> None:
    """Serve the doors (where there are any) and run the loops until told to stop; `stopping` tells the loops."""
    settings = uvicorn.Config(
        doors or FastAPI(), host=host, port=port, access_log=False, log_level="warning", timeout_graceful_shutdown=GRACE
    )
    server = _Server(settings)

    def stop() -> None:
        server.should_exit = True
        stopping.set()
        live.close()

    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop)
    serving = [server.serve()] if doors else []
    async with asyncio.TaskGroup() as group:
        for each in loops:
            group.create_task(each)
        for each in serving:
            await each
            stop()
