"""Golden talks: they said, we said, what the book now holds.

A file of tests/talks is one person's talk in one language. A turn is what they did (`they` wrote, `press`ed a choice,
sent a `photo`, `voice`, `location` or `sticker`, `edited`), or `later`: time went by, or `officer`: an officer did an act
on the newest case, with words; and what must occur in our answer (`we`, where [] is silence) or must not (`never`).
`from` is another phone. `{number}`, `{pin}` and `{code}` are those we said last. At the end `book` are the cases this
phone follows, newest first, and `questions` those kept for the editors.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.app import open_book
from bot.casework.life import Act
from bot.channels.console import ConsoleChannel
from bot.dialogue.message import Attachment, Kind, Message, Place
from bot.store import cases, followers, journal, lanes, officers, talks
from bot.store.schema import follower, job, question
from bot.terminal import work_off
from bot.work.acts import ACTS, OfficerAct
from bot.work.loops import TIMERS
from bot.work.pump import LEASE, work_on
from bot.work.turn import hear
from bot.work.workshop import Workshop
from bot.yamlfile import read

TALKS = sorted((Path(__file__).parent / "talks").glob("*.yml"))
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Nine in the morning in Jakarta, no holiday near."""

PHONE = "hp"
FILES = {"photo": ("image/jpeg", b"\xff\xd8\xff\xe0 contoh"), "voice": ("audio/ogg", b"OggS contoh")}
SAID = {
    "number": r"(?i)(?:nom[oe]r|number)[^:.\n]*: (\d\d-\d{6}-\d)",
    "pin": r"PIN: (\d{6})",
    "code": r"(?<![\d-])(\d{8})(?!\d)",
}


@dataclass
class Replay:
    """One talk over a wire of its own, with a clock that only `later` moves."""

    shop: Workshop
    wire: str = "console"
    now: datetime = MONDAY
    paper: io.StringIO = field(default_factory=io.StringIO)
    said: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wire = ConsoleChannel(self.paper)
        wire.name = self.wire
        self.shop = replace(self.shop, channels={self.wire: wire}, clock=lambda: self.now)

    async def play(self, talk: Mapping[str, Any]) -> None:
        """Play all turns; an answer that is not as written down names its turn."""
        for number, turn in enumerate(talk["talk"], start=1):
            await self._do(f"{self.wire}:{number}", turn)
            answer = self._answer()
            where = f"turn {number}: {dict(turn)}"
            assert bool(answer) == bool(turn["we"]), f"{where}\nsaid or silent: {answer}"
            for part in map(self._filled, turn["we"]):
                assert part in answer, where
            for part in turn.get("never", ()):
                assert part not in answer, where

    async def _do(self, key: str, turn: Mapping[str, str]) -> None:
        if "later" in turn:
            await self._later(*turn["later"].split())
            return
        if "officer" in turn:
            self.shop.book.write_now(lambda tx: self._act(tx, *turn["officer"].partition(" ")[::2]))
            await work_off(self.shop)
            return
        verb = next(verb for verb in turn if verb in VERBS)
        message = VERBS[verb](Message(key, self.wire, turn.get("from", PHONE), Kind.TEXT), self._filled(turn[verb]))
        await hear(self.shop, message, {verb: FILES[verb][1]} if verb in FILES else None)
        await work_off(self.shop)

    def _act(self, tx: Connection, name: str, words: str) -> None:
        """Let an officer of its office do an act on the newest case of this phone."""
        mine = select(follower.c.case_id).where(follower.c.talk_id == talks.known(tx, self.wire, PHONE))
        case = cases.by_id(tx, max(tx.execute(mine).scalars()))
        login = f"{case.office}-{self.wire}"
        known = officers.by_login(tx, login)
        officer_id = known.id if known else officers.add(tx, login, "Petugas Contoh", case.office, "id", "x" * 12)
        officer = officers.by_id(tx, officer_id)
        ACTS[name](OfficerAct(tx, self.shop, cases.by_id(tx, case.id), officer, self.now, self._filled(words)))

    async def _later(self, number: str, unit: str) -> None:
        self.now += timedelta(**{unit: float(number)})
        while jobs := await self.shop.book.write(
            lambda tx: lanes.claim(tx, lanes.TIMER, "test", self.now, LEASE, TIMERS.slots)
        ):
            for each in jobs:
                await work_on(self.shop, TIMERS, each)
        await work_off(self.shop)

    def _answer(self) -> str:
        answer = self.paper.getvalue()
        self.paper.seek(0)
        self.paper.truncate()
        self.said |= {name: found[1] for name, shape in SAID.items() if (found := re.search(shape, answer))}
        return answer

    def _filled(self, words: str) -> str:
        for name, value in self.said.items():
            words = words.replace(f"{{{name}}}", value)
        return words

    def holds(self, talk: Mapping[str, Any]) -> None:
        """Compare the book with what is written down of it; no piece of work may have failed on the way."""
        failures = select(job.c.error).where(job.c.error.not_in({"", "hours", "safe_word"}))
        assert self.shop.book.read_now(lambda tx: tx.execute(failures).scalars().all()) == []
        held = self.shop.book.read_now(self._cases)
        assert len(held) == len(talk["book"])
        for case, wanted in zip(held, talk["book"], strict=True):
            assert {key: case[key] for key in wanted} == wanted
        kept = self.shop.book.read_now(lambda tx: set(tx.execute(select(question.c.text)).scalars()))
        assert set(talk.get("questions", ())) <= kept

    def _cases(self, tx: Any) -> list[dict[str, Any]]:
        talk_id = talks.known(tx, self.wire, PHONE) or 0
        return [
            {
                **row._mapping,
                "danger": "yes" if row.danger else "no",
                "evidence": [each.kind for each in cases.evidence_of(tx, row.id)],
                "added": [each.text for each in journal.timeline(tx, row.id) if each.act == Act.ADD],
            }
            for row in followers.followed_by(tx, talk_id, self.now)
        ]


