"""How a database means to answer: the plans of the statements that some code sends, and the tables it reads whole."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event

from bot.store.book import Book

SMALL = frozenset({"case_open", "case_ended", "case_proposed", "watch_running", "question_open"})
"""Indexes that hold only the rows a list is of, in its order: to read along them is no search through all."""
WORDS = "case_words"
GROWING = frozenset({"case_file", "mark", "watch"})
"""The tables that grow with the cases."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement and the plan for it, as the database tells it."""

    statement: str
    text: str

    @property
    def read_whole(self) -> list[str]:
        """The tables that are gone through from one end to the other, or along an index that does not narrow them."""
        return [name for name in (*_sqlite(self.text), *_postgresql(self.text)) if name in GROWING]


def plans_of(book: Book, deed: Callable[[Connection], object], *settings: str) -> list[Plan]:
    """The plans of all statements of a deed that reads; `settings` are told to the connection beforehand."""
    sent = list[tuple[str, Any]]()

    def keep(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:  # noqa: ANN401
        if statement.lower().startswith(("select", "with")):
            sent.append((statement, parameters))

    with book.engine.connect() as tx:
        event.listen(tx, "before_cursor_execute", keep)
        deed(tx)
        event.remove(tx, "before_cursor_execute", keep)
        for setting in settings:
            tx.exec_driver_sql(setting)
        explain = "EXPLAIN QUERY PLAN" if book.sqlite else "EXPLAIN"
        told = [(statement, tx.exec_driver_sql(f"{explain} {statement}", values).all()) for statement, values in sent]
    return [Plan(statement, "\n".join(str(row[-1]) for row in rows)) for statement, rows in told]


def _sqlite(plan: str) -> Iterator[str]:
    for table, index in re.findall(r"^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", plan, re.MULTILINE):
        if index not in SMALL:
            yield table
    yield from re.findall(r"(\w+) USING AUTOMATIC", plan)


def _postgresql(plan: str) -> Iterator[str]:
    """A scan behind a one-time filter is begun only when the newest cases did not fill the page (see `search`)."""
    for before, table in re.findall(r"(.*)\n.*Seq Scan on (\w+)", "\n" + plan):
        if "One-Time Filter" not in before:
            yield table
    for index, table, following in re.findall(r"Index (?:Only )?Scan(?: Backward)? using (\w+) on (\w+).*\n(.*)", plan):
        if "Index Cond" not in following and index not in SMALL and WORDS not in following:
            yield table
