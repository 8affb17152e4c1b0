"""Everything in one process with sample offices: a phone-like page beside the desk, on a SQLite book of its own."""

import asyncio
import secrets
from pathlib import Path

from sqlalchemy import Connection

from bot.app import make_workshop, open_book
from bot.channels.secret import Secret
from bot.channels.simulator import SimulatorChannel
from bot.doors import make_doors
from bot.running import run
from bot.store import officers
from bot.store.book import Book
from bot.web.live import Live
from bot.web.pages import Pages
from bot.web.simulator import Simulator
from bot.work.loops import run_worker
from bot.work.workshop import Addresses, Workshop

PASSWORD = "rantau-contoh"  # noqa: S105 - printed for whoever tries the demo, which listens on this machine alone
HERE = "127.0.0.1"


async def demo(data_dir: Path, port: int) -> None:
    """Serve the demo until SIGINT or SIGTERM; its data stays in `data_dir`/demo. Raises BookBusy."""
    folder = data_dir / "demo"
    book = open_book(f"sqlite:///{folder}/rantau.db")
    try:
        channels = {"simulator": SimulatorChannel()}
        shop = make_workshop(
            book,
            channels,
            data_dir / "ear",
            Secret(_secret(folder / "secret")),
            progress=True,
            addresses=Addresses(f"http://localhost:{port}"),
        )
        logins = _sample_officers(shop, book)
        live, pages, stopping = Live(book), Pages(shop.words), asyncio.Event()
        doors = make_doors(shop, pages, live)
        doors.include_router(Simulator(shop, pages, live, logins, PASSWORD).router())
        _tell(port, logins)
        await run(doors, live, stopping, [run_worker(shop, "demo", stopping)], HERE, port)
    finally:
        book.close()


def _secret(path: Path) -> str:
    """The demo's own secret key, made at the first start."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()


def _sample_officers(shop: Workshop, book: Book) -> list[tuple[str, str]]:
    """One officer for each office, called like it; those that are there stay as they are."""
    book.write_now(lambda tx: _add_missing(tx, shop))
    return [(office.name, office.title) for office in shop.offices]


def _add_missing(tx: Connection, shop: Workshop) -> None:
    for office in shop.offices:
        if officers.by_login(tx, office.name) is None:
            officers.add(tx, office.name, f"Petugas {office.title}", office.name, "id", PASSWORD)


def _tell(port: int, logins: list[tuple[str, str]]) -> None:
    print(f"Rantau: http://localhost:{port}  (Ctrl-C ends; the data stays)\n\nSample logins, password {PASSWORD}:")
    for login, title in logins:
        print(f"  {login:<12} {title}")