def _file(verb: str) -> Callable[[Message, str], Message]:
    return lambda blank, caption: replace(
        blank, kind=Kind(verb), text=caption, attachments=(Attachment(verb, FILES[verb][0]),)
    )


VERBS: dict[str, Callable[[Message, str], Message]] = {
    "they": lambda blank, words: replace(blank, text=words),
    "press": lambda blank, choice: replace(blank, kind=Kind.BUTTON, choice=choice),
    "photo": _file("photo"),
    "voice": _file("voice"),
    "location": lambda blank, place: replace(blank, kind=Kind.LOCATION, place=Place(*map(float, place.split()))),
    "sticker": lambda blank, emoji: replace(blank, kind=Kind.STICKER, text=emoji),
    "edited": lambda blank, words: replace(blank, kind=Kind.EDITED, text=words),
}


@pytest.fixture
def sqlite_shop(tools: Workshop, tmp_path: Path) -> Iterator[Workshop]:
    """A workshop on an empty SQLite book."""
    book = open_book(f"sqlite:///{tmp_path}/book.db")
    yield replace(tools, book=book)
    book.close()


@pytest.mark.parametrize("path", TALKS, ids=[path.stem for path in TALKS])
async def test_golden_talk(path: Path, sqlite_shop: Workshop) -> None:
    """Each turn is answered as written down, the talk being saved and loaded between turns."""
    talk: Any = read(path)
    replay = Replay(sqlite_shop)

    await replay.play(talk)

    replay.holds(talk)


@pytest.mark.parametrize("book_url", ["postgresql"], indirect=True)
async def test_all_talks_in_one_book(shop: Workshop) -> None:
    """All these people write to one desk, and none hears or changes what is another's, wires being gone meanwhile."""
    for number, path in enumerate(TALKS):
        talk: Any = read(path)
        replay = Replay(shop, f"wire{number}")

        await replay.play(talk)

        replay.holds(talk)


async def test_a_copy_is_dropped(shop: Workshop, fresh: Callable[[], str]) -> None:
    """A provider that sends a message twice gets one answer."""
    message = Message("con:same", "console", PHONE, Kind.TEXT, "halo")

    await hear(shop, message)
    await work_off(shop)
    first = fresh()
    await hear(shop, message)
    await work_off(shop)

    assert "Rantau" in first
    assert fresh() == ""
