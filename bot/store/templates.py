"""The canned replies of an office: words its officers write again and again, put into the box and changed there."""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from bot.store.schema import template


def add(tx: Connection, office: str, title: str, text: str) -> None:
    """Add one."""
    tx.execute(insert(template).values(office=office, title=title, text=text))


def remove(tx: Connection, office: str, template_id: int) -> str:
    """Remove one of an office and return its title, "" when there was none."""
    gone = delete(template).where(template.c.id == template_id, template.c.office == office)
    return tx.execute(gone.returning(template.c.title)).scalar() or ""


def of_office(tx: Connection, office: str) -> list[Row[Any]]:
    """The canned replies of an office by title."""
    return list(tx.execute(select(template).where(template.c.office == office).order_by(template.c.title)).all())
