"""Finds what a message names: money, times, phones, places, papers, people; each with its place in the message.

Patterns and lists are tried in a fixed order and what is found first keeps its characters, so a phone number is never
also money. It reads the message as written, because a name must come back as the person spelt it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from bot.dialogue.ear.characters import bounded, folded
from bot.dialogue.ear.numbers import DIGITS, Numbers, plainly
from bot.dialogue.ear.places import Names
from bot.dialogue.receipt import NUMBER, read_number
from bot.dialogue.understanding import Entity

_TOKEN = re.compile(rf"{DIGITS}|[^\W\d_]+(?:['’][^\W\d_]+)*\$?|\$|[^\w\s]|_")
_DIGIT = re.compile(r"\d")
_PHONE = re.compile(r"(?<![\w+])(?:\+\d{1,3}|0|62)[ -]?\d(?:[ .-]?\d){7,12}(?!\w)")
_DATE = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-])")
_NAME_WORDS = 3
_MOST = 40
_CENTURY = 2000
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Token(NamedTuple):
    """A word, number or mark: folded text and its place in the message."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measures:
    """The words around numbers and names.

    `currencies` map a word or sign to an ISO 4217 code; `periods` a unit to ISO 8601 with # for the number ("P#M");
    `months` a name to its number; `villages` and `agencies` are words before a name, `borders` words that end it.
    """

    currencies: Mapping[str, str]
    periods: Mapping[str, str]
    months: Mapping[str, str]
    villages: frozenset[str]
    agencies: frozenset[str]
    borders: frozenset[str]


class Entities:
    """All that is needed to find entities."""

    def __init__(self, numbers: Numbers, names: Names, measures: Measures) -> None:
        self.numbers, self.names, self.measures = numbers, names, measures
        self._amounts = frozenset({*numbers.plain, *numbers.times, *numbers.teens, *measures.currencies, *measures.periods})

    def __call__(self, text: str) -> tuple[Entity, ...]:
        """Find all entities in the part of a message that is read, in order of place; none overlap, and they end at 40."""
        text = bounded(text)
        tokens = tokens_of(text)
        words = [self.names.slang.get(token.text, token.text) for token in tokens]
        taken: list[Entity] = []
        for entity in self._candidates(text, tokens, words):
            if all(entity.end <= other.start or entity.start >= other.end for other in taken):
                taken.append(entity)
            if len(taken) == _MOST:
                break
        return tuple(sorted(taken, key=lambda entity: entity.start))

    def _candidates(self, text: str, tokens: Sequence[Token], words: Sequence[str]) -> Iterator[Entity]:
        """Yield everything that might be an entity, the surest kinds first."""
        if _DIGIT.search(text):
            yield from _cases(text)
            yield from _phones(text)
            yield from _written_dates(text)
        readers: tuple[tuple[Callable[[str], object], Callable[[Sequence[str], int], _Found | None]], ...] = (
            (str.isdecimal, self._date),
            (self._counts, self._money),
            (self._counts, self._duration),
            (self.measures.villages.__contains__, self._village),
            (self.measures.agencies.__contains__, self._agency),
            (str.isalpha, self._named),
        )
        for begins, reader in readers:
            past = 0
            for place in [place for place, word in enumerate(words) if begins(word)]:
                found = reader(words, place) if place >= past else None
                if found:
                    start, end = tokens[found.first].start, tokens[found.last].end
                    yield Entity(found.kind, text[start:end], found.value or _titled(text[start:end]), start, end)
                    past = found.last + 1

    def _counts(self, word: str) -> bool:
        """Tell whether a word may begin an amount or a duration."""
        return word in self._amounts or word[:1].isdigit()

    def _money(self, words: Sequence[str], place: int) -> "_Found | None":
        """Read "rp 5 juta", "1500 ringgit", "5jt" or "dua juta"; money without a currency is rupiah."""
        prefix, start = self._currency(words, place)
        number = self.numbers.read(words, start) if start < len(words) else None
        if not number:
            return None
        value, end, scaled = self._scaled(words, *number)
        suffix, after = self._currency(words, end)
        currency = prefix or suffix or ("IDR" if scaled else "")
        last = after if suffix and not prefix else end
        return _Found("money", f"{plainly(value)} {currency}", place, last - 1) if currency else None

    def _currency(self, words: Sequence[str], place: int) -> tuple[str, int]:
        """Return the currency named at a place by two words or one, and the place after it."""
        for size in (2, 1):
            name = " ".join(words[place : place + size])
            if place + size <= len(words) and name in self.measures.currencies:
                return self.measures.currencies[name], place + size
        return "", place

    def _scaled(self, words: Sequence[str], value: Fraction, end: int) -> tuple[Fraction, int, bool]:
        """Tell whether a number was written with thousands or millions, also as "jutaan"."""
        word = words[end].removesuffix("an") if end < len(words) else ""
        if self.numbers.times.get(word, 0) >= _SCALE:
            return value * self.numbers.times[word], end + 1, True
        return value, end, self.numbers.times.get(words[end - 1], 0) >= _SCALE

    def _duration(self, words: Sequence[str], place: int) -> "_Found | None":
        """Read "3 bulan", "telung taun", "setahun"; after an amount, as in "16 jam sehari", the last is only its rate."""
        whole = self.measures.periods.get(words[place], "")
        if whole and "#" not in whole:
            rate = place > 0 and self._counts(words[place - 1])
            return None if rate else _Found("duration", whole, place, place)
        number = self.numbers.read(words, place) or self._shy(words[place], place)
        if not number or number[1] >= len(words):
            return None
        unit = self.measures.periods.get(words[number[1]], "")
        return _Found("duration", unit.replace("#", plainly(number[0])), place, number[1]) if "#" in unit else None

    def _shy(self, word: str, place: int) -> tuple[Fraction, int] | None:
        """Take "satu" or "telung" for a number although it stands alone: a unit of time must follow, so it is one."""
        value = self.numbers.plain.get(word) if word in self.numbers.shy else None
        return None if value is None else (value, place + 1)

    def _date(self, words: Sequence[str], place: int) -> "_Found | None":
        """Read "3 maret 2026" or "12 agustus"."""
        month = self.measures.months.get(words[place + 1], "") if place + 1 < len(words) else ""
        if not month or not _is_day(int(words[place][:4]), int(month)):
            return None
        year = words[place + 2] if place + 2 < len(words) and re.fullmatch(r"20\d\d", words[place + 2]) else ""
        value = f"{year or '-'}-{int(month):02d}-{int(words[place]):02d}"
        return _Found("date", value, place, place + (2 if year else 1))

    def _village(self, words: Sequence[str], place: int) -> "_Found | None":
        """Read the name after "desa" up to the end of its clause."""
        return self._name_after("village", self.measures.villages, words, place)

    def _agency(self, words: Sequence[str], place: int) -> "_Found | None":
        """Read a firm with the word before its name, as "PT Maju Jaya"."""
        found = self._name_after("agency", self.measures.agencies, words, place)
        return _Found("agency", "", place, found.last) if found else None

    def _name_after(self, kind: str, before: frozenset[str], words: Sequence[str], place: int) -> "_Found | None":
        """Read up to three words after one that announces a name."""
        start = place + 1 + (words[place + 1 : place + 2] == ["."])
        end = start
        while end < min(len(words), start + _NAME_WORDS) and words[end].isalpha() and not self._ends(words, end):
            end += 1
        return _Found(kind, "", start, end - 1) if words[place] in before and end > start else None

    def _ends(self, words: Sequence[str], place: int) -> bool:
        """Tell whether a word cannot belong to a name: who asks about "PT Hong Kong" means the country."""
        word, named = words[place], self.names.read(words, place)
        begins = word in self.measures.borders or word in self.measures.villages or word in self.measures.agencies
        return begins or (named is not None and named[0].kind in _PLACES)

    def _named(self, words: Sequence[str], place: int) -> "_Found | None":
        """Look the words up in the lists."""
        found = self.names.read(words, place)
        return _Found(found[0].kind, found[0].value, place, found[1] - 1) if found else None


