"""Lanes: one mechanism for what was heard, what is to be said and what is due later.

A job is runnable when it is open, due, not leased, and no older open job of its lane exists, so a lane keeps its
order and lanes run side by side. The token is the fence: a worker that lost its lease cannot finish the job.
`state = 0` stands literally in the statements, because a bound value would miss the partial indexes.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, delete, exists, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.bell import ring
from bot.store.columns import UtcTime
from bot.store.schema import job

IN, OUT, TIMER = "in", "out", "timer"
OPEN, DONE, DEAD = 0, 1, 2
IS_OPEN = text("job.state = 0")

_older = job.alias("older")
_runnable = (
    select(job.c.id)
    .where(
        IS_OPEN,
        job.c.queue == bindparam("of_queue"),
        job.c.due_at <= bindparam("now", type_=UtcTime),
        or_(job.c.lease_until.is_(None), job.c.lease_until <= bindparam("now", type_=UtcTime)),
        ~exists().where(
            and_(
                text("older.state = 0"),
                _older.c.queue == job.c.queue,
                _older.c.lane == job.c.lane,
                _older.c.id < job.c.id,
            )
        ),
    )
    .order_by(job.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
_claim = (
    update(job)
    .where(job.c.id.in_(_runnable.scalar_subquery()))
    .values(
        lease_until=bindparam("until", type_=UtcTime),
        token=bindparam("new_token"),
        worker=bindparam("by"),
        tries=job.c.tries + 1,
    )
    .returning(job)
)
_held = and_(job.c.id == bindparam("job_id"), job.c.token == bindparam("its_token"), IS_OPEN)
_finish = update(job).where(_held).values(state=DONE, done_at=bindparam("now", type_=UtcTime), lease_until=None)
_put_back = (
    update(job)
    .where(_held)
    .values(
        due_at=case(
            (job.c.due_at > bindparam("was_due", type_=UtcTime), job.c.due_at), else_=bindparam("due", type_=UtcTime)
        ),
        tries=bindparam("so_many"),
        error=bindparam("why"),
        lease_until=None,
    )
)
_bury = update(job).where(_held).values(
    state=DEAD, error=bindparam("why"), done_at=bindparam("now", type_=UtcTime), lease_until=None
)  # fmt: skip
_following = (
    select(job)
    .where(IS_OPEN, job.c.queue == bindparam("of_queue"), job.c.lane == bindparam("of_lane"), job.c.id > bindparam("id_"))
    .order_by(job.c.id)
    .limit(bindparam("at_most"))
)
_next_due = select(func.min(job.c.due_at, type_=UtcTime)).where(
    IS_OPEN, job.c.queue == bindparam("of_queue"), job.c.due_at > bindparam("now", type_=UtcTime)
)
_append = {
    name: dialect.insert(job).on_conflict_do_nothing(index_elements=["queue", "key"]).returning(job.c.id)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
_drop = (
    update(job)
    .where(
        IS_OPEN,
        job.c.queue == bindparam("of_queue"),
        job.c.lane == bindparam("of_lane"),
        or_(job.c.lease_until.is_(None), job.c.lease_until <= bindparam("now", type_=UtcTime)),
    )
    .values(state=DONE, done_at=bindparam("now", type_=UtcTime))
)
_lane_lock = text("select pg_advisory_xact_lock(hashtextextended(:lane, 0))")


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work that has been claimed."""

    id: int
    queue: str
    lane: str
    key: str
    body: Mapping[str, Any]
    tries: int
    token: str
    due_at: datetime


class LeaseLost(RuntimeError):
    """Another worker holds this job now; nothing of this run may be committed."""


def append(tx: Connection, queue: str, lane: str, key: str, body: Mapping[str, Any], due_at: datetime) -> bool:
    """Put a job at the end of its lane; False when a job of this key was put there before."""
    if tx.dialect.name == "postgresql":
        tx.execute(_lane_lock, {"lane": f"{queue}:{lane}"})  # ids of a lane must appear in the order of commits
    values = {"queue": queue, "lane": lane, "key": key, "body": dict(body), "due_at": due_at}
    new = tx.execute(_append[tx.dialect.name], values).first() is not None
    if new:
        ring(tx)
    return new


def claim(tx: Connection, queue: str, worker: str, now: datetime, lease: timedelta, at_most: int) -> list[Job]:
    """Take up to `at_most` runnable jobs for as long as the lease lasts, the oldest first."""
    parameters = {
        "of_queue": queue, "now": now, "until": now + lease, "at_most": at_most,
        "new_token": secrets.token_hex(8), "by": worker,
    }  # fmt: skip
    rows = tx.execute(_claim, parameters).all()
    return sorted((_job(row) for row in rows), key=lambda each: each.id)


