"""What officers leave behind, put together to be looked through: cases read, tries refused, and what they did at the desk.

Two books are read side by side, the journal of the cases and the audit of the desks, newest first; a place in them is the
last row of each that was shown, so that no row is left out or shown twice however many are written meanwhile.
"""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, literal, select

from bot.casework.life import Act
from bot.casework.roles import Sight
from bot.store.cases import in_sight
from bot.store.schema import audit, case, journal, officer

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty parts let everything through."""

    officer_id: int | None = None
    number: str = ""
    begin: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The last row shown of each of the two books; None before the first."""

    journal: int | None = None
    audit: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Traces, newest first; `after` is where the next page begins, None at the end."""

    rows: list[Row[Any]]
    after: Place | None


def page(tx: Connection, sight: Sight, offices: Iterable[str], wanted: Filter, place: Place, shown: int = SHOWN) -> Page:
    """A page of what was read and refused in the cases in sight, and of what the officers of some offices did."""
    of_cases, of_desks = _of_cases(sight, wanted), _of_desks(offices, wanted)
    if place.journal is not None:
        of_cases = of_cases.where(journal.c.id < place.journal)
    if place.audit is not None:
        of_desks = of_desks.where(audit.c.id < place.audit)
    both = [tx.execute(rows.limit(shown + 1)).all() for rows in (of_cases, of_desks)]
    merged = list(heapq.merge(*both, key=lambda row: row.at, reverse=True))
    rows = merged[:shown]
    last = {bool(row.number): row.id for row in rows}
    after = Place(last.get(True, place.journal), last.get(False, place.audit))
    return Page(rows, after if len(merged) > shown else None)


def _of_cases(sight: Sight, wanted: Filter) -> Select[Any]:
    rows = (
        select(
            journal.c.id, journal.c.at, journal.c.act.label("what"), journal.c.text, officer.c.name, officer.c.office,
            case.c.number,
        )
        .join(case, case.c.id == journal.c.case_id)
        .join(officer, officer.c.id == journal.c.officer_id)
        .where(journal.c.act.in_((Act.READ, Act.REFUSED)), in_sight(sight))
    )  # fmt: skip
    if wanted.number:
        rows = rows.where(case.c.number == wanted.number)
    if wanted.officer_id is not None:
        rows = rows.where(journal.c.officer_id == wanted.officer_id)
    return _between(rows, journal.c.at, wanted).order_by(journal.c.id.desc())


def _of_desks(offices: Iterable[str], wanted: Filter) -> Select[Any]:
    rows = (
        select(
            audit.c.id, audit.c.at, audit.c.what, audit.c.text, officer.c.name, audit.c.office,
            literal("").label("number"),
        )
        .join(officer, officer.c.id == audit.c.officer_id)
        .where(audit.c.office.in_(list(offices)))
    )  # fmt: skip
    if wanted.number:
        rows = rows.where(audit.c.text.contains(wanted.number, autoescape=True))
    if wanted.officer_id is not None:
        rows = rows.where(audit.c.officer_id == wanted.officer_id)
    return _between(rows, audit.c.at, wanted).order_by(audit.c.id.desc())


def _between(rows: Select[Any], at: Any, wanted: Filter) -> Select[Any]:  # noqa: ANN401 - a column
    if wanted.begin is not None:
        rows = rows.where(at >= wanted.begin)
    return rows.where(at < wanted.end) if wanted.end is not None else rows
