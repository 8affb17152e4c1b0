"""A month of two hundred cases: what the clock did to each is what the rules demand, worked out a second time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from rules import ENDED, Ledger
from sqlalchemy import Connection, func, select

from bot.config import ROOT, read_settings
from bot.dialogue.events import Do
from bot.dialogue.message import Kind, Message
from bot.dialogue.scene import Scene
from bot.dialogue.talk import Gist
from bot.store import cases, journal, lanes, officers, schema, talks
from bot.work.actions import ACTIONS
from bot.work.acts import ACTS, OfficerAct
from bot.work.clockwork import TIMERS
from bot.work.deed import Deed
from bot.work.pump import LEASE

if TYPE_CHECKING:
    from house import House

CASES, DAYS = 200, 31
HOUR = timedelta(hours=1)
CLOCKED = {"move_up", "remind", "lapse", "silent", "warn", "reopen"}
# What people do: hours after the opening, and what. The clock does the rest.
STORIES: dict[str, list[tuple[float, str]]] = {
    "nobody comes": [],
    "taken and forgotten": [(5, "take")],
    "asked and silent": [(3, "take"), (20, "ask")],
    "asked and answered": [(3, "take"), (20, "ask"), (68, "answer"), (90, "resolve"), (100, "confirm")],
    "done and confirmed": [(26, "take"), (70, "resolve"), (95, "confirm")],
    "done and silent": [(26, "take"), (70, "resolve")],
    "done and doubted": [(26, "take"), (70, "resolve"), (80, "answer")],
    "done and not done": [
        (26, "take"), (70, "resolve"), (150, "reopen"), (155, "take"), (180, "resolve"), (181, "confirm"),
    ],
    "closed and opened again": [(2, "take"), (9, "resolve"), (10, "confirm"), (120, "reopen"), (121, "take")],
    "put off": [(4, "take"), (30, "hold")],
    "handed outside": [(4, "take"), (30, "hand_out")],
    "promised": [(4, "take"), (30, "promise"), (60, "take"), (110, "take"), (160, "take"), (220, "take")],
    "taken back": [(4, "take"), (30, "withdraw")],
}  # fmt: skip
DANGERS: dict[str, list[tuple[float, str]]] = {
    "alarm taken": [(0.3, "take"), (20, "resolve"), (22, "confirm")],
    "alarm climbs": [(0.8, "take"), (20, "resolve"), (22, "confirm")],
    "alarm and silence": [(1.2, "take"), (5, "ask"), (250, "take"), (260, "resolve"), (262, "confirm")],
}
FINISH = {"plain": 5, "checked": 14, "investigated": 60}


@dataclass
class Played:
    """One case, what people do to it, and its ledger."""

    number: int
    opened_at: datetime
    category: str
    story: str
    acts: list[tuple[datetime, str]]
    ledger: Ledger
    case_id: int = 0


@dataclass
class Month:
    """The house with its clock moved from one thing that happens to the next."""

    house: "House"
    played: list[Played] = field(default_factory=list)

    def run(self, end: datetime) -> None:
        """Do all that people do and let every timer ring at its moment."""
        events = sorted([*self._openings(), *self._acts()], key=lambda each: each[0])
        for moment, played, act in events:
            self._ring_until(moment)
            self.house.now = moment
            self.house.shop.book.write_now(lambda tx, who=played, what=act: self._do(tx, who, what))
        self._ring_until(end)

    def _openings(self) -> Iterator[tuple[datetime, Played, str]]:
        return ((each.opened_at, each, "open") for each in self.played)

    def _acts(self) -> Iterator[tuple[datetime, Played, str]]:
        return ((at, each, act) for each in self.played for at, act in each.acts)

    def _ring_until(self, moment: datetime) -> None:
        while (due := self.house.shop.book.read_now(self._next)) is not None and due <= moment:
            self.house.now = due
            self.house.shop.book.write_now(self._ring)

    def _next(self, tx: Connection) -> datetime | None:
        rows = select(func.min(schema.job.c.due_at)).where(schema.job.c.state == 0, schema.job.c.queue == lanes.TIMER)
        return tx.execute(rows).scalar()

    def _ring(self, tx: Connection) -> None:
        while claimed := lanes.claim(tx, lanes.TIMER, "test", self.house.now, LEASE, 50):
            for job in claimed:
                TIMERS[job.body["timer"]](tx, self.house.shop, job.body, self.house.now)
                lanes.finish(tx, job, self.house.now)

    def _do(self, tx: Connection, played: Played, act: str) -> None:
        if act == "open":
            danger = played.ledger.danger
            self._citizen(tx, played, "raise_alarm" if danger else "open_case", category=played.category)
            played.case_id = tx.execute(select(func.max(schema.case.c.id))).scalar_one()
        elif act in CITIZENS:
            case = cases.by_id(tx, played.case_id)
            self._citizen(tx, played, CITIZENS[act], number=case.number, story="sudah saya jawab")
        else:
            name, choice = OFFICERS[act]
            for who in (0, 1) if name == "resolve" and played.category in self.house.shop.grave else (0,):
                case = cases.by_id(tx, played.case_id)
                officer = officers.of_office(tx, case.office)[who]
                ACTS[name](OfficerAct(tx, self.house.shop, case, officer, self.house.now, "kata petugas", choice))

    def _citizen(self, tx: Connection, played: Played, action: str, **details: str) -> None:
        talk = talks.load(tx, talks.talk_of(tx, "console", str(played.number)))
        nothing = Message("-", "console", str(played.number), Kind.TEXT)
        scene = Scene(self.house.shop.content, talk, nothing, Gist(), (), self.house.now)
        known: dict[str, str | tuple[str, ...]] = {"village": "35.02.18.2015", "story": "cerita", **details}
        key = f"{talk.id}:{self.house.now.isoformat()}:{action}"
        ACTIONS[action](Deed(tx, self.house.shop, scene, Do(action, key, known)))


CITIZENS = {"answer": "add_to_case", "confirm": "confirm_case", "reopen": "reopen_case", "withdraw": "withdraw_case"}
OFFICERS = {
    "take": ("take", ""),
    "ask": ("ask", ""),
    "resolve": ("resolve", ""),
    "hold": ("hold", "papers"),
    "hand_out": ("hand_over", "lapor"),
    "promise": ("watch", "commitment"),
}


@pytest.fixture
def month(house: "House") -> Month:
    """Two hundred cases of all categories, opened over twelve days at all hours."""
    dice = random.Random(26)  # noqa: S311 - dice, no secret
    settings, made = read_settings(ROOT / "config.yml"), Month(house)
    categories = sorted(settings.categories)
    for number in range(CASES):
        danger = number % 8 == 0
        stories = DANGERS if danger else STORIES
        category = "emergency" if danger else categories[number % len(categories)]
        story = sorted(stories)[number % len(stories)]
        opened_at = house.now + timedelta(minutes=dice.randrange(12 * 24 * 60), seconds=number)
        acts = [(opened_at + HOUR * hours + timedelta(seconds=1), act) for hours, act in stories[story]]
        ledger = Ledger(opened_at, FINISH[settings.categories[category].finish], danger)
        made.played.append(Played(number, opened_at, category, story, acts, ledger))
    house.shop.book.write_now(lambda tx: _officers(tx, house))
    return made


@pytest.mark.parametrize("book_url", ["sqlite"], indirect=True)
def test_a_month_of_two_hundred_cases(month: Month) -> None:
    """LP-1, LP-2, LP-3, LP-4, PM-1, PM-2, U31-c: warned, reminded, moved up and closed exactly as the rules demand."""
    end = month.house.now + timedelta(days=DAYS)

    month.run(end)

    for played in month.played:
        for at, act in played.acts:
            played.ledger.act(act, at)
        played.ledger.until(end)
        found = month.house.shop.book.read_now(lambda tx, case_id=played.case_id: _clocked(tx, case_id))
        assert found == sorted(played.ledger.told), f"{played.number}: {played.story}, {played.category}"
    rows = month.house.shop.book.read_now(lambda tx: tx.execute(select(schema.case).order_by(schema.case.c.id)).all())
    states = {played.case_id: played.ledger.state for played in month.played}
    assert {row.id: row.state for row in rows} == states
    assert {row.category for row in rows} == set(read_settings(ROOT / "config.yml").categories)
    assert [row.number for row in rows if row.state not in ENDED and row.due_at <= end] == []
    assert [row.number for row in rows if row.state not in ENDED and not row.paused_at and row.finish_at <= end] == []
    assert month.house.shop.book.read_now(journal.verify).faults == []


def _clocked(tx: Connection, case_id: int) -> list[tuple[datetime, str, str]]:
    rows = journal.timeline(tx, case_id)
    return sorted((row.at, row.act, row.text) for row in rows if row.act in CLOCKED and row.actor == "clock")


def _officers(tx: Connection, house: "House") -> None:
    for office in house.shop.offices:
        for number in (1, 2):
            officers.add(tx, f"{office.name}{number}", "Petugas Contoh", office.name, "id", "x" * 12)
