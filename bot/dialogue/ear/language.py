"""Tells Indonesian, Javanese, Sundanese and English apart, word by word, by sequences of letters.

Ready-made identifiers fail on short Javanese and Sundanese texts, and none says "mixed". Judging each word first lets
us hear when somebody begins in one language and goes on in another.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.ear.characters import folded

MIXED = "mixed"
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_LONGEST_PIECE = 4
_REMEMBERED = 16_384
_READ_WORDS = 60
_SURE_OF_WORD = 8.0
_SURE_OF_TEXT = 0.5
_MIXED_SHARE = 0.3
_MIXED_WORDS = 2


class Tongues:
    """The language model; safe in several threads.

    `names` are the languages, `index` numbers the letter sequences, `weights` (shape: sequences x languages) hold the
    logarithm of how much likelier each is in that language than on average.
    """

    def __init__(self, names: tuple[str, ...], index: Mapping[str, int], weights: NDArray[np.float32]) -> None:
        self.names, self.index, self.weights = names, index, weights
        self._scores = lru_cache(_REMEMBERED)(self._scores_of)

    def __call__(self, text: str) -> str:
        """Return the language of a text, "mixed", or "" when it cannot be told."""
        judged = [self._scores(word) for word in words(text)[:_READ_WORDS]]
        total = [sum(column) for column in zip(*judged, strict=True)]
        best = sorted(total, reverse=True)
        if not total or best[0] - best[1] < _SURE_OF_TEXT:
            return ""
        main = total.index(best[0])
        return MIXED if _mixed(judged, main) else self.names[main]

    def _scores_of(self, word: str) -> tuple[float, ...]:
        """Score one word for each language."""
        ids = [self.index[piece] for piece in pieces(word) if piece in self.index]
        return tuple(map(float, self.weights[ids].sum(axis=0)))


def _mixed(judged: list[tuple[float, ...]], main: int) -> bool:
    """Tell whether a good part of the words is far likelier in one other language; a word may speak for several."""
    languages = range(len(judged[0]))
    most = max(sum(scores[other] - scores[main] > _SURE_OF_WORD for scores in judged) for other in languages)
    return most >= _MIXED_WORDS and most >= _MIXED_SHARE * len(judged)


def words(text: str) -> list[str]:
    """Return the words of a text that are all letters, in small letters."""
    return _WORD.findall(folded(text).replace("'", ""))


def pieces(word: str) -> list[str]:
    """Return the sequences of 2 to 4 letters of a word with its ends marked, and the word itself."""
    padded = f" {word} "
    found = [
        padded[start : start + size] for size in range(2, _LONGEST_PIECE + 1) for start in range(len(padded) - size + 1)
    ]
    return [*found, f"={word}"]
