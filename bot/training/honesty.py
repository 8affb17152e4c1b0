"""Makes scores honest: finds the few numbers that turn them into chances, from sentences the model has not seen."""

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.ear.builtin import logistic, logit

Reals = NDArray[np.float64]
Marks = NDArray[np.bool_]
Labels = NDArray[np.int64]

_SHARPNESSES = np.geomspace(0.5, 30, 60)
_ROUNDS = 50
_FAR = 0.02
_LOST = 0.01
_CAUGHT = 0.9


def _chances(scores: Reals, sharpness: float) -> Reals:
    """Turn scores into chances, row by row (shape: sentences x labels)."""
    powers = np.exp((scores - scores.max(axis=1, keepdims=True)) * sharpness)
    found: Reals = powers / powers.sum(axis=1, keepdims=True)
    return found


def sharpness_of(scores: Reals, labels: Labels) -> float:
    """Find the factor under which the right labels are least surprising."""
    rows = np.arange(len(labels))

    def surprise(sharpness: float) -> float:
        """Return the mean surprise."""
        return float(-np.log(np.maximum(_chances(scores, sharpness)[rows, labels], 1e-12)).mean())

    return float(min(_SHARPNESSES, key=surprise))


def best_of(scores: Reals, sharpness: float) -> tuple[Labels, Reals]:
    """Return the best label of each sentence and its chance."""
    return scores.argmax(axis=1), _chances(scores, sharpness).max(axis=1)


def trust_of(chance: Reals, right: Marks) -> tuple[float, float]:
    """Fit the chance of being right to the logit of the model's chance (Newton's method)."""
    inputs = np.column_stack([[logit(each) for each in chance], np.ones(len(chance))])
    factors = np.zeros(2)
    for _ in range(_ROUNDS):
        guess = 1 / (1 + np.exp(-inputs @ factors))
        slope = inputs.T @ (guess - right)
        bend = (inputs * (guess * (1 - guess))[:, None]).T @ inputs + 1e-6 * np.eye(2)
        factors -= np.linalg.solve(bend, slope)
    return float(factors[0]), float(factors[1])


def near_of(nearness: Reals) -> float:
    """Find the nearness under which only a fiftieth of our own sentences lies."""
    return float(np.quantile(nearness, _FAR))


def confidences(chance: Reals, nearness: Reals, trust: tuple[float, float], near: float) -> Reals:
    """Return the confidence of each sentence as `Model.confidence` would."""
    own = np.array([logistic(trust[0] * logit(each) + trust[1]) for each in chance])
    return own * np.minimum(1, nearness / near)


def strange_of(confidence: Reals, right: Marks) -> float:
    """Find the confidence below which only a hundredth of the right answers lies."""
    return float(np.quantile(confidence[right], _LOST))


def alarm_of(scores: Reals, danger: Marks) -> float:
    """Find the score at which the classifier alone hears nine dangers of ten; the rules hear most of the others."""
    return float(np.quantile(scores[danger], 1 - _CAUGHT))
