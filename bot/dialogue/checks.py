"""What may be charged, and what speaks against an offer: tables an editor keeps, and how a list is held against them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LINE = re.compile(r"[\n;]+|,(?!\d)")
MOST_LINES = 12


class Verdict(StrEnum):
    """Whether a recruiter may charge something."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class FeeRule:
    """What is known of one fee, for a country or for kinds of work or for all."""

    verdict: Verdict
    because: str
    source: str
    checked: date
    country: str = ""
    jobs: tuple[str, ...] = ()

    def closeness(self, country: str, job: str) -> int:
        """How closely it fits (0: it is a general one), -1 when it is for something else."""
        if self.country not in {"", country} or (self.jobs and job not in self.jobs):
            return -1
        return 2 * bool(self.country) + bool(self.jobs)


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee by the words recruiters use for it; `rules` hold a general one and may hold closer ones."""

    name: str
    words: tuple[str, ...]
    rules: tuple[FeeRule, ...]

    def rule(self, country: str, job: str) -> FeeRule:
        """The closest rule."""
        return max(self.rules, key=lambda rule: rule.closeness(country, job))


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A red flag of an offer: words or countries that show it, and why it is one."""

    name: str
    because: str
    source: str
    checked: date
    words: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def lines_of(typed: str) -> list[str]:
    """The lines of a list as people type it: each on its own line, or with commas or semicolons between."""
    return [line.strip(" -*\t") for line in LINE.split(typed) if line.strip(" -*\t")][:MOST_LINES]


def fee_in(line: str, fees: Iterable[Fee]) -> Fee | None:
    """The fee a line is about: the one with the longest of its words in it, None when no word is known."""
    worded = _worded(line)
    found = [(len(word), fee) for fee in fees for word in fee.words if f" {word} " in worded]
    return max(found, key=lambda each: each[0], default=(0, None))[1]


def red_flags_in(advert: str, country: str, answers: Mapping[str, str], known: Iterable[RedFlag]) -> list[RedFlag]:
    """The red flags of an offer, by its words, its country and the answers to the questions about it ("yes")."""
    worded = _worded(advert)
    return [
        flag
        for flag in known
        if answers.get(flag.name) == "yes" or country in flag.countries or any(f" {word} " in worded for word in flag.words)
    ]


def _worded(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "
