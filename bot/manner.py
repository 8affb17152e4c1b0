"""Proves how people are spoken to, in every language: no forbidden advice, no sentence too long to be read under stress."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.yamlfile import read

CLAUSE = re.compile(r"[.!?;:\n]+")
SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")
LONGEST_SENTENCE = 28  # words; more is seldom read to its end
BRACES = re.compile(r"\{\w+\}")
WORD = re.compile(r"[\w'-]+")


class _Language(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    denials: tuple[str, ...]
    unless_denied: tuple[str, ...]
    never: tuple[str, ...]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    forbidden: Mapping[str, _Language]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What no text of a language may advise."""

    denials: tuple[str, ...]
    unless_denied: tuple[str, ...]
    never: tuple[str, ...]

    def advice_in(self, text: str) -> str:
        """The forbidden advice a text gives, or ""; a clause that denies it gives none."""
        for clause in CLAUSE.split(text):
            worded = _worded(clause)
            given = [phrase for phrase in self.never if f" {phrase} " in worded]
            if not any(f" {word} " in worded for word in self.denials):
                given += [phrase for phrase in self.unless_denied if f" {phrase} " in worded]
            if given:
                return given[0]
        return ""


def read_forbidden(path: Path) -> Mapping[str, Forbidden]:
    """Read flows/forbidden.yml; raises ValidationError and YamlFault."""
    found = _File.model_validate(read(path)).forbidden
    return {language: Forbidden(**each.model_dump()) for language, each in found.items()}


def manner_faults(text: str, forbidden: Forbidden) -> Iterator[str]:
    """What is wrong with the manner of a text."""
    advice = forbidden.advice_in(text)
    if advice:
        yield f"gives forbidden advice: {advice!r}"
    longest = max(SENTENCE.split(text), key=lambda sentence: len(_words(sentence)))
    if len(_words(longest)) > LONGEST_SENTENCE:
        yield f"a sentence of {len(_words(longest))} words is too long: {longest[:50]!r}"


def _words(sentence: str) -> Sequence[str]:
    return BRACES.sub("x", sentence).split()


def _worded(clause: str) -> str:
    return " " + " ".join(WORD.findall(clause.lower())) + " "
