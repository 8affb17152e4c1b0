"""What is remembered of one citizen's conversation, and how it becomes plain data for the book."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from bot.dialogue.speech import Choice


class Answer(NamedTuple):
    """The answer given to a step; evidence may come many times, other steps once."""

    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A flow being walked: which, the how-manieth flow of this talk it is, and the answers so far in order."""

    flow: str
    occurrence: int
    answers: tuple[Answer, ...] = ()

    def given(self, step: str) -> str | None:
        """The answer to a step, or None when it has none."""
        return next((answer.value for answer in reversed(self.answers) if answer.step == step), None)

    def every(self, step: str) -> tuple[str, ...]:
        """All answers to a step that may be given many times."""
        return tuple(answer.value for answer in self.answers if answer.step == step)

    def with_answers(self, *answers: Answer) -> "Walk":
        """The same walk with more answers."""
        return replace(self, answers=(*self.answers, *answers))

    def without(self, *steps: str) -> "Walk":
        """The same walk with the answers to these steps forgotten."""
        return replace(self, answers=tuple(answer for answer in self.answers if answer.step not in steps))


@dataclass(frozen=True, slots=True)
class Gist:
    """What a message comes to: its words, what they seem to mean and the evidence that came with it.

    `nearest` are the likeliest intents, best first, and `chances` (0 to 1) how likely. Each piece of evidence is one line
    of JSON (see `evidence_of`).
    """

    text: str = ""
    intent: str = "out_of_scope"
    confidence: float = 0.0
    nearest: tuple[str, ...] = ()
    chances: tuple[float, ...] = ()
    country: str = ""
    document: str = ""
    village: str = ""
    money: str = ""
    duration: str = ""
    date: str = ""
    language: str = ""
    danger: bool = False
    reasons: tuple[str, ...] = ()
    wording: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """One citizen's conversation.

    `offered` are the choices last shown, so that a typed number or label is understood. `held` is what the person
    wrote before the welcome was over; it is taken up afterwards. `quiet_until` is set while an officer speaks here.
    `alarmed_in` is the country of the last alarm, because who cries for help again does not name it again. `drift` are
    the languages of the last messages when they are not the talk's; `chosen` says that the person asked for theirs.
    `ticked` are the items of the checklist that are done, `noted` what a sum or check came from, for a report about it.
    """

    id: int
    language: str = "id"
    welcomed: bool = False
    consent: bool = False
    home: str = ""
    occurrence: int = 0
    walk: Walk | None = None
    paused: tuple[Walk, ...] = ()
    offered: tuple[Choice, ...] = ()
    held: Gist | None = None
    quiet_until: datetime | None = None
    alarmed_in: str = ""
    drift: tuple[str, ...] = ()
    chosen: bool = False
    ticked: tuple[str, ...] = ()
    noted: str = ""


def talk_to_plain(talk: Talk) -> dict[str, Any]:
    """A talk as JSON-ready data, without its id."""
    plain = asdict(talk)
    del plain["id"]
    plain["quiet_until"] = talk.quiet_until.isoformat() if talk.quiet_until else None
    return plain


def talk_from_plain(talk_id: int, plain: Mapping[str, Any]) -> Talk:
    """The talk that `talk_to_plain` wrote; keys of an older version are left out, missing ones take their default."""
    known = {key: value for key, value in plain.items() if key in Talk.__dataclass_fields__ and key != "id"}
    walk, quiet = known.pop("walk", None), known.pop("quiet_until", None)
    paused, offered, held = known.pop("paused", ()), known.pop("offered", ()), known.pop("held", None)
    return Talk(
        id=talk_id,
        walk=_walk(walk) if walk else None,
        paused=tuple(_walk(each) for each in paused),
        offered=tuple(Choice(**choice) for choice in offered),
        held=_gist(held) if held else None,
        quiet_until=datetime.fromisoformat(quiet) if quiet else None,
        drift=tuple(known.pop("drift", ())),
        ticked=tuple(known.pop("ticked", ())),
        **known,
    )


def _walk(plain: Mapping[str, Any]) -> Walk:
    return Walk(plain["flow"], plain["occurrence"], tuple(Answer(*answer) for answer in plain["answers"]))


def _gist(plain: Mapping[str, Any]) -> Gist:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
    return Gist(**values)


@dataclass(frozen=True, slots=True)
class CaseGlance:
    """What a talk may know of a case it follows. `rights` are "status", "add" or "all"."""

    number: str
    state: str
    open: bool
    danger: bool
    rights: str = "all"
