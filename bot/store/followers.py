"""Who follows a case: the talk that opened it, and those it let in, each with rights, and until when."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.casework.life import ENDED, State
from bot.dialogue.talk import CaseGlance
from bot.store.schema import case, follower, talk

STATUS, ADD, ALL = "status", "add", "all"
"""What a follower may: read how it stands, add evidence too, or all that the reporter may."""


def follow(
    tx: Connection, case_id: int, talk_id: int, rights: str = ALL, until: datetime | None = None, *, guest: bool = False,
    locked: bool = False,
) -> None:  # fmt: skip
    """Let a talk follow a case; one that follows it already keeps the greater right.

    A `guest` was let in by the reporter. A `locked` one is a phone that others read: it is told nothing by itself and
    shows the case only after the PIN or the safe word.
    """
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    values = {"rights": rights, "until": until, "guest": guest, "locked": locked}
    put = dialect.insert(follower).values(case_id=case_id, talk_id=talk_id, **values)
    if guest:
        put = put.on_conflict_do_update(index_elements=["case_id", "talk_id"], set_=values, where=follower.c.guest)
    else:
        put = put.on_conflict_do_update(index_elements=["case_id", "talk_id"], set_=values)
    tx.execute(put)


def told(tx: Connection, case_id: int, now: datetime) -> list[int]:
    """The talks that are told of what happens to a case."""
    rows = select(follower.c.talk_id).where(follower.c.case_id == case_id, _lasting(now))
    return list(tx.execute(rows.order_by(follower.c.talk_id)).scalars())


def asked(tx: Connection, case_id: int, now: datetime) -> list[int]:
    """The talks that may answer for the reporter."""
    rows = select(follower.c.talk_id).where(follower.c.case_id == case_id, _lasting(now), follower.c.rights == ALL)
    return list(tx.execute(rows.order_by(follower.c.talk_id)).scalars())


def followed_by(tx: Connection, talk_id: int, now: datetime) -> list[Row[Any]]:
    """The cases a talk follows, newest first, each with its rights there and until when; locked ones while it is open."""
    rows = (
        select(case, follower.c.rights, follower.c.guest, follower.c.until)
        .join(follower, follower.c.case_id == case.c.id)
        .join(talk, talk.c.id == follower.c.talk_id)
        .where(follower.c.talk_id == talk_id, _lasting(now), or_(~follower.c.locked, talk.c.open_until > now))
    )
    return list(tx.execute(rows.order_by(case.c.id.desc())).all())


def glances(tx: Connection, talk_id: int, now: datetime) -> tuple[CaseGlance, ...]:
    """The cases a talk follows, as the dialogue may see them, newest first."""
    return tuple(
        CaseGlance(row.number, row.state, State(row.state) not in ENDED, row.danger, row.rights)
        for row in followed_by(tx, talk_id, now)
    )


def guests(tx: Connection, case_id: int, now: datetime) -> list[Row[Any]]:
    """Those the reporter let in and whose time is not over: talk_id, rights, until."""
    rows = select(follower).where(follower.c.case_id == case_id, follower.c.guest, _lasting(now))
    return list(tx.execute(rows.order_by(follower.c.talk_id)).all())


def revoke(tx: Connection, case_id: int) -> list[int]:
    """Let nobody follow a case any more whom the reporter had let in; returns their talks."""
    gone = delete(follower).where(follower.c.case_id == case_id, follower.c.guest)
    return sorted(tx.execute(gone.returning(follower.c.talk_id)).scalars())


def tied(tx: Connection, talk_id: int, confidence: str) -> list[int]:
    """The cases of a kind of confidence that a talk follows or followed."""
    rows = select(follower.c.case_id).join(case, case.c.id == follower.c.case_id)
    return list(tx.execute(rows.where(follower.c.talk_id == talk_id, case.c.confidence == confidence)).scalars())


def leave(tx: Connection, case_id: int, talk_id: int) -> None:
    """Cut the tie between a talk and a case: only number and PIN lead to it from there."""
    tx.execute(delete(follower).where(follower.c.case_id == case_id, follower.c.talk_id == talk_id))


def lock(tx: Connection, talk_id: int, *, locked: bool) -> None:
    """Show the cases of a talk only after the PIN or the safe word, or freely again."""
    tx.execute(update(follower).where(follower.c.talk_id == talk_id).values(locked=locked))


def _lasting(now: datetime) -> ColumnElement[bool]:
    return or_(follower.c.until.is_(None), follower.c.until > now)
