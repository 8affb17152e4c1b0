"""A house in which time stands still until a test moves it, with one wire for the reporter and one for each office."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Row, insert, select

from bot.channels.channel import NO_TEMPLATE, Later, Limits, Pace, Refused, Sent
from bot.dialogue.message import Attachment, Kind, Message
from bot.dialogue.speech import Choice, Speech
from bot.store import journal, lanes, officers, schema, talks
from bot.terminal import work_off
from bot.work.acts import ACTS, OfficerAct
from bot.work.loops import DELIVERIES, TIMERS
from bot.work.outbox import speak
from bot.work.pump import LEASE, work_on
from bot.work.turn import hear
from bot.work.workshop import Workshop

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Nine in the morning in Jakarta, no holiday near."""

CACHE = Path(__file__).parents[2] / "data" / "ear"
REPORTER = "console"
WIRES = (REPORTER, "paringan", "kenanga", "ponorogo", "jatim", "pusat")


@dataclass
class House:
    """A workshop on a real book; `now` is its clock, and a wire is named after who reads it."""

    shop: Workshop
    papers: Mapping[str, io.StringIO]
    now: datetime = MONDAY
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def hears(self, who: str, text: str = "", choice: str = "", address: str = "1") -> str:
        """Let somebody write or press and the house work on it; returns what they then read."""
        kind = Kind.BUTTON if choice else Kind.TEXT
        await hear(self.shop, Message(f"con:{next(self.numbers)}", who, address, kind, text, choice))
        await work_off(self.shop)
        return self.reads(who)

    async def later(self, **span: float) -> None:
        """Move the clock and let the house do what is due then."""
        self.now += timedelta(**span)
        await self.work()

    async def work(self) -> None:
        """Ring the timers that are due and send what waits."""
        while jobs := await self.shop.book.write(
            lambda tx: lanes.claim(tx, lanes.TIMER, "test", self.now, LEASE, TIMERS.slots)
        ):
            for job in jobs:
                await work_on(self.shop, TIMERS, job)
        await work_off(self.shop)

    def reads(self, who: str) -> str:
        """What was sent over a wire since it was last asked."""
        paper = self.papers[who]
        words = paper.getvalue()
        paper.seek(0)
        paper.truncate()
        return words

    async def officer(self, office: str, address: str = "1", language: str = "id") -> Row[Any]:
        """An officer of an office whose chat is paired by a code."""
        login = f"{office}{address}"
        officer_id, code = self.shop.book.write_now(lambda tx: self._add(tx, login, office, language))
        await self.hears(office, f"PASANG {code}", address=address)
        return self.shop.book.read_now(lambda tx: officers.by_id(tx, officer_id))

    def _add(self, tx: Any, login: str, office: str, language: str) -> tuple[int, str]:
        """Without a password, whose hash would take longer than the rest of the test."""
        values = {"login": login, "name": f"Petugas {login}", "office": office, "language": language}
        put = insert(schema.officer).values(password_hash="", pending={}, **values).returning(schema.officer.c.id)
        officer_id = tx.execute(put).scalar_one()
        return officer_id, officers.offer_pairing(tx, officer_id, self.now)

    async def complaint(self, address: str = "1", village: str = "Paringan Ponorogo") -> Row[Any]:
        """A complaint from first word to receipt."""
        for words in ("gaji saya 3 bulan belum dibayar, majikan di Taiwan", "1", village, "1"):
            await self.hears(REPORTER, words, address=address)
        return self.case()

    async def danger(self) -> Row[Any]:
        """A cry for help from a known village."""
        await self.hears(REPORTER, "tolong saya dipukul majikan, saya dari desa Paringan Ponorogo, sekarang di Malaysia")
        return self.case()

    def act(self, name: str, officer: Row[Any], case: Row[Any], text: str = "", choice: str = "") -> Row[Any]:
        """An act of an officer on a case as they saw it, as the web desk does it."""
        return self.shop.book.write_now(
            lambda tx: ACTS[name](OfficerAct(tx, self.shop, case, officer, self.now, text, choice))
        )

    def case(self) -> Row[Any]:
        """The newest case."""
        newest = select(schema.case).order_by(schema.case.c.id.desc()).limit(1)
        return self.shop.book.read_now(lambda tx: tx.execute(newest).one())

    def journal(self) -> list[tuple[str, str, str]]:
        """Act, actor and text of every row in the journal of the newest case."""
        rows = self.shop.book.read_now(lambda tx: journal.timeline(tx, self.case().id))
        return [(row.act, row.actor, row.text) for row in rows]

    def say(self, who: str, text: str, choices: Sequence[Choice] = (), address: str = "1") -> None:
        """Put a speech into the outbox of somebody."""
        speech, key = Speech(text, tuple(choices)), f"say:{text[:20]}"
        self.shop.book.write_now(lambda tx: speak(tx, self.shop, talks.talk_of(tx, who, address), key, speech, self.now))

    def piece(self, key: str) -> Row[Any]:
        """A message by its key."""
        row = select(schema.message).where(schema.message.c.key == key)
        return self.shop.book.read_now(lambda tx: tx.execute(row).one())

    def waiting(self) -> list[Row[Any]]:
        """The jobs of the outbox that are still open."""
        rows = select(schema.job).where(schema.job.c.queue == lanes.OUT, schema.job.c.state == lanes.OPEN)
        return self.shop.book.read_now(lambda tx: list(tx.execute(rows.order_by(schema.job.c.id)).all()))

    async def look_at_the_outbox(self) -> None:
        """Let the delivery loop look once, before anything else is worked on."""
        for job in await self.shop.book.write(lambda tx: lanes.claim(tx, lanes.OUT, "test", self.now, LEASE, 10)):
            await work_on(self.shop, DELIVERIES, job)

    def talk(self, who: str = REPORTER, address: str = "1") -> Row[Any]:
        """The talk of somebody."""
        return self.shop.book.write_now(lambda tx: talks.row(tx, talks.talk_of(tx, who, address)))


SMALL = Limits(text=100, choices=3, choice_label=20)
FAST = Pace(everyone=1000, person=1000, person_burst=1000)


@dataclass
class Wire:
    """A wire that takes everything, unless the test has told it what to answer next."""

    name: str = "wire"
    limits: Limits = SMALL
    pace: Pace = FAST
    window_hours: int | None = None
    sent: list[tuple[str, Speech]] = field(default_factory=list)
    answers: list[Sent | Later | Refused | Exception] = field(default_factory=list)
    knocks: list[Sent | Later | Refused] | None = None
    knocked: list[str] = field(default_factory=list)
    references: "count[int]" = field(default_factory=count)

    async def send(self, address: str, speech: Speech) -> Sent | Later | Refused:
        """Answer as told, or take the piece."""
        answer = self.answers.pop(0) if self.answers else Sent(f"wire:{next(self.references)}")
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Sent):
            self.sent.append((address, speech))
        return answer

    async def knock(self, address: str) -> Sent | Later | Refused:
        """Answer as told, or send the template of this wire."""
        if self.knocks is None:
            return NO_TEMPLATE
        answer = self.knocks.pop(0) if self.knocks else Sent("template")
        self.knocked += [address] if isinstance(answer, Sent) else []
        return answer

    async def fetch(self, attachment: Attachment) -> Refused:
        """Nothing can be fetched."""
        del attachment
        return Refused("gone")

    async def acknowledge(self, message: Message) -> None:
        """Nothing wants to be acknowledged."""

    def texts(self) -> list[str]:
        """What was taken since it was last asked."""
        taken = [speech.text for _, speech in self.sent]
        self.sent.clear()
        return taken
