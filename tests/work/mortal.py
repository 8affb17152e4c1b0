"""A worker that lives one life after another, each in a process of its own, and can be told where to be killed.

Run by test_crash.py. The words and the ear are read once; each line of JSON on standard input forks one life, and how
it ended is one line on standard output. Nothing in `bot` knows of this: the killer watches calls from outside.
"""

import asyncio
import gc
import json
import logging
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy import Connection, Row, and_, create_engine, func, insert, or_, select

from bot.app import make_workshop
from bot.channels.channel import Limits, Pace, Refused, Sent
from bot.channels.secret import Secret
from bot.dialogue.message import Attachment, Kind, Message
from bot.dialogue.speech import Speech
from bot.store import lanes, schema, talks
from bot.store.bell import ring
from bot.store.book import Book
from bot.store.cases import CaseChanged
from bot.store.schema import job
from bot.store.upgrade import upgrade
from bot.work.acts import OfficerAct, take
from bot.work.loops import run_worker
from bot.work.turn import hear
from bot.work.workshop import Workshop

CACHE = Path(__file__).parents[2] / "data" / "ear"
MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)
LATER = timedelta(days=1, hours=1)  # a rung of the ladder is due
RESTART = timedelta(minutes=2)  # longer than a lease
LOST = 20.0  # seconds; who waits so long for a job to be done has lost it
COMPLAINT = ("gaji saya 3 bulan belum dibayar, majikan di Taiwan", "1", "Paringan Ponorogo", "1", "status")
CITIZEN, OFFICER = "citizen", "officer"


class Killer:
    """Ends this process by SIGKILL at the nth call or return of a function, counted from the moment it is armed."""

    def __init__(self, place: Mapping[str, Any]) -> None:
        self._module, self._name = place["function"].split(":")
        self._when, self._left, self.armed = place["when"], place["nth"], False

    def watch(self, frame: FrameType, _event: str, _: object) -> Callable[..., Any] | None:
        """Look at one call, and at the return of it when that is where to kill."""
        if frame.f_code.co_name != self._name or not self.armed or frame.f_globals["__name__"] != self._module:
            return None
        if self._when == "call":
            self._count()
            return None
        frame.f_trace_lines = False
        return self._watch_return

    def _watch_return(self, _frame: FrameType, event: str, _: object) -> None:
        if event == "return":
            self._count()

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Post:
    """A wire to a provider that writes down what it took, at once and for ever."""

    name = "post"
    limits = Limits(text=4096, choices=8, choice_label=40)
    pace = Pace(everyone=1000, person=1000, person_burst=1000)
    window_hours: int | None = None

    def __init__(self, path: Path) -> None:
        self._path = path

    async def send(self, address: str, speech: Speech) -> Sent:
        """Take one piece."""
        reference = uuid.uuid4().hex
        _add_line(self._path, json.dumps({"to": address, "text": speech.text, "reference": reference}))
        return Sent(reference)

    async def fetch(self, attachment: Attachment) -> Refused:
        """Refuse: nobody sends a file in this story."""
        del attachment
        return Refused("gone")

    async def acknowledge(self, message: Message) -> None:
        """Do nothing: nobody presses a button in this story."""


