"""Learns the weights from the sentences. It wakes scikit-learn, so it is imported only when there is something to learn.

A linear support vector machine was better here than logistic regression, naive Bayes and neighbours, alone or mixed.
Its scores are no chances, so `honesty` calibrates them on sentences the model has not seen: the corpus is cut in parts,
each judged by a model taught on the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.dialogue.ear.builtin import Builtin, Model, Sentences
from bot.dialogue.ear.danger import Rules
from bot.dialogue.ear.features import Features
from bot.dialogue.ear.normalise import Normaliser
from bot.dialogue.intents import INTENTS, OUT_OF_SCOPE
from bot.training import honesty
from bot.training.corpus import Corpus, Sentence
from bot.training.vocabulary import entities_of, features_of, normaliser_of, rules_of, senses_of, tongues_of

SEED = 20
PARTS = 3
STEPS = 5 + PARTS
_SOFTNESS = 0.3
_DANGER_SOFTNESS = 1.0
_KEPT = 48
_ALARMING = frozenset({"report_violence", "report_sexual_violence", "report_trafficking", "emergency"})
_UNCLEAR = frozenset({"report_working_conditions", "report_sick_or_injured", "report_want_home", "report_death"})

Step = Callable[[], object]
Labels = NDArray[np.int64]


class Honesty(TypedDict):
    """Those fields of `Model` that are found on unseen sentences."""

    sharpness: float
    trust: tuple[float, float]
    near: float
    foreign: tuple[float, float, float, float, float]
    strange: float


class Alarms(TypedDict):
    """Those fields of `Model` that decide about danger."""

    alarm: float
    calm: float


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
        labels=labels,
        weights=np.hstack([weights, danger_weights]).astype(np.float32),
        bias=np.append(bias, danger_bias).astype(np.float32),
        **_calibrated(lesson, [_words(normaliser(sentence.text)) for sentence in sentences], step),
        **_alarms(alarming, [bool(rules(normaliser(sentence.text))) for sentence in corpus.dangers]),
    )
    step()
    return Builtin(normaliser, features, model, _rows(lesson, len(labels)), tongues_of(corpus), rules, entities_of(corpus))


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


def _calibrated(lesson: Lesson, words: Sequence[frozenset[str]], step: Step) -> Honesty:
    """Find how far scores may be trusted, from sentences judged by models that have not seen them."""
    scores, parts = _judged(lesson, _SOFTNESS, step)
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


def _alarms(lesson: Lesson, ruled: Sequence[bool]) -> Alarms:
    """Find from which danger score there is an alarm, judged by danger's own sentences; `ruled` says where a rule holds."""
    scores, _ = _judged(lesson, _DANGER_SOFTNESS, lambda: None)
    own = len(ruled)
    alarm, calm = honesty.alarms_of(scores[:own, 0], lesson.labels[:own] == 1, np.array(ruled))
    return {"alarm": alarm, "calm": calm}


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
