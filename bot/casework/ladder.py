"""Who is alerted next, and after how long, while nobody takes a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.casework.clocks import working_days_after
from bot.casework.routing import HEIGHT, Level


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: the level alerted, so many minutes or working days after the rung before it.

    The last rung repeats until somebody takes the case. `officers`: only the first so many of the desk; 0 means all.
    """

    level: Level
    minutes: int = 0
    working_days: int = 0
    officers: int = 0


def rung_at(ladder: Sequence[Rung], number: int) -> Rung:
    """The rung of that number, counted from 0; beyond the top the last one again."""
    return ladder[min(number, len(ladder) - 1)]


def climbs_at(ladder: Sequence[Rung], number: int, now: datetime) -> datetime:
    """When rung `number` is due if the one before it was reached now (aware UTC)."""
    rung = rung_at(ladder, number)
    return working_days_after(now, rung.working_days) + timedelta(minutes=rung.minutes)


def foot_for(ladder: Sequence[Rung], level: Level) -> int:
    """The first rung for a case that begins at an office of a level."""
    return next((number for number, rung in enumerate(ladder) if HEIGHT[rung.level] >= HEIGHT[level]), len(ladder) - 1)
