"""Rate limits as rows, shared by all processes (GCRA: one time per key, the moment it is free again)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema import pace


def wait_for(tx: Connection, key: str, per_second: float, burst: int, now: datetime) -> timedelta:
    """Take one place under this key; zero when it may be used now, else how long to wait (and no place is taken)."""
    step = timedelta(seconds=1 / per_second)
    row = tx.execute(select(pace.c.free_at).where(pace.c.key == key).with_for_update()).first()
    free_at = max(row.free_at if row else now, now)
    wait = free_at - now - step * (burst - 1)
    if wait > timedelta():
        return wait
    _keep(tx, key, free_at + step)
    return timedelta()


def freeze(tx: Connection, key: str, until: datetime, per_second: float, burst: int) -> None:
    """The provider said when: nothing under this key before `until`."""
    _keep(tx, key, until + timedelta(seconds=1 / per_second) * (burst - 1))


def _keep(tx: Connection, key: str, free_at: datetime) -> None:
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    put = dialect.insert(pace).values(key=key, free_at=free_at)
    tx.execute(put.on_conflict_do_update(index_elements=["key"], set_={"free_at": free_at}))
