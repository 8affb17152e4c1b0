"""What officers did at their desk besides acting on a case: came in, changed a setting, took figures out, were refused."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from bot.store.schema import audit, officer


def add(tx: Connection, of: Row[Any], what: str, text: str, now: datetime) -> None:
    """Write down what an officer did; rows are never changed."""
    tx.execute(insert(audit).values(at=now, officer_id=of.id, office=of.office, what=what, text=text))


def of_office(tx: Connection, office: str, at_most: int = 200) -> list[Row[Any]]:
    """The newest of what the officers of an office did, newest first, with their names."""
    rows = select(audit, officer.c.name).join(officer, officer.c.id == audit.c.officer_id)
    return list(tx.execute(rows.where(audit.c.office == office).order_by(audit.c.id.desc()).limit(at_most)).all())
