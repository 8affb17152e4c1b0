"""Cases, their evidence and the talks that follow them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.casework.life import UNTAKEN, Act, State, after
from bot.casework.roles import Sight
from bot.store import followers, journal
from bot.store.case_indexes import ENDED_WORDS
from bot.store.journal import CITIZEN, Actor
from bot.store.schema import case, case_year, evidence, officer

_words: list[ColumnElement[str]] = [literal_column(word) for word in ENDED_WORDS]
IS_OPEN, HAS_ENDED = case.c.state.not_in(_words), case.c.state.in_(_words)
"""The states as the partial indexes write them, or those would not be used."""


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
    may_know = and_(case.c.avoids != office.name, case.c.avoids_too != office.name)
    if sight.hidden:
        may_know = and_(may_know, case.c.category.not_in(sight.hidden))
    if not office.area:
        return may_know
    own = case.c.office == office.name
    within = and_(case.c.village >= office.area + ".", case.c.village < office.area + "/")  # "/" follows "." in every code
    return and_(may_know, or_(own, case.c.village == office.area, within))


def visible_to(tx: Connection, sight: Sight, number: str) -> Row[Any] | None:
    """The one door to a case for officers: the case of this number if they may see it, else None."""
    return tx.execute(select(case).where(and_(case.c.number == number, in_sight(sight)))).first()


def at_hand(tx: Connection, sight: Sight, officer_id: int, at_most: int) -> list[Row[Any]]:
    """The officer's open cases and the untaken ones of their office, danger first, then by deadline."""
    untaken = and_(case.c.office == sight.office.name, case.c.state.in_(UNTAKEN))
    mine = and_(IS_OPEN, in_sight(sight), or_(case.c.officer_id == officer_id, untaken))
    order = (case.c.danger.desc(), case.c.due_or_opened_at, case.c.id)
    return list(tx.execute(select(case).where(mine).order_by(*order).limit(at_most)).all())


def evidence_visible_to(tx: Connection, sight: Sight, evidence_id: int) -> Row[Any] | None:
    """A piece of evidence if its case lies in the office's area, else None."""
    rows = select(evidence).join(case, evidence.c.case_id == case.c.id)
    return tx.execute(rows.where(and_(evidence.c.id == evidence_id, in_sight(sight)))).first()
