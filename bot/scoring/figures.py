"""The figures of a score card; pure arithmetic over what was wanted and what was heard."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.dialogue.intents import OUT_OF_SCOPE
from bot.dialogue.understanding import Understanding
from bot.scoring.heldout import Example

BINS = 10
PAIRS = 12


@dataclass(frozen=True, slots=True)
class Heard:
    """An example and what an interpreter made of it, with the seconds that took."""

    example: Example
    understood: Understanding
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the intent was heard."""
        return self.understood.intent == self.example.intent


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1 and times in milliseconds. `confusions` are (wanted, heard, how often), most frequent first."""

    sentences: int
    accuracy: float
    macro_f1: float
    by_language: dict[str, float]
    by_noise: dict[str, float]
    danger_recall: float
    danger_precision: float
    out_of_scope_recall: float
    calibration_error: float
    p50_ms: float
    p99_ms: float
    confusions: tuple[tuple[str, str, int], ...]


def figures(heard: Sequence[Heard]) -> Figures:
    """All figures of one interpreter."""
    times = sorted(each.seconds * 1000 for each in heard)
    wrong = Counter((each.example.intent, each.understood.intent) for each in heard if not each.right)
    alarming = [each for each in heard if each.example.danger]
    alarmed = [each for each in heard if each.understood.danger]
    strange = [each for each in heard if each.example.intent == OUT_OF_SCOPE]
    return Figures(
        sentences=len(heard),
        accuracy=share(heard, lambda each: each.right),
        macro_f1=_macro_f1(heard),
        by_language=_split(heard, lambda each: each.example.language),
        by_noise=_split(heard, lambda each: each.example.noise),
        danger_recall=share(alarming, lambda each: each.understood.danger),
        danger_precision=share(alarmed, lambda each: each.example.danger),
        out_of_scope_recall=share(strange, lambda each: each.right),
        calibration_error=_calibration_error(heard),
        p50_ms=times[len(times) // 2],
        p99_ms=times[min(len(times) * 99 // 100, len(times) - 1)],
        confusions=tuple((wanted, got, count) for (wanted, got), count in wrong.most_common(PAIRS)),
    )


def share(heard: Sequence[Heard], holds: Callable[[Heard], bool]) -> float:
    """The share for which something holds; 0 of nothing is 0."""
    return sum(map(holds, heard)) / len(heard) if heard else 0.0


def _split(heard: Sequence[Heard], name: Callable[[Heard], str]) -> dict[str, float]:
    names = sorted({name(each) for each in heard})
    return {one: share([each for each in heard if name(each) == one], lambda each: each.right) for one in names}


def _macro_f1(heard: Sequence[Heard]) -> float:
    """The mean over labels of twice the hits over all that wanted or got the label."""
    wanted = Counter(each.example.intent for each in heard)
    got = Counter(each.understood.intent for each in heard)
    hits = Counter(each.example.intent for each in heard if each.right)
    return sum(2 * hits[label] / (wanted[label] + got[label]) for label in wanted) / max(len(wanted), 1)


def _calibration_error(heard: Sequence[Heard]) -> float:
    """The mean distance between confidence and accuracy over ten bins of confidence, weighed by their size."""
    bins: dict[int, list[Heard]] = {}
    for each in heard:
        bins.setdefault(min(int(each.understood.confidence * BINS), BINS - 1), []).append(each)
    gaps = (abs(sum(each.understood.confidence for each in one) - sum(each.right for each in one)) for one in bins.values())
    return sum(gaps) / max(len(heard), 1)
