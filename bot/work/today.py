"""What an officer sees first: danger, what is late or due, what is theirs, what is new; each a short list with a count."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.roles import Right, Sight, may
from bot.dialogue.words import HOME
from bot.store import listing, questions, watches
from bot.store.wanted import Wanted

SHOWN, SHOWN_DANGER = 5, 20
CLOCKS_SOON, CLOCKS_PAST = timedelta(days=3), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Section:
    """One short list: those of its first cases no list above has shown, and how many it has in all.

    They are counted no further than `listing.MOST_COUNTED`.
    """

    name: str
    rows: list[Row[Any]]
    count: int


@dataclass(frozen=True, slots=True)
class Today:
    """The lists that are not empty, the official clocks that end first by case, and how many questions wait."""

    sections: list[Section]
    clocks: dict[int, Row[Any]]
    questions: int


def day_ends(now: datetime) -> datetime:
    """The end of the day of a moment, in Western Indonesian time."""
    return datetime.combine(now.astimezone(HOME).date() + timedelta(days=1), time(0), HOME)


def lists(officer: Row[Any], now: datetime) -> dict[str, Wanted]:
    """The lists of the day by name, the most urgent first."""
    soon = now + CLOCKS_SOON
    return {
        "danger": Wanted("untaken", danger=True),
        "danger_held": Wanted("held", danger=True),
        "overdue": Wanted(danger=False, due_before=now),
        "due_today": Wanted(danger=False, due_from=now, due_before=day_ends(now)),
        "mine": Wanted(officer_id=officer.id),
        "fresh": Wanted("untaken", danger=False),
        "clocks": Wanted(clock_from=now - CLOCKS_PAST, clock_before=soon),
        **({"second": Wanted(second=officer.id)} if may(officer.role, Right.HANDLE) else {}),
    }


def look(tx: Connection, sight: Sight, officer: Row[Any], now: datetime) -> Today:
    """Everything of the day for an officer; one who may see no case gets no list."""
    found, shown = list[Section](), set[int]()
    for name, wanted in lists(officer, now).items() if may(officer.role, Right.RECEIVE) else ():
        at_most = SHOWN_DANGER if wanted.danger else SHOWN
        page = listing.page(tx, sight, wanted, at_most=at_most)
        count = listing.count(tx, sight, wanted) if page.following else len(page.rows)
        rows = [row for row in page.rows if row.id not in shown]
        shown |= {row.id for row in rows}
        found += [Section(name, rows, count)] if count else []
    waiting = questions.listed(tx, sight.office.area, closed=False) if may(officer.role, Right.ANSWER) else ()
    return Today(found, watches.running(tx, shown), len(waiting))
