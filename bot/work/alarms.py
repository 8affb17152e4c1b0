"""The ladder of a case as timers: who is alerted next while nobody takes it, and what silence leads to."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, update

from bot.casework.clocks import due_at
from bot.casework.ladder import climbs_at, rung_at
from bot.casework.life import UNTAKEN, Act, State
from bot.casework.routing import HEIGHT, nearest
from bot.store import cases, journal, lanes, schema
from bot.store.journal import CLOCK
from bot.work.outbox import alert_office, tell_followers
from bot.work.workshop import Workshop


def start_ladder(tx: Connection, shop: Workshop, case: Row[Any], now: datetime) -> None:
    """Alert the first rung at once and set the timer of the next."""
    stop(tx, case, now)
    _climb_to(tx, shop, case, 0, case.version, now)


def stop(tx: Connection, case: Row[Any], now: datetime) -> None:
    """Nobody needs to be alerted about this case any more."""
    lanes.drop(tx, lanes.TIMER, _lane(case), now)


def set_lapse(tx: Connection, case: Row[Any], now: datetime) -> None:
    """After a resolution: if the reporter stays silent until the date, the case closes, but not as a success."""
    stop(tx, case, now)
    key = f"lapse:{case.id}:{case.version}"
    lanes.append(tx, lanes.TIMER, _lane(case), key, {"timer": "lapse", "case_id": case.id}, case.due_at)


def climb(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    """A timer of the ladder: alert the next rung, moving the case up to its level, unless somebody has taken it."""
    case = cases.by_id(tx, body["case_id"])
    if State(case.state) in UNTAKEN:
        _climb_to(tx, shop, case, body["rung"], body["start"], now)


def lapse(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    """A timer after a resolution: the reporter has not answered."""
    case = cases.by_id(tx, body["case_id"])
    if State(case.state) is State.RESOLVED:
        case = cases.act(tx, case, Act.LAPSE, CLOCK, now, due_at=None)
        tell_followers(tx, shop, case, "lapsed", now)


TIMERS: dict[str, Callable[[Connection, Workshop, Mapping[str, Any], datetime], None]] = {
    "climb": climb,
    "lapse": lapse,
}


def _climb_to(tx: Connection, shop: Workshop, case: Row[Any], number: int, start: int, now: datetime) -> None:
    ladder = shop.ladder(case.category, danger=case.danger)
    level = rung_at(ladder, number).level
    if HEIGHT[level] > HEIGHT[shop.office(case.office).level]:
        case = _move_up(tx, shop, case, nearest(case.village, shop.offices, level).name, now)
    notice = "new_case" if number == 0 else "still_waiting"
    told = alert_office(tx, shop, case, case.office, notice, f"ladder:{case.id}:{start}:{number}", now)
    if case.danger or number:
        journal.write(tx, case.id, Act.ALERT, CLOCK, f"{case.office}: {told}", State(case.state), now)
    tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(rung=number))
    body = {"timer": "climb", "case_id": case.id, "rung": number + 1, "start": start}
    key = f"ladder:{case.id}:{start}:{number + 1}"
    lanes.append(tx, lanes.TIMER, _lane(case), key, body, climbs_at(ladder, number + 1, now))


def _move_up(tx: Connection, shop: Workshop, case: Row[Any], office: str, now: datetime) -> Row[Any]:
    due = due_at(State.NEW, shop.clocks, now)
    case = cases.act(tx, case, Act.MOVE_UP, CLOCK, now, office, office=office, due_at=due)
    tell_followers(tx, shop, case, "moved_up", now)
    return case


def _lane(case: Row[Any]) -> str:
    return f"case:{case.id}"
