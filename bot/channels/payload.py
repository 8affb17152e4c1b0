"""What is common to reading any provider's payload: the error, and checks that the values are what they claim to be.

Texts are cleaned here once of what a database cannot hold, so that no later room has to think of it.
"""

import math

from bot.dialogue.message import Place

LATITUDES = 90.0
LONGITUDES = 180.0


class BadPayload(ValueError):
    """The payload is not what this provider sends."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or type(self).__doc__)


def words(value: object) -> str:
    """Give a text without NUL and lone surrogates, "" for None; raises BadPayload for anything but a text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadPayload
    return value.replace("\0", "").encode(errors="replace").decode()


def required(value: object) -> str:
    """Give a text that says something; raises BadPayload when it is missing, blank or no text."""
    text = words(value)
    if not text.strip():
        raise BadPayload
    return text


def point(latitude: object, longitude: object, label: str = "") -> Place:
    """Give a place on the earth from numbers or their spelling; raises BadPayload when there is no such place."""
    north, east = _degrees(latitude, LATITUDES), _degrees(longitude, LONGITUDES)
    return Place(north, east, label)


def _degrees(value: object, bound: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadPayload
    try:
        degrees = float(value)
    except (ValueError, OverflowError) as fault:
        raise BadPayload from fault
    if not math.isfinite(degrees) or abs(degrees) > bound:
        raise BadPayload
    return degrees
