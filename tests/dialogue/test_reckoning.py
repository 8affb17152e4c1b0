"""Sums people ask for, checked against sums done by hand or by another way."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.reckoning import instalment, months_before, owed, reminders

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("amount", "percent", "months", "monthly"),
    [
        (12_000_000, 0, 12, 1_000_000),
        (20_000_000, 6, 24, 886_413),
        (100_000_000, 6, 36, 3_042_194),
        (1, 6, 1, 2),
    ],
)
def test_instalment(amount: int, percent: int, months: int, monthly: int) -> None:
    """As the tables of banks have it, rounded up."""
    assert instalment(amount, Fraction(percent), months) == monthly


@given(st.integers(1_000, 10**9), st.integers(0, 40), st.integers(1, 60))
def test_the_instalments_pay_the_loan_and_no_more(amount: int, percent: int, months: int) -> None:
    """Paid month by month with interest on the rest the loan is over; too much is at most what rounding up brings."""
    monthly, rate, rest = instalment(amount, Fraction(percent), months), Fraction(percent, 1200), Fraction(amount)

    for _ in range(months):
        rest = rest * (1 + rate) - monthly

    assert rest <= 0
    assert rest > -months * (1 + rate) ** months


@pytest.mark.parametrize(("amount", "months"), [(0, 12), (1_000, 0), (-5, 3)])
def test_no_loan(amount: int, months: int) -> None:
    """Nothing lent, or for no time, is no loan."""
    with pytest.raises(ValueError, match="above 0"):
        instalment(amount, Fraction(6), months)


@pytest.mark.parametrize(
    ("promised", "received", "months", "rest"), [(20_000, 15_000, 3, 15_000), (10, 12, 5, 0), (7, 0, 2, 14)]
)
def test_owed(promised: int, received: int, months: int, rest: int) -> None:
    """What is missing each month, never less than nothing."""
    assert owed(promised, received, months) == rest


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2027, 3, 31), 4, date(2026, 11, 30)),
        (date(2027, 1, 15), 4, date(2026, 9, 15)),
        (date(2028, 6, 29), 4, date(2028, 2, 29)),
        (date(2027, 6, 30), 4, date(2027, 2, 28)),
    ],
)
def test_months_before(day: date, months: int, before: date) -> None:
    """The same day of an earlier month, or its last."""
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("end", "days"),
    [
        (date(2026, 12, 31), [date(2026, 8, 31), date(2026, 12, 17), date(2026, 12, 24)]),
        (date(2026, 3, 20), [date(2026, 3, 6), date(2026, 3, 13)]),
        (date(2026, 3, 5), []),
    ],
)
def test_reminders(end: date, days: list[date]) -> None:
    """Four months, 14 and 7 days before, as far as those days are still to come."""
    assert list(reminders(end, TODAY)) == days