@dataclass(frozen=True, slots=True)
class _Found:
    """An entity by its first and last word; an empty value stands for the words themselves."""

    kind: str
    value: str
    first: int
    last: int


_SCALE = 1000
_PLACES = ("country", "city")


def tokens_of(text: str) -> list[Token]:
    """Cut a message into words, numbers and marks with their places."""
    fold = str.lower if text.isascii() else folded
    return [Token(fold(match[0]).replace("'", ""), *match.span()) for match in _TOKEN.finditer(text)]


def _phones(text: str) -> Iterator[Entity]:
    """Yield phone numbers as E.164; one that begins with 0 is Indonesian."""
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        yield Entity("phone", match[0], "+" + re.sub("^0", "62", digits), *match.span())


def _cases(text: str) -> Iterator[Entity]:
    """Yield case numbers whose check digit is right, in the form they are printed in."""
    for match in NUMBER.finditer(text):
        value = read_number(match[0])
        if value:
            yield Entity("case_number", match[0], value, *match.span())


def _written_dates(text: str) -> Iterator[Entity]:
    """Yield dates in digits, day first as Indonesians write them."""
    for match in _DATE.finditer(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if _is_day(day, month):
            full = year if year >= _CENTURY // 20 else _CENTURY + year
            yield Entity("date", match[0], f"{full:04d}-{month:02d}-{day:02d}", *match.span())


def _is_day(day: int, month: int) -> bool:
    """Tell whether a month has that day in some year."""
    return 1 <= month <= len(_DAYS) and 1 <= day <= _DAYS[month - 1]


def _titled(name: str) -> str:
    """Write a name with capitals: "suka maju" -> "Suka Maju", but "PT Maju" stays."""
    return " ".join(word if word.isupper() else word.capitalize() for word in name.split())
