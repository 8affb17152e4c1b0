"""Writes the poster of a village into a file."""

from pathlib import Path

from bot.app import open_book
from bot.config import ROOT, Environment, read_settings
from bot.contents import read_content
from bot.papers.poster import as_poster
from bot.work.posters import poster_for
from bot.work.workshop import Addresses


def write_poster(environment: Environment, village: str, file: Path) -> None:
    """Write the poster of a village (an area code) as a PDF; raises NoPoster, BookBusy and the reading faults."""
    settings = read_settings(ROOT / "config.yml")
    content = read_content(settings)
    addresses = Addresses(environment.public_url, environment.telegram_name, environment.whatsapp_number)
    book = open_book(environment.database_url)
    try:
        poster = book.read_now(lambda tx: poster_for(tx, content, settings.desks(), addresses, village))
    finally:
        book.close()
    file.write_bytes(as_poster(poster))
