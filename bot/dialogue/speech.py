"""What leaves the dialogue for a person: finished text with the choices under it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `id` comes back as the message's `choice`, `label` is what the person reads."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Speech:
    """One thing said to a person, already in their language; a channel may cut it into pieces."""

    text: str
    choices: tuple[Choice, ...] = ()
