"""Every sentence that people may read, with its place: what translators translate and what `rantau check` proves."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2.ext import babel_extract

from bot.dialogue.content import Content

CITIZEN, DESK = "citizen", "desk"
WORD_AFTER_NUMBER = re.compile(r"\d.*[ (][A-Za-z]{2,}")
TEMPLATES = Path("bot") / "web" / "templates"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in Indonesian, where it stands, and whose catalogue it belongs to."""

    text: str
    place: str
    reader: str = CITIZEN


def sentences(content: Content, root: Path) -> list[Sentence]:
    """All sentences in the order of their files, without empty ones."""
    found = [
        *_talks(content),
        *_replies(content),
        *_short(content),
        *_labels(content),
        *_values(content),
        *_tables(content),
        *_desk(content, root),
    ]
    return [sentence for sentence in found if sentence.text]


def _values(content: Content) -> Iterator[Sentence]:
    """The facts that say their number in words, such as "14 hari"."""
    for name, fact in content.facts.items():
        if WORD_AFTER_NUMBER.search(fact.value):
            yield Sentence(fact.value, f"flows/facts.yml, {name}")


def _tables(content: Content) -> Iterator[Sentence]:
    """What the tables of fees, red flags, the checklist and guidance say."""
    for fee in content.fees:
        yield from _placed(f"flows/fees.yml, {fee.name}", (rule.because for rule in fee.rules))
    for flag in content.red_flags:
        yield Sentence(flag.because, f"flows/red_flags.yml, {flag.name}")
    for item in content.checklist:
        yield from _placed(f"flows/checklist.yml, {item.name}", (item.stage, item.label))
    for age, weeks in content.guidance.items():
        yield from _placed(f"flows/guidance.yml, {age}", (age, *weeks))


def _talks(content: Content) -> Iterator[Sentence]:
    for flow in content.flows.values():
        yield Sentence(flow.title, f"flows/talks/{flow.name}.yml, title")
        for step in flow.steps:
            place = f"flows/talks/{flow.name}.yml, step {step.name}"
            yield from _placed(place, (step.say, step.ask, *(choice.label for choice in step.choices)))


def _replies(content: Content) -> Iterator[Sentence]:
    for reply in content.replies:
        yield from _placed(f"flows/replies, reply {reply.name}", (reply.text, reply.button))


def _short(content: Content) -> Iterator[Sentence]:
    for section in (content.notices, content.buttons, content.states, content.labels):
        for key, text in section.items():
            yield Sentence(text, f"flows/notices.yml, {key}")
    for key, text in content.safety.items():
        yield Sentence(text, f"flows/safety.yml, {key}")


def _labels(content: Content) -> Iterator[Sentence]:
    yield from _placed("flows/menu.yml", (*content.menu.values(), *content.pillars.values()))
    yield from _placed("flows/hotlines.yml", (line.label for lines in content.hotlines.values() for line in lines))
    for category in content.categories.values():
        yield Sentence(category.label, f"config.yml, {category.name}")


def _desk(content: Content, root: Path) -> Iterator[Sentence]:
    for key, text in content.officer.items():
        yield Sentence(text, f"flows/officer.yml, {key}", DESK)
    for path in sorted((root / TEMPLATES).glob("*.html")):
        with path.open("rb") as file:
            for line, _, found, _ in babel_extract(file, ("_",), (), {"silent": "false"}):
                if not isinstance(found, str):
                    continue  # a sentence from a variable, which stands elsewhere
                yield Sentence(found, f"{TEMPLATES / path.name}:{line}", DESK)


def _placed(place: str, texts: Iterable[str]) -> Iterator[Sentence]:
    return (Sentence(text, place) for text in texts)
