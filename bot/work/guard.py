"""Watches the closing clocks of other institutions for a case, so that who is concerned is warned in time."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.guard import warnings
from bot.casework.life import ENDED, Act, State
from bot.dialogue.events import Term
from bot.dialogue.speech import Choice
from bot.store import cases, followers, journal, lanes, watches
from bot.store.journal import CLOCK
from bot.work.outbox import alert_office, tell_followers
from bot.work.workshop import Workshop

COMMITMENT, UNREACHABLE, BROKEN = "commitment", "unreachable", "(janji belum dipenuhi)"
"""The clocks the house itself starts or answers for."""


def start(tx: Connection, shop: Workshop, case: Row[Any], clock: str, text: str, now: datetime) -> None:
    """Watch a clock of the policy from now on; one that already runs goes on."""
    if any(each.clock == clock and not each.met_at for each in watches.of_case(tx, case.id)):
        return
    ends_at = shop.policy.official[clock].after(now)
    watch_id = watches.add(tx, case.id, clock, text, now, ends_at)
    for warned in warnings(now, ends_at):
        body = {"timer": "guard", "case_id": case.id, "watch_id": watch_id, "warned": warned.name}
        lanes.append(tx, lanes.TIMER, _lane(watch_id), f"guard:{watch_id}:{warned.name}", body, warned.at)


def end(tx: Connection, case: Row[Any], watch_id: int, now: datetime) -> bool:
    """What a watch waited for has come; False when the case has no such watch running."""
    if not watches.meet(tx, case.id, watch_id, now):
        return False
    lanes.drop(tx, lanes.TIMER, _lane(watch_id), now)
    return True


def unreached(tx: Connection, shop: Workshop, talk_id: int, why: str, now: datetime) -> None:
    """Something did not reach a talk; when the reporter has blocked us the official clock for that begins."""
    for case in followers.followed_by(tx, talk_id, now):
        if State(case.state) not in ENDED:
            journal.write(tx, case.id, Act.UNREACHED, CLOCK, why, State(case.state), now)
            if why == "blocked" and not case.guest:
                start(tx, shop, case, UNREACHABLE, "", now)


def reached(tx: Connection, case: Row[Any], now: datetime) -> None:
    """The reporter who could not be reached has written again."""
    for watch in watches.of_case(tx, case.id):
        if watch.clock == UNREACHABLE and not watch.met_at and end(tx, case, watch.id, now):
            journal.write(tx, case.id, Act.MET, CLOCK, watch.clock, State(case.state), now)


def keep_promise(tx: Connection, case: Row[Any], now: datetime) -> bool:
    """The reporter says that a promise was kept; False when none is watched."""
    kept = [end(tx, case, each.id, now) for each in watches.of_case(tx, case.id) if each.clock == COMMITMENT]
    return any(kept)


def warn(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    """A timer of a watch: warn the reporter, who is close to them, and the office, unless all is over."""
    case, watch = cases.by_id(tx, body["case_id"]), watches.by_id(tx, body["watch_id"])
    if watch.met_at or State(case.state) in ENDED:
        return
    over, name = body["warned"] == "over", body["warned"]
    journal.write(tx, case.id, Act.WARN, CLOCK, f"{watch.clock}: {name}", State(case.state), now)
    values = {
        "clock": Term("words", shop.content.labels[f"official_{watch.clock}"]),
        "until": Term("time", watch.ends_at.isoformat()),
        "text": Term("plain", watch.text),
    }
    notice = f"official_{'over' if over else 'soon'}"
    if over and watch.clock == COMMITMENT:
        notice = "commitment_over"
    choices = _promise_choices(shop, case) if notice == "commitment_over" else ()
    tell_followers(tx, shop, case, notice, now, values, choices, key=f":{watch.id}:{name}")
    alert_office(tx, shop, case, notice, f"guard:{watch.id}:{name}", now, values)


def _promise_choices(shop: Workshop, case: Row[Any]) -> tuple[Choice, ...]:
    buttons = shop.content.buttons
    broken = Choice(f"case:broken:{case.number}", buttons["promise_broken"])
    return Choice(f"case:kept:{case.number}", buttons["promise_kept"]), broken


def _lane(watch_id: int) -> str:
    return f"watch:{watch_id}"


TIMERS: dict[str, Callable[[Connection, Workshop, Mapping[str, Any], datetime], None]] = {"guard": warn}
