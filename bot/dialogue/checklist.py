"""The official path as a list of things to have done, and where on it a person stands."""

from collections.abc import Collection
from dataclasses import dataclass

CELLS = 10
OFFERED = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the path: its stage, what people call it, and the reply that tells how to get it."""

    name: str
    stage: str
    label: str
    reply: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Where somebody stands who has `ticked` so much of the `path`."""

    path: tuple[Item, ...]
    ticked: Collection[str]

    @property
    def open(self) -> tuple[Item, ...]:
        """What is still to be done, in order."""
        return tuple(item for item in self.path if item.name not in self.ticked)

    @property
    def all(self) -> int:
        """How many items there are."""
        return len(self.path)

    @property
    def done(self) -> int:
        """How many of them are done."""
        return self.all - len(self.open)

    @property
    def next(self) -> Item | None:
        """The first that is not done."""
        return next(iter(self.open), None)

    @property
    def bar(self) -> str:
        """The share that is done as a picture of ten cells."""
        full = -(-self.done * CELLS // max(self.all, 1))  # rounded up: the first step is to be seen
        return "▰" * full + "▱" * (CELLS - full)
