"""Lists of cases for officers: filtered, in a stable order, a page at a time, never more than they may see.

A page is found by the keys of the last case of the page before it, not by counting, and each statement asks for a few
entries of one index (see `case_indexes`): first those of danger, then the others; those of the area, then those of the
office that lie outside it. So it takes as long at a million cases as at a thousand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import ge, lt
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union,
)

from bot.casework.life import ENDED, State
from bot.casework.roles import Sight
from bot.store.cases import HAS_ENDED, IS_OPEN, in_sight
from bot.store.columns import UtcTime
from bot.store.schema import case, officer, watch
from bot.store.search import Around, Asked, found

PAGE = 50
MOST_COUNTED = 1000
PREFIXES = ((2, case.c.province), (5, case.c.district), (13, case.c.village))
"""The columns that hold the beginnings of a village's code."""

_untaken = or_(case.c.state == State.NEW, and_(case.c.state == State.HANDED_OVER, case.c.handed_to == ""))
GROUPS: Mapping[str, tuple[ColumnElement[bool], ...]] = {
    "open": (),
    "untaken": (_untaken,),
    "held": (~_untaken,),
    "new": (case.c.state == State.NEW,),
    "taken": (case.c.state == State.TAKEN,),
    "waiting": (case.c.state == State.WAITING_REPORTER,),
    "handed_over": (case.c.state == State.HANDED_OVER,),
    "resolved": (case.c.state == State.RESOLVED,),
    "ended": (),
    "any": (),
}
"""The groups of states a list may be of, besides being open or ended; "any" only where something is searched for."""


class WrongPage(ValueError):
    """This is no place in a list."""


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


@dataclass(frozen=True, slots=True)
class Page:
    """The cases of a page with the names of their officers, and where the next page begins, "" at the end."""

    rows: list[Row[Any]]
    following: str = ""


URGENT = (case.c.danger, case.c.due_or_opened_at, case.c.id)
NEWEST = (case.c.opened_at, case.c.id)
FOUND = (case.c.id,)
"""The three orders: danger, then what is due first; the newest first; and of what a search found the newest first."""


def page(tx: Connection, sight: Sight, wanted: Wanted, after: str = "", at_most: int = PAGE) -> Page:
    """A page of a list; `after` is the `following` of the page before. Raises WrongPage."""
    if wanted.asked == ():
        return Page([])
    rows = list(tx.execute(_page_of(sight, wanted, tx.dialect.name, at_most + 1, after)).all())
    return Page(rows[:at_most], _written(wanted, rows[at_most - 1]) if len(rows) > at_most else "")


def count(tx: Connection, sight: Sight, wanted: Wanted, at_most: int = MOST_COUNTED) -> int:
    """How many cases a list is of, counted no further than `at_most`."""
    if wanted.asked == ():
        return 0
    return int(tx.execute(_count_of(sight, wanted, tx.dialect.name, at_most)).scalar_one())


def _page_of(sight: Sight, wanted: Wanted, dialect: str, at_most: int, after: str = "") -> Select[Any]:
    """The statement of a page; raises WrongPage."""
    keys, place = _order(wanted), _read(wanted, after)
    parts = _searches(sight, wanted, dialect, place, at_most) or [
        rows.with_only_columns(*keys).order_by(*_directions(wanted, each)).limit(at_most)
        for rows, each in _parts(sight, wanted, place)
    ]
    ids = _together(parts).subquery("page")
    rows = select(case, officer.c.name.label("officer_name")).join(ids, ids.c.id == case.c.id)
    rows = rows.outerjoin(officer, case.c.officer_id == officer.c.id)
    return rows.order_by(*_directions(wanted, [ids.c[key.name] for key in keys])).limit(at_most)


def _count_of(sight: Sight, wanted: Wanted, dialect: str, at_most: int) -> Select[Any]:
    """The statement that counts."""
    parts = _searches(sight, wanted, dialect, (), at_most) or [rows.limit(at_most) for rows, _ in _parts(sight, wanted, ())]
    counted = _together(parts).limit(at_most).subquery("counted")
    return select(func.count()).select_from(counted)


