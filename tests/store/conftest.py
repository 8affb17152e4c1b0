"""An open book for the tests of the store."""

from collections.abc import Iterator

import pytest

from bot.app import open_book
from bot.store.book import Book


@pytest.fixture
def book(book_url: str) -> Iterator[Book]:
    """An empty book with its tables, once on each database."""
    opened = open_book(book_url)
    yield opened
    opened.close()
