"""Figures of a period as values: the period itself, tables of cells, and shares of ordered lengths of time.

A cell knows the name of what it counts, because the same figure may stand in several tables and be the sum of others:
only so can it be hidden everywhere at once (see `hiding`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.casework.clocks import HOME

MONTHS_A_QUARTER = 3
MONTHS_A_YEAR = 12
QUARTER = re.compile(r"(20\d\d)-([1-4])")
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
LONGEST = timedelta(days=3660)
COUNT, HOURS, MONEY = "count", "hours", "money"


class PeriodFault(ValueError):
    """This is no period: a quarter is written 2026-1, a day 2026-01-31, and the first day comes before the last."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from the first to the last, both included, as Jakarta counts them."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The moment it begins."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def months(self) -> list["Period"]:
        """The parts of it that lie in one month each."""
        return self._parts(1)

    @property
    def quarters(self) -> list["Period"]:
        """The parts of it that lie in one quarter each."""
        return self._parts(MONTHS_A_QUARTER)

    @property
    def years(self) -> list["Period"]:
        """The parts of it that lie in one year each."""
        return self._parts(MONTHS_A_YEAR)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.start <= moment < self.end

    def touches(self, other: "Period") -> bool:
        """Whether another one has a day in common with it."""
        return self.first <= other.last and other.first <= self.last

    def _parts(self, size: int) -> list["Period"]:
        parts, first = list[Period](), self.first
        while first <= self.last:
            following = _months_on(first, size - (first.month - 1) % size)
            parts.append(Period(first, min(self.last, following - timedelta(days=1))))
            first = following
        return parts


def quarter(words: str) -> Period:
    """The quarter that "2026-1" means; raises PeriodFault."""
    found = QUARTER.fullmatch(words)
    if not found:
        raise PeriodFault(f"{words!r} is no quarter; write it as 2026-1")
    first = date(int(found[1]), MONTHS_A_QUARTER * (int(found[2]) - 1) + 1, 1)
    return Period(first, _months_on(first, MONTHS_A_QUARTER) - timedelta(days=1))


def quarter_of(moment: datetime) -> str:
    """The quarter a moment lies in, as "2026-1"."""
    day = moment.astimezone(HOME)
    return f"{day.year}-{(day.month - 1) // MONTHS_A_QUARTER + 1}"


def quarter_before(words: str) -> str:
    """The quarter before this one."""
    return quarter_of(quarter(words).start - timedelta(days=1))


def days(first: str, last: str) -> Period:
    """The period between two days as "2026-01-31", both included; raises PeriodFault."""
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        raise PeriodFault(f"{first!r} to {last!r} is no period; write days as 2026-01-31") from None
    if not EARLIEST <= period.first <= period.last < LATEST or period.last - period.first > LONGEST:
        raise PeriodFault(f"{first} to {last} is no period of at most ten years, or ends before it begins")
    return period


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HOME).astimezone(UTC)


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    return date(day.year + years, month + 1, 1)


def hours_of(spans: Sequence[timedelta], share: float) -> float | None:
    """The hours within which this share of the spans lies, between two of them in proportion; None without any."""
    if not spans:
        return None
    ordered = sorted(spans)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    span = ordered[low] + (ordered[high] - ordered[low]) * (place - low)
    return round(span.total_seconds() / 3600, 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure; None where there is nothing to tell.

    `name` says what is counted, and the same name is the same count wherever it stands; hours and money carry the name of
    the count they were worked out from. `hidden` is the sign that stands instead of it.
    """

    value: float | None
    name: str = ""
    kind: str = COUNT
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Counts that together make another: the names of the sum and of its parts."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `level` is how far it is set in below the row it is part of."""

    label: str
    cells: tuple[Cell, ...]
    level: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title, what must be known to read it, and the heads of its columns after the first.

    `lines` are the sums in it, and `also` the counts in them that have no cell. `ranked` ones have the largest first;
    `drawn` ones are also drawn, by their first column.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    lines: tuple[Line, ...] = ()
    also: tuple[Cell, ...] = ()
    ranked: bool = False
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an evaluation: its heading and its tables."""

    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All tables about an area and a period.

    `told` are the lines under the title, `notes` those at the end; `words` are what a paper itself says: "page", "empty"
    and "cut", with their braces.
    """

    title: str
    told: tuple[str, ...]
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    words: Mapping[str, str]
    language: str
    made_at: datetime

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of all parts in order."""
        return tuple(table for part in self.parts for table in part.tables)
