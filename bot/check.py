"""Proves that flows, replies, facts, sentences, catalogues and config agree, before anybody reads them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from bot.catalogues import catalogue_faults
from bot.config import ROOT, read_settings
from bot.contents import read_catalogue, read_content
from bot.dialogue.answers import ANSWERS
from bot.dialogue.content import Content
from bot.dialogue.engine import CHANGES
from bot.dialogue.flow import END, Flow
from bot.dialogue.intents import INTENTS
from bot.dialogue.predicates import PREDICATES
from bot.dialogue.tellings import FLAG, TELLINGS
from bot.dialogue.topics import STARTS
from bot.dialogue.words import SOURCE_LANGUAGE, names_in
from bot.manner import manner_faults, read_forbidden
from bot.places import read_places
from bot.reach import QUESTIONS, unreached
from bot.sentences import CITIZEN, Sentence, sentences
from bot.training import load_or_train
from bot.training.reading import read_corpus
from bot.work.actions import ACTIONS

EAR = ROOT / "data" / "ear"
LONGEST_BUTTON = 24
LONGEST_REPLY = 600
TELEPHONE = re.compile(r"(?<![\d-])(?!\d\d-\d{6}-\d)\+?\d[\d -]{6,}\d")  # a case number is none
LONGEST_CHOICE = 64  # bytes; Telegram's callback_data
FEWEST_SENTENCES = {"id": 15, "jv": 8, "su": 8, "en": 8}
LISTED = {"category", "language", "item"}
KNOWN_VALUES = {
    "story", "country", "village", "category", "number", "question", "safety", "hotlines", "office", "due", "state",
    "pin", "notice", "asked", "answer", "footing", "source", "checked", "typed", "count", "name", "officer", "text",
    "alarm", "reasons", "job", "amount", "months", "monthly", "total", "promised", "received", "owed", "item", "verdict",
    "because", "institution", "pause", "finish", "until", "clock", "code", "rights", "title", "mark", "kind", "villages",
    "licence", "hours", "address", "telephone", "listed", "list", "bar", "done", "all", "label", "stage", "day",
    "window", "link", "area", "first", "last", "time", "page", "pages",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where (a place of `read_places`, or a file)."""

    place: str
    reason: str


def faults(root: Path) -> list[str]:
    """All faults of the content, each as "file:line: what is wrong"; raises when a file cannot be read."""
    settings = read_settings(root / "config.yml")
    content, lines = read_content(settings, root), read_places(root)
    found = sentences(content, root)
    mine = chain(
        *(_flow_faults(flow, content) for flow in content.flows.values()),
        _reply_faults(content),
        _word_faults(content, found),
        _fact_faults(content, found),
        _label_faults(content),
        _choice_faults(content),
        _table_faults(content),
        _sentence_faults(root),
        _manner_faults(root, found, settings.languages),
        _reach_faults(root, content),
    )
    shown = [f"{lines.get(fault.place, fault.place)}: {fault.reason}" for fault in mine]
    return shown + list(catalogue_faults(root, found, settings.languages))


def _manner_faults(root: Path, found: list[Sentence], languages: Iterable[str]) -> Iterator[Fault]:
    """Forbidden advice and sentences that are too long, in every language."""
    forbidden = read_forbidden(root / "flows" / "forbidden.yml")
    for language in languages:
        spoken = {} if language == SOURCE_LANGUAGE else read_catalogue(root, language)
        for sentence in found:
            text = sentence.text if language == SOURCE_LANGUAGE else spoken.get(sentence.text, "")
            if sentence.reader == CITIZEN and text:
                yield from (
                    Fault(sentence.place, f"({language}) {each}") for each in manner_faults(text, forbidden[language])
                )


def _reach_faults(root: Path, content: Content) -> Iterator[Fault]:
    """Replies that their own questions do not reach; a copy of the content without questions is not asked."""
    if (root / QUESTIONS).exists():
        parse = load_or_train(root / "nlu", EAR, progress=True).parse
        for name, reason in unreached(content, parse, root):
            yield Fault(f"flows/replies, reply {name}", reason)


def _flow_faults(flow: Flow, content: Content) -> Iterator[Fault]:
    names = {step.name for step in flow.steps} | {END}
    for step in flow.steps:
        place = f"flows/talks/{flow.name}.yml, step {step.name}"
        if step.when and step.when not in PREDICATES:
            yield Fault(place, f"there is no rule `{step.when}`")
        if step.tell and step.tell not in TELLINGS:
            yield Fault(place, f"there is no telling `{step.tell}`")
        if step.do and step.do not in {**ACTIONS, **CHANGES}:
            yield Fault(place, f"there is no action `{step.do}`")
        if step.go and step.go not in names:
            yield Fault(place, f"there is no step `{step.go}`")
        if step.answer and step.answer not in ANSWERS and step.answer not in LISTED:
            yield Fault(place, f"there is no kind of answer `{step.answer}`")
        if step.wrong and step.wrong not in content.notices:
            yield Fault(place, f"there is no notice `{step.wrong}`")
    yield from _circles(flow)
    yield from _never_reached(flow)


def _circles(flow: Flow) -> Iterator[Fault]:
    """A jump backwards without a question in between would never end."""
    places = {step.name: place for place, step in enumerate(flow.steps)}
    for place, step in enumerate(flow.steps):
        back = places.get(step.go, place + 1)
        if step.go and back <= place and not any(each.ask for each in flow.steps[back:place]):
            yield Fault(f"flows/talks/{flow.name}.yml, step {step.name}", "goes in circles")


