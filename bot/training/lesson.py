"""Sentences as numbers to learn from, how weights are learnt from them, and how they are judged without being seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.dialogue.ear.features import Vector
from bot.training.corpus import Sentence

SEED = 20
PARTS = 2

Step = Callable[[], object]
Plain = Callable[[str], str]
Vectors = Callable[[str], Vector]
"""Makes a sentence plain or numbers of it, and remembers it: each is wanted several times."""
Labels = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Sentences as a sparse matrix (shape: sentences x features) and what each teaches (shape: sentences)."""

    matrix: Any
    labels: Labels


@dataclass(frozen=True, slots=True)
class Taught:
    """What a lesson came to: weights (shape: features x labels) and biases, the `scores` of its sentences by models that
    have not seen them (shape: sentences x labels), and the part each sentence was in.
    """

    weights: Reals
    bias: Reals
    scores: Reals
    parts: Labels


def matrix_of(sentences: Sequence[Sentence], vector: Vectors, width: int) -> Any:  # noqa: ANN401 - scipy is untyped
    """Put the vectors of sentences under each other, each of length one (shape: sentences x width)."""
    vectors = [vector(sentence.text) for sentence in sentences]
    starts = np.cumsum([0, *(len(vector.ids) for vector in vectors)])
    ids = np.concatenate([vector.ids for vector in vectors])
    values = np.concatenate([vector.values for vector in vectors])
    return csr_matrix((values, ids, starts), shape=(len(vectors), width))


def fit(lesson: Lesson, softness: float) -> tuple[Reals, Reals]:
    """Return weights (shape: features x labels, one column when there are two labels) and biases."""
    machine = LinearSVC(C=softness, random_state=SEED).fit(lesson.matrix, lesson.labels)
    return machine.coef_.T, machine.intercept_


def taught(lessons: Sequence[tuple[Lesson, float]], step: Step) -> list[Taught]:
    """Fit each lesson with its softness, and judge its sentences by models that have not seen them, on all processors."""
    folds = [_folds(lesson) for lesson, _ in lessons]
    jobs = [delayed(fit)(lesson, softness) for lesson, softness in lessons]
    for (lesson, softness), parts in zip(lessons, folds, strict=True):
        jobs += [delayed(_judge)(lesson, softness, known, unseen) for known, unseen in parts]
    results = []
    for result in Parallel(n_jobs=-1, return_as="generator")(jobs):
        results.append(result)
        step()
    fitted, judged = results[: len(lessons)], iter(results[len(lessons) :])
    return [
        _together(weights, bias, parts, [next(judged) for _ in parts])
        for (weights, bias), parts in zip(fitted, folds, strict=True)
    ]


def _folds(lesson: Lesson) -> list[tuple[Labels, Labels]]:
    """Cut a lesson into parts: for each the sentences outside and inside of it."""
    cut = StratifiedKFold(PARTS, shuffle=True, random_state=SEED)
    return list(cut.split(np.zeros(len(lesson.labels)), lesson.labels))


def _together(weights: Reals, bias: Reals, folds: list[tuple[Labels, Labels]], judged: list[Reals]) -> Taught:
    """Put the scores of the parts back into the order of the sentences."""
    size = sum(len(found) for found in judged)
    scores, parts = np.zeros((size, judged[0].shape[1])), np.zeros(size, np.int64)
    for part, ((_, unseen), found) in enumerate(zip(folds, judged, strict=True)):
        scores[unseen], parts[unseen] = found, part
    return Taught(weights, bias, scores, parts)


def _judge(lesson: Lesson, softness: float, known: Labels, unseen: Labels) -> Reals:
    """Score the unseen sentences with a model of the known ones."""
    weights, bias = fit(Lesson(lesson.matrix[known], lesson.labels[known]), softness)
    found: Reals = lesson.matrix[unseen] @ weights + bias
    return found
