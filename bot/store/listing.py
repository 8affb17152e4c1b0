"""Lists of cases for officers: filtered, in a stable order, a page at a time, never more than they may see.

A page is found by the keys of the last case of the page before it, not by counting, and each statement asks for a few
entries of one index (see `case_indexes`): first those of danger, then the others; those of the area, then those of the
office that lie outside it. So it takes as long at a million cases as at a thousand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    func,
    literal,
    select,
    text,
    tuple_,
    union,
)

from bot.casework.roles import Sight
from bot.store.cases import in_sight
from bot.store.columns import UtcTime
from bot.store.schema import case, officer
from bot.store.search import Around, found
from bot.store.wanted import Wanted, conditions, is_dangerous, is_short, signs

PAGE = 50
MOST_COUNTED = 1000
PREFIXES = ((2, case.c.province), (5, case.c.district), (13, case.c.village))
"""The columns that hold the beginnings of a village's code."""


class WrongPage(ValueError):
    """This is no place in a list."""


@dataclass(frozen=True, slots=True)
class Page:
    """The cases of a page with the names of their officers, and where the next page begins, "" at the end."""

    rows: list[Row[Any]]
    following: str = ""


PLAN_SEARCHES = text(
    "set local plan_cache_mode = force_custom_plan; set local jit = off; set local max_parallel_workers_per_gather = 0"
)
"""A plan that PostgreSQL keeps for the next words would not know how frequent those are.

What it estimates for the part that is seldom run would make it compile code and start workers for every search, which
takes longer than the search.
"""
URGENT = (case.c.danger, case.c.due_or_opened_at, case.c.id)
NEWEST = (case.c.opened_at, case.c.id)
FOUND = (case.c.id,)
"""The three orders: danger, then what is due first; the newest first; and of what a search found the newest first."""


def page(tx: Connection, sight: Sight, wanted: Wanted, after: str = "", at_most: int = PAGE) -> Page:
    """A page of a list; `after` is the `following` of the page before. Raises WrongPage."""
    if wanted.asked == ():
        return Page([])
    if wanted.asked and tx.dialect.name == "postgresql":
        tx.execute(PLAN_SEARCHES)
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
    kept = [*conditions(wanted), in_sight(sight)]
    opened = (wanted.opened_from, wanted.opened_before)
    around = Around(kept, signs(sight, wanted), at_most, *opened, *place)
    return [rows for asked in wanted.asked or () for rows in found(asked, around, dialect)]


def _parts(
    sight: Sight, wanted: Wanted, place: tuple[Any, ...]
) -> Iterator[tuple[Select[Any], tuple[ColumnElement[Any], ...]]]:
    """The statements whose cases together are the list, each with the columns its rows lie in order by."""
    kept, order = [*conditions(wanted), in_sight(sight)], _order(wanted)
    for where in _rooms(sight, wanted):
        rows = select(case.c.id).where(*where)
        if order is NEWEST:
            yield rows.where(*kept, *_behind(NEWEST, place, newest_first=True)), NEWEST
        for danger in _dangers(wanted, place) if order is URGENT else ():
            beyond = place[1:] if place and place[0] is danger else ()
            yield rows.where(is_dangerous(danger), *kept, *_behind(URGENT[1:], beyond, newest_first=False)), URGENT[1:]


def _dangers(wanted: Wanted, place: tuple[Any, ...]) -> tuple[bool, ...]:
    """Danger and no danger as far as they are wanted and not behind us: each is a part of the index by itself."""
    passed = bool(place) and place[0] is False
    return tuple(each for each in (True, False) if wanted.danger in {None, each} and not (each and passed))


def _rooms(sight: Sight, wanted: Wanted) -> list[tuple[ColumnElement[bool], ...]]:
    """Where in the indexes the cases in sight lie; who else narrows a list to one of their beginnings needs no room."""
    area = sight.office.area
    if not area or wanted.office or wanted.officer_id is not None or is_short(wanted):
        return [()]
    inside = next(col == area[:length] for length, col in reversed(PREFIXES) if len(area) >= length)
    return [(inside,), (case.c.office == sight.office.name,)]


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
