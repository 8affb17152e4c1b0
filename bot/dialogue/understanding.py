"""What was understood of one message: the one value every interpreter returns, whatever stands behind it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing named in a message.

    `kind`: country, city, village, document, money, duration, date, agency, relation, phone or case_number.
    `text` is what was written, `start` and `end` where in the message (characters); `value` is its settled form:
    country and city -> ISO 3166 code of the country, money -> "2500000 IDR", duration -> ISO 8601 ("P3M"),
    date -> ISO 8601 ("2026-03-01", without year "--03-01"), phone -> "+62812...", the rest -> a plain word or name.
    """

    kind: str
    text: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message means.

    `confidence` is the chance from 0 to 1 that `intent` is right; `ranking` holds the likeliest intents with the
    model's own chances, best first; its first is not `intent` when the message was turned away as out_of_scope.
    `language` is "id", "jv", "su", "en", "mixed" or "" when it cannot be told. `danger` says that somebody may be
    harmed, `reasons` say why, in words an officer can read. `wording` holds the words of the message as written, made
    plain and brought to their senses, each between blanks, for whoever looks for a word in it.
    """

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...] = ()
    entities: tuple[Entity, ...] = ()
    language: str = ""
    danger: bool = False
    reasons: tuple[str, ...] = ()
    wording: str = ""
