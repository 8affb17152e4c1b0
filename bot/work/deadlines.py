"""What is done when a date of a case has come: reminders, the end of waiting, and the way up when a desk is silent."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import UNTAKEN, WAITING, Act, State
from bot.casework.routing import above
from bot.dialogue.events import Term
from bot.store import cases, journal
from bot.store.journal import CLOCK
from bot.work import alarms
from bot.work.moves import move, plan_step
from bot.work.outbox import alert_office, case_terms, tell_followers, tell_office
from bot.work.workshop import Workshop

NO_NEWS, UNFINISHED, FOLLOW_UP, SPOKE = "no_news", "unfinished", "follow_up", "spoke"
"""Why the clock acts on a case, as the journal says it."""


def remind(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    """The reporter is waited for and silent: remind them, with the date until when."""
    case = cases.by_id(tx, body["case_id"])
    if State(case.state) in WAITING and _same_wait(case, body):
        journal.write(tx, case.id, Act.REMIND, CLOCK, str(body["day"]), State(case.state), now)
        question = journal.last_words(tx, case.id, Act.ASK if case.state == State.WAITING_REPORTER else Act.RESOLVE)
        notice = "remind_question" if case.state == State.WAITING_REPORTER else "remind_verdict"
        choices = alarms.verdict_choices(shop, case) if case.state == State.RESOLVED else ()
        tell_followers(tx, shop, case, notice, now, {"text": Term("plain", question)}, choices, f"{body['day']}")


def due(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    """The date of the next step has come, and it is still the one that was promised."""
    case = cases.by_id(tx, body["case_id"])
    state = State(case.state)
    if not _same_wait(case, body):
        return
    if state in WAITING:
        _silence(tx, shop, case, now)
    elif state is State.TAKEN and case.pause:
        _end_pause(tx, shop, case, now)
    elif state is State.TAKEN:
        _move_up(tx, shop, case, NO_NEWS, now)
    elif state is State.HANDED_OVER:
        _follow_up(tx, shop, case, now)


def finish(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    """The date by which all should have been done has come: the case goes up, with a new date."""
    case = cases.by_id(tx, body["case_id"])
    working = State(case.state) in {*UNTAKEN, State.TAKEN} and not case.paused_at
    if working and case.finish_at and case.finish_at <= now:
        _move_up(tx, shop, case, UNFINISHED, now, finish_at=shop.policy.finish_at(case.category, now))


def _same_wait(case: Row[Any], body: Mapping[str, Any]) -> bool:
    return bool(case.due_at) and case.due_at.isoformat() == body["due"]


def _silence(tx: Connection, shop: Workshop, case: Row[Any], now: datetime) -> None:
    """The reporter has not answered: in danger a reason to look for them, otherwise the case closes, unconfirmed.

    Who said something after it was called done, be it by voice, was not silent: the case is opened again.
    """
    if case.danger and case.state == State.WAITING_REPORTER:
        case = move(tx, shop, case, Act.SILENT, CLOCK, now, officer_id=None)
        alarms.start_ladder(tx, shop, case, now)
        alert_office(tx, shop, case, "silent", f"silent:{case.id}:{case.version}", now)
        tell_followers(tx, shop, case, "silent", now)
        return
    if case.state == State.RESOLVED and journal.spoke_since(tx, case.id, Act.RESOLVE):
        case = move(tx, shop, case, Act.REOPEN, CLOCK, now, SPOKE, officer_id=None)
        alarms.start_ladder(tx, shop, case, now)
        tell_followers(tx, shop, case, "reopened", now)
        return
    case = move(tx, shop, case, Act.LAPSE, CLOCK, now)
    tell_followers(tx, shop, case, "lapsed", now, alarms.reopen_terms(shop, case), alarms.reopen_choices(shop, case))


def _end_pause(tx: Connection, shop: Workshop, case: Row[Any], now: datetime) -> None:
    """The date until which a case was put off has come: the officer who has it must give news."""
    officer_id = case.officer_id
    case = move(tx, shop, case, Act.TAKE, CLOCK, now, officer_id=officer_id)
    alert_office(tx, shop, case, "pause_over", f"pause:{case.id}:{case.version}", now)
    tell_followers(tx, shop, case, "pause_over", now)


def _follow_up(tx: Connection, shop: Workshop, case: Row[Any], now: datetime) -> None:
    """An institution has been silent for as long as it may: our desk asks there again, and the reporter hears of it."""
    journal.write(tx, case.id, Act.WARN, CLOCK, FOLLOW_UP, State(case.state), now)
    following = shop.policy.due_at(State.HANDED_OVER, shop.office(case.office).level, now)
    case = cases.set_dates(tx, case, due_at=following)
    plan_step(tx, shop, case, now)
    alert_office(tx, shop, case, "follow_up", f"follow_up:{case.id}:{now.date()}", now)
    tell_followers(tx, shop, case, "follow_up", now, key=str(now.date()))


def _move_up(tx: Connection, shop: Workshop, case: Row[Any], why: str, now: datetime, **dates: datetime) -> None:
    """Bring a case to the next office, which is alerted as if it were new; at the top all officers are alerted."""
    before = case.office
    higher = above(shop.office(before), case.village, shop.offices_for(case))
    office = higher.name if higher else before
    alarms.stop(tx, case, now)
    case = move(tx, shop, case, Act.MOVE_UP, CLOCK, now, why, office=office, officer_id=None, handed_to="", **dates)
    tell_followers(tx, shop, case, f"moved_up_{why}" if office != before else "still_untaken", now)
    if office != before:
        tell_office(tx, shop, before, "moved_away", f"moved:{case.id}:{case.version}", case_terms(shop, case), now)
    alarms.start_ladder(tx, shop, case, now)


TIMERS: dict[str, Callable[[Connection, Workshop, Mapping[str, Any], datetime], None]] = {
    "remind": remind,
    "due": due,
    "finish": finish,
}
