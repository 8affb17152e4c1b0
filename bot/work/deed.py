"""One action of a flow about to be done, and what it may bring."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.dialogue.events import Do, Say, Term
from bot.dialogue.scene import Scene
from bot.work.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action brought: values for the sentences after it, sentences of its own, or a refusal.

    `refused` is the step whose answer could not be accepted and the notice that says why.
    """

    values: dict[str, Term] = field(default_factory=dict)
    says: tuple[Say, ...] = ()
    refused: tuple[str, str] = ("", "")
    quiet_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One action about to be done, and everything it may use."""

    tx: Connection
    shop: Workshop
    scene: Scene
    do: Do

    @property
    def now(self) -> datetime:
        """The moment of the turn."""
        return self.scene.now

    def text(self, name: str) -> str:
        """A detail given as words, "" when it was not given."""
        value = self.do.details.get(name, "")
        return value if isinstance(value, str) else ""

    @property
    def evidence(self) -> tuple[str, ...]:
        """The pieces of evidence given."""
        value = self.do.details.get("evidence", ())
        return value if isinstance(value, tuple) else ()