def finish(tx: Connection, done: Job, now: datetime) -> None:
    """Mark a job as done, in the transaction of what it brought about; raises LeaseLost."""
    _only_mine(tx, _finish, {"job_id": done.id, "its_token": done.token, "now": now})
    ring(tx)


def put_back(tx: Connection, back: Job, due_at: datetime, why: str, *, counted: bool) -> None:
    """Put a job back to its place; `counted` when the run was a failure and not a wish to wait. Raises LeaseLost.

    A job that was hurried while it was held is due at once: what it wants to wait for has come.
    """
    parameters = {
        "job_id": back.id, "its_token": back.token, "was_due": back.due_at, "due": due_at, "why": why,
        "so_many": back.tries if counted else back.tries - 1,
    }  # fmt: skip
    _only_mine(tx, _put_back, parameters)


def bury(tx: Connection, dead: Job, why: str, now: datetime) -> None:
    """Give a job up: it stays in the book until a person has looked at it. Raises LeaseLost."""
    _only_mine(tx, _bury, {"job_id": dead.id, "its_token": dead.token, "why": why, "now": now})
    ring(tx)


def done(tx: Connection, queue: str, key: str) -> Job | None:
    """The job of a key that has been done, as long as it is kept."""
    found = tx.execute(select(job).where(job.c.queue == queue, job.c.key == key, job.c.state == DONE)).first()
    return _job(found) if found else None


def following(tx: Connection, held: Job, at_most: int) -> list[Job]:
    """The open jobs behind a job in its lane, which nobody else can take while it is held."""
    rows = tx.execute(_following, {"of_queue": held.queue, "of_lane": held.lane, "id_": held.id, "at_most": at_most}).all()
    return [_job(row) for row in rows]


def finish_behind(tx: Connection, behind: list[Job], now: datetime) -> None:
    """Mark jobs behind a held one as done together with it."""
    ids = [each.id for each in behind]
    tx.execute(update(job).where(job.c.id.in_(ids)).values(state=DONE, done_at=now))


def next_due(tx: Connection, queue: str, now: datetime) -> datetime | None:
    """When the next job that is not yet due will be."""
    return tx.execute(_next_due, {"of_queue": queue, "now": now}).scalar()


def hurry(tx: Connection, queue: str, lane: str, now: datetime) -> int:
    """Make the waiting jobs of a lane due at once, because what they waited for has come; returns how many there are."""
    waiting = tx.execute(update(job).where(IS_OPEN, job.c.queue == queue, job.c.lane == lane).values(due_at=now)).rowcount
    ring(tx)
    return waiting


def drop(tx: Connection, queue: str, lane: str, now: datetime) -> None:
    """Close the open jobs of a lane without running them; one that a worker holds sees for itself what has changed."""
    tx.execute(_drop, {"of_queue": queue, "of_lane": lane, "now": now})


def free_leases(tx: Connection, worker: str | None) -> None:
    """Free what a worker of this name held before it was killed; all leases when None (SQLite: we are alone)."""
    freed = update(job).where(IS_OPEN, job.c.lease_until.is_not(None)).values(lease_until=None)
    tx.execute(freed.where(job.c.worker == worker) if worker else freed)


def forget(tx: Connection, lane: str) -> None:
    """Delete the done jobs of a lane, of all queues, before their time."""
    tx.execute(delete(job).where(job.c.lane == lane, job.c.state == DONE))


def prune(tx: Connection, before: datetime) -> int:
    """Delete done jobs older than `before`; returns how many. Dead ones stay."""
    return tx.execute(delete(job).where(job.c.state == DONE, job.c.done_at < before)).rowcount


def counts(tx: Connection) -> dict[tuple[str, str], int]:
    """How many jobs wait (open) or need a person (dead), by queue."""
    names = {OPEN: "open", DEAD: "dead"}
    found = {(queue, name): 0 for queue in (IN, OUT, TIMER) for name in names.values()}
    rows = select(job.c.queue, job.c.state, func.count()).where(job.c.state != DONE).group_by(job.c.queue, job.c.state)
    return found | {(queue, names[state]): count for queue, state, count in tx.execute(rows)}


def _only_mine(tx: Connection, statement: Any, parameters: Mapping[str, Any]) -> None:  # noqa: ANN401 - a built update
    if tx.execute(statement, parameters).rowcount != 1:
        raise LeaseLost("another worker holds this job now")


def _job(row: Any) -> Job:  # noqa: ANN401 - a row of the job table
    return Job(row.id, row.queue, row.lane, row.key, row.body, row.tries, row.token or "", row.due_at)
