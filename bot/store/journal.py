"""The journal of the cases: rows are only ever added, and each holds the hash of the one before it in its case.

Whoever changes, removes or slips in a row breaks the chain. A whole tail cannot be cut off either, because the case
keeps the number and hash of its last row; and a digest written down elsewhere shows whether all was written anew.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from bot.casework.life import Act, State
from bot.dialogue.receipt import case_number
from bot.store.bell import ring
from bot.store.schema import case, case_year, journal, officer

_HEAD = select(case.c.number, case.c.journal_rows, case.c.journal_hash)
_held = _HEAD.where(case.c.id == bindparam("of_case")).with_for_update()
_add = insert(journal)
_move_head = (
    update(case)
    .where(case.c.id == bindparam("of_case"))
    .values(journal_rows=bindparam("rows"), journal_hash=bindparam("last"))
    .returning(case)
)
READ_ONCE_IN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: "citizen", "officer" (with id) or "clock"."""

    kind: str
    officer_id: int | None = None


CITIZEN, CLOCK = Actor("citizen"), Actor("clock")


def write(tx: Connection, case_id: int, act: Act, actor: Actor, text: str, state: State, now: datetime) -> Row[Any]:
    """Add a row to the journal of a case and return the case, which remembers it as its last."""
    head = tx.execute(_held, {"of_case": case_id}).one()
    row: dict[str, Any] = {
        "case_id": case_id, "number": head.journal_rows + 1, "at": now, "act": act, "actor": actor.kind,
        "officer_id": actor.officer_id, "text": text, "state": state,
    }  # fmt: skip
    row["hash"] = digest(head.journal_hash, head.number, row)
    tx.execute(_add, row)
    ring(tx)
    return tx.execute(_move_head, {"of_case": case_id, "rows": row["number"], "last": row["hash"]}).one()


def digest(before: str, case_number: str, row: Mapping[str, Any]) -> str:
    """The hash of a row: of the hash before it, the number of its case and all that it says."""
    at: datetime = row["at"]
    said = [
        before, case_number, row["number"], at.astimezone(UTC).isoformat(), str(row["act"]), row["actor"],
        row["officer_id"], row["text"], str(row["state"]),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def note_read(tx: Connection, case_id: int, officer_id: int, state: State, now: datetime) -> None:
    """Write down that an officer read a case; the same one reading on within the hour is one reading."""
    mine = select(journal.c.id).where(
        journal.c.case_id == case_id,
        journal.c.act == Act.READ,
        journal.c.officer_id == officer_id,
        journal.c.at > now - READ_ONCE_IN,
    )
    if tx.execute(mine.limit(1)).first() is None:
        write(tx, case_id, Act.READ, Actor("officer", officer_id), "", state, now)


def timeline(tx: Connection, case_id: int) -> list[Row[Any]]:
    """What happened to a case, oldest first, with the names and offices of the officers."""
    rows = (
        select(journal, officer.c.name.label("officer_name"), officer.c.office.label("officer_office"))
        .outerjoin(officer, journal.c.officer_id == officer.c.id)
        .where(journal.c.case_id == case_id)
        .order_by(journal.c.number)
    )
    return list(tx.execute(rows).all())


def last_words(tx: Connection, case_id: int, *acts: Act) -> str:
    """The words of the newest of these acts on a case, "" when there was none."""
    rows = select(journal.c.text).where(journal.c.case_id == case_id, journal.c.act.in_(acts))
    return tx.execute(rows.order_by(journal.c.number.desc()).limit(1)).scalar() or ""


def spoke_since(tx: Connection, case_id: int, act: Act) -> bool:
    """Whether the reporter has added something since the last time of an act."""
    last = select(func.max(journal.c.number)).where(journal.c.case_id == case_id, journal.c.act == act).scalar_subquery()
    added = select(journal.c.id).where(journal.c.case_id == case_id, journal.c.act == Act.ADD, journal.c.number > last)
    return tx.execute(added.limit(1)).first() is not None


def last_news(tx: Connection) -> int:
    """A number that grows whenever something happens to any case."""
    return int(tx.execute(select(func.max(journal.c.id))).scalar() or 0)


@dataclass(slots=True)
class Proof:
    """What going through the journal found.

    `digest` stands for the first `rows` rows as they are: the same number of rows gives the same digest for ever.
    """

    rows: int = 0
    faults: list[str] = field(default_factory=list)
    digest: str = ""


def verify(tx: Connection, at_most: int | None = None, steps: Iterable[object] = ()) -> Proof:
    """Go through the journal, up to its row `at_most`, and name every place where it is not as it was written.

    Each row takes one of `steps`, which may be a progress bar.
    """
    proof, heads, seen = Proof(), dict[int, tuple[int, str]](), hashlib.sha256()
    step = iter(steps)
    rows = select(journal, case.c.number.label("case_number")).join(case, journal.c.case_id == case.c.id)
    for row in tx.execute(rows.order_by(journal.c.id).limit(at_most).execution_options(yield_per=1000)):
        next(step, None)
        position, before = heads.get(row.case_id, (0, ""))
        if row.number != position + 1:
            proof.faults.append(f"case {row.case_number}: row {position + 1} is missing")
        elif row.hash != digest(before, row.case_number, dict(row._mapping)):  # noqa: SLF001
            proof.faults.append(f"case {row.case_number}: row {row.number} is not as it was written")
        heads[row.case_id] = row.number, row.hash
        seen.update(row.hash.encode())
        proof.rows += 1
    proof.digest = seen.hexdigest()
    if at_most is None:
        proof.faults += _cut_off(tx, heads)
        proof.faults += _lost_cases(tx)
    return proof


def count(tx: Connection) -> int:
    """How many rows the journal has."""
    return int(tx.execute(select(func.count()).select_from(journal)).scalar_one())


def _cut_off(tx: Connection, heads: Mapping[int, tuple[int, str]]) -> Iterator[str]:
    """Cases whose journal does not end with the row they remember as their last."""
    for row in tx.execute(_HEAD.add_columns(case.c.id).order_by(case.c.id)):
        position, last = heads.get(row.id, (0, ""))
        if position < row.journal_rows:
            yield f"case {row.number}: the rows after row {position} are missing"
        elif (position, last) != (row.journal_rows, row.journal_hash):
            yield f"case {row.number}: row {position} is not the last one the case remembers"


def _lost_cases(tx: Connection) -> Iterator[str]:
    """Numbers that were given out and have no case."""
    there = set(tx.execute(select(case.c.number)).scalars())
    for year, last in tx.execute(select(case_year.c.year, case_year.c.last).order_by(case_year.c.year)):
        numbers = (case_number(year, sequence) for sequence in range(1, last + 1))
        yield from (f"case {number} was opened and is not in the book" for number in numbers if number not in there)
