"""Sentences as numbers to learn from, how weights are learnt from them, and how they are judged without being seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.dialogue.ear.features import Features
from bot.training.corpus import Sentence

SEED = 20
PARTS = 3

Step = Callable[[], object]
Plain = Callable[[str], str]
"""Makes a sentence plain, and remembers it: each is wanted several times."""
Labels = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Sentences as a sparse matrix (shape: sentences x features) and what each teaches (shape: sentences)."""

    matrix: Any
    labels: Labels


def matrix_of(sentences: Sequence[Sentence], plain: Plain, features: Features) -> Any:  # noqa: ANN401 - scipy is untyped
    """Put the vectors of sentences under each other, each of length one."""
    vectors = [features(plain(sentence.text)) for sentence in sentences]
    starts = np.cumsum([0, *(len(vector.ids) for vector in vectors)])
    ids = np.concatenate([vector.ids for vector in vectors])
    values = np.concatenate([vector.values for vector in vectors])
    return csr_matrix((values, ids, starts), shape=(len(vectors), len(features.rarity)))


def fit(lesson: Lesson, softness: float) -> tuple[Reals, Reals]:
    """Return weights (shape: features x labels, one column when there are two labels) and biases."""
    machine = LinearSVC(C=softness, random_state=SEED).fit(lesson.matrix, lesson.labels)
    return machine.coef_.T, machine.intercept_


def judged(lesson: Lesson, softness: float, step: Step) -> tuple[Reals, Labels]:
    """Score each sentence with a model that has not seen it (shape: sentences x labels); say in which part it was."""
    parts = np.zeros(len(lesson.labels), np.int64)
    scores = None
    for part, (known, unseen) in enumerate(
        StratifiedKFold(PARTS, shuffle=True, random_state=SEED).split(parts, lesson.labels)
    ):
        weights, bias = fit(Lesson(lesson.matrix[known], lesson.labels[known]), softness)
        found = lesson.matrix[unseen] @ weights + bias
        scores = np.zeros((len(parts), found.shape[1])) if scores is None else scores
        scores[unseen], parts[unseen] = found, part
        step()
    return np.asarray(scores), parts
