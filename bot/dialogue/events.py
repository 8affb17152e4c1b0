"""What the dialogue wants to happen; the workshop makes it happen, all or nothing.

Texts are not rendered here: a `Say` carries the source sentence and `Term`s, so that the words are chosen in the
person's language at the last moment, together with what the actions of the same turn brought (a number, a date).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.dialogue.speech import Choice


@dataclass(frozen=True, slots=True)
class Term:
    """A value to be put into words.

    `kind` says how: "words" (a sentence of the catalogue), "country" (ISO code), "village" (area code),
    "date" or "time" (ISO 8601), "money" ("2500000 IDR"), "hotlines" (country code), "plain" (as it is). The words of a
    sentence may have `values` of their own.
    """

    kind: str
    value: str
    values: "Values" = field(default_factory=dict)


Values = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Say:
    """Say a sentence of the catalogue with these values and choices."""

    text: str
    values: Values = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Do:
    """Do an action once: `key` is unique to the talk, the walk and the step, so passing it twice does it once."""

    action: str
    key: str
    details: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


Event = Say | Do
