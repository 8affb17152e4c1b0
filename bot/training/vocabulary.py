"""Builds what needs no learning: word lists, known words, features, the letter model of languages, rules and names."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from bot.dialogue.ear.characters import folded
from bot.dialogue.ear.danger import Rules
from bot.dialogue.ear.entities import Entities, Measures
from bot.dialogue.ear.features import Features, grams_of
from bot.dialogue.ear.language import Tongues, pieces, words
from bot.dialogue.ear.normalise import Normaliser, spellings
from bot.dialogue.ear.numbers import Numbers
from bot.dialogue.ear.places import Named, Names
from bot.dialogue.ear.senses import Senses
from bot.training.corpus import LANGUAGES, Corpus

_ALIKE = ("country", "city")
_SEEN_TWICE = 2
_SMOOTHING = 0.3


def normaliser_of(corpus: Corpus, texts: Iterable[str]) -> Normaliser:
    """Build the normaliser: the words of the training sentences are the known ones."""
    numbers = Numbers.of(corpus.numbers)
    plainly = Normaliser(corpus.slang, numbers, frozenset(), {})
    seen = Counter(word for text in texts for word in plainly(text).split() if word.isalpha())
    return Normaliser(corpus.slang, numbers, frozenset(seen), spellings(seen))


def senses_of(corpus: Corpus, known: Iterable[str]) -> Senses:
    """Build the word list of senses; each sense is its own, and all countries and all cities are alike."""
    named = {folded(text): kind for kind in _ALIKE for text in corpus.lookups.get(kind, ())}
    senses = Senses({**named, **{sense: sense for sense in corpus.senses.values() if sense}, **corpus.senses})
    return Senses(senses.meanings, {word: senses.look_up(word) for word in sorted(known)})


def features_of(plain: Sequence[str], senses: Senses) -> Features:
    """Number the features that stand in at least two normalised sentences and weigh them by rarity."""
    seen: Counter[str] = Counter()
    for text in plain:
        seen.update(grams_of(text, senses))
    kept = sorted(gram for gram, times in seen.items() if times >= _SEEN_TWICE)
    times = np.array([seen[gram] for gram in kept], np.float32)
    rarity = (np.log((1 + len(plain)) / (1 + times)) + 1).astype(np.float32)
    return Features({gram: number for number, gram in enumerate(kept)}, rarity, senses)


def tongues_of(corpus: Corpus) -> Tongues:
    """Count letter sequences by language (naive Bayes over words, each word of a language once for each sentence)."""
    counts = {language: Counter[str]() for language in LANGUAGES}
    for sentence in (*corpus.sentences, *corpus.dangers):
        counts[sentence.language].update(piece for word in words(sentence.text) for piece in pieces(word))
    together = sum(counts.values(), Counter[str]())
    index = {piece: number for number, piece in enumerate(sorted(p for p, n in together.items() if n >= _SEEN_TWICE))}
    table = np.array([[counts[language][piece] for language in LANGUAGES] for piece in index], np.float64) + _SMOOTHING
    shares = np.log(table / table.sum(axis=0))
    return Tongues(LANGUAGES, index, (shares - shares.mean(axis=1, keepdims=True)).astype(np.float32))


def rules_of(corpus: Corpus) -> Rules:
    """Build the rules of danger; chat words in them are made plain as in messages."""

    def plain(phrase: str) -> str:
        """Replace the chat words of a phrase."""
        return " ".join(corpus.slang.get(word, word) for word in phrase.split())

    return Rules(
        [
            replace(
                rule,
                words=tuple(map(plain, rule.words)),
                near=tuple(map(plain, rule.near)),
                unless=tuple(map(plain, rule.unless)),
            )
            for rule in corpus.rules
        ]
    )


def entities_of(corpus: Corpus) -> Entities:
    """Build the finder of entities; chat words in names are made plain, as they are in messages."""
    names = {
        " ".join(corpus.slang.get(word, word) for word in folded(text).split()): Named(
            kind, corpus.synonyms.get(folded(text), text)
        )
        for kind, texts in corpus.lookups.items()
        for text in texts
    }
    return Entities(Numbers.of(corpus.numbers), Names(names, corpus.slang), _measures(corpus))


def _measures(corpus: Corpus) -> Measures:
    """Build the words around numbers and names."""

    def table(key: str) -> dict[str, str]:
        """Return a mapping of the file."""
        found = corpus.measures.get(key)
        return {str(word): str(value) for word, value in found.items()} if isinstance(found, dict) else {}

    def listed(key: str) -> frozenset[str]:
        """Return a list of the file."""
        found = corpus.measures.get(key)
        return frozenset(map(str, found)) if isinstance(found, list) else frozenset()

    return Measures(
        table("currencies"),
        table("periods"),
        table("months"),
        listed("villages"),
        listed("agencies"),
        listed("borders"),
    )
