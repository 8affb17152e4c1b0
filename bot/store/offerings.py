"""What a desk offers its village: courses, tools, sessions, whom to ask in the cooperative; kept by its officers."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select

from bot.store.schema import offering


def add(tx: Connection, office: str, category: str, title: str, starts_at: datetime | None) -> None:
    """Add one; a session has a time, other things are there until they are removed."""
    values = {"office": office, "category": category, "title": title, "starts_at": starts_at}
    tx.execute(insert(offering).values(**values))


def remove(tx: Connection, office: str, offering_id: int) -> str:
    """Remove one of an office and return its title, "" when there was none."""
    gone = delete(offering).where(offering.c.id == offering_id, offering.c.office == office)
    return tx.execute(gone.returning(offering.c.title)).scalar() or ""


def of_office(tx: Connection, office: str, now: datetime, category: str = "") -> list[Row[Any]]:
    """What an office offers now, sessions that are over left out, the next first; of one category or of all."""
    rows = select(offering).where(
        offering.c.office == office, or_(offering.c.starts_at.is_(None), offering.c.starts_at > now)
    )
    if category:
        rows = rows.where(offering.c.category == category)
    return list(tx.execute(rows.order_by(offering.c.starts_at.is_(None), offering.c.starts_at, offering.c.id)).all())
