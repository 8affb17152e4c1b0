"""Numbers are exact in digits and in the words of four languages."""

from fractions import Fraction

import pytest

from bot.dialogue.ear.builtin import Builtin
from bot.dialogue.ear.numbers import Numbers, from_digits, plainly


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seratus dua puluh lima ribu", "125000"),
        ("dua juta lima ratus ribu", "2500000"),
        ("sejuta dua ratus ribu", "1200000"),
        ("satu setengah juta", "1500000"),
        ("dua belas", "12"),
        ("sebelas", "11"),
        ("5 juta", "5000000"),
        ("2,5 juta", "2500000"),
        ("rong yuta", "2000000"),
        ("sewu", "1000"),
        ("telung atus ewu", "300000"),
        ("patang puluh", "40"),
        ("sekawan welas", "14"),
        ("opat juta", "4000000"),
        ("dua welas", "12"),
        ("twenty five", "25"),
        ("three hundred thousand", "300000"),
        ("one million", "1000000"),
        ("lima belas ribu", "15000"),
        ("dua puluh satu", "21"),
        ("satu juta dua ratus lima puluh ribu", "1250000"),
        ("1,5 juta", "1500000"),
        ("setengah juta", "500000"),
        ("selawe", "25"),
        ("salawe", "25"),
        ("seket", "50"),
        ("tilu ratus rebu", "300000"),
        ("two hundred fifty", "250"),
        ("hundred thousand", "100000"),
    ],
)
def test_words_are_read(ear: Builtin, words: str, value: str) -> None:
    """A number in words is read to its end and to the unit."""
    numbers = ear.normaliser.numbers
    run = words.split()

    found = numbers.read(run, 0)

    assert found is not None
    assert (plainly(found[0]), found[1]) == (value, len(run))


@pytest.mark.parametrize("words", ["loro", "juta", "belas", "one", "gaji", "satu", "2jt", "½", "²", "belas ribu"])
def test_no_number(ear: Builtin, words: str) -> None:
    """Words that mean something else too, or only multiply, are no number alone."""
    assert ear.normaliser.numbers.read(words.split(), 0) is None


def test_two_or_three_is_not_five(ear: Builtin) -> None:
    """Digits that follow each other are two numbers."""
    found = ear.normaliser.numbers.read(["dua", "tiga", "hari"], 0)

    assert found == (2, 1)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.500.000", "1500000"),
        ("28,590", "28590"),
        ("2,5", "2.5"),
        ("0.5", "0.5"),
        ("0.500", "0.5"),
        ("1.5", "1.5"),
        ("1.2,3", "12.3"),
    ],
)
def test_digits_are_read(written: str, value: str) -> None:
    """Three digits after a mark are thousands, any other count decimals."""
    assert plainly(from_digits(written)) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(1_500_000), "1500000"),
        (Fraction(5, 2), "2.5"),
        (Fraction(0), "0"),
        (Fraction(10), "10"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(1_234_567_891, 10), "123456789.1"),
    ],
)
def test_written_plainly(value: Fraction, written: str) -> None:
    """Whole numbers have no point, others have one."""
    assert plainly(value) == written


def test_a_number_ends_where_words_go_on(ear: Builtin) -> None:
    """Reading begins where told and ends before the next word."""
    words = ["gaji", "dua", "juta", "saja"]

    assert ear.normaliser.numbers.read(words, 1) == (2_000_000, 3)


def test_a_value_must_be_a_number() -> None:
    """A word list with a value that is no number is refused."""
    with pytest.raises(ValueError, match="three"):
        Numbers.of({"plain": {"tiga": "three"}})
