"""Learns when to be worried: a classifier of danger, and how much its score, the rules and the intent weigh together.

The rules alone cry wolf at films, laws and things long past, the classifier alone misses the short and plain cry; weighed
together on sentences nobody taught they hear more dangers with fewer false alarms than either, or than one after the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np

from bot.dialogue.ear.builtin import ALARMING
from bot.dialogue.ear.danger import Rules
from bot.training import honesty
from bot.training.corpus import Corpus, Sentence
from bot.training.lesson import Labels, Lesson, Plain, Reals, Vectors, matrix_of

SOFTNESS = 1.0
_UNCLEAR = frozenset({"report_working_conditions", "report_sick_or_injured", "report_want_home", "report_death"})


class Worry(TypedDict):
    """Those fields of `Model` that decide about danger."""

    worry: tuple[float, float, float, float, float]
    alarm: float


@dataclass(frozen=True, slots=True)
class Danger:
    """What teaches danger: its own sentences first, then others; `held` counts the rules that hold in its own."""

    lesson: Lesson
    held: Labels

    @property
    def matrix(self) -> Any:  # noqa: ANN401 - scipy is untyped
        """The rows of danger's own sentences."""
        return self.lesson.matrix[: len(self.held)]

    @property
    def own(self) -> Labels:
        """Whether each of danger's own sentences is dangerous (1) or not (0)."""
        return self.lesson.labels[: len(self.held)]


def danger_of(corpus: Corpus, plain: Plain, vector: Vectors, width: int, rules: Rules) -> Danger:
    """Teach danger with its own sentences, then with those of intents where rules and intent agree about it."""
    own = {sentence.text.casefold() for sentence in corpus.dangers}
    others = [sentence for sentence in corpus.sentences if sentence.text.casefold() not in own]
    heard = [(sentence, bool(rules(plain(sentence.text)))) for sentence in others]
    agreed = [
        (sentence, alarm)
        for sentence, alarm in heard
        if alarm == (sentence.label in ALARMING) and sentence.label not in _UNCLEAR
    ]
    sentences = [*corpus.dangers, *(sentence for sentence, _ in agreed)]
    labels = [*(sentence.label == "yes" for sentence in corpus.dangers), *(alarm for _, alarm in agreed)]
    held = np.array([len(rules(plain(sentence.text))) for sentence in corpus.dangers], np.int64)
    return Danger(Lesson(matrix_of(sentences, vector, width), np.array(labels, np.int64)), held)


def worry_of(danger: Danger, scores: Reals, alarming: Reals) -> Worry:
    """Weigh score, rules and intent on danger's own sentences, none of them seen by the model that scores it.

    `scores` are those of all sentences of the lesson (shape: sentences x 1), `alarming` the chances of an alarming intent
    of its own (shape: own sentences).
    """
    own = scores[: len(danger.held), 0]
    signals = np.column_stack([own, danger.held > 0, danger.held > 1, honesty.logits(alarming)])
    dangerous = danger.own == 1
    factors = honesty.fit(signals, dangerous)
    score, one, several, intent, constant = factors
    alarm = honesty.alarm_of(honesty.applied(factors, signals), dangerous)
    return {"worry": (score, one, several, intent, constant), "alarm": alarm}


def chances_of_alarm(dangers: Sequence[Sentence], unseen: Mapping[str, float], taught: Reals) -> Reals:
    """Take for each sentence the chance of an alarming intent, from a model that has not seen it where there is one."""
    return np.array([unseen.get(each.text.casefold(), chance) for each, chance in zip(dangers, taught, strict=True)])
