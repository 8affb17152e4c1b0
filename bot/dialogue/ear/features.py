"""Turns plain words into numbers: the same code in training and in serving, so the two can never differ.

Four blocks, each brought to a length of its own: pieces of words (3 letters), words and word pairs, pieces of the consonant
skeleton (hurried people drop vowels), and senses with pairs of them that stand near each other in any order.
A feature counts once however often it is met. What a word brings is remembered, because people use few words often.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.ear.normalise import skeleton
from bot.dialogue.ear.senses import Senses

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]

SHARES = (1.0, 0.5, 0.5, 1.2)
"""The length of each block: pieces, words, skeletons, senses."""
_WORD, _BONE, _SENSE = "\x01", "\x02", "\x03"
_NEAR = 3
_LONGEST_NUMBER = 8
_REMEMBERED = 16_384


@dataclass(frozen=True, slots=True)
class Vector:
    """A sentence as numbers: the features it has (shape n), how much of each (shape n), and the share (0 to 1) of its
    pieces that were ever seen in training.
    """

    ids: Integers
    values: Floats
    familiar: float


class Features:
    """The features known from training; safe in several threads.

    `index` numbers them, `rarity` (shape: number of features) weighs each by how rare it was in training.
    """

    def __init__(self, index: Mapping[str, int], rarity: Floats, senses: Senses) -> None:
        self.index, self.rarity, self.senses = index, rarity, senses
        self._pieces = lru_cache(_REMEMBERED)(self._pieces_of)
        self._bones = lru_cache(_REMEMBERED)(self._bones_of)

    def __call__(self, plain: str) -> Vector:
        """Find the known features of normalised text; the vector is empty when there are none."""
        words = shapes(plain)
        pieces = [self._pieces(word) for word in words]
        parts = (
            chain.from_iterable(ids for ids, _ in pieces),
            self._known(phrases(words)),
            chain.from_iterable(map(self._bones, words)),
            self._known(neighbours(words, self.senses)),
        )
        seen, unseen = sum(len(ids) for ids, _ in pieces), sum(lost for _, lost in pieces)
        return self._vector([set(part) for part in parts], seen / max(seen + unseen, 1))

    def dense(self, vector: Vector) -> Floats:
        """Spread a vector over all features and bring it to length one (shape: features)."""
        spread = np.zeros(len(self.rarity), np.float32)
        spread[vector.ids] = vector.values / max(float(np.sqrt(vector.values @ vector.values)), 1e-9)
        return spread

    def _vector(self, parts: list[set[int]], familiar: float) -> Vector:
        """Weigh each block by rarity and bring it to its share."""
        sizes = [len(part) for part in parts]
        ids = np.fromiter(chain.from_iterable(parts), np.int32, sum(sizes))
        values = self.rarity[ids]
        ends = np.cumsum(sizes)
        squares = np.concatenate(([0.0], np.cumsum(values * values, dtype=np.float64)))
        lengths = np.sqrt(np.maximum(squares[ends] - squares[ends - sizes], 1e-9))
        scales = (np.array(SHARES) / lengths).astype(np.float32)
        return Vector(ids, values * np.repeat(scales, sizes), familiar)

    def _known(self, grams: Iterable[str]) -> Iterator[int]:
        """Yield the numbers of those features that are known."""
        index = self.index
        return (index[gram] for gram in grams if gram in index)

    def _pieces_of(self, word: str) -> tuple[tuple[int, ...], int]:
        """Return the pieces of a word that are known and how many are not."""
        grams = pieces_of(word)
        known = tuple(self._known(grams))
        return known, len(grams) - len(known)

    def _bones_of(self, word: str) -> tuple[int, ...]:
        """Return the known pieces of the skeleton of a word."""
        return tuple(self._known(bones_of(word)))


def grams_of(plain: str, senses: Senses) -> set[str]:
    """Return all features of normalised text."""
    words = shapes(plain)
    letters = chain.from_iterable(chain(pieces_of(word), bones_of(word)) for word in words)
    return {*letters, *phrases(words), *neighbours(words, senses)}


def shapes(plain: str) -> list[str]:
    """Return the words of normalised text, all numbers of one length made alike."""
    return ["0" * min(len(word), _LONGEST_NUMBER) if word[0].isdigit() else word for word in plain.split()]


@lru_cache(_REMEMBERED)
def pieces_of(word: str) -> tuple[str, ...]:
    """Return the sequences of 3 letters of a word, its ends among them."""
    padded = f" {word} "
    return tuple(padded[start : start + 3] for start in range(len(word)))


@lru_cache(_REMEMBERED)
def bones_of(word: str) -> tuple[str, ...]:
    """Return the sequences of 3 letters of a word's skeleton."""
    return tuple(_BONE + piece for piece in pieces_of(skeleton(word)))


def phrases(words: list[str]) -> Iterator[str]:
    """Yield each word and each pair of neighbours."""
    yield from (_WORD + word for word in words)
    yield from (f"{_WORD}{first} {second}" for first, second in pairwise(words))


def neighbours(words: list[str], senses: Senses) -> Iterator[str]:
    """Yield each sense and each pair of senses at most _NEAR places apart, in the order of letters."""
    found = [sense for word in words if (sense := senses(word))]
    for place, sense in enumerate(found):
        yield _SENSE + sense
        for other in found[place + 1 : place + 1 + _NEAR]:
            yield f"{_SENSE}{sense} {other}" if sense < other else f"{_SENSE}{other} {sense}"
