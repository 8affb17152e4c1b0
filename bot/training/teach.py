"""Learns the weights from the sentences. It wakes scikit-learn, so it is imported only when there is something to learn.

A linear support vector machine was better here than logistic regression, naive Bayes and neighbours, alone or mixed.
Its scores are no chances, so `honesty` calibrates them on sentences the model has not seen: the corpus is cut in parts,
each judged by a model taught on the others.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.ear.builtin import ALARMING, Builtin, Model, Sentences
from bot.dialogue.intents import INTENTS, OUT_OF_SCOPE
from bot.training import honesty, worry
from bot.training.corpus import Corpus, Sentence
from bot.training.lesson import PARTS, Labels, Lesson, Reals, Step, Taught, matrix_of, taught
from bot.training.vocabulary import entities_of, features_of, normaliser_of, rules_of, senses_of, tongues_of

STEPS = 2 + 2 * (1 + PARTS)
_SOFTNESS = 0.3
_KEPT = 48


class Honesty(TypedDict):
    """Those fields of `Model` that are found on unseen sentences."""

    sharpness: float
    trust: tuple[float, float]
    near: float
    foreign: tuple[float, float, float, float, float]
    strange: float


def teach(corpus: Corpus, step: Step = lambda: None) -> Builtin:
    """Learn from a faultless corpus, calling `step` STEPS times; the same corpus gives the same weights."""
    sentences = _ordered(corpus.sentences)
    texts = [sentence.text for sentence in (*sentences, *corpus.dangers)]
    normaliser = normaliser_of(corpus, texts)
    senses = senses_of(corpus, normaliser.known)
    plain = cache(normaliser)
    features = features_of([plain(text) for text in texts], senses)
    step()
    labels, width = tuple(INTENTS), len(features.rarity)
    vector = cache(lambda text: features(plain(text)))
    lesson = Lesson(matrix_of(sentences, vector, width), _numbers(sentences, labels))
    rules = rules_of(corpus)
    danger = worry.danger_of(corpus, plain, vector, width, rules)
    step()
    intents, alarms = taught([(lesson, _SOFTNESS), (danger.lesson, worry.SOFTNESS)], step)
    honest = _calibrated(lesson, intents, [_words(plain(sentence.text)) for sentence in sentences])
    unseen = _alarming(intents.scores, honest["sharpness"])
    seen = _alarming(danger.matrix @ intents.weights + intents.bias, honest["sharpness"])
    known = {sentence.text.casefold(): chance for sentence, chance in zip(sentences, unseen, strict=True)}
    model = Model(
        labels=labels,
        weights=np.hstack([intents.weights, alarms.weights]).astype(np.float32),
        bias=np.append(intents.bias, alarms.bias).astype(np.float32),
        **honest,
        **worry.worry_of(danger, alarms.scores, worry.chances_of_alarm(corpus.dangers, known, seen)),
    )
    return Builtin(normaliser, features, model, _rows(lesson, len(labels)), tongues_of(corpus), rules, entities_of(corpus))


def _alarming(scores: Reals, sharpness: float) -> Reals:
    """Return the chance of an alarming intent of each row of scores (shape: sentences)."""
    columns = [tuple(INTENTS).index(label) for label in ALARMING]
    found: Reals = honesty.chances(scores, sharpness)[:, columns].sum(axis=1)
    return found


def _ordered(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Drop equal sentences and sort by intent, as `Sentences` needs them."""
    once = {sentence.text.casefold(): sentence for sentence in sentences}
    order = {intent: number for number, intent in enumerate(INTENTS)}
    return sorted(once.values(), key=lambda sentence: order[sentence.label])


def _words(plain: str) -> frozenset[str]:
    """Return the words of normalised text that are no numbers."""
    return frozenset(word for word in plain.split() if word.isalpha())


def _numbers(sentences: Sequence[Sentence], labels: Sequence[str]) -> Labels:
    """Number the labels of sentences."""
    return np.array([labels.index(sentence.label) for sentence in sentences])


def _calibrated(lesson: Lesson, intents: Taught, words: Sequence[frozenset[str]]) -> Honesty:
    """Find how far scores may be trusted, from sentences judged by models that have not seen them."""
    scores, parts = intents.scores, intents.parts
    sharpness = honesty.sharpness_of(scores, lesson.labels)
    chances = honesty.chances(scores, sharpness)
    best, chance = chances.argmax(axis=1), chances.max(axis=1)
    right, outside = best == lesson.labels, tuple(INTENTS).index(OUT_OF_SCOPE)
    nearness = _nearness(lesson, best, parts)
    own = honesty.logits(chance)
    signals = np.column_stack([own, honesty.logits(chances[:, outside]), _unseen(words, parts), nearness])
    inside = best != outside
    foreign = honesty.fit(signals[inside], lesson.labels[inside] == outside)
    trust = honesty.fit(own[:, None], right)
    return {
        "sharpness": sharpness,
        "trust": (trust[0], trust[1]),
        "near": honesty.near_of(nearness),
        "foreign": (foreign[0], foreign[1], foreign[2], foreign[3], foreign[4]),
        "strange": honesty.strange_of(honesty.applied(foreign, signals[inside]), right[inside]),
    }


def _unseen(words: Sequence[frozenset[str]], parts: Labels) -> NDArray[np.float64]:
    """Return for each sentence the share of its words that stand only in its own part."""
    homes: dict[str, set[int]] = {}
    for each, part in zip(words, parts, strict=True):
        for word in each:
            homes.setdefault(word, set()).add(int(part))
    return np.array([sum(len(homes[word]) == 1 for word in each) / max(len(each), 1) for each in words])


def _nearness(lesson: Lesson, best: Labels, parts: Labels) -> NDArray[np.float64]:
    """Measure how near each sentence is to the closest of its supposed intent in the other parts (shape: sentences)."""
    unit = _unit(lesson)
    kept = _strongest(unit)
    found = np.zeros(len(best))
    for label in np.unique(best):
        asked, known = np.flatnonzero(best == label), np.flatnonzero(lesson.labels == label)
        likeness = (unit[asked] @ kept[known].T).toarray()
        likeness[parts[asked][:, None] == parts[known][None, :]] = 0
        found[asked] = likeness.max(axis=1)
    return found


def _rows(lesson: Lesson, labels: int) -> Sentences:
    """Keep the heaviest features of each sentence for measuring nearness."""
    unit = _strongest(_unit(lesson))
    first = np.searchsorted(lesson.labels, np.arange(labels + 1))
    return Sentences(
        unit.indptr.astype(np.int32),
        unit.indices.astype(np.int32),
        unit.data.astype(np.float32),
        first.astype(np.int32),
    )


def _strongest(unit: Any) -> Any:  # noqa: ANN401 - scipy is untyped
    """Drop all but the _KEPT heaviest features of each row, for speed; nearness is then a little less than the cosine."""
    kept = unit.copy()
    for start, end in pairwise(unit.indptr):
        weakest = np.argsort(-np.abs(unit.data[start:end]), kind="stable")[_KEPT:]
        kept.data[start + weakest] = 0
    kept.eliminate_zeros()
    return kept


def _unit(lesson: Lesson) -> Any:  # noqa: ANN401 - scipy is untyped
    """Bring each sentence to length one."""
    lengths = np.sqrt(np.asarray(lesson.matrix.multiply(lesson.matrix).sum(axis=1)).ravel())
    return lesson.matrix.multiply(1 / np.maximum(lengths, 1e-9)[:, None]).tocsr()
