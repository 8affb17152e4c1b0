"""Learns the weights from the sentences. It wakes scikit-learn, so it is imported only when there is something to learn.

A linear support vector machine was better here than logistic regression, naive Bayes and neighbours, alone or mixed.
Its scores are no chances, so `honesty` calibrates them on sentences the model has not seen: the corpus is cut in parts,
each judged by a model taught on the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.dialogue.ear.builtin import Builtin, Model, Sentences
from bot.dialogue.ear.danger import Rules
from bot.dialogue.ear.features import Features
from bot.dialogue.ear.normalise import Normaliser
from bot.dialogue.intents import INTENTS
from bot.training import honesty
from bot.training.corpus import Corpus, Sentence
from bot.training.vocabulary import entities_of, features_of, normaliser_of, rules_of, senses_of, tongues_of

SEED = 20
PARTS = 3
STEPS = 5 + PARTS
_SOFTNESS = 0.3
_DANGER_SOFTNESS = 0.3
_KEPT = 48
_ALARMING = frozenset({"report_violence", "report_sexual_violence", "report_trafficking", "emergency"})
_UNCLEAR = frozenset({"report_working_conditions", "report_sick_or_injured", "report_want_home", "report_death"})

Step = Callable[[], object]
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Sentences as a sparse matrix (shape: sentences x features) and what each teaches (shape: sentences)."""

    matrix: Any
    labels: Labels


def teach(corpus: Corpus, step: Step = lambda: None) -> Builtin:
    """Learn from a faultless corpus, calling `step` STEPS times; the same corpus gives the same weights."""
    sentences = _ordered(corpus.sentences)
    texts = [sentence.text for sentence in (*sentences, *corpus.dangers)]
    normaliser = normaliser_of(corpus, texts)
    senses = senses_of(corpus, normaliser.known)
    features = features_of([normaliser(text) for text in texts], senses)
    step()
    labels = tuple(INTENTS)
    lesson = Lesson(_matrix(sentences, normaliser, features), _numbers(sentences, labels))
    rules = rules_of(corpus)
    alarming = _danger_lesson(corpus, normaliser, features, rules)
    step()
    weights, bias = _fit(lesson, _SOFTNESS)
    step()
    danger_weights, danger_bias = _fit(alarming, _DANGER_SOFTNESS)
    step()
    model = Model(
        labels,
        np.hstack([weights, danger_weights]).astype(np.float32),
        np.append(bias, danger_bias).astype(np.float32),
        *_calibrated(lesson, step),
        _alarm(alarming, len(corpus.dangers)),
    )
    step()
    return Builtin(normaliser, features, model, _rows(lesson, len(labels)), tongues_of(corpus), rules, entities_of(corpus))


def _ordered(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Drop equal sentences and sort by intent, as `Sentences` needs them."""
    once = {sentence.text.casefold(): sentence for sentence in sentences}
    order = {intent: number for number, intent in enumerate(INTENTS)}
    return sorted(once.values(), key=lambda sentence: order[sentence.label])


def _numbers(sentences: Sequence[Sentence], labels: Sequence[str]) -> Labels:
    """Number the labels of sentences."""
    return np.array([labels.index(sentence.label) for sentence in sentences])


def _matrix(sentences: Sequence[Sentence], normaliser: Normaliser, features: Features) -> Any:  # noqa: ANN401 - scipy is untyped
    """Put the vectors of sentences under each other, each of length one."""
    vectors = [features(normaliser(sentence.text)) for sentence in sentences]
    starts = np.cumsum([0, *(len(vector.ids) for vector in vectors)])
    ids = np.concatenate([vector.ids for vector in vectors])
    values = np.concatenate([vector.values for vector in vectors])
    return csr_matrix((values, ids, starts), shape=(len(vectors), len(features.rarity)))


def _danger_lesson(corpus: Corpus, normaliser: Normaliser, features: Features, rules: Rules) -> Lesson:
    """Teach danger with its own sentences first, then with those of intents where rules and intent agree about it."""
    heard = [(sentence, bool(rules(normaliser(sentence.text)))) for sentence in corpus.sentences]
    agreed = [
        (sentence, alarm)
        for sentence, alarm in heard
        if alarm == (sentence.label in _ALARMING) and sentence.label not in _UNCLEAR
    ]
    sentences = [*corpus.dangers, *(sentence for sentence, _ in agreed)]
    labels = [*(sentence.label == "yes" for sentence in corpus.dangers), *(alarm for _, alarm in agreed)]
    return Lesson(_matrix(sentences, normaliser, features), np.array(labels, np.int64))


def _fit(lesson: Lesson, softness: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return weights (shape: features x labels, one column when there are two labels) and biases."""
    machine = LinearSVC(C=softness, random_state=SEED).fit(lesson.matrix, lesson.labels)
    return machine.coef_.T, machine.intercept_


def _judged(lesson: Lesson, softness: float, step: Step) -> tuple[NDArray[np.float64], Labels]:
    """Score each sentence with a model that has not seen it (shape: sentences x labels); say in which part it was."""
    parts = np.zeros(len(lesson.labels), np.int64)
    scores = None
    for part, (known, unseen) in enumerate(
        StratifiedKFold(PARTS, shuffle=True, random_state=SEED).split(parts, lesson.labels)
    ):
        weights, bias = _fit(Lesson(lesson.matrix[known], lesson.labels[known]), softness)
        found = lesson.matrix[unseen] @ weights + bias
        scores = np.zeros((len(parts), found.shape[1])) if scores is None else scores
        scores[unseen], parts[unseen] = found, part
        step()
    return np.asarray(scores), parts


def _calibrated(lesson: Lesson, step: Step) -> tuple[float, tuple[float, float], float, float]:
    """Find how far scores may be trusted (sharpness, trust, near and strange of `Model`)."""
    scores, parts = _judged(lesson, _SOFTNESS, step)
    sharpness = honesty.sharpness_of(scores, lesson.labels)
    best, chance = honesty.best_of(scores, sharpness)
    right = best == lesson.labels
    trust = honesty.trust_of(chance, right)
    nearness = _nearness(lesson, best, parts)
    near = honesty.near_of(nearness)
    return sharpness, trust, near, honesty.strange_of(honesty.confidences(chance, nearness, trust, near), right)


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


def _alarm(lesson: Lesson, own: int) -> float:
    """Find the danger score from which the classifier raises the alarm, judged by danger's `own` sentences alone."""
    scores, _ = _judged(lesson, _DANGER_SOFTNESS, lambda: None)
    return honesty.alarm_of(scores[:own, 0], lesson.labels[:own] == 1)


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
