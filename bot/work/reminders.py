"""What somebody asked to be told later: papers that run out, the open items of the checklist, guidance for carers.

Each is a timer in a lane of its own talk and purpose, so that asking again replaces what was set before.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.dialogue import reckoning
from bot.dialogue.checklist import Progress
from bot.dialogue.events import Say, Term
from bot.store import lanes, talks
from bot.work.outbox import speak
from bot.work.workshop import Workshop

HOME = ZoneInfo("Asia/Jakarta")
MORNING = time(9, 0)
WEEK = timedelta(days=7)


def set_paper(tx: Connection, talk_id: int, paper: str, end: date, key: str, now: datetime) -> None:
    """Set the reminders of a paper that ends, in place of earlier ones for the same kind of paper."""
    days = [(_morning_of(day), {"day": end.isoformat(), "paper": paper}) for day in reckoning.reminders(end, now.date())]
    _replace(tx, talk_id, f"paper:{paper}", "paper", days, key, now)


def set_checklist(tx: Connection, talk_id: int, key: str, now: datetime) -> None:
    """Ask once in a week how far the papers are."""
    _replace(tx, talk_id, "checklist", "checklist", [(now + WEEK, {})], key, now)


def set_guidance(tx: Connection, talk_id: int, age: str, weeks: int, key: str, now: datetime) -> None:
    """Send the guidance of an age from its second week on, one each week."""
    coming = [(now + WEEK * week, {"age": age, "week": week}) for week in range(1, weeks)]
    _replace(tx, talk_id, "guidance", "guidance", coming, key, now)


def stop_guidance(tx: Connection, talk_id: int, now: datetime) -> None:
    """Send no more guidance."""
    lanes.drop(tx, lanes.TIMER, f"remind:{talk_id}:guidance", now)


def _replace(
    tx: Connection, talk_id: int, purpose: str, timer: str, coming: list[tuple[datetime, dict[str, Any]]], key: str,
    now: datetime,
) -> None:  # fmt: skip
    lane = f"remind:{talk_id}:{purpose}"
    lanes.drop(tx, lanes.TIMER, lane, now)
    for number, (due, body) in enumerate(coming):
        lanes.append(tx, lanes.TIMER, lane, f"{key}:{number}", {"timer": timer, "talk_id": talk_id, **body}, due)


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, MORNING, HOME).astimezone(UTC)


def _remind_of_paper(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    notice = shop.content.notices[f"remind_{body['paper']}"]
    _say(tx, shop, body, Say(notice, {"day": Term("date", body["day"])}), f"{body['paper']}:{body['day']}", now)


def _remind_of_checklist(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    stand = Progress(shop.content.checklist, talks.load(tx, body["talk_id"]).ticked)
    if stand.next is None:
        return
    values = {"bar": stand.bar, "done": str(stand.done), "all": str(stand.all)}
    terms = {name: Term("plain", value) for name, value in values.items()}
    _say(tx, shop, body, Say(shop.content.notices["checklist_reminder"], terms), "checklist", now)


def _guide(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    weeks = shop.content.guidance.get(body["age"], ())
    if body["week"] < len(weeks):
        _say(tx, shop, body, Say(weeks[body["week"]]), f"guidance:{body['week']}", now)


def _say(tx: Connection, shop: Workshop, body: Mapping[str, Any], say: Say, what: str, now: datetime) -> None:
    talk_id = int(body["talk_id"])
    speech = shop.words.speech(say, talks.load(tx, talk_id).language)
    speak(tx, shop, talk_id, f"remind:{talk_id}:{what}:{now.date()}", speech, now, push=True)


TIMERS: dict[str, Callable[[Connection, Workshop, Mapping[str, Any], datetime], None]] = {
    "paper": _remind_of_paper,
    "checklist": _remind_of_checklist,
    "guidance": _guide,
}
