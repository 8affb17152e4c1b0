"""The number and PIN of a receipt."""

from collections.abc import Iterator

import pytest

from bot.dialogue.receipt import case_number, read_number, read_pin

NUMBERS = [case_number(year, sequence) for year in (2026, 2030, 2109) for sequence in (1, 42, 777, 90817, 999999)]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_slip_is_caught(number: str) -> None:
    """One wrong digit or two neighbours swapped never make another valid number."""
    assert read_number(number) == number
    assert [wrong for wrong in (*_one_wrong(number), *_swapped(number)) if read_number(wrong)] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("26-000001-9", "26-000001-9"),
        ("260000019", "26-000001-9"),
        ("26 000001 9", "26-000001-9"),
        ("26.000001.9", "26-000001-9"),
        ("nomor saya 26-000001-9, tolong", "26-000001-9"),
        ("bukan 26-000001-3 tetapi 26-000001-9", "26-000001-9"),
        ("26-000001-3", ""),
        ("1260000019", ""),
        ("2600000191", ""),
        ("26-00001-6", ""),
        ("gaji 3 bulan", ""),
        ("", ""),
    ],
)
def test_read_number(text: str, number: str) -> None:
    """Digits may be grouped or not and stand among words; longer numbers and wrong check digits are none."""
    assert read_number(text) == number


def test_numbers_of_a_year() -> None:
    """The year comes first, the sequence keeps six digits."""
    assert case_number(2026, 1) == "26-000001-9"
    assert case_number(2009, 123456).startswith("09-123456-")


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("012345", "012345"),
        (" 012 345 ", "012345"),
        ("01-23-45", "012345"),
        ("012.345", "012345"),
        ("01234", ""),
        ("0123456", ""),
        ("PIN 012345", ""),
        ("01234a", ""),
        ("\u0660\u0661\u0662\u0663\u0664\u0665", ""),
        ("", ""),
    ],
)
def test_read_pin(text: str, pin: str) -> None:
    """Six digits with blanks and dashes between them, and nothing else."""
    assert read_pin(text) == pin


def _one_wrong(number: str) -> Iterator[str]:
    for place, digit in enumerate(number):
        if digit.isdigit():
            yield from (number[:place] + other + number[place + 1 :] for other in "0123456789" if other != digit)


def _swapped(number: str) -> Iterator[str]:
    digits = number.replace("-", "")
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1]:
            yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
