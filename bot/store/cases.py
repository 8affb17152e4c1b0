"""Cases, their evidence and the talks that follow them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.casework.life import ENDED, Act, State, after
from bot.casework.roles import Sight
from bot.store import followers, journal
from bot.store.journal import CITIZEN, Actor
from bot.store.schema import case, case_year, evidence, officer


class CaseChanged(RuntimeError):
    """Somebody else acted on this case meanwhile; look at it again before acting."""


def next_sequence(tx: Connection, year: int) -> int:
    """The next case number of a year, counted from 1."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    put = dialect.insert(case_year).values(year=year, last=1)
    put = put.on_conflict_do_update(index_elements=["year"], set_={"last": case_year.c.last + 1})
    return int(tx.execute(put.returning(case_year.c.last)).scalar_one())


def open_case(
    tx: Connection, values: Mapping[str, Any], talk_id: int | None, now: datetime, actor: Actor = CITIZEN
) -> Row[Any]:
    """Write down a new case, followed by the talk it came from, and return it; raises IntegrityError for a second."""
    case_id = tx.execute(insert(case).values(state=State.NEW, opened_at=now, **values).returning(case.c.id)).scalar_one()
    if talk_id is not None:
        followers.follow(tx, case_id, talk_id)
    return journal.write(tx, case_id, Act.OPEN, actor, "", State.NEW, now)


def by_id(tx: Connection, case_id: int) -> Row[Any]:
    """A case by its id; raises NoResultFound."""
    return tx.execute(select(case).where(case.c.id == case_id)).one()


def by_number(tx: Connection, number: str) -> Row[Any] | None:
    """A case by its printed number, held until the transaction ends, or None."""
    return tx.execute(select(case).where(case.c.number == number).with_for_update()).first()


def act(tx: Connection, found: Row[Any], act: Act, actor: Actor, now: datetime, text: str = "", **changes: Any) -> Row[Any]:  # noqa: ANN401 - columns of the case
    """Do an act: the state by the table, one journal row, the version one up.

    Raises ActRefused when the table forbids it and CaseChanged when the case is no longer as `found`.
    """
    state = after(State(found.state), act)
    changed = tx.execute(
        update(case)
        .where(case.c.id == found.id, case.c.version == found.version)
        .values(state=state, version=found.version + 1, **changes)
    )
    if changed.rowcount != 1:
        raise CaseChanged("somebody else acted on this case meanwhile")
    return journal.write(tx, found.id, act, actor, text, state, now)


def keep_evidence(tx: Connection, case_id: int, lines: Sequence[str], now: datetime) -> None:
    """Add pieces of evidence (one line of JSON each, see `dialogue.scene.evidence_of`); one kept before is not doubled."""
    known = {(row.kind, row.sha256, json.dumps(row.details, sort_keys=True)) for row in evidence_of(tx, case_id)}
    for line in lines:
        piece = json.loads(line)
        kind, sha256, mime = piece.pop("kind"), piece.pop("sha256", None), piece.pop("mime", "")
        if (kind, sha256, json.dumps(piece, sort_keys=True)) not in known:
            row = {"case_id": case_id, "at": now, "kind": kind, "sha256": sha256, "mime": mime, "details": piece}
            tx.execute(insert(evidence).values(row))


def evidence_of(tx: Connection, case_id: int) -> list[Row[Any]]:
    """The evidence of a case, oldest first."""
    return list(tx.execute(select(evidence).where(evidence.c.case_id == case_id).order_by(evidence.c.id)).all())


def officer_of(tx: Connection, found: Row[Any]) -> str:
    """The name of the officer who has a case, "" when nobody has it."""
    return tx.execute(select(officer.c.name).where(officer.c.id == found.officer_id)).scalar() or ""


def set_dates(tx: Connection, found: Row[Any], **dates: datetime | None) -> Row[Any]:
    """Give a case other dates without an act."""
    tx.execute(update(case).where(case.c.id == found.id).values(**dates))
    return by_id(tx, found.id)


def tell_more(tx: Connection, found: Row[Any], **details: str) -> None:
    """Keep answers about a case by their names beside those that are there."""
    kept = tx.execute(select(case.c.details).where(case.c.id == found.id).with_for_update()).scalar_one()
    tx.execute(update(case).where(case.c.id == found.id).values(details={**kept, **details}))


def in_sight(sight: Sight) -> ColumnElement[bool]:
    """Which cases an officer may see; every door for officers asks this and nothing else."""
    office = sight.office
    may_know = case.c.avoids != office.name
    if sight.hidden:
        may_know = and_(may_know, case.c.category.not_in(sight.hidden))
    if not office.area:
        return may_know
    own = case.c.office == office.name
    inside = or_(own, case.c.village == office.area, case.c.village.startswith(office.area + ".", autoescape=True))
    return and_(may_know, inside)


def visible_to(tx: Connection, sight: Sight, number: str) -> Row[Any] | None:
    """The one door to a case for officers: the case of this number if they may see it, else None."""
    return tx.execute(select(case).where(and_(case.c.number == number, in_sight(sight)))).first()


def listed_for(tx: Connection, sight: Sight, *, ended: bool, at_most: int = 100) -> list[Row[Any]]:
    """The cases in an office's area, danger first, then by deadline."""
    state = case.c.state.in_(ENDED) if ended else case.c.state.not_in(ENDED)
    order = (case.c.id.desc(),) if ended else (case.c.danger.desc(), case.c.due_at, case.c.id)
    rows = select(case, officer.c.name.label("officer_name")).outerjoin(officer, case.c.officer_id == officer.c.id)
    return list(tx.execute(rows.where(and_(state, in_sight(sight))).order_by(*order).limit(at_most)).all())


def count_open(tx: Connection, sight: Sight) -> int:
    """How many cases in an office's area have not ended."""
    return int(tx.execute(select(func.count()).where(and_(case.c.state.not_in(ENDED), in_sight(sight)))).scalar_one())


def evidence_visible_to(tx: Connection, sight: Sight, evidence_id: int) -> Row[Any] | None:
    """A piece of evidence if its case lies in the office's area, else None."""
    rows = select(evidence).join(case, evidence.c.case_id == case.c.id)
    return tx.execute(rows.where(and_(evidence.c.id == evidence_id, in_sight(sight)))).first()
