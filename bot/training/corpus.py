"""Reads everything people wrote for the ear, and tells all that is wrong with it at once, each with file and line.

The sentences are in Rasa's format so that real Rasa trains on the same files; what Rasa has no word for (slang, rules of
danger, senses) stands in files of our own beside them, which Rasa passes over.
"""

import re
from dataclasses import dataclass, field

from bot.dialogue.ear.danger import Rule

LANGUAGES = ("id", "jv", "su", "en")
_ANNOTATED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


class CorpusFault(ValueError):
    """The files under nlu/ hold faults."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Take the faults, each as "file:line: what is wrong"."""
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to learn from, without its marks; `language` is the folder it stands in, `label` what it teaches."""

    text: str
    label: str
    language: str
    place: str


@dataclass(slots=True)
class Corpus:
    """All that was read; filled while reading, then left alone.

    `dangers` are labelled "yes" and "no". `lookups` maps a kind to its names, `synonyms` a name to its settled value.
    `measures` and `numbers` are lists and mappings as written (see `Measures` and `Numbers`).
    """

    sentences: list[Sentence] = field(default_factory=list)
    dangers: list[Sentence] = field(default_factory=list)
    slang: dict[str, str] = field(default_factory=dict)
    senses: dict[str, str] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    lookups: dict[str, list[str]] = field(default_factory=dict)
    synonyms: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, dict[str, str]] = field(default_factory=dict)
    measures: dict[str, object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def without_marks(text: str) -> str:
    """Take Rasa's marks out of a sentence: "[taiwan](country)" -> "taiwan"."""
    return _ANNOTATED.sub(r"\1", text)
