"""Whether an officer may do something; a no is written down where it belongs."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import Act, State
from bot.casework.roles import RIGHT_OF_ACT, RightMissing, may
from bot.store import cases, journal
from bot.store.journal import Actor
from bot.work.acts import ACTS, OfficerAct


def perform(act: OfficerAct, name: str) -> Row[Any]:
    """Do an act by its name; raises RightMissing when the officer's role does not allow it."""
    if not may(act.officer.role, RIGHT_OF_ACT[name]):
        raise RightMissing(f"a {act.officer.role} may not {name}")
    return ACTS[name](act)


def note_refusal(tx: Connection, officer: Row[Any], number: str, what: str, now: datetime) -> None:
    """Write into the journal of a case that an officer was refused; a number nobody has leaves no trace."""
    case = cases.by_number(tx, number)
    if case is not None:
        journal.write(tx, case.id, Act.REFUSED, Actor("officer", officer.id), what, State(case.state), now)
