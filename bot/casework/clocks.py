"""How long things may take, in Indonesian working days, in plain days or in months."""

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

HOME = ZoneInfo("Asia/Jakarta")
SATURDAY = 5
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a rule writes it: of its parts one is set. A month ends on the same day of another month."""

    working_days: int = 0
    days: int = 0
    months: int = 0

    def after(self, start: datetime) -> datetime:
        """The moment this span after `start` (aware UTC in and out), at the same hour of the day in Jakarta."""
        moved = start.astimezone(HOME) + timedelta(days=self.days)
        moved = _months_after(moved, self.months)
        return working_days_after(moved.astimezone(start.tzinfo), self.working_days)


@cache
def _national_holidays() -> HolidayBase:
    return country_holidays("ID")


def is_working_day(moment: datetime) -> bool:
    """Whether desks are open on the day of a moment in Jakarta: no weekend and no national holiday."""
    day = moment.astimezone(HOME)
    return day.weekday() < SATURDAY and day.date() not in _national_holidays()


def working_days_after(start: datetime, days: int) -> datetime:
    """The moment `days` working days after `start` (aware UTC in and out), at the same hour of the day in Jakarta."""
    local = start.astimezone(HOME)
    while days > 0:
        local += timedelta(days=1)
        if is_working_day(local):
            days -= 1
    return local.astimezone(start.tzinfo)


def working_days_between(start: datetime, end: datetime) -> int:
    """How many whole working days have passed from `start` to `end`."""
    local, days = start.astimezone(HOME) + timedelta(days=1), 0
    while local <= end:
        days += is_working_day(local)
        local += timedelta(days=1)
    return days


def _months_after(local: datetime, months: int) -> datetime:
    year, month = divmod(local.year * MONTHS_A_YEAR + local.month - 1 + months, MONTHS_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return local.replace(year=year, month=month + 1, day=min(local.day, last))
