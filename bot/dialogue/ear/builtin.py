"""The builtin interpreter: a linear model in plain arrays, with everything around it that makes its answer honest.

Confidence is the model's own chance, made honest and then lowered when the message is far from every training sentence
of that intent; a message like nothing we know is turned away as out of scope whatever the model believes.
"""

import math
from dataclasses import dataclass

import numpy as np

from bot.dialogue.ear.characters import spoken
from bot.dialogue.ear.danger import LIKENESS, Rules
from bot.dialogue.ear.entities import Entities
from bot.dialogue.ear.features import Features, Floats, Integers, Vector
from bot.dialogue.ear.language import Tongues
from bot.dialogue.ear.normalise import Normaliser
from bot.dialogue.intents import OUT_OF_SCOPE
from bot.dialogue.understanding import Understanding

RANKED = 5
NO_MESSAGE = 10_000
"""No channel carries so many characters in one message; what is longer is no question, but may still tell of danger."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The training sentences as sparse rows, sorted by intent.

    `starts` (shape: sentences + 1) says where a row begins in `ids` and `values`; `first` (shape: intents + 1) which
    rows belong to an intent.
    """

    starts: Integers
    ids: Integers
    values: Floats
    first: Integers

    def nearness(self, message: Floats, intent: int) -> float:
        """Return the highest likeness (0 to 1) of a message, given as a dense vector, to a sentence of an intent."""
        rows = self.starts[self.first[intent] : self.first[intent + 1] + 1]
        begin, end = int(rows[0]), int(rows[-1])
        products = self.values[begin:end] * message[self.ids[begin:end]]
        return float(np.add.reduceat(products, rows[:-1] - begin).max())


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt.

    `weights` has a column for each of `labels` and a last one for danger (shape: features x (labels + 1)), `bias` one
    number for each column. `sharpness` scales the scores of intents before they become chances. `trust` turns the logit
    of the best chance into the logit of being right (a factor and a constant); below the nearness `near` that falls in
    proportion. Below the confidence `strange` a message is not ours; from the danger score `alarm` on the classifier
    raises the alarm.
    """

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats
    sharpness: float
    trust: tuple[float, float]
    near: float
    strange: float
    alarm: float

    def scores(self, vector: Vector) -> Floats:
        """Return the score of each intent and, last, of danger (shape: labels + 1)."""
        found: Floats = vector.values @ self.weights[vector.ids] + self.bias
        return found

    def chances(self, scores: Floats) -> Floats:
        """Turn the scores of intents into chances that add up to one (shape: labels)."""
        powers = np.exp((scores[:-1] - scores[:-1].max()) * self.sharpness)
        found: Floats = powers / powers.sum()
        return found

    def confidence(self, chance: float, nearness: float) -> float:
        """Return the chance of being right, given the model's own chance and the nearness (all 0 to 1)."""
        factor, constant = self.trust
        return logistic(factor * logit(chance) + constant) * min(1.0, nearness / self.near)


@dataclass(frozen=True, slots=True)
class Builtin:
    """Understands one message at a time; safe to use from several threads, as nothing in it ever changes."""

    normaliser: Normaliser
    features: Features
    model: Model
    sentences: Sentences
    tongues: Tongues
    rules: Rules
    entities: Entities

    def parse(self, text: str) -> Understanding:
        """Understand a message of any length and content; only its first LONGEST characters are read."""
        plain = self.normaliser(text)
        vector = self.features(plain if spoken(text) and len(text) <= NO_MESSAGE else "")
        scores = self.model.scores(vector)
        intent, confidence, ranking = self._intent(vector, scores)
        reasons = self._reasons(plain, float(scores[-1]) if len(vector.ids) else -math.inf)
        return Understanding(
            intent=intent,
            confidence=confidence,
            ranking=ranking,
            entities=self.entities(text),
            language=self.tongues(text),
            danger=bool(reasons),
            reasons=reasons,
        )

    def _intent(self, vector: Vector, scores: Floats) -> tuple[str, float, tuple[tuple[str, float], ...]]:
        """Choose the intent, say how sure that is, and rank the likeliest."""
        if not len(vector.ids):
            return OUT_OF_SCOPE, 0.0, ()
        chances = self.model.chances(scores)
        order = np.argsort(-chances, kind="stable")[:RANKED]
        best = int(order[0])
        nearness = self.sentences.nearness(self.features.dense(vector), best) * vector.familiar
        confidence = self.model.confidence(float(chances[best]), nearness)
        ranking = tuple((self.model.labels[each], round(float(chances[each]), 4)) for each in order)
        intent = self.model.labels[best] if confidence >= self.model.strange else OUT_OF_SCOPE
        return intent, round(confidence, 4), ranking

    def _reasons(self, plain: str, score: float) -> tuple[str, ...]:
        """Collect why this is dangerous; empty when it is not."""
        found = self.rules(plain)
        return (*found, LIKENESS) if score >= self.model.alarm else found


def logit(chance: float) -> float:
    """Return the logarithm of the odds of a chance, within bounds."""
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def logistic(value: float) -> float:
    """Return the chance whose logit is `value`."""
    return 1 / (1 + math.exp(-max(min(value, 30.0), -30.0)))
