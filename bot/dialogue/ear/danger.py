"""Hears that somebody is being harmed or soon may be, apart from what the message is about.

Rules are data that an officer can read and correct; each carries its reason. A classifier beside them catches what no
rule foresaw. Either is enough: a false alarm costs a phone call, a missed one a life.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

LIKENESS = "Mirip dengan pesan bahaya yang dikenal"
"""The reason when no rule held but the classifier is sure."""

_UNLESS_REACH = 4
_REMEMBERED = 16_384


class Part(IntEnum):
    """What a phrase does in its rule: it must be there, must be near, or makes the rule silent."""

    WORDS = 0
    NEAR = 1
    UNLESS = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One danger.

    It holds when one of `words` stands in the message, one of `near` (if any) at most `within` words from it and none
    of `unless` within four. A phrase is one or more plain words; `*` at the end of a word stands for any letters.
    """

    reason: str
    words: tuple[str, ...]
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    within: int = 6


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of a rule: its later words, and whose it is."""

    rest: tuple[str, ...]
    rule: int
    part: Part


class _Hit(NamedTuple):
    """Where a phrase of a rule stands in the message, in words."""

    rule: int
    part: Part
    start: int
    end: int

    def distance(self, other: "_Hit") -> int:
        """Count the words from one hit to another; 0 when they touch or overlap."""
        return max(other.start - self.end, self.start - other.end, 0)


class Rules:
    """All rules, laid out by the first word of each phrase so that a message is read once however many rules there are."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._exact: dict[str, list[_Phrase]] = {}
        self._begun: dict[str, list[_Phrase]] = {}
        for number, rule in enumerate(rules):
            for part, phrases in zip(Part, (rule.words, rule.near, rule.unless), strict=True):
                for phrase in phrases:
                    self._shelve(phrase, number, part)
        self._lengths = sorted({len(start) for start in self._begun})
        self._beginning = lru_cache(_REMEMBERED)(self._beginning_with)

    def __call__(self, plain: str) -> tuple[str, ...]:
        """Return the reasons of all rules that hold for normalised text, each once, in the order of the rules."""
        found: dict[int, tuple[list[_Hit], list[_Hit], list[_Hit]]] = {}
        for hit in self._hits(plain.split()):
            found.setdefault(hit.rule, ([], [], []))[hit.part].append(hit)
        held = [number for number in sorted(found) if self._holds(self.rules[number], *found[number])]
        return tuple(dict.fromkeys(self.rules[number].reason for number in held))

    def _shelve(self, phrase: str, rule: int, part: Part) -> None:
        first, *rest = phrase.split()
        shelf, key = (self._begun, first[:-1]) if first.endswith("*") else (self._exact, first)
        shelf.setdefault(key, []).append(_Phrase(tuple(rest), rule, part))

    def _hits(self, words: Sequence[str]) -> Iterator[_Hit]:
        """Yield every phrase of every rule that stands in the message."""
        for start, word in enumerate(words):
            for phrase in self._beginning(word):
                end = start + 1 + len(phrase.rest)
                if not phrase.rest or (end <= len(words) and all(map(_fits, phrase.rest, words[start + 1 : end]))):
                    yield _Hit(phrase.rule, phrase.part, start, end)

    def _beginning_with(self, word: str) -> tuple[_Phrase, ...]:
        """Return the phrases whose first word this may be."""
        begun = (self._begun.get(word[:length], ()) for length in self._lengths if len(word) >= length)
        return (*self._exact.get(word, ()), *chain.from_iterable(begun))

    def _holds(self, rule: Rule, words: list[_Hit], near: list[_Hit], unless: list[_Hit]) -> bool:
        """Tell whether some word of the rule has what it needs beside it and nothing that silences it."""
        return any(
            (not rule.near or any(hit.distance(other) <= rule.within for other in near))
            and not any(hit.distance(other) <= _UNLESS_REACH for other in unless)
            for hit in words
        )


def _fits(pattern: str, word: str) -> bool:
    """Compare a word with a word of a phrase."""
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
