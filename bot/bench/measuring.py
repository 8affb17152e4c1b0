"""Asks each question many times and keeps how long it took."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from tqdm import tqdm

from bot.bench.questions import Question
from bot.store.book import Book
from bot.store.schema import officer


@dataclass(frozen=True, slots=True)
class Measured:
    """How many milliseconds a question took, of how many cases it told."""

    name: str
    found: int
    p50: float
    p95: float
    p99: float


def measure(book: Book, asked: Sequence[Question], rounds: int) -> list[Measured]:
    """Ask all of them, each so many times after one that does not count."""
    with book.engine.connect() as tx:
        someone: Row[Any] = tx.execute(select(officer).where(officer.c.id == 7)).one()
        return [_measure_one(tx, each, someone, rounds) for each in tqdm(asked, desc="questions", leave=False)]


def _measure_one(tx: Any, asked: Question, someone: Row[Any], rounds: int) -> Measured:  # noqa: ANN401
    found, times = asked.ask(tx, someone), list[float]()
    for _ in range(rounds):
        tx.rollback()  # a page is a transaction of its own
        began = time.perf_counter()
        asked.ask(tx, someone)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return Measured(asked.name, found, *(times[min(len(times) * share // 100, len(times) - 1)] for share in (50, 95, 99)))
