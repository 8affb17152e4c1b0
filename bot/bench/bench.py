"""Runs the benchmark: a small book, then a large one, the same questions of both, and the card."""

import asyncio
import io
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from bot.app import make_workshop, open_book
from bot.bench import card, filling, plans
from bot.bench.card import Run
from bot.bench.made_up import Maker
from bot.bench.measuring import Measured, measure
from bot.bench.questions import Question, questions
from bot.casework.routing import Level, Office
from bot.channels.console import ConsoleChannel
from bot.config import ROOT, read_settings
from bot.contents import read_areas
from bot.dialogue.message import Kind, Message
from bot.store import officers
from bot.store.book import Book
from bot.store.schema import case, mark
from bot.terminal import work_off
from bot.work.turn import hear
from bot.work.workshop import Workshop

CARD = ROOT / "docs" / "bench.md"
SMALL = 100  # so many times fewer cases in the small book
MESSAGES = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What one book was asked, how long it took, and which questions make it read a whole table."""

    measured: list[Measured]
    read_whole: dict[str, list[str]]


def bench(cases: int, database: str, rounds: int, ear: Path) -> str:
    """Fill and measure a SQLite book that is thrown away, or the empty PostgreSQL book of an address.

    Writes docs/bench.md and returns all figures; raises BenchFault.
    """
    with tempfile.TemporaryDirectory() as folder:
        small = _asked(database or f"sqlite:///{folder}/small.db", max(cases // SMALL, 1000), rounds)
        address = database or f"sqlite:///{folder}/large.db"
        large = _asked(address, cases, rounds, keep=True)
        messages = _messages(address, ear)
    run = Run(
        "PostgreSQL" if database else "SQLite", cases, rounds, small.measured, large.measured, large.read_whole, messages
    )
    card.write(CARD, run)
    return card.whole(run)


def _asked(address: str, cases: int, rounds: int, *, keep: bool = False) -> Asked:
    settings = read_settings(ROOT / "config.yml")
    offices, book = settings.desks(), open_book(address)
    try:
        villages = [code for code in read_areas() if code.count(".") == 3]
        filling.fill(book, Maker(cases, villages, offices, list(settings.categories)), cases, offices[0].name)
        filling.settle(book)
        asked = book.read_now(lambda tx: _questions(tx, offices))
        return Asked(measure(book, asked, rounds), {each.name: _read_whole(book, each) for each in asked})
    finally:
        if not (keep or book.sqlite):  # a file is thrown away
            filling.empty(book)
        book.close()


def _questions(tx: Connection, offices: tuple[Office, ...]) -> list[Question]:
    """What is asked, for the first office of each level, which lie within one another in the sample."""
    levels = tuple(next(each for each in offices if each.level is level) for level in Level)
    number = str(tx.execute(select(case.c.number).order_by(case.c.id.desc())).scalar())
    phone = str(tx.execute(select(mark.c.value).where(mark.c.kind == "phone")).scalar())
    return list(questions(tx, levels, number, f"+{phone}"))


def _read_whole(book: Book, asked: Question) -> list[str]:
    found = plans.plans_of(book, lambda tx: asked.ask(tx, officers.by_id(tx, 7)))
    return sorted({table for plan in found for table in plan.read_whole})


def _messages(address: str, ear: Path) -> float:
    """How many messages a second one process hears, answers and sends, in a book that is this large, then empties it."""
    book = open_book(address)
    try:
        shop = make_workshop(book, {"console": ConsoleChannel(io.StringIO())}, ear, progress=True)
        began = time.perf_counter()
        asyncio.run(_talk(shop))
        return MESSAGES / (time.perf_counter() - began)
    finally:
        if not book.sqlite:
            filling.empty(book)
        book.close()


async def _talk(shop: Workshop) -> None:
    """Messages of as many people, who tell what they want to report."""
    for number in range(MESSAGES):
        text = "gaji saya 3 bulan belum dibayar, majikan di Taiwan"
        await hear(shop, Message(f"con:bench:{number}", "console", str(number), Kind.TEXT, text))
    await work_off(shop)
