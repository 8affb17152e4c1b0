"""Figures of the cases in an officer's sight, as narrow rows: what is counted from them is settled above.

The moments come from the journal wherever it has them, so that whoever has the journal can work them out again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from bot.casework.figures import Period
from bot.casework.life import ENDED, Act
from bot.casework.roles import Sight
from bot.store.cases import in_sight
from bot.store.schema import case, journal, question, remedy

Rows = Sequence[Row[*tuple[Any, ...]]]
TOUCHES = (Act.TAKE, Act.REPLY, Act.ASK, Act.ASSIGN, Act.PROPOSE, Act.RESOLVE, Act.HAND_OVER)
"""Acts with which an officer does something about a case."""


def opened(tx: Connection, sight: Sight, period: Period) -> Rows:
    """The cases opened in a period."""
    rows = select(
        case.c.id, case.c.category, case.c.country, case.c.village, case.c.danger, case.c.state, case.c.opened_at
    )  # fmt: skip
    return tx.execute(rows.where(_opened_in(period), in_sight(sight)).order_by(case.c.id)).all()


def touched(tx: Connection, sight: Sight, period: Period) -> Rows:
    """When an officer first did something about each case opened in a period: `opened_at`, `danger` and `at`."""
    rows = (
        select(case.c.id, case.c.village, case.c.danger, case.c.opened_at, func.min(journal.c.at).label("at"))
        .join(journal, journal.c.case_id == case.c.id)
        .where(_opened_in(period), in_sight(sight), journal.c.actor == "officer", journal.c.act.in_(TOUCHES))
        .group_by(case.c.id, case.c.village, case.c.danger, case.c.opened_at)
    )
    return tx.execute(rows.order_by(case.c.id)).all()


def ended(tx: Connection, sight: Sight, period: Period) -> Rows:
    """The cases that ended in a period and have not been opened again, with how the reporter was treated ("" unsaid)."""
    content = func.coalesce(case.c.details["content"].as_string(), "").label("content")
    rows = select(case.c.village, case.c.danger, case.c.state, case.c.opened_at, case.c.closed_at, content)
    inside = and_(case.c.closed_at >= period.start, case.c.closed_at < period.end, case.c.state.in_(ENDED))
    return tx.execute(rows.where(inside, in_sight(sight)).order_by(case.c.id)).all()


def running(tx: Connection, sight: Sight, now: datetime) -> Rows:
    """The cases that have not ended, with whether the date of their next step and that of their end have passed."""
    step = func.coalesce(case.c.due_at < now, False).label("late_step")
    end = func.coalesce(and_(case.c.finish_at < now, case.c.paused_at.is_(None)), False).label("late_end")
    rows = select(case.c.village, step, end).where(case.c.state.not_in(ENDED), in_sight(sight))
    return tx.execute(rows.order_by(case.c.id)).all()


def moved_up(tx: Connection, sight: Sight, period: Period) -> Rows:
    """Each time the clock brought a case to a higher office in a period: when and why."""
    rows = select(case.c.village, journal.c.at, journal.c.text.label("why")).join(case, journal.c.case_id == case.c.id)
    mine = rows.where(
        journal.c.act == Act.MOVE_UP, journal.c.at >= period.start, journal.c.at < period.end, in_sight(sight)
    )
    return tx.execute(mine.order_by(journal.c.id)).all()


def received(tx: Connection, sight: Sight, period: Period) -> Rows:
    """What reporters received in a period; money in whole units of its currency."""
    rows = select(case.c.village, remedy.c.at, remedy.c.kind, remedy.c.amount, remedy.c.currency)
    mine = rows.join(case, remedy.c.case_id == case.c.id).where(remedy.c.at >= period.start, remedy.c.at < period.end)
    return tx.execute(mine.where(in_sight(sight)).order_by(remedy.c.id)).all()


def questions(tx: Connection, period: Period) -> Rows:
    """The questions nobody could answer that came or were closed in a period; they belong to no area."""
    rows = select(question.c.at, question.c.closed_at, question.c.answer, question.c.approved_by)
    came = and_(question.c.at >= period.start, question.c.at < period.end)
    closed = and_(question.c.closed_at >= period.start, question.c.closed_at < period.end)
    return tx.execute(rows.where(or_(came, closed)).order_by(question.c.id)).all()


def _opened_in(period: Period) -> ColumnElement[bool]:
    return and_(case.c.opened_at >= period.start, case.c.opened_at < period.end)
