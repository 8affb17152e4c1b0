"""Sums people ask for: instalments, wages that are owed, and the days to be reminded. Money is in whole smallest units."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

MONTHS = 12
REMIND_MONTHS = 4
REMIND_DAYS = (14, 7)
"""Taiwan's government reminds workers four months, 14 and 7 days before a paper runs out; so do we."""


def instalment(amount: int, yearly_percent: Fraction, months: int) -> int:
    """The equal monthly instalment of a loan whose interest is counted on what is still owed, rounded up.

    Raises ValueError when amount or months are not above 0.
    """
    if amount <= 0 or months <= 0:
        raise ValueError("a loan needs an amount and months above 0")
    monthly = yearly_percent / 100 / MONTHS
    growth = (1 + monthly) ** months
    exact = amount * monthly * growth / (growth - 1) if monthly else Fraction(amount, months)
    return -(-exact.numerator // exact.denominator)


def owed(promised: int, received: int, months: int) -> int:
    """What is still owed of a monthly wage over so many months; 0 when nothing is."""
    return max(promised - received, 0) * months


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month when it is shorter."""
    year, month = divmod(day.year * MONTHS + day.month - 1 - months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def reminders(end: date, today: date) -> tuple[date, ...]:
    """The days after today on which to remind of a paper that ends, earliest first."""
    days = (months_before(end, REMIND_MONTHS), *(end - timedelta(days=each) for each in REMIND_DAYS))
    return tuple(day for day in days if day > today)
