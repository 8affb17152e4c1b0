"""Puts the house together: reads config and content once and hands them down in parts."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.channels.channel import Channel
from bot.channels.secret import Secret
from bot.config import ROOT, Settings, read_settings
from bot.contents import read_content, read_words
from bot.dialogue.understanding import Understanding
from bot.dialogue.words import Words
from bot.store.book import Book
from bot.store.upgrade import upgrade
from bot.training import load_or_train
from bot.work.rasa import Rasa
from bot.work.workshop import NOWHERE, Addresses, Workshop


def open_book(url: str) -> Book:
    """Open a book and bring its tables to the newest version; raises BookBusy."""
    book = Book(url)
    upgrade(book.engine)
    return book


@dataclass(frozen=True, slots=True)
class House:
    """What a process reads once and never changes: config, words, and the interpreter."""

    settings: Settings
    words: Words
    parse: Callable[[str], Understanding]


@cache
def read_house(ear: Path, *, progress: bool = False) -> House:
    """Read config and content, and teach the interpreter or take it from the `ear` folder; raises the reading faults."""
    settings = read_settings(ROOT / "config.yml")
    words = read_words(read_content(settings), settings.languages)
    return House(settings, words, load_or_train(ROOT / "nlu", ear, progress=progress).parse)


def make_workshop(
    book: Book, channels: Mapping[str, Channel], ear: Path, secret: Secret | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC), rasa: Rasa | None = None, *, progress: bool = False,
    addresses: Addresses = NOWHERE,
) -> Workshop:  # fmt: skip
    """Everything work needs, with the interpreter taught or taken from the `ear` folder; raises the reading faults."""
    house = read_house(ear, progress=progress)
    settings = house.settings
    return Workshop(
        book=book,
        words=house.words,
        parse=house.parse,
        listen=rasa or _at_once(house.parse),
        channels=channels,
        offices=settings.desks(),
        ladders=settings.rungs(),
        ladder_of={name: each.ladder for name, each in settings.categories.items()},
        policy=settings.policy(),
        hours=settings.hours(),
        grave=frozenset(name for name, each in settings.categories.items() if each.grave),
        sensitive=frozenset(name for name, each in settings.categories.items() if each.sensitive),
        officer_speaks=timedelta(hours=settings.officer_speaks_hours),
        burst=settings.burst,
        clock=clock,
        secret=secret or Secret(secrets.token_hex(32)),
        addresses=addresses,
    )


def _at_once(parse: Callable[[str], Understanding]) -> Callable[[str], Awaitable[Understanding]]:
    async def listen(text: str) -> Understanding:
        return parse(text)

    return listen
