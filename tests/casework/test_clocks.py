"""Deadlines in Indonesian working days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.casework.clocks import HOME, Span, working_days_after, working_days_between

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


@pytest.mark.parametrize(("start", "days", "end", "between"), TABLE, ids=[row[3] for row in TABLE])
def test_working_days_between(start: str, days: int, end: str, between: str) -> None:
    """As many working days lie between as were added, and none more a minute earlier."""
    del between
    begun, ended = _jakarta(start), _jakarta(end)

    assert working_days_between(begun, ended) == days
    assert working_days_between(begun, ended - timedelta(minutes=1)) == max(days - 1, 0)


SPANS = [
    (Span(days=10), "2026-03-02 09:30", "2026-03-12 09:30"),
    (Span(days=30), "2026-01-31 09:30", "2026-03-02 09:30"),
    (Span(months=6), "2026-03-02 09:30", "2026-09-02 09:30"),
    (Span(months=6), "2026-08-31 09:30", "2027-02-28 09:30"),
    (Span(months=6), "2023-08-31 09:30", "2024-02-29 09:30"),
    (Span(months=1), "2026-12-15 09:30", "2027-01-15 09:30"),
    (Span(working_days=15), "2026-03-02 09:30", "2026-03-24 09:30"),
]


@pytest.mark.parametrize(("span", "start", "end"), SPANS, ids=str)
def test_spans(span: Span, start: str, end: str) -> None:
    """Days count through, months end on the same day or the last one there is, working days leave out holidays."""
    assert span.after(_jakarta(start)) == _jakarta(end)


def _jakarta(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HOME)
