"""Which office a case goes to: the nearest one whose area holds the reporter's village."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How high an office stands, lowest first."""

    VILLAGE = "village"
    DISTRICT = "district"
    PROVINCE = "province"
    NATIONAL = "national"


HEIGHT = {level: height for height, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Office:
    """A desk. `area` is the code of the village, regency or province it serves; empty for the whole country."""

    name: str
    title: str
    level: Level
    area: str

    def serves(self, village: str) -> bool:
        """Whether a village (area code, or "" when unknown) lies in the office's area."""
        return not self.area or village == self.area or village.startswith(self.area + ".")


def nearest(village: str, offices: Sequence[Office], lowest: Level = Level.VILLAGE) -> Office:
    """The lowest office that serves a village and stands at `lowest` or higher; raises LookupError without one."""
    serving = [office for office in offices if office.serves(village) and HEIGHT[office.level] >= HEIGHT[lowest]]
    if not serving:
        raise LookupError("no office serves the whole country: add one of level national with an empty area")
    return min(serving, key=lambda office: HEIGHT[office.level])


def above(office: Office, village: str, offices: Sequence[Office]) -> Office | None:
    """The next higher office for a village, or None at the top."""
    higher = [each for each in offices if each.serves(village) and HEIGHT[each.level] > HEIGHT[office.level]]
    return min(higher, key=lambda each: HEIGHT[each.level], default=None)


def within(office: Office, offices: Sequence[Office]) -> tuple[Office, ...]:
    """An office and those below it in its area, itself first."""
    lower = [each for each in offices if HEIGHT[each.level] < HEIGHT[office.level]]
    return office, *(each for each in lower if each.area and office.serves(each.area))
