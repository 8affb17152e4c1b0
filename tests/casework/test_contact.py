"""When a message that can wait may reach somebody: the hours where they are, and those they named themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.casework.contact import Hours, Plan, opens_at, plan_from, rest_days, zones_of

HOURS = Hours(working=(6, 21), resting=(8, 22))
COUNTRIES = ["", "ID", "MY", "TW", "HK", "SA", "AE", "NP", "US", "AU", "XX"]


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026, whose first day is a Sunday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("home", ["", "ID"])
@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (utc(2, 2), utc(2, 2)),  # Monday, 9 in Jakarta
        (utc(2, 13, 59), utc(2, 13, 59)),  # one minute before 21
        (utc(2, 14), utc(2, 23)),  # 21: tomorrow at 6
        (utc(2, 20, 17), utc(2, 23)),  # at 3:17 of Tuesday
        (utc(2, 22, 59), utc(2, 23)),
        (utc(2, 23), utc(2, 23)),
    ],
)
def test_at_home(home: str, now: datetime, opens: datetime) -> None:
    """At home the hours are those of Western Indonesia; the first belongs to the day, the last does not."""
    assert opens_at(Plan(country=home), HOURS, now) == opens


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (utc(6, 14), utc(7, 1)),  # Friday night: Saturday at 8
        (utc(6, 23), utc(7, 1)),  # Saturday, 6
        (utc(7, 14), utc(7, 14)),  # Saturday, 21
        (utc(7, 15), utc(8, 1)),  # Saturday, 22: Sunday at 8
        (utc(8, 14, 59), utc(8, 14, 59)),
        (utc(8, 15), utc(8, 23)),  # Sunday night: Monday at 6
    ],
)
def test_rest_days_begin_later(now: datetime, opens: datetime) -> None:
    """On Saturday and Sunday people are left to sleep until 8 and may be reached until 22."""
    assert opens_at(Plan(), HOURS, now) == opens


@pytest.mark.parametrize(
    ("country", "now", "opens"),
    [
        ("MY", utc(2, 13), utc(2, 22)),  # 21 in Kuala Lumpur is 20 in Jakarta
        ("TW", utc(2, 22), utc(2, 22)),  # 6 in Taipei is 5 in Jakarta
        ("TW", utc(2, 21, 45), utc(2, 22)),
        ("SA", utc(2, 0), utc(2, 3)),  # 3 in Riyadh is 7 in Jakarta
        ("SA", utc(2, 17, 59), utc(2, 17, 59)),  # 20:59 in Riyadh, past midnight in Jakarta
        ("SA", utc(2, 18), utc(3, 3)),
    ],
)
def test_abroad(country: str, now: datetime, opens: datetime) -> None:
    """The clock that counts is the one where the person is."""
    assert opens_at(Plan(country=country), HOURS, now) == opens


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (utc(5, 3), utc(5, 3)),  # Thursday, 6
        (utc(6, 3), utc(6, 5)),  # Friday rests until 8
        (utc(7, 3), utc(7, 5)),  # and so does Saturday
        (utc(8, 3), utc(8, 3)),  # Sunday is a working day
        (utc(6, 18, 30), utc(6, 18, 30)),  # Friday, 21:30
        (utc(8, 18, 30), utc(9, 3)),  # Sunday, 21:30
    ],
)
def test_rest_on_friday_and_saturday(now: datetime, opens: datetime) -> None:
    """In Saudi Arabia the days of rest are Friday and Saturday."""
    assert opens_at(Plan(country="SA"), HOURS, now) == opens


@pytest.mark.parametrize(
    ("country", "now", "opens"),
    [
        ("US", utc(3, 12), utc(3, 16)),  # 7 in New York, 2 in Honolulu
        ("US", utc(3, 16), utc(3, 16)),  # 11 and 6
        ("US", utc(4, 1, 59), utc(4, 1, 59)),  # 20:59 and 15:59
        ("US", utc(4, 2), utc(4, 16)),
        ("US", utc(4, 23), utc(4, 23)),
        ("AU", utc(2, 20), utc(2, 22)),  # 7 in Sydney, 4 in Perth
        ("AU", utc(2, 9, 59), utc(2, 9, 59)),  # 20:59 in Sydney
        ("AU", utc(2, 10), utc(2, 22)),
    ],
)
def test_several_zones(country: str, now: datetime, opens: datetime) -> None:
    """In a wide country it must be day in all of it, because nobody was asked for their town."""
    assert opens_at(Plan(country=country), HOURS, now) == opens


@pytest.mark.parametrize(
    ("country", "start", "end", "now", "opens"),
    [
        ("", 19, 21, utc(2, 2), utc(2, 12)),
        ("", 19, 21, utc(2, 13, 30), utc(2, 13, 30)),
        ("", 19, 21, utc(2, 14), utc(3, 12)),
        ("SA", 19, 21, utc(2, 12), utc(2, 16)),  # their own evening
        ("", 5, 8, utc(7, 22), utc(7, 22)),  # Sunday, 5: named hours know no rest day
        ("SA", 5, 8, utc(6, 2), utc(6, 2)),
        ("", 0, 24, utc(2, 20), utc(2, 20)),
    ],
)
def test_own_hours(country: str, start: int, end: int, now: datetime, opens: datetime) -> None:
    """Hours the person named stand instead of the usual ones, on every day, by the clock where they are."""
    assert opens_at(Plan(country=country, start=start, end=end), HOURS, now) == opens


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (utc(2, 14, 59), utc(2, 15)),  # 21:59
        (utc(2, 15), utc(2, 15)),  # 22
        (utc(2, 17), utc(2, 17)),  # midnight
        (utc(2, 21, 59), utc(2, 21, 59)),  # 4:59
        (utc(2, 22), utc(3, 15)),  # 5: the next night
        (utc(2, 5), utc(2, 15)),  # noon
    ],
)
def test_own_hours_over_midnight(now: datetime, opens: datetime) -> None:
    """Who is alone only at night is reached from 22 to 5."""
    assert opens_at(Plan(start=22, end=5), HOURS, now) == opens


def test_hours_that_are_nowhere_right() -> None:
    """Where no hour is right in the whole country it is rather now than never."""
    now = utc(2, 12)

    assert opens_at(Plan(country="US", start=6, end=7), HOURS, now) == now


@given(
    country=some.sampled_from(COUNTRIES),
    start=some.integers(0, 23),
    end=some.integers(0, 24),
    now=some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=some.just(UTC)),  # noqa: DTZ001 - made aware
)
def test_never_more_than_two_days(country: str, start: int, end: int, now: datetime) -> None:
    """Whatever was named and wherever somebody is, no message goes out earlier than now or waits longer than two days."""
    opens = opens_at(Plan(country=country, start=start, end=end), HOURS, now)

    assert now <= opens <= now + timedelta(days=2)
    assert opens == now or opens.minute in {0, 30}


@pytest.mark.parametrize("country", ["MY", "TW", "SA"])
def test_once_open_it_stays_open_for_now(country: str) -> None:
    """What is told to wait until a moment is not told to wait again when that moment has come."""
    moments = [utc(1, 0) + timedelta(minutes=37 * number) for number in range(270)]
    opens = [opens_at(Plan(country=country), HOURS, moment) for moment in moments]

    assert [opens_at(Plan(country=country), HOURS, moment) for moment in opens] == opens
    assert opens != moments


@pytest.mark.parametrize(("country", "days"), [("", {5, 6}), ("ID", {5, 6}), ("HK", {6}), ("SA", {4, 5}), ("XX", {6})])
def test_rest_days(country: str, days: set[int]) -> None:
    """Each country has its own days of rest; Sunday where nothing is known."""
    assert rest_days(country) == days


def test_an_unknown_country_is_reached_as_home() -> None:
    """Where no zone is known it is that of Western Indonesia."""
    assert zones_of("XX") == zones_of("")


def test_a_plan_from_a_book() -> None:
    """An old or empty entry of the book is a plan too, and what it does not know is left out."""
    assert plan_from({}) == Plan()
    assert plan_from({"country": "TW", "start": 19, "end": 21, "older": True}) == Plan("TW", 19, 21)
    assert not plan_from({}).has_hours
