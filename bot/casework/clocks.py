"""Deadlines in Indonesian working days: weekends and national holidays do not count."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from bot.casework.life import State

HOME = ZoneInfo("Asia/Jakarta")
SATURDAY = 5


@cache
def _national_holidays() -> HolidayBase:
    return country_holidays("ID")


def working_days_after(start: datetime, days: int) -> datetime:
    """The moment `days` working days after `start` (aware UTC in and out), at the same hour of the day in Jakarta."""
    local = start.astimezone(HOME)
    while days > 0:
        local += timedelta(days=1)
        if local.weekday() < SATURDAY and local.date() not in _national_holidays():
            days -= 1
    return local.astimezone(start.tzinfo)


def due_at(state: State, days: Mapping[State, int], now: datetime) -> datetime | None:
    """When the next step of a case in this state is due, by the working days of the policy; None when it has ended."""
    return working_days_after(now, days[state]) if state in days else None
