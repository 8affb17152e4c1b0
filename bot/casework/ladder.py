"""Who is alerted next, and after how long, while nobody takes a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.casework.clocks import working_days_after
from bot.casework.routing import Level


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: the level alerted, so many minutes or working days after the rung before it.

    The last rung repeats until somebody takes the case.
    """

    level: Level
    minutes: int = 0
    working_days: int = 0


def rung_at(ladder: Sequence[Rung], number: int) -> Rung:
    """The rung of that number, counted from 0; beyond the top the last one again."""
    return ladder[min(number, len(ladder) - 1)]


def climbs_at(ladder: Sequence[Rung], number: int, now: datetime) -> datetime:
    """When rung `number` is due if the one before it was reached now (aware UTC)."""
    rung = rung_at(ladder, number)
    return working_days_after(now, rung.working_days) + timedelta(minutes=rung.minutes)
