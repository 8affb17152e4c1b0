"""Questions nobody could answer: who asked them, the answer an officer writes, and the yes of a second one.

A question asked in the same words is one row. Who asked is kept only to be answered (PDP-1: with consent alone).
"""

import hashlib
import re
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, exists, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema import asker, officer, question, talk

LONGEST_WORDING = 160
OPEN = question.c.closed_at.is_(None)


class AnswerChanged(RuntimeError):
    """The answer is no longer the one this officer read; look at it again before agreeing."""


def wording(text: str) -> str:
    """The same words in small letters without signs; of a very long text the beginning and what stands for the rest."""
    words = " ".join(re.sub(r"[^\w\s]+", " ", text).casefold().split())
    if len(words) <= LONGEST_WORDING:
        return words
    rest = hashlib.sha256(words.encode()).hexdigest()
    return f"{words[: LONGEST_WORDING - len(rest) - 1]} {rest}"


def keep(tx: Connection, text: str, language: str, talk_id: int, now: datetime) -> None:
    """Keep a question and who asked it; asked before in the same words and not yet answered, it is one more asker."""
    words = wording(text)
    same = select(question.c.id).where(question.c.wording == words, OPEN).order_by(question.c.id).limit(1)
    question_id = tx.execute(same).scalar()
    if question_id is None:
        put = insert(question).values(at=now, language=language, text=text, wording=words)
        question_id = tx.execute(put.returning(question.c.id)).scalar_one()
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    tx.execute(dialect.insert(asker).values(question_id=question_id, talk_id=talk_id).on_conflict_do_nothing())


def answered(tx: Connection, text: str) -> Row[Any] | None:
    """The newest answer that two officers gave to a question in the same words, or None."""
    mine = select(question).where(question.c.wording == wording(text), question.c.closed_at.is_not(None))
    return tx.execute(mine.order_by(question.c.closed_at.desc(), question.c.id.desc()).limit(1)).first()


def listed(tx: Connection, area: str, *, closed: bool, at_most: int = 100) -> list[Row[Any]]:
    """The questions of an area ("" for all), those most people asked first; answered ones newest first."""
    rows = _with_askers().where(_of_area(area), question.c.closed_at.is_not(None) if closed else OPEN)
    order = (question.c.closed_at.desc(),) if closed else (_count().desc(), question.c.at)
    return list(tx.execute(rows.order_by(*order, question.c.id).limit(at_most)).all())


def visible_in(tx: Connection, area: str, question_id: int) -> Row[Any] | None:
    """A question if it was asked from an area ("" for all), else None."""
    return tx.execute(_with_askers().where(_of_area(area), question.c.id == question_id)).first()


def propose(tx: Connection, question_id: int, officer_id: int, answer: str) -> None:
    """Write the answer that a second officer is to read; raises AnswerChanged when the question was closed meanwhile."""
    values = {"answer": answer, "answered_by": officer_id}
    if tx.execute(update(question).where(question.c.id == question_id, OPEN).values(**values)).rowcount != 1:
        raise AnswerChanged("the question was answered meanwhile")


def mark_of(answer: str) -> str:
    """What stands for an answer in a form, so that nobody agrees to another one than they have read."""
    return hashlib.sha256(answer.encode()).hexdigest()[:16]


def hold(tx: Connection, question_id: int, seen: str) -> Row[Any]:
    """An open question whose answer waits for a second officer, held until the transaction ends.

    Raises AnswerChanged when the answer is not the one of the mark that was `seen`.
    """
    found = tx.execute(select(question).where(question.c.id == question_id).with_for_update()).one()
    if found.closed_at is not None or found.answered_by is None or mark_of(found.answer) != seen:
        raise AnswerChanged("somebody else changed the answer meanwhile")
    return found


def send_back(tx: Connection, held: Row[Any]) -> None:
    """Leave the answer as a draft of nobody."""
    tx.execute(update(question).where(question.c.id == held.id).values(answered_by=None))


def close(tx: Connection, held: Row[Any], officer_id: int, now: datetime) -> list[int]:
    """Close a question, and open ones in the same words, with its answer; returns the talks to be told."""
    words = held.wording or wording(held.text)
    same = or_(question.c.id == held.id, and_(question.c.wording == words, OPEN))
    values = {"wording": words, "answer": held.answer, "answered_by": held.answered_by, "closed_at": now}
    closing = update(question).where(same).values(approved_by=officer_id, **values).returning(question.c.id)
    closed = list(tx.execute(closing).scalars())
    told = select(asker.c.talk_id).where(asker.c.question_id.in_(closed)).distinct().order_by(asker.c.talk_id)
    return list(tx.execute(told).scalars())


def forget_asker(tx: Connection, talk_id: int) -> None:
    """Forget which questions a talk asked; the questions stay, and their answers are no longer brought to it."""
    tx.execute(delete(asker).where(asker.c.talk_id == talk_id))


def _count() -> ColumnElement[int]:
    asked = select(func.count()).select_from(asker).where(asker.c.question_id == question.c.id)
    return asked.correlate(question).scalar_subquery()


def _with_askers() -> Select[Any]:
    author, second = officer.alias(), officer.alias()
    return (
        select(question, _count().label("askers"), author.c.name.label("author"), second.c.name.label("second"))
        .outerjoin(author, author.c.id == question.c.answered_by)
        .outerjoin(second, second.c.id == question.c.approved_by)
    )


def _of_area(area: str) -> ColumnElement[bool]:
    """Whether somebody who asked has their home in an area; who has told no home is not found in any."""
    if not area:
        return question.c.id.is_not(None)
    home = talk.c.state["home"].as_string()
    inside = or_(home == area, home.startswith(area + ".", autoescape=True))
    asked = exists().where(asker.c.question_id == question.c.id, asker.c.talk_id == talk.c.id, inside)
    return asked.correlate(question)
