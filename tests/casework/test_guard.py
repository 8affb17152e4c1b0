"""When an official clock warns: every moment of every clock of the deployment, reckoned by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.casework.clocks import HOME
from bot.casework.guard import warnings
from bot.config import ROOT, read_settings

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Nine in the morning in Jakarta."""

# The clock, and its warnings in Jakarta for a start on that Monday.
CLOCKS = {
    # 30 days, begun before Nyepi and Idul Fitri, which do not matter to it.
    "documents": {"half": "03-17 09:00", "most": "03-26 09:00", "last": "03-29 09:00", "over": "04-01 09:00"},
    # 15 working days with Nyepi among them are 22 days: 11 and 17.6 of them.
    "clarification": {"half": "03-13 09:00", "most": "03-19 23:24", "last": "03-21 09:00", "over": "03-24 09:00"},
    # 60 days: 30 and 48 of them.
    "unreachable": {"half": "04-01 09:00", "most": "04-19 09:00", "last": "04-28 09:00", "over": "05-01 09:00"},
    # Six months, from March to September, are 184 days: 92 and 147.2 of them.
    "no_answer": {"half": "06-02 09:00", "most": "07-27 13:48", "last": "08-30 09:00", "over": "09-02 09:00"},
    # 7 days: 3.5 and 5.6 of them, so that three days before the end lies between.
    "commitment": {"half": "03-05 21:00", "last": "03-06 09:00", "most": "03-07 23:24", "over": "03-09 09:00"},
}
MOMENTS = [(clock, name, moment) for clock, moments in CLOCKS.items() for name, moment in moments.items()]


def test_no_clock_is_left_out() -> None:
    """PM-1, PM-2: the clocks of the deployment are those of the table above."""
    assert set(read_settings(ROOT / "config.yml").policy().official) == set(CLOCKS)


@pytest.mark.parametrize(("clock", "name", "moment"), MOMENTS)
def test_the_clocks_of_the_house(clock: str, name: str, moment: str) -> None:
    """PM-1, PM-2: 30 days, 15 working days, 60 days, 6 months and 7 days warn at 50 %, 80 %, 3 days before and the end."""
    end = read_settings(ROOT / "config.yml").policy().official[clock].after(MONDAY)

    found = {each.name: each.at.astimezone(HOME) for each in warnings(MONDAY, end)}

    assert found[name] == datetime.fromisoformat(f"2026-{moment}").replace(tzinfo=HOME)


@pytest.mark.parametrize("clock", CLOCKS)
def test_in_order(clock: str) -> None:
    """PM-1: each clock warns four times, in the order of the days, and last of all at its end."""
    end = read_settings(ROOT / "config.yml").policy().official[clock].after(MONDAY)

    found = warnings(MONDAY, end)

    assert [each.name for each in found] == list(CLOCKS[clock])
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert found[-1].at == end


@pytest.mark.parametrize("days", [1, 2, 3])
def test_nothing_before_the_start(days: int) -> None:
    """A clock of three days or less has no three days before its end left to warn at."""
    found = warnings(MONDAY, MONDAY + timedelta(days=days))

    assert [each.name for each in found] == ["half", "most", "over"]
