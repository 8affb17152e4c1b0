"""Makes scores honest: finds the few numbers that turn them into chances, from sentences the model has not seen."""

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.ear.builtin import logit

Reals = NDArray[np.float64]
Marks = NDArray[np.bool_]
Labels = NDArray[np.int64]

_SHARPNESSES = np.geomspace(0.5, 30, 60)
_ROUNDS = 50
_FAR = 0.02
_LOST = 0.03
_CAUTION = 0.01
_HEARD = 0.925


def chances(scores: Reals, sharpness: float) -> Reals:
    """Turn scores into chances, row by row (shape: sentences x labels)."""
    powers = np.exp((scores - scores.max(axis=1, keepdims=True)) * sharpness)
    found: Reals = powers / powers.sum(axis=1, keepdims=True)
    return found


def sharpness_of(scores: Reals, labels: Labels) -> float:
    """Find the factor under which the right labels are least surprising."""
    rows = np.arange(len(labels))

    def surprise(sharpness: float) -> float:
        """Return the mean surprise."""
        return float(-np.log(np.maximum(chances(scores, sharpness)[rows, labels], 1e-12)).mean())

    return float(min(_SHARPNESSES, key=surprise))


def fit(inputs: Reals, target: Marks) -> list[float]:
    """Fit a logistic curve by Newton's method: a factor for each input (shape: sentences x inputs), then a constant."""
    inputs = np.column_stack([inputs, np.ones(len(inputs))])
    factors = np.zeros(inputs.shape[1])
    for _ in range(_ROUNDS):
        guess = 1 / (1 + np.exp(-np.clip(inputs @ factors, -30, 30)))
        slope = inputs.T @ (guess - target) + _CAUTION * factors
        bend = (inputs * (guess * (1 - guess))[:, None]).T @ inputs + _CAUTION * np.eye(len(factors))
        factors -= np.linalg.solve(bend, slope)
    return [float(factor) for factor in factors]


def applied(factors: list[float], inputs: Reals) -> Reals:
    """Return the chance of each sentence on a curve that `fit` found."""
    found: Reals = 1 / (1 + np.exp(-np.clip(inputs @ np.array(factors[:-1]) + factors[-1], -30, 30)))
    return found


def logits(chance: Reals) -> Reals:
    """Return the logit of each chance."""
    return np.array([logit(float(each)) for each in chance])


def near_of(nearness: Reals) -> float:
    """Find the nearness under which only a fiftieth of our own sentences lies."""
    return float(np.quantile(nearness, _FAR))


def strange_of(foreign: Reals, right: Marks) -> float:
    """Find the chance of being foreign from which turning away costs only a fiftieth of the right answers."""
    return float(np.quantile(foreign[right], 1 - _LOST))


def alarm_of(worry: Reals, danger: Marks) -> float:
    """Find the chance of danger that 925 of 1,000 dangers nobody taught reach."""
    return float(np.quantile(worry[danger], 1 - _HEARD))
