"""The list of licensed agencies as it was last imported; looked up by name, spelling forgiven but said so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, Row, delete, func, insert, select

from bot.dialogue.villages import plain
from bot.store.schema import agency

CLOSE_ENOUGH = 80
SHOWN = 3
FIRM = {"pt", "cv", "p3mi", "pjtki"}


@dataclass(frozen=True, slots=True)
class Found:
    """What the list says of a name: the agency itself, or those with a like name; `listed_on` is None without a list."""

    listed_on: date | None
    agency: Row[Any] | None = None
    near: tuple[str, ...] = ()


def replace_all(tx: Connection, agencies: Sequence[Mapping[str, str]], listed_on: date) -> None:
    """Put a new list in the place of the old one."""
    tx.execute(delete(agency))
    tx.execute(insert(agency), [{**each, "listed_on": listed_on} for each in agencies])


def find(tx: Connection, typed: str) -> Found:
    """Look a name up, with or without "PT" in front."""
    listed_on = tx.execute(select(func.max(agency.c.listed_on))).scalar()
    rows = {_name(row.name): row for row in tx.execute(select(agency)).all()}
    exact = rows.get(_name(typed))
    if exact is not None or not rows:
        return Found(listed_on, exact)
    close = process.extract(_name(typed), rows.keys(), scorer=fuzz.WRatio, score_cutoff=CLOSE_ENOUGH, limit=SHOWN)
    return Found(listed_on, None, tuple(rows[match].name for match, _, _ in close))


def _name(written: str) -> str:
    return " ".join(word for word in plain(written).split() if word not in FIRM)
