"""The ladder of a case as timers: who is alerted next while nobody takes it, and what silence leads to."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, update

from bot.casework.ladder import climbs_at, foot_for, rung_at
from bot.casework.life import UNTAKEN, Act, State
from bot.casework.routing import HEIGHT, nearest
from bot.dialogue.events import Term
from bot.dialogue.speech import Choice
from bot.store import cases, journal, lanes, schema
from bot.store.journal import CLOCK
from bot.work.moves import move
from bot.work.outbox import alert_office, tell_followers
from bot.work.workshop import Workshop

UNTAKEN_YET = "untaken"
"""Why a case goes up, as the journal says it."""


def start_ladder(tx: Connection, shop: Workshop, case: Row[Any], now: datetime) -> None:
    """Alert the first rung at once and set the timer of the next.

    An office further up begins at its own rung; danger always at the foot, where the alerts come fastest.
    """
    stop(tx, case, now)
    ladder = shop.ladder(case.category, danger=case.danger)
    foot = 0 if case.danger else foot_for(ladder, shop.office(case.office).level)
    tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(ladder=case.version))
    _climb_to(tx, shop, case, foot, case.version, now, first=True)


def stop(tx: Connection, case: Row[Any], now: datetime) -> None:
    """Nobody needs to be alerted about this case any more."""
    lanes.drop(tx, lanes.TIMER, _lane(case), now)


def climb(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    """A timer of the ladder: alert the next rung, moving the case up to its level.

    Not when somebody has taken the case, nor when another ladder has begun meanwhile.
    """
    case = cases.by_id(tx, body["case_id"])
    if State(case.state) in UNTAKEN and not case.handed_to and case.ladder == body["start"]:
        _climb_to(tx, shop, case, body["rung"], body["start"], now)


TIMERS: dict[str, Callable[[Connection, Workshop, Mapping[str, Any], datetime], None]] = {
    "climb": climb,
}


def _climb_to(
    tx: Connection, shop: Workshop, case: Row[Any], number: int, start: int, now: datetime, *, first: bool = False
) -> None:
    ladder = shop.ladder(case.category, danger=case.danger)
    rung = rung_at(ladder, number)
    if HEIGHT[rung.level] > HEIGHT[shop.office(case.office).level]:
        case = _move_up(tx, shop, case, nearest(case.village, shop.offices_for(case), rung.level).name, now)
    notice = "new_case" if first else "still_waiting"
    key = f"ladder:{case.id}:{start}:{number}"
    told = alert_office(tx, shop, case, notice, key, now, at_most=rung.officers)
    if case.danger or not first:
        journal.write(tx, case.id, Act.ALERT, CLOCK, f"{case.office}: {told}", State(case.state), now)
    tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(rung=number))
    if case.due_at <= now:
        case = _renew(tx, shop, case, now)
    following = climbs_at(ladder, number + 1, now)
    body = {"timer": "climb", "case_id": case.id, "rung": number + 1, "start": start}
    key = f"ladder:{case.id}:{start}:{number + 1}"
    lanes.append(tx, lanes.TIMER, _lane(case), key, body, following if case.danger else max(following, case.due_at))


def _renew(tx: Connection, shop: Workshop, case: Row[Any], now: datetime) -> Row[Any]:
    """There is no office above: the promised date has passed, so the reporter is told a new one."""
    level = shop.office(case.office).level
    case = cases.set_dates(tx, case, due_at=shop.policy.due_at(State(case.state), level, now))
    tell_followers(tx, shop, case, "still_untaken", now, key=f":{now.date()}")
    return case


def _move_up(tx: Connection, shop: Workshop, case: Row[Any], office: str, now: datetime) -> Row[Any]:
    case = move(tx, shop, case, Act.MOVE_UP, CLOCK, now, UNTAKEN_YET, office=office)
    tell_followers(tx, shop, case, "moved_up", now)
    return case


def verdict_choices(shop: Workshop, case: Row[Any]) -> tuple[Choice, ...]:
    """The two answers to whether a case is really over."""
    buttons = shop.content.buttons
    solved = Choice(f"case:confirm:{case.number}", buttons["solved"])
    return solved, Choice(f"case:reopen:{case.number}", buttons["not_solved"])


def reopen_choices(shop: Workshop, case: Row[Any]) -> tuple[Choice, ...]:
    """The button that opens an ended case again."""
    return (Choice(f"case:reopen:{case.number}", shop.content.buttons["reopen"]),)


def reopen_terms(shop: Workshop, case: Row[Any]) -> dict[str, Term]:
    """Until when one word opens an ended case again."""
    return {"until": Term("time", (case.closed_at + timedelta(days=shop.policy.reopen_days)).isoformat())}


def _lane(case: Row[Any]) -> str:
    return f"case:{case.id}"
