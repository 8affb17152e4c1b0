"""The one way an act is done to a case: its state by the table, its dates by the policy, its journal, its timers."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import ENDED, Act, State, after, renews
from bot.casework.policy import shifted
from bot.casework.routing import Office
from bot.store import cases, lanes
from bot.store.journal import Actor
from bot.work.workshop import Workshop


def move(
    tx: Connection, shop: Workshop, case: Row[Any], act: Act, actor: Actor, now: datetime, text: str = "",
    **changes: Any,  # noqa: ANN401 - columns of the case
) -> Row[Any]:  # fmt: skip
    """Do an act and return the case as it is then; raises ActRefused and CaseChanged.

    `changes` are columns the act sets besides; a `due_at` among them stands instead of the policy's.
    """
    state = State(case.state)
    following = after(state, act)
    values: dict[str, Any] = {}
    if renews(state, act):
        office = shop.office(changes.get("office", case.office))
        values = _clocks(shop, case, act, following, office, now)
    case = cases.act(tx, case, act, actor, now, text, **{**values, **changes})
    if values:
        plan_timers(tx, shop, case, now)
    return case


def _clocks(
    shop: Workshop, case: Row[Any], act: Act, following: State, office: Office, now: datetime
) -> dict[str, datetime | str | None]:
    """The dates after a step: of the next one, and of the end, which does not run while somebody else is waited for."""
    values: dict[str, datetime | str | None] = {"due_at": shop.policy.due_at(following, office.level, now), "pause": ""}
    values |= {"proposed_by": None, "proposal": ""}
    values["closed_at"] = now if following in ENDED else None
    if act is not Act.HAND_OVER and case.handed_to:
        values["handed_to"] = ""
    if act is Act.REOPEN:
        return {**values, "paused_at": None, "finish_at": shop.policy.finish_at(case.category, now)}
    stands = act is Act.HOLD or following in {State.WAITING_REPORTER, State.RESOLVED}
    if stands:
        values["paused_at"] = case.paused_at or now
    elif case.paused_at and following not in ENDED:
        values |= {"paused_at": None, "finish_at": shifted(case.finish_at, case.paused_at, now)}
    return values


def plan_timers(tx: Connection, shop: Workshop, case: Row[Any], now: datetime) -> None:
    """Set the timers of a case anew after an act: for its next step and for its end."""
    plan_step(tx, shop, case, now)
    plan_finish(tx, case, now)


def plan_finish(tx: Connection, case: Row[Any], now: datetime) -> None:
    """Set the timer of the end anew."""
    lane = f"finish:{case.id}"
    lanes.drop(tx, lanes.TIMER, lane, now)
    if State(case.state) not in ENDED and not case.paused_at and case.finish_at:
        _set(tx, lane, f"finish:{case.id}:{case.version}", {"timer": "finish"}, case, case.finish_at)


def plan_step(tx: Connection, shop: Workshop, case: Row[Any], now: datetime) -> None:
    """Set the timers of the next step anew."""
    lane, state = f"due:{case.id}", State(case.state)
    lanes.drop(tx, lanes.TIMER, lane, now)
    for number, moment in enumerate(shop.policy.reminders(state, now)):
        key, body = f"remind:{case.id}:{case.version}:{number}", {"timer": "remind", "day": (moment - now).days}
        _set(tx, lane, key, body, case, moment)
    if case.due_at and not _climbs(case):
        key = f"due:{case.id}:{case.version}:{case.due_at.isoformat()}"
        _set(tx, lane, key, {"timer": "due"}, case, case.due_at)


def _climbs(case: Row[Any]) -> bool:
    """Whether the ladder watches over the next step, because nobody has the case."""
    return case.state == State.NEW or (case.state == State.HANDED_OVER and not case.handed_to)


def _set(tx: Connection, lane: str, key: str, body: dict[str, Any], case: Row[Any], moment: datetime) -> None:
    body |= {"case_id": case.id, "due": case.due_at.isoformat() if case.due_at else ""}
    lanes.append(tx, lanes.TIMER, lane, key, body, moment)
