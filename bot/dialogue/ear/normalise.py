"""Turns chat spelling into plain words for the ear alone; what is stored or shown is never changed.

"Tloooong pak, gaji sy blm dbyr 3bln" and "tolong pak gaji saya belum dibayar 3 bulan" should look alike. Word lists are
handed in as data, one for all four languages together, because most messages mix them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue.ear.characters import folded
from bot.dialogue.ear.numbers import DIGITS, Numbers, from_digits, in_digits, plainly

_APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w)")
_PIECE = re.compile(rf"{DIGITS}(?=\D|$)|\w+|[^\w\s]")
_TWICE = re.compile(r"([a-z]{2,})2([a-z]*)")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_LEET = re.compile(r"(?<=[a-z])[013456](?=[a-z])")
_LEET_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "6": "g"}
_REMEMBERED = 16_384
_VOWELS = re.compile(r"[aeiou]")


@dataclass(frozen=True, slots=True)
class Normaliser:
    """Everything needed to make words plain.

    `slang` maps a chat word or emoji to plain words; `known` holds the words of the training sentences, `near` the
    known word for a spelling that is not known (see `spellings`).
    """

    slang: Mapping[str, str]
    numbers: Numbers
    known: frozenset[str]
    near: Mapping[str, str]

    def __call__(self, text: str) -> str:
        """Return at most LONGEST characters of a text as plain words with single spaces between them."""
        pieces = _PIECE.findall(_APOSTROPHE.sub("", folded(text)))
        words = [word for piece in pieces for word in self._plain(piece)]
        return " ".join(self._counted(words))

    def _plain(self, piece: str) -> Sequence[str]:
        """Return the plain words for one written piece, which may be none."""
        if piece in self.slang:
            return self.slang[piece].split()
        if piece in self.known:
            return (piece,)
        if piece[0].isdigit():
            return (plainly(from_digits(piece)) if in_digits(piece) and not piece.isdecimal() else piece,)
        if not piece[0].isalpha():
            return ()
        return self._unknown(piece)

    def _unknown(self, word: str) -> Sequence[str]:
        """Undo what chat does to a word: "orang2", "toloooong", "g4ji", "gajii", then look for the nearest known word."""
        if match := _TWICE.fullmatch(word):
            return (*self._plain(match[1]), *self._plain(match[1] + match[2]))
        for guess in _guesses(word):
            if guess in self.slang:
                return self.slang[guess].split()
            if guess in self.known:
                return (guess,)
        short = _STRETCHED.sub(r"\1", word)
        return (self.near.get(short) or self.near.get("~" + skeleton(short), short),)

    def _counted(self, words: Sequence[str]) -> Iterator[str]:
        """Replace number words by digits."""
        place = 0
        while place < len(words):
            found = self.numbers.read(words, place) if self.numbers.knows(words[place]) else None
            yield plainly(found[0]) if found else words[place]
            place = found[1] if found else place + 1


@lru_cache(_REMEMBERED)
def skeleton(word: str) -> str:
    """Return a word without its vowels and doubled letters, as hurried people write it: "majikan" -> "mjkn"."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word))


def spellings(words: Mapping[str, int]) -> dict[str, str]:
    """Map misspellings to the commonest known word: one letter left out, or ("~" in front) only its consonants left.

    `words` are the known words and how often each was seen. Words under five letters are too easily mistaken.
    """
    near: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (-words[word], word)):
        if len(word) < _LONG_ENOUGH or not word.isalpha():
            continue
        for place in range(1, len(word)):
            near.setdefault(word[:place] + word[place + 1 :], word)
        bones = skeleton(word)
        if len(bones) >= _BONES:
            near.setdefault("~" + bones, word)
    return {wrong: right for wrong, right in near.items() if wrong not in words}


_LONG_ENOUGH = 5
_BONES = 4


def _guesses(word: str) -> Iterator[str]:
    """Yield what a word may have been before it was stretched or dressed up with digits."""
    yield _STRETCHED.sub(r"\1\1", word)
    yield _STRETCHED.sub(r"\1", word)
    yield _DOUBLED.sub(r"\1", word)
    yield _LEET.sub(lambda match: _LEET_LETTERS[match[0]], _STRETCHED.sub(r"\1", word))
