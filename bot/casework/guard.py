"""The guard of official clocks: a case must not be closed elsewhere because nobody here remembered a date."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LAST_DAYS = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Warned:
    """A moment at which everybody concerned is warned: `half` and `most` of the time are over, `last` days, `over`."""

    name: str
    at: datetime


def warnings(start: datetime, end: datetime) -> list[Warned]:
    """When an official clock warns, in order: at 50 %, at 80 %, three days before its end, and at its end."""
    span = end - start
    moments = [
        Warned("half", start + span * 0.5),
        Warned("most", start + span * 0.8),
        Warned("last", end - LAST_DAYS),
        Warned("over", end),
    ]
    return sorted((each for each in moments if each.at > start), key=lambda each: each.at)
