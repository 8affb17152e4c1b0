"""Reads numbers, written in digits or in words of four languages; exactly, because money and dates hang on them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

DIGITS = r"\d+(?:[.,]\d+)*"
_DIGITS = re.compile(DIGITS)
_THOUSAND = 1000
_TEN = 10
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number words of all languages.

    `plain` are words with a value of their own (seven, eleven, two hundred), `teens` words that add ten to the digit
    before ("belas"), `times` words that multiply what stands before ("puluh", "juta"). A `shy` word also means
    something else ("loro": two, ill) and counts only beside another number word.
    """

    plain: Mapping[str, Fraction]
    teens: frozenset[str]
    times: Mapping[str, int]
    shy: frozenset[str]

    @classmethod
    def of(cls, words: Mapping[str, Mapping[str, str]]) -> Self:
        """Build from texts by part: plain, teens, times and shy; raises ValueError on a value that is no number."""
        return cls(
            plain={word: Fraction(value) for word, value in words.get("plain", {}).items()},
            teens=frozenset(words.get("teens", {})),
            times={word: int(value) for word, value in words.get("times", {}).items()},
            shy=frozenset(words.get("shy", {})),
        )

    def knows(self, word: str) -> bool:
        """Tell whether a word is digits or a number word."""
        return in_digits(word) or word in self.plain or word in self.times or word in self.teens

    def read(self, words: Sequence[str], start: int) -> tuple[Fraction, int] | None:
        """Read the number that begins at `start`; return it and where it ends, or None when there is none."""
        end = start
        while end < len(words) and self.knows(words[end]) and not (end > start and self._anew(words[end - 1 : end + 1])):
            end += 1
        run = words[start:end]
        if not run or run[0] in self.teens or (len(run) == 1 and (run[0] in self.shy or run[0] in self.times)):
            return None
        return self._value(run[0]) if len(run) == 1 else self._sum(run), end

    def _anew(self, pair: Sequence[str]) -> bool:
        """Tell whether the second of two words begins another number: "dua tiga hari" is two or three, not five."""
        before, word = pair
        if in_digits(word):
            return True
        return word in self.plain and 1 <= self.plain[word] < _TEN and self._value(before) < _TEN

    def _value(self, word: str) -> Fraction:
        """Return what a word is worth alone; words that multiply or make teens count as ten."""
        if in_digits(word):
            return from_digits(word)
        return self.plain.get(word, Fraction(_TEN))

    def _sum(self, run: Sequence[str]) -> Fraction:
        """Add up the words of one number from left to right."""
        total = group = digit = Fraction(0)
        for word in run:
            if word in self.teens:
                group, digit = group + digit + _TEN, Fraction(0)
            elif word in self.times and self.times[word] < _THOUSAND:
                group, digit = group + (digit or 1) * self.times[word], Fraction(0)
            elif word in self.times:
                total += (group + digit or 1) * self.times[word]
                group = digit = Fraction(0)
            elif (value := self._value(word)) >= _THOUSAND and word in self.plain:
                total += value
            else:
                group, digit = group + digit, value
        return total + group + digit


def in_digits(word: str) -> bool:
    """Tell whether a word is digits with marks between them; "½" and "2jt" are not."""
    return word[:1].isdecimal() and _DIGITS.fullmatch(word) is not None


def from_digits(text: str) -> Fraction:
    """Read "1.500.000", "28,590", "2,5" or "12"; three digits after a mark are thousands, other counts are decimals."""
    parts = re.split(r"[.,]", text)
    if len(parts) == 1:
        return Fraction(text)
    thousands = all(len(part) == 3 for part in parts[1:]) and parts[0] != "0"
    if thousands:
        return Fraction("".join(parts))
    whole, decimals = "".join(parts[:-1]), parts[-1]
    return Fraction(f"{whole}.{decimals}")


def plainly(value: Fraction) -> str:
    """Write a number as plain digits, with a point and at most six decimals only when it is not whole."""
    whole, rest = divmod(value, 1)
    decimals = f"{int(rest * 10**_DECIMALS):0{_DECIMALS}d}".rstrip("0")
    return f"{whole}.{decimals}" if decimals else str(whole)
