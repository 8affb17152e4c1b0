"""Brings words of four languages, with whatever hangs on them, to one Indonesian word of the same meaning.

"membayar", "mbayar", "dibayarkan", "mayar" and "paid" become "bayar", so a sentence in one language teaches the others.
Endings are taken off only when what is left is in the word list, because guessing stems makes new words nobody knows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_BEGINNINGS = (
    "dipang", "dipar", "diper", "memper", "menge", "meng", "meny", "mem", "men", "me", "ber", "ter", "peng", "peny",
    "pem", "pen", "pe", "per", "di", "ke", "se", "ka", "nge", "ng", "ny", "n", "m", "ti", "sa",
)  # fmt: skip
_ENDINGS = (
    "nipun", "keun", "aken", "ake", "ipun", "nya", "nan", "kan", "ana", "ku", "mu", "ne", "na", "an", "ke", "i", "e",
)  # fmt: skip
_SWALLOWED = {
    "ny": "s", "ng": "k", "n": "t", "m": "p", "meny": "s", "meng": "k", "men": "t", "mem": "p", "peny": "s",
    "pen": "t", "pem": "p",
}  # fmt: skip
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Senses:
    """The word list.

    `meanings` maps a word to its sense, a word without meaning of its own to "". `ready` holds what was worked out
    beforehand for the words of the training sentences.
    """

    meanings: Mapping[str, str]
    ready: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, word: str) -> str:
        """Return the sense of a plain word, the word itself when it has none in the list, "" for mere filling."""
        found = self.ready.get(word)
        return self.look_up(word) if found is None else found

    def look_up(self, word: str) -> str:
        """Work out the sense of a word."""
        found = self.meanings.get(word)
        if found is not None:
            return found
        return next((self.meanings[stem] for stem in _stems(word) if stem in self.meanings), word)


def _stems(word: str) -> Iterator[str]:
    """Yield what may be left of a word without ending, without beginning, without both."""
    cut = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    cut = [stem for stem in cut if len(stem) >= _SHORTEST]
    yield from cut
    for stem in (word, *cut):
        for beginning in _BEGINNINGS:
            rest = stem.removeprefix(beginning)
            if rest != stem and len(rest) >= _SHORTEST:
                yield rest
                yield _SWALLOWED.get(beginning, "") + rest