def _order(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    if wanted.asked is not None:
        return FOUND
    return NEWEST if wanted.group == "ended" else URGENT


def _searches(sight: Sight, wanted: Wanted, dialect: str, place: tuple[Any, ...], at_most: int) -> list[Select[tuple[int]]]:
    """The statements that together find what is searched for; none where nothing is."""
    if wanted.asked is None:
        return []
    kept = [*_conditions(wanted), in_sight(sight)]
    around = Around(sight, kept, at_most, wanted.category, wanted.country, *place)
    return [rows for asked in wanted.asked or () for rows in found(asked, around, dialect)]


def _parts(
    sight: Sight, wanted: Wanted, place: tuple[Any, ...]
) -> Iterator[tuple[Select[Any], tuple[ColumnElement[Any], ...]]]:
    """The statements whose cases together are the list, each with the columns its rows lie in order by."""
    kept, order = [*_conditions(wanted), in_sight(sight)], _order(wanted)
    for where in _rooms(sight, wanted):
        rows = select(case.c.id).where(*where)
        if order is NEWEST:
            yield rows.where(*kept, *_behind(NEWEST, place, newest_first=True)), NEWEST
        for danger in _dangers(wanted, place) if order is URGENT else ():
            beyond = place[1:] if place and place[0] is danger else ()
            yield rows.where(_is(danger), *kept, *_behind(URGENT[1:], beyond, newest_first=False)), URGENT[1:]


def _dangers(wanted: Wanted, place: tuple[Any, ...]) -> tuple[bool, ...]:
    """Danger and no danger as far as they are wanted and not behind us: each is a part of the index by itself."""
    passed = bool(place) and place[0] is False
    return tuple(each for each in (True, False) if wanted.danger in {None, each} and not (each and passed))


def _rooms(sight: Sight, wanted: Wanted) -> list[tuple[ColumnElement[bool], ...]]:
    """Where in the indexes the cases in sight lie; who else narrows a list to one of their beginnings needs no room."""
    area = sight.office.area
    if not area or wanted.office or wanted.officer_id is not None or _is_short(wanted):
        return [()]
    inside = next(col == area[:length] for length, col in reversed(PREFIXES) if len(area) >= length)
    return [(inside,), (case.c.office == sight.office.name,)]


def _is_short(wanted: Wanted) -> bool:
    """Whether a list is found by something rarer than any place."""
    return wanted.asked is not None or wanted.clock_before is not None or wanted.second is not None


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
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
        *([_is(wanted.danger)] if wanted.danger is not None and _order(wanted) is not URGENT else []),
        *(col == value for col, value in chosen.items() if value not in {"", None}),
        *(compare(col, value) for col, compare, value in bounds if value is not None),
        *GROUPS[wanted.group],
        *_open_or_ended(wanted),
    ]


def _open_or_ended(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Open or ended cases; of a short list so written that no partial index of a whole place tempts the database."""
    if wanted.group == "any":
        return []
    ended = wanted.group == "ended"
    if _is_short(wanted):
        return [case.c.state.in_(ENDED) if ended else case.c.state.not_in(ENDED)]
    return [HAS_ENDED if ended else IS_OPEN]


def _is(danger: bool) -> ColumnElement[bool]:  # noqa: FBT001 - the value of a column
    return case.c.danger == (true() if danger else false())


def _watched(wanted: Wanted) -> Select[tuple[int]]:
    running = select(watch.c.case_id).where(watch.c.met_at.is_(None), watch.c.ends_at < wanted.clock_before)
    return running.where(watch.c.ends_at >= wanted.clock_from) if wanted.clock_from else running


def _behind(keys: Sequence[ColumnElement[Any]], place: tuple[Any, ...], *, newest_first: bool) -> list[ColumnElement[bool]]:
    """The condition that a case comes after a place; none at the beginning."""
    if not place:
        return []
    values = tuple_(*(literal(value, key.type) for key, value in zip(keys, place, strict=True)))
    return [tuple_(*keys) < values if newest_first else tuple_(*keys) > values]


def _together(parts: Sequence[Select[Any]]) -> Select[Any] | CompoundSelect[Any]:
    """All parts as one, a case that lies in two of them once."""
    if len(parts) == 1:
        return parts[0]
    return union(*(select(part.subquery(f"part_{number}")) for number, part in enumerate(parts)))


def _directions(wanted: Wanted, keys: Sequence[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    if _order(wanted) is URGENT:
        return [key.desc() if key.name == "danger" else key for key in keys]
    return [key.desc() for key in keys]


def _written(wanted: Wanted, row: Row[Any]) -> str:
    """The place of a case in a list, as it stands in an address."""
    values = [row._mapping[key.name] for key in _order(wanted)]  # noqa: SLF001 - the documented way to a column by name
    return "~".join(value.isoformat() if isinstance(value, datetime) else str(int(value)) for value in values)


def _read(wanted: Wanted, after: str) -> tuple[Any, ...]:
    """The values of a written place, () for the beginning; raises WrongPage."""
    keys, parts = _order(wanted), after.split("~")
    if not after:
        return ()
    try:
        return tuple(_value(key, part) for key, part in zip(keys, parts, strict=True))
    except ValueError:
        raise WrongPage from None


def _value(key: ColumnElement[Any], part: str) -> object:
    if isinstance(key.type, UtcTime):
        return datetime.fromisoformat(part).astimezone(UTC)
    return bool(int(part)) if isinstance(key.type, Boolean) else int(part)
