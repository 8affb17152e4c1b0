"""The conversation in the terminal: the real inbox, turn and outbox on a book that is thrown away afterwards."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from bot.app import open_book
from bot.channels.console import ConsoleChannel
from bot.dialogue.message import Kind, Message
from bot.dialogue.talk import Talk
from bot.store import lanes, talks
from bot.work.loops import DELIVERIES, TURNS
from bot.work.pump import LEASE, Queue, work_on
from bot.work.turn import hear
from bot.work.workshop import Workshop

YOU = "you"
CACHE = Path("data") / "ear"


async def hold_talk(make_workshop: Callable[..., Workshop], language: str, heard: TextIO, said: TextIO) -> None:
    """Read one message a line until the end of input and write what is answered."""
    with tempfile.TemporaryDirectory() as folder:
        book = open_book(f"sqlite:///{folder}/talk.db")
        shop = make_workshop(book, {"console": ConsoleChannel(said)}, CACHE, progress=said.isatty())
        await shop.book.write(lambda tx: _begin(tx, language))
        try:
            for number, line in enumerate(heard, start=1):
                await hear(shop, Message(f"con:{number}", "console", YOU, Kind.TEXT, line.rstrip("\n")))
                await work_off(shop)
        finally:
            book.close()


async def work_off(shop: Workshop) -> None:
    """Work on all that is due until nothing is left: first the inbox, then the outbox."""
    for queue in (TURNS, DELIVERIES):
        while jobs := await _claim(shop, queue):
            for job in jobs:
                await work_on(shop, queue, job)


async def _claim(shop: Workshop, queue: Queue) -> list[lanes.Job]:
    return await shop.book.write(lambda tx: lanes.claim(tx, queue.name, YOU, shop.clock(), LEASE, queue.slots))


def _begin(tx: Any, language: str) -> None:  # noqa: ANN401 - a transaction
    talk_id = talks.talk_of(tx, "console", YOU)
    talks.save(tx, replace(Talk(talk_id), language=language))
