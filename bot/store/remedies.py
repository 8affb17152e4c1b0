"""What reporters received in the end, as they said themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from bot.store.schema import remedy


def add(tx: Connection, case_id: int, kind: str, amount: int, currency: str, now: datetime) -> None:
    """Write down what was received; money in whole units of its currency."""
    tx.execute(insert(remedy).values(case_id=case_id, at=now, kind=kind, amount=amount, currency=currency))


def of_case(tx: Connection, case_id: int) -> list[Row[Any]]:
    """What was received in a case, oldest first."""
    return list(tx.execute(select(remedy).where(remedy.c.case_id == case_id).order_by(remedy.c.id)).all())
