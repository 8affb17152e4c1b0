"""Looks up what has a name in our lists: countries, cities abroad, documents, relations; endings of four languages off.

A list beats a model here: the names are few, an ISO code must be exact, and an editor can add a spelling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_ENDINGS = ("nipun", "ipun", "nya", "ana", "kula", "ku", "mu", "ne", "na", "an", "e")
_SHORTEST_STEM = 3
_REMEMBERED = 16_384


@dataclass(frozen=True, slots=True)
class Named:
    """What a name stands for: the kind of entity and its settled value."""

    kind: str
    value: str


class Names:
    """All names, in small letters with single spaces; `slang` maps chat words to plain ones. Safe in several threads."""

    def __init__(self, names: Mapping[str, Named], slang: Mapping[str, str]) -> None:
        self.names, self.slang = names, slang
        self._longest: dict[str, int] = {}
        for name in names:
            first, size = name.split()[0], len(name.split())
            self._longest[first] = max(size, self._longest.get(first, 0))
        self._single = lru_cache(_REMEMBERED)(self._single_of)

    def read(self, words: Sequence[str], start: int) -> tuple[Named, int] | None:
        """Return the longest name that begins at a word, and the word after it; None when there is none."""
        longest = min(self._longest.get(words[start], 0), len(words) - start)
        for size in range(longest, 1, -1):
            found = self.names.get(" ".join(words[start : start + size]))
            if found:
                return found, start + size
        found = self._single(words[start])
        return (found, start + 1) if found else None

    def _single_of(self, word: str) -> Named | None:
        """Look up a word, plain or without its ending: "adhiku", "paspornya", "taiwane"."""
        if word in self.names:
            return self.names[word]
        stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
        return next((self.names[stem] for stem in stems if len(stem) >= _SHORTEST_STEM and stem in self.names), None)
