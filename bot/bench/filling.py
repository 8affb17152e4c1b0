"""Fills an empty book with made-up cases, fast: indexes are put aside meanwhile, as for any bulk load."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, insert, text
from tqdm import tqdm

from bot.bench.made_up import OFFICERS, Maker
from bot.store.book import Book
from bot.store.schema import case, mark, metadata, officer, watch

STRETCH = 10_000


class BenchFault(RuntimeError):
    """The benchmark needs a book of its own."""


def fill(book: Book, maker: Maker, total: int, desk: str) -> None:
    """Fill an empty book, with a bar; raises BenchFault when it is not empty."""
    if book.read_now(_has_rows):
        raise BenchFault("this book is not empty: the benchmark empties the book it is given, so give it one of its own")
    book.write_now(lambda tx: _officers(tx, desk))
    with _indexes_aside(book), tqdm(total=total, desc="cases", unit="case") as bar:
        for rows in maker.stretches(STRETCH):
            book.write_now(_put(case, rows.cases))
            book.write_now(_put(mark, rows.marks))
            book.write_now(_put(watch, rows.watches))
            bar.update(len(rows.cases))


def empty(book: Book) -> None:
    """Take everything out again, what was written meanwhile too."""
    if not book.sqlite:
        whole = text(f"truncate {', '.join(metadata.tables)} restart identity cascade")
        book.write_now(lambda tx: tx.execute(whole))
        return
    for each in reversed(metadata.sorted_tables):
        book.write_now(_emptied(each))


def settle(book: Book) -> None:
    """Let the database see what it holds, as PostgreSQL does by itself after a while; SQLite needs nothing."""
    if not book.sqlite:
        with book.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as tx:
            tx.execute(text("vacuum analyze"))


def _has_rows(tx: Connection) -> bool:
    return any(tx.execute(each.select().limit(1)).first() is not None for each in metadata.sorted_tables)


def _put(table: Table, rows: list[dict[str, Any]]) -> Callable[[Connection], object]:
    return lambda tx: tx.execute(insert(table), rows) if rows else None


def _emptied(table: Table) -> Callable[[Connection], object]:
    return lambda tx: tx.execute(table.delete())


def _officers(tx: Connection, desk: str) -> None:
    rows = [
        {"id": number, "login": f"bench{number}", "name": f"Petugas {number}", "office": desk, "language": "id",
         "password_hash": "", "pending": {}}
        for number in range(1, OFFICERS + 1)
    ]  # fmt: skip
    tx.execute(insert(officer), rows)


@contextmanager
def _indexes_aside(book: Book) -> Iterator[None]:
    """Without the indexes of the cases, which are made anew afterwards; the words of SQLite stay in step by themselves."""
    words = "" if book.sqlite else str(book.read_now(lambda tx: tx.execute(WORDS_ON_POSTGRESQL).scalar_one()))
    for each in case.indexes:
        book.write_now(each.drop)
    if words:
        book.write_now(lambda tx: tx.execute(text("drop index case_words")))
    try:
        yield
    finally:
        for each in tqdm(sorted(case.indexes, key=lambda one: str(one.name)), desc="indexes", leave=False):
            book.write_now(each.create)
        if words:
            book.write_now(lambda tx: tx.execute(text(words)))


WORDS_ON_POSTGRESQL = text("select indexdef from pg_indexes where indexname = 'case_words'")
