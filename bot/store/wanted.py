"""Which cases a list is of: the filters an officer may set, and how they are asked of the book."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import ge, lt

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from bot.casework.life import ENDED, UNTAKEN, State
from bot.casework.roles import Sight
from bot.store.cases import HAS_ENDED, IS_OPEN
from bot.store.schema import case, watch
from bot.store.search import Asked

OPEN = frozenset(State) - ENDED
GROUPS: Mapping[str, frozenset[State]] = {
    "open": OPEN,
    "untaken": UNTAKEN,
    "held": OPEN - {State.NEW},
    "new": frozenset({State.NEW}),
    "taken": frozenset({State.TAKEN}),
    "waiting": frozenset({State.WAITING_REPORTER}),
    "handed_over": frozenset({State.HANDED_OVER}),
    "resolved": frozenset({State.RESOLVED}),
    "ended": ENDED,
    "any": frozenset(State),
}
"""The groups of states a list may be of; "any" only where something is searched for."""
_untaken = or_(case.c.state == State.NEW, and_(case.c.state == State.HANDED_OVER, case.c.handed_to == ""))
_PARTS = {"untaken": _untaken, "held": ~_untaken}
"""Who was handed to an institution outside is not untaken."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list is of.

    `clock_before`: an official clock of theirs that still runs ends by then. `second`: somebody else than this officer has
    declared them done. `asked`: the ways a search may be meant, None where nothing is searched for.
    """

    group: str = "open"
    category: str = ""
    country: str = ""
    office: str = ""
    officer_id: int | None = None
    danger: bool | None = None
    due_from: datetime | None = None
    due_before: datetime | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    clock_from: datetime | None = None
    clock_before: datetime | None = None
    second: int | None = None
    asked: tuple[Asked, ...] | None = None


def is_short(wanted: Wanted) -> bool:
    """Whether a list is found by something rarer than any place."""
    return wanted.asked is not None or wanted.clock_before is not None or wanted.second is not None


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What all cases of a list have in common, the rarest first: SQLite asks in this order."""
    due, opened = case.c.due_or_opened_at, case.c.opened_at
    chosen = {
        case.c.country: wanted.country, case.c.category: wanted.category, case.c.office: wanted.office,
        case.c.officer_id: wanted.officer_id,
    }  # fmt: skip
    bounds = [
        (due, ge, wanted.due_from), (due, lt, wanted.due_before), (opened, ge, wanted.opened_from),
        (opened, lt, wanted.opened_before),
    ]  # fmt: skip
    return [
        *([case.c.id.in_(_watched(wanted))] if wanted.clock_before else []),
        *([case.c.proposed_by.is_not(None), case.c.proposed_by != wanted.second] if wanted.second is not None else []),
        *([is_dangerous(wanted.danger)] if wanted.danger is not None else []),
        *(col == value for col, value in chosen.items() if value not in {"", None}),
        *(compare(col, value) for col, compare, value in bounds if value is not None),
        *_in_group(wanted),
    ]


def _in_group(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The states of a list; of a short one so written that no partial index of a whole place tempts the database."""
    inside: list[ColumnElement[bool]] = [_PARTS.get(wanted.group, case.c.state.in_(sorted(GROUPS[wanted.group])))]
    if is_short(wanted):
        return inside if wanted.group != "any" else []
    whole: list[ColumnElement[bool]] = [HAS_ENDED if wanted.group == "ended" else IS_OPEN]
    return whole if wanted.group in {"open", "ended"} else [*inside, *whole]


def is_dangerous(danger: bool) -> ColumnElement[bool]:  # noqa: FBT001 - the value of a column
    """Danger or none, written so that both databases find it in an index."""
    return case.c.danger == (true() if danger else false())


def _watched(wanted: Wanted) -> Select[tuple[int]]:
    running = select(watch.c.case_id).where(watch.c.met_at.is_(None), watch.c.ends_at < wanted.clock_before)
    return running.where(watch.c.ends_at >= wanted.clock_from) if wanted.clock_from else running


def signs(sight: Sight, wanted: Wanted) -> list[list[str]]:
    """What the full text knows of where and what the cases of a list are."""
    office, states = sight.office, sorted(GROUPS[wanted.group])
    groups = [
        [f"a{office.area}", f"o{office.name}"] if office.area else [],
        [f"s{state}" for state in states] if len(states) < len(State) else [],
        [f"k{wanted.category}"] if wanted.category else [],
        [f"c{wanted.country}"] if wanted.country else [],
        [f"o{wanted.office}"] if wanted.office else [],
        [f"u{wanted.officer_id}"] if wanted.officer_id is not None else [],
        [f"d{int(wanted.danger)}"] if wanted.danger is not None else [],
    ]
    return [group for group in groups if group]
