"""How often each thing was begun or answered on a day, in each language; nothing of who it was."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.casework.figures import Period
from bot.store.schema import tally

FLOW, INTENT = "flow:", "intent:"


def add(tx: Connection, day: date, what: str, language: str) -> None:
    """Count one more of "flow:<name>" or "intent:<name>"; the day is Jakarta's."""
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    put = dialect.insert(tally).values(day=day, what=what, language=language, count=1)
    more = put.on_conflict_do_update(index_elements=["day", "what", "language"], set_={"count": tally.c.count + 1})
    tx.execute(more)


def sums(tx: Connection, period: Period) -> Iterator[tuple[str, str, int]]:
    """What was counted in a period: what, language, how often."""
    rows = select(tally.c.what, tally.c.language, func.sum(tally.c.count).label("times"))
    mine = rows.where(tally.c.day.between(period.first, period.last)).group_by(tally.c.what, tally.c.language)
    for row in tx.execute(mine.order_by(tally.c.what, tally.c.language)):
        yield row.what, row.language, int(row.times)
