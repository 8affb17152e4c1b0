"""Deadlines in Indonesian working days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.casework.clocks import HOME, due_at, working_days_after
from bot.casework.life import ENDED, State

# Start and end in Jakarta, with what lies between them.
TABLE = [
    ("2026-03-02 09:30", 0, "2026-03-02 09:30", "nothing to wait for"),
    ("2026-03-02 09:30", 1, "2026-03-03 09:30", "an ordinary Monday"),
    ("2026-03-06 09:30", 1, "2026-03-09 09:30", "a Friday before a weekend"),
    ("2026-03-07 09:30", 1, "2026-03-09 09:30", "begun on a Saturday"),
    ("2026-03-08 23:59", 1, "2026-03-09 23:59", "begun on a Sunday"),
    ("2026-03-02 09:30", 10, "2026-03-16 09:30", "two weekends"),
    ("2026-03-18 09:30", 1, "2026-03-20 09:30", "Nyepi on a Thursday"),
    ("2026-08-14 09:30", 1, "2026-08-18 09:30", "a weekend and Independence Day"),
    ("2025-12-24 09:30", 1, "2025-12-26 09:30", "Christmas"),
    ("2025-12-31 09:30", 1, "2026-01-02 09:30", "New Year and another year"),
    ("2026-05-26 09:30", 3, "2026-06-02 09:30", "Idul Adha, a weekend and Pancasila Day"),
    ("2025-03-28 09:30", 1, "2025-04-02 09:30", "Nyepi, Idul Fitri and its second day"),
]


@pytest.mark.parametrize(("start", "days", "end", "between"), TABLE, ids=[row[3] for row in TABLE])
def test_working_days(start: str, days: int, end: str, between: str) -> None:
    """Weekends and national holidays do not count, and the hour of the day stays."""
    del between

    found = working_days_after(_jakarta(start), days)

    assert found.astimezone(HOME) == _jakarta(end)


def test_the_day_is_jakartas() -> None:
    """Friday evening in UTC is Saturday in Jakarta, so the next working day is Monday there: Sunday evening in UTC."""
    friday_evening = datetime(2026, 3, 13, 20, 0, tzinfo=UTC)

    found = working_days_after(friday_evening, 1)

    assert found == datetime(2026, 3, 15, 20, 0, tzinfo=UTC)
    assert found.tzinfo is UTC


@pytest.mark.parametrize("days", range(1, 61))
def test_never_due_on_a_free_day(days: int) -> None:
    """However long the deadline, it ends on a day on which a desk is open."""
    found = working_days_after(datetime(2026, 5, 1, 3, 0, tzinfo=UTC), days).astimezone(HOME)

    assert found.weekday() < 5
    assert found.date() not in {date(2026, 5, 14), date(2026, 5, 27), date(2026, 6, 1), date(2026, 6, 16)}


@pytest.mark.parametrize("state", list(State))
def test_due_by_policy(state: State) -> None:
    """A state of the policy has its own number of days, one without has ended."""
    days = {State.NEW: 1, State.TAKEN: 3, State.WAITING_REPORTER: 4, State.HANDED_OVER: 2, State.RESOLVED: 0}
    monday = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)

    found = due_at(state, days, monday)

    assert found == (None if state in ENDED else monday + timedelta(days=days[state]))


def _jakarta(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HOME)
