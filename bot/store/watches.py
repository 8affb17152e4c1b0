"""The official clocks that are watched for a case."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.store.schema import watch


def add(tx: Connection, case_id: int, clock: str, text: str, starts_at: datetime, ends_at: datetime) -> int:
    """Write down that a clock runs for a case; returns the id of the watch."""
    values = {"case_id": case_id, "clock": clock, "text": text, "starts_at": starts_at, "ends_at": ends_at}
    return int(tx.execute(insert(watch).values(values).returning(watch.c.id)).scalar_one())


def of_case(tx: Connection, case_id: int) -> list[Row[Any]]:
    """The watches of a case, oldest first."""
    return list(tx.execute(select(watch).where(watch.c.case_id == case_id).order_by(watch.c.id)).all())


def running(tx: Connection, case_ids: Collection[int]) -> dict[int, Row[Any]]:
    """Of each of these cases the watch that runs and ends first."""
    rows = select(watch).where(watch.c.case_id.in_(case_ids), watch.c.met_at.is_(None)).order_by(watch.c.ends_at.desc())
    return {row.case_id: row for row in tx.execute(rows)}


def by_id(tx: Connection, watch_id: int) -> Row[Any]:
    """A watch by its id; raises NoResultFound."""
    return tx.execute(select(watch).where(watch.c.id == watch_id)).one()


def meet(tx: Connection, case_id: int, watch_id: int, now: datetime) -> bool:
    """Write down that what it waited for has come; False when it does not run, or not for this case."""
    running = update(watch).where(watch.c.id == watch_id, watch.c.case_id == case_id, watch.c.met_at.is_(None))
    return tx.execute(running.values(met_at=now)).rowcount == 1
