"""Writes a new case into the book, whether it came from a chat or over the desk: the same in all that follows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import State
from bot.casework.routing import Office
from bot.dialogue.receipt import case_number
from bot.store import cases
from bot.store.journal import Actor
from bot.work import alarms, marks
from bot.work.moves import plan_timers
from bot.work.workshop import Workshop


def register(
    tx: Connection, shop: Workshop, office: Office, told: Mapping[str, Any], actor: Actor, now: datetime,
    talk_id: int | None = None,
) -> tuple[Row[Any], str]:  # fmt: skip
    """Open a case at an office, alert it, and return the case with its PIN, which is shown once.

    `told` are the columns that hold what was told. Raises IntegrityError when it was opened before by the same key.
    """
    number, pin = case_number(now.year, cases.next_sequence(tx, now.year)), shop.new_pin()
    values = {
        **told, "number": number, "pin_hash": shop.pin_hash(number, pin), "office": office.name,
        "due_at": shop.policy.due_at(State.NEW, office.level, now),
        "finish_at": shop.policy.finish_at(told["category"], now),
    }  # fmt: skip
    case = cases.open_case(tx, values, talk_id, now, actor)
    plan_timers(tx, shop, case, now)
    alarms.start_ladder(tx, shop, case, now)
    marks.note(tx, shop, case, case.story, now)
    return case, pin
