"""The builtin interpreter: a linear model in plain arrays, with everything around it that makes its answer honest.

Confidence is the model's own chance, made honest and then lowered when the message is far from every training sentence
of that intent; a message like nothing we know is turned away as out of scope whatever the model believes.
"""

import math
import re
from dataclasses import dataclass

import numpy as np

from bot.dialogue.ear.characters import folded, spoken
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
A_CRY = 3  # words; fewer are a name or a thing ("my boss"), and the rules know the short cries
ONE_STORY = 40  # words; in a longer message much that is harmless may stand around one cry for help

_MARKS = re.compile(r"[^\w]+|_")
ALARMING = ("report_violence", "report_sexual_violence", "report_trafficking", "emergency")
_TAUGHT = 0.99
"""The nearness from which a message is, as a whole, a sentence we were taught: "p" is a greeting, "e" is nothing."""


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
    proportion. `foreign` turns the logits of the best chance and of out_of_scope, the share of words never seen and the
    nearness into the logit of not being ours (four factors and a constant); from the chance `strange` on a message is
    turned away. `worry` turns the danger score, whether one rule and whether several hold, and the logit of the chance of
    an alarming intent into the logit of danger (four factors and a constant); from the chance `alarm` on there is an alarm.
    """

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats
    sharpness: float
    trust: tuple[float, float]
    near: float
    foreign: tuple[float, float, float, float, float]
    strange: float
    worry: tuple[float, float, float, float, float]
    alarm: float

    @property
    def outside(self) -> int:
        """The column of out_of_scope."""
        return self.labels.index(OUT_OF_SCOPE)

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

    def foreignness(self, chance: float, out_of_scope: float, unseen: float, nearness: float) -> float:
        """Return the chance of not being ours, given the best chance, that of out_of_scope and the share of new words."""
        by_chance, by_scope, by_unseen, by_nearness, constant = self.foreign
        by_words = by_unseen * unseen + by_nearness * nearness
        return logistic(by_chance * logit(chance) + by_scope * logit(out_of_scope) + by_words + constant)

    def worried(self, score: float, rules: int, alarming: float) -> bool:
        """Tell whether there is danger, given its score, how many rules hold and the chance of an alarming intent."""
        by_score, by_one, by_several, by_intent, constant = self.worry
        by_rules = by_one * (rules > 0) + by_several * (rules > 1)
        return logistic(by_score * score + by_rules + by_intent * logit(alarming) + constant) >= self.alarm

    def alarming(self, chances: Floats) -> float:
        """Return the chance (0 to 1) that the intent is one of those nobody has without being in danger."""
        return float(sum(chances[self.labels.index(label)] for label in ALARMING))


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
        chances = self.model.chances(scores)
        intent, confidence, ranking = self._intent(plain, vector, chances)
        reasons = self._reasons(plain, scores, chances) if len(vector.ids) and _worded(plain) else self.rules(plain)
        return Understanding(
            intent=intent,
            confidence=confidence,
            ranking=ranking,
            entities=self.entities(text),
            language=self.tongues(text),
            danger=bool(reasons),
            reasons=reasons,
            wording=self._wording(text, plain),
        )

    def _wording(self, text: str, plain: str) -> str:
        """Lay out the words as written, as made plain and as brought to their senses."""
        written = _MARKS.sub(" ", folded(text))
        senses = filter(None, map(self.features.senses, plain.split()))
        return f" {' '.join(written.split())} | {plain} | {' '.join(senses)} "

    def _intent(self, plain: str, vector: Vector, chances: Floats) -> tuple[str, float, tuple[tuple[str, float], ...]]:
        """Choose the intent, say how sure that is, and rank the likeliest."""
        if not len(vector.ids):
            return OUT_OF_SCOPE, 0.0, ()
        model = self.model
        order = np.argsort(-chances, kind="stable")[:RANKED]
        best, chance = int(order[0]), float(chances[order[0]])
        nearness = self.sentences.nearness(self.features.dense(vector), best) * vector.familiar
        foreign = model.foreignness(chance, float(chances[model.outside]), self._unseen(plain), nearness)
        ranking = tuple((model.labels[each], round(float(chances[each]), 4)) for each in order)
        if nearness < _TAUGHT and not _worded(plain):
            return OUT_OF_SCOPE, 0.0, ranking
        if best != model.outside and foreign >= model.strange:
            return OUT_OF_SCOPE, round(foreign, 4), ranking
        return model.labels[best], round(model.confidence(chance, nearness), 4), ranking

    def _unseen(self, plain: str) -> float:
        """Return the share of words (0 to 1) that stand in no training sentence."""
        words = [word for word in plain.split() if word.isalpha()]
        return sum(word not in self.normaliser.known for word in words) / max(len(words), 1)

    def _reasons(self, plain: str, scores: Floats, chances: Floats) -> tuple[str, ...]:
        """Collect why this is dangerous; empty when it is not."""
        found = self.rules(plain)
        words = len(plain.split())
        if self.model.worried(float(scores[-1]), len(found), self.model.alarming(chances)):
            return found or ((LIKENESS,) if words >= A_CRY else ())
        return found if words > ONE_STORY else ()


def _worded(plain: str) -> bool:
    """Tell whether there is a word of at least two letters: numbers and single letters mean nothing by themselves."""
    return any(len(word) > 1 and word.isalpha() for word in plain.split())


def logit(chance: float) -> float:
    """Return the logarithm of the odds of a chance, within bounds."""
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def logistic(value: float) -> float:
    """Return the chance whose logit is `value`."""
    return 1 / (1 + math.exp(-max(min(value, 30.0), -30.0)))
