"""What an act in the officer's own chat still needs before it can be done: a choice from a list, words, or a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.dialogue.answers import day_to_come
from bot.dialogue.events import Say, Term
from bot.dialogue.speech import Choice
from bot.dialogue.villages import plain
from bot.dialogue.words import HOME
from bot.store import officers, watches
from bot.work.acts import end_of
from bot.work.guard import COMMITMENT
from bot.work.officer_buttons import waits_for
from bot.work.officer_words import Meant, waiting_for
from bot.work.workshop import Workshop

LONGEST = "-"
"""Put off for as long as the policy allows."""

NEED_WORDS = {"reply", "note", "ask", "resolve", "hand_over"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who acts on which case, and when."""

    tx: Connection
    shop: Workshop
    officer: Row[Any]
    case: Row[Any]
    now: datetime

    def say(self, notice: str, *choices: Choice, **values: Term) -> Say:
        """A sentence of flows/officer.yml about the case."""
        known = {"number": Term("plain", self.case.number), **values}
        return Say(self.shop.content.officer[notice], known, choices)

    def words(self, sentence: str) -> str:
        """A sentence in the officer's language, for a button."""
        return self.shop.words.translate(sentence, self.officer.language)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is said to the officer instead of doing the act, and what is kept of it until they have answered."""

    say: Say
    pending: dict[str, Any] = field(default_factory=dict)


def settle(desk: Desk, meant: Meant) -> Meant | Wanted:
    """The act with all that it needs, or what is asked first."""
    if meant.act in OPTIONS:
        options = OPTIONS[meant.act](desk)
        if not options:
            return Wanted(desk.say(f"none_{meant.act}"))
        meant = _chosen(desk, meant, options)
        if not meant.choice:
            return _ask(desk.say(f"choose_{meant.act}", *_buttons(meant, options)), meant, "choice")
    if _lacks_words(desk, meant):
        return _ask(desk.say(_question(desk, meant)), meant, "words")
    if meant.act == "hold" and not _until(desk, meant):
        longest = desk.shop.policy.pauses[meant.choice].after(desk.now)
        label = desk.words(desk.shop.content.officer["button_longest"])
        skip = Choice(f"officer:hold:{meant.number}:{meant.choice}:{LONGEST}", label)
        return _ask(desk.say("choose_day", skip, until=Term("time", longest.isoformat())), meant, "day")
    return meant


def _ask(say: Say, meant: Meant, wants: str) -> Wanted:
    return Wanted(say, waiting_for(meant, wants, say.choices))


def until(desk: Desk, meant: Meant) -> datetime | None:
    """The end of the working day until which a case is put off; None for as long as the policy allows."""
    day = _until(desk, meant) if meant.act == "hold" else ""
    return None if day in {"", LONGEST} else end_of(date.fromisoformat(day))


def _chosen(desk: Desk, meant: Meant, options: Sequence[Choice]) -> Meant:
    """The act with the choice made, by a button or by a name at the beginning of the words."""
    known = [*options, *(_offices(desk) if meant.act == "hand_over" else ())]
    if meant.act == "met" and len(options) == 1:
        return replace(meant, choice=options[0].id)
    if any(meant.choice == each.id for each in known):
        return meant
    named, rest = _named(known, meant.named or meant.text)
    if not named:
        return replace(meant, choice="")
    return replace(meant, choice=named, text=(meant.text or rest) if meant.named else rest)


def _named(options: Sequence[Choice], said: str) -> tuple[str, str]:
    """The option whose name or label the words begin with, and the words after it."""
    for option in sorted(options, key=lambda each: -len(each.label)):
        for name in (option.label, "" if option.id.isdecimal() else option.id):
            rest = said[len(name) :]
            if name and plain(said[: len(name)]) == plain(name) and not rest[:1].isalnum():
                return option.id, rest.strip(" :,\n")
    return "", ""


def _buttons(meant: Meant, options: Sequence[Choice]) -> tuple[Choice, ...]:
    return tuple(Choice(f"officer:{meant.act}:{meant.number}:{each.id}", each.label) for each in options)


def _lacks_words(desk: Desk, meant: Meant) -> bool:
    if meant.act == "watch":
        return meant.choice == COMMITMENT and not meant.text
    agrees = meant.act == "resolve" and waits_for(desk.officer, desk.case)
    return meant.act in NEED_WORDS and not meant.text and not agrees


def _question(desk: Desk, meant: Meant) -> str:
    grave = meant.act == "resolve" and desk.case.category in desk.shop.grave
    return "write_propose" if grave else f"write_{meant.act}"


def _until(desk: Desk, meant: Meant) -> str:
    """The day, as ISO, in what was said of it or else in the words of the act; "" when there is none to come."""
    if meant.day == LONGEST:
        return LONGEST
    found = desk.shop.parse(meant.day or meant.text).entities
    written = next((each.value for each in found if each.kind == "date"), "")
    return day_to_come(written, desk.now.astimezone(HOME).date())


def _places(desk: Desk) -> list[Choice]:
    """The offices that serve the case's village, and the institutions; any other office may be named in words."""
    serving = {office.name for office in desk.shop.offices if office.serves(desk.case.village)}
    labels, known = desk.shop.content.labels, desk.shop.policy.institutions
    institutions = [Choice(name, desk.words(labels[f"institution_{name}"])) for name in known]
    return [each for each in _offices(desk) if each.id in serving] + institutions


def _offices(desk: Desk) -> list[Choice]:
    offices = desk.shop.offices_for(desk.case)
    return [Choice(office.name, office.title) for office in offices if office.name != desk.case.office]


def _pauses(desk: Desk) -> list[Choice]:
    labels = desk.shop.content.labels
    return [Choice(name, desk.words(labels[f"pause_{name}"])) for name in desk.shop.policy.pauses]


def _colleagues(desk: Desk) -> list[Choice]:
    here = officers.of_office(desk.tx, desk.case.office)
    return [Choice(str(each.id), each.name) for each in here if each.id != desk.case.officer_id]


def _clocks(desk: Desk) -> list[Choice]:
    labels = desk.shop.content.labels
    return [Choice(name, desk.words(labels[f"official_{name}"])) for name in desk.shop.policy.official]


def _running(desk: Desk) -> list[Choice]:
    labels = desk.shop.content.labels
    running = [each for each in watches.of_case(desk.tx, desk.case.id) if not each.met_at]
    return [Choice(str(each.id), desk.words(labels[f"official_{each.clock}"])) for each in running]


OPTIONS: dict[str, Callable[[Desk], list[Choice]]] = {
    "hand_over": _places, "hold": _pauses, "assign": _colleagues, "watch": _clocks, "met": _running,
}  # fmt: skip
"""The lists that acts choose from."""
