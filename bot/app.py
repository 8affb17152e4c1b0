"""Puts the house together: reads config and content once and hands them down in parts."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.channels.channel import Channel
from bot.channels.secret import Secret
from bot.config import ROOT, read_settings
from bot.contents import read_content, read_words
from bot.store.book import Book
from bot.store.upgrade import upgrade
from bot.training import load_or_train
from bot.work.workshop import Workshop


def open_book(url: str) -> Book:
    """Open a book and bring its tables to the newest version; raises BookBusy."""
    book = Book(url)
    upgrade(book.engine)
    return book


def make_workshop(
    book: Book, channels: Mapping[str, Channel], cache: Path, secret: Secret | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC), *, progress: bool = False,
) -> Workshop:  # fmt: skip
    """Everything work needs, with the interpreter trained or taken from the `cache` folder; raises the reading faults."""
    settings = read_settings(ROOT / "config.yml")
    content = read_content(settings)
    return Workshop(
        book=book,
        words=read_words(content, settings.languages),
        parse=load_or_train(ROOT / "nlu", cache, progress=progress).parse,
        channels=channels,
        offices=settings.desks(),
        ladders=settings.rungs(),
        ladder_of={name: each.ladder for name, each in settings.categories.items()},
        clocks=settings.clocks,
        officer_speaks=timedelta(hours=settings.officer_speaks_hours),
        burst=settings.burst,
        clock=clock,
        secret=secret or Secret(secrets.token_hex(32)),
    )
