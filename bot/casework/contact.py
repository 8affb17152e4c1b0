"""When and how somebody may be reached: the hours of the country they are in, and a plan that keeps them safe."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import get_global
from holidays import country_holidays

from bot.casework.clocks import HOME

SUNDAY = 6
TWO_DAYS = 2 * 24 * 2  # half hours


@dataclass(frozen=True, slots=True)
class Hours:
    """From which hour to which messages that can wait are sent, on working days and on rest days."""

    working: tuple[int, int]
    resting: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """How somebody wants to be reached.

    `country` is where they are ("" at home). `start` and `end` are the hours that are safe there; both 0 means the usual
    ones. With `neutral` nothing about a case is shown before the safe word (kept as `word`, a hash) was written.
    """

    country: str = ""
    start: int = 0
    end: int = 0
    neutral: bool = False
    word: str = ""

    @property
    def has_hours(self) -> bool:
        """Whether the person named hours of their own."""
        return self.start != self.end


def plan_from(plain: Mapping[str, Any]) -> Plan:
    """The plan kept in a book; what it does not say has its default."""
    return Plan(**{key: value for key, value in plain.items() if key in Plan.__dataclass_fields__})


def opens_at(plan: Plan, hours: Hours, now: datetime) -> datetime:
    """The first moment from now on at which a message that can wait may be sent (aware UTC in and out).

    A country of several time zones is reached when the hour is right in all of them.
    """
    zones = zones_of(plan.country)
    moment = now
    for _ in range(TWO_DAYS):
        if all(_is_open(plan, hours, moment.astimezone(zone)) for zone in zones):
            return moment
        moment = _next_half_hour(moment)
    return now  # no hour is right in all of them: rather now than never


def _is_open(plan: Plan, hours: Hours, local: datetime) -> bool:
    if plan.has_hours:
        first, last = plan.start, plan.end
    else:
        first, last = hours.resting if local.weekday() in rest_days(plan.country) else hours.working
    hour = local.hour + local.minute / 60
    return first <= hour < last if first < last else hour >= first or hour < last


def _next_half_hour(moment: datetime) -> datetime:
    minutes = 30 if moment.minute < 30 else 60
    return datetime.combine(moment.date(), time(moment.hour), moment.tzinfo) + timedelta(minutes=minutes)


@cache
def zones_of(country: str) -> tuple[ZoneInfo, ...]:
    """The time zones of a country; at home, or where none is known, that of Western Indonesia."""
    if country in {"", "ID"}:
        return (HOME,)
    names = [zone for zone, territory in get_global("zone_territories").items() if territory == country]
    return tuple(ZoneInfo(name) for name in sorted(names)) or (HOME,)


@cache
def rest_days(country: str) -> frozenset[int]:
    """The days of rest of a country (0 is Monday); Sunday where nothing is known."""
    try:
        return frozenset(country_holidays(country or "ID").weekend)
    except NotImplementedError:
        return frozenset({SUNDAY})