def _never_reached(flow: Flow) -> Iterator[Fault]:
    """A step behind a jump without a condition, to which nothing leads."""
    places = {step.name: place for place, step in enumerate(flow.steps)}
    reached, waiting = set[int](), [0]
    while waiting:
        place = waiting.pop()
        if place in reached or place >= len(flow.steps):
            continue
        reached.add(place)
        step = flow.steps[place]
        waiting += [places[step.go]] if step.go in places else []
        waiting += [] if step.go and not step.when else [place + 1]
    for place, step in enumerate(flow.steps):
        if place not in reached:
            yield Fault(f"flows/talks/{flow.name}.yml, step {step.name}", "is never reached")


def _reply_faults(content: Content) -> Iterator[Fault]:
    today = datetime.now(UTC).date()
    for reply in content.replies:
        place = f"flows/replies, reply {reply.name}"
        if reply.intent not in INTENTS:
            yield Fault(place, f"there is no intent `{reply.intent}`")
        for name, button in zip(reply.related, reply.buttons, strict=True):
            if content.button(button) is None:
                yield Fault(place, f"no reply is called `{name}`, and no flow with a title")
        if len(reply.button) > LONGEST_BUTTON:
            yield Fault(place, f"the button is longer than {LONGEST_BUTTON} characters")
        if len(reply.text) > LONGEST_REPLY:
            yield Fault(place, f"the text is longer than {LONGEST_REPLY} characters")
        if reply.checked > today or reply.expires <= reply.checked:
            yield Fault(place, "`checked` must not lie ahead, and `expires` must come after it")
    for intent in INTENTS:
        asks = intent.startswith(("ask_", "check_")) and intent not in STARTS
        if asks and content.reply_for(intent) is None:
            yield Fault("flows/replies", f"intent {intent} has no general reply")


def _word_faults(content: Content, found: list[Sentence]) -> Iterator[Fault]:
    for sentence in found:
        unknown = names_in(sentence.text) - content.facts.keys() - KNOWN_VALUES
        yield from (Fault(sentence.place, f"{{{name}}} is neither a fact nor a value") for name in sorted(unknown))
        if "facts.yml" not in sentence.place and TELEPHONE.search(sentence.text):
            yield Fault(sentence.place, "a telephone number must be a fact, so that it stands once and is checked")


def _fact_faults(content: Content, found: list[Sentence]) -> Iterator[Fault]:
    lines = [(code, line.fact) for code, each in content.hotlines.items() for line in each]
    for code, name in lines:
        if name not in content.facts:
            yield Fault(f"flows/hotlines.yml, {code}", f"there is no fact `{name}`")
    used = {name for _, name in lines}.union(*(names_in(sentence.text) for sentence in found))
    for name in content.facts:
        if name not in used:
            yield Fault(f"flows/facts.yml, {name}", "no text uses this fact")


def _label_faults(content: Content) -> Iterator[Fault]:
    for name, category in content.categories.items():
        place = f"config.yml, {name}"
        yield from (Fault(place, f"there is no intent `{each}`") for each in category.intents if each not in INTENTS)
        if category.safety not in content.safety:
            yield Fault(place, f"flows/safety.yml has no `{category.safety}`")
    for choice in (*content.menu, *content.pillars):
        kind, _, name = choice.partition(":")
        known = {"start": name in content.flows, "reply": content.reply(name), "command": name in content.commands.values()}
        if not known.get(kind):
            yield Fault(f"flows/menu.yml, {choice}", "starts no flow, names no reply and is no command")


def _table_faults(content: Content) -> Iterator[Fault]:
    """Items without a reply, questions about unknown red flags, categories that a flow opens and config lacks."""
    for item in content.checklist:
        if content.reply(item.reply) is None:
            yield Fault(f"flows/checklist.yml, {item.name}", f"no reply is called `{item.reply}`")
    flags = {flag.name for flag in content.red_flags}
    for flow in content.flows.values():
        if flow.category and flow.category not in content.categories:
            yield Fault(f"flows/talks/{flow.name}.yml, title", f"config.yml has no category `{flow.category}`")
        for step in flow.steps:
            if step.name.startswith(FLAG) and step.name.removeprefix(FLAG) not in flags:
                yield Fault(f"flows/talks/{flow.name}.yml, step {step.name}", "flows/red_flags.yml has no such red flag")


def _choice_faults(content: Content) -> Iterator[Fault]:
    """A choice that is too long for a button could not come back."""
    ids = [(f"flows/replies, reply {reply.name}", f"reply:{reply.name}") for reply in content.replies]
    for flow in content.flows.values():
        for step in flow.steps:
            ids += [(f"flows/talks/{flow.name}.yml, step {step.name}", choice.id) for choice in step.choices]
    for place, choice in ids:
        if len(choice.encode()) > LONGEST_CHOICE:
            yield Fault(place, f"`{choice[:20]}...` is longer than {LONGEST_CHOICE} bytes")


def _sentence_faults(root: Path) -> Iterator[Fault]:
    """An intent that nobody has taught in a language cannot be heard in it."""
    corpus = read_corpus(root / "nlu")
    taught = [(sentence.language, sentence.label) for sentence in corpus.sentences]
    for language, fewest in FEWEST_SENTENCES.items():
        for intent in INTENTS:
            if taught.count((language, intent)) < fewest:
                yield Fault(f"nlu/{language}", f"intent {intent} has fewer than {fewest} sentences")
