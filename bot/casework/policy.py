"""The clocks of a deployment as values: when the next step is due, when all must be done, how long may be waited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.casework.clocks import Span, working_days_after, working_days_between
from bot.casework.life import WAITING, State
from bot.casework.routing import Level


@dataclass(frozen=True, slots=True)
class Policy:
    """How long each thing may take.

    `steps`: until the next step, by state; `levels` are the steps of a level of office that has its own. `finish`: until
    the whole case is done, by category. `remind_after`: days of silence after which a reporter who is waited for is
    reminded. `pauses`: why an officer may put a case off, and for how long at most. `official`: the closing clocks of
    other institutions that are watched for the reporter.
    """

    steps: Mapping[State, Span]
    levels: Mapping[Level, Mapping[State, Span]]
    finish: Mapping[str, Span]
    remind_after: tuple[int, ...]
    reopen_days: int
    pauses: Mapping[str, Span]
    official: Mapping[str, Span]
    institutions: Mapping[str, tuple[str, ...]]

    def due_at(self, state: State, level: Level, now: datetime) -> datetime | None:
        """When the next step of a case that comes into a state now is due; None when it has ended."""
        span = self.levels.get(level, {}).get(state) or self.steps.get(state)
        return span.after(now) if span else None

    def finish_at(self, category: str, now: datetime) -> datetime:
        """When a case of a category that is complete now must be done."""
        return self.finish[category].after(now)

    def reminders(self, state: State, since: datetime) -> list[datetime]:
        """When a reporter who is waited for since then is reminded."""
        return [since + timedelta(days=days) for days in self.remind_after] if state in WAITING else []

    def may_reopen(self, closed_at: datetime | None, now: datetime) -> bool:
        """Whether a case that ended then may be opened again with one word; one that has not ended may."""
        return closed_at is None or now <= closed_at + timedelta(days=self.reopen_days)


def shifted(finish_at: datetime, paused_at: datetime, now: datetime) -> datetime:
    """When a case must be done that was put off from `paused_at` until now: the working days between do not count."""
    return working_days_after(finish_at, working_days_between(paused_at, now))