class Life:
    """One life of the worker, which goes on with the story where the world outside saw the last one end."""

    def __init__(self, tools: Workshop, order: Mapping[str, Any], killer: Killer | None) -> None:
        folder = Path(order["folder"])
        self._born, self._number = time.monotonic(), order["number"]
        self._diary, self._sent = folder / "diary", folder / "sent"
        self._seen = set(_lines(self._diary))
        self._killer = killer
        channels = {Post.name: Post(self._sent)}
        self.shop = replace(tools, book=Book(order["url"]), channels=channels, clock=self._now)

    def _now(self) -> datetime:
        lived = timedelta(seconds=time.monotonic() - self._born) + RESTART * self._number
        return MONDAY + lived + (LATER if "later" in self._seen else timedelta())

    def _note(self, what: str) -> None:
        """What the world outside has seen; it does not do that again."""
        self._seen.add(what)
        _add_line(self._diary, what)

    async def live(self) -> None:
        """Work, while the world outside goes through the story once."""
        stopping = asyncio.Event()
        await self._listen()
        if self._killer:
            self._killer.armed = True
        worker = asyncio.create_task(run_worker(self.shop, f"worker {self._number}", stopping))
        await self._story()
        stopping.set()
        await worker

    async def _story(self) -> None:
        await self.shop.book.write(self._enlist)
        for number, words in enumerate(COMPLAINT):
            if f"heard {number}" not in self._seen:  # the provider sends until it is told that we have it
                await hear(self.shop, Message(f"con:{number}", Post.name, CITIZEN, Kind.TEXT, words))
                self._note(f"heard {number}")
        await self._rest()
        if "later" not in self._seen:
            self._note("later")
        await self.shop.book.write(ring)
        await self._rest()
        await self._act()
        await self._rest()
        for line in _lines(self._sent):
            await self._confirm(json.loads(line)["reference"])

    async def _confirm(self, reference: str) -> None:
        """The provider tells that a piece has arrived until it is told that we know."""
        if f"delivered {reference}" not in self._seen:
            await self.shop.book.write(lambda tx: _delivered(tx, reference))
            self._note(f"delivered {reference}")

    async def _listen(self) -> None:
        """Wait until the bell is heard, so that no life waits for the slow look."""
        with self.shop.book.bell.heard() as bell:
            while not bell.is_set():
                await self.shop.book.write(ring)

    async def _rest(self) -> None:
        """Wait until nothing is left to be done now."""
        with self.shop.book.bell.heard() as bell:
            async with asyncio.timeout(LOST):
                while await self.shop.book.read(self._waiting):
                    await bell.wait()
                    bell.clear()

    def _waiting(self, tx: Connection) -> int:
        now_due = or_(job.c.queue != lanes.TIMER, job.c.due_at <= self._now())
        waiting = select(func.count()).where(and_(job.c.state == lanes.OPEN, now_due))
        return int(tx.execute(waiting).scalar_one())

    async def _act(self) -> None:
        """The officer takes the case as they saw it; the form is sent until it is answered."""
        if "acted" in self._seen:
            return
        seen = next((line.split()[1] for line in _lines(self._diary) if line.startswith("form")), "")
        if not seen:
            seen = str(self.shop.book.read_now(_case).version)
            self._note(f"form {seen}")
        try:
            await self.shop.book.write(lambda tx: self._take(tx, int(seen)))
        except CaseChanged:
            self._note("refused")
        self._note("acted")

    def _take(self, tx: Connection, seen: int) -> None:
        case, officer = _case(tx), tx.execute(select(schema.officer)).one()
        if case.version != seen:
            raise CaseChanged("somebody else acted on this case meanwhile")
        take(OfficerAct(tx, self.shop, case, officer, self._now()))

    def _enlist(self, tx: Connection) -> None:
        """An officer whose chat is paired."""
        if tx.execute(select(schema.officer.c.id)).first() is None:
            values = {"login": "o", "name": "O", "office": "paringan", "language": "id", "password_hash": "", "pending": {}}
            tx.execute(insert(schema.officer).values(chat=f"{Post.name}:{OFFICER}", **values))


def _case(tx: Connection) -> Row[Any]:
    return tx.execute(select(schema.case)).one()


def _delivered(tx: Connection, reference: str) -> None:
    talks.settle(tx, "delivered", reference=reference)


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _add_line(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _end(tools: Workshop, order: Mapping[str, Any]) -> int:
    """Live one life and return the exit code of its process."""
    try:
        _upgrade(order["url"])
        killer = Killer(order["kill"]) if order["kill"] else None
        if killer:  # before the book is opened, because only threads begun later are watched
            threading.settrace(killer.watch)
            sys.settrace(killer.watch)
        asyncio.run(Life(tools, order, killer).live())
    except BaseException:  # noqa: BLE001 - whatever it is, the test shows it
        traceback.print_exc()
        return 1
    return 0


def _upgrade(url: str) -> None:
    """Bring the tables up before anybody watches, because watching makes it slow."""
    engine = create_engine(url)
    upgrade(engine)
    engine.dispose()


def _warm_up(tools: Workshop) -> None:
    """Live a whole life that leaves nothing behind but what is read or computed once."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/book.db"
        _upgrade(url)
        life = Life(tools, {"folder": folder, "number": 0, "url": url}, None)
        asyncio.run(life.live())
        life.shop.book.close()


def main() -> None:
    """Fork a life for each order until there are no more."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    nothing: Any = None
    tools = make_workshop(nothing, {}, CACHE, Secret("the same in every life"))
    _warm_up(tools)
    gc.freeze()
    print(json.dumps("ready"), flush=True)  # noqa: T201 - that is how it answers
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_end(tools, json.loads(line)))
        _, status = os.waitpid(child, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
