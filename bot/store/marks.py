"""The marks of cases, and the cases that may be about the same thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.casework.marks import Mark
from bot.store.schema import case, follower, mark

MOST_COMPARED = 50


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a mark has spread: people (talks or, without a tie, cases) and villages."""

    people: int
    villages: tuple[str, ...]


def keep(tx: Connection, case_id: int, found: Iterable[Mark]) -> list[Mark]:
    """Keep marks of a case; returns those that are new to it."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    new = list[Mark]()
    for each in sorted(found, key=lambda one: (one.kind, one.value)):
        put = dialect.insert(mark).values(case_id=case_id, kind=each.kind, value=each.value).on_conflict_do_nothing()
        if tx.execute(put.returning(mark.c.case_id)).first():
            new.append(each)
    return new


def spread_of(tx: Connection, each: Mark, since: datetime) -> Spread:
    """Of how many people, and in which villages, the cases opened since then are that carry a mark."""
    person = func.coalesce(func.min(follower.c.talk_id), -case.c.id)
    rows = (
        select(case.c.village, person.label("person"))
        .join(mark, mark.c.case_id == case.c.id)
        .outerjoin(follower, and_(follower.c.case_id == case.c.id, ~follower.c.guest))
        .where(mark.c.kind == each.kind, mark.c.value == each.value, case.c.opened_at > since)
        .group_by(case.c.id, case.c.village)
    )
    found = tx.execute(rows).all()
    villages = tuple(sorted({row.village for row in found if row.village}))
    return Spread(len({row.person for row in found}), villages)


def near(tx: Connection, found: Row[Any], since: datetime) -> list[Row[Any]]:
    """Other cases since then that share a mark, or the village and the category: what a likeness is looked for among."""
    shared = select(mark.c.case_id).where(
        select(1)
        .where(
            (mine := mark.alias("mine")).c.case_id == found.id,
            mine.c.kind == mark.c.kind,
            mine.c.value == mark.c.value,
        )
        .exists()
    )
    beside = and_(case.c.village == found.village, case.c.village != "", case.c.category == found.category)
    rows = select(case).where(case.c.id != found.id, case.c.opened_at > since, or_(case.c.id.in_(shared), beside))
    return list(tx.execute(rows.order_by(case.c.id.desc()).limit(MOST_COMPARED)).all())


def of_case(tx: Connection, case_id: int) -> set[Mark]:
    """The marks of a case."""
    rows = select(mark.c.kind, mark.c.value).where(mark.c.case_id == case_id)
    return {Mark(row.kind, row.value) for row in tx.execute(rows)}
