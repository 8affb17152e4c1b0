"""What an office says of itself: when it is open, where it is and its telephone."""

from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema import desk

FIELDS = {"hours": 160, "address": 300, "telephone": 40}
"""What is said, in the order in which it is said, and how many characters each may have."""


def of_office(tx: Connection, office: str) -> Row[Any] | None:
    """What an office says of itself, or None while nothing was said."""
    return tx.execute(select(desk).where(desk.c.office == office)).first()


def describe(tx: Connection, office: str, hours: str, address: str, telephone: str) -> None:
    """Say when an office is open, where it is and its telephone; what is empty is said to nobody."""
    said = {"hours": hours, "address": address, "telephone": telephone}
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    put = dialect.insert(desk).values(office=office, **said)
    tx.execute(put.on_conflict_do_update(index_elements=["office"], set_=said))
