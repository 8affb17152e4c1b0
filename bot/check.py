"""Proves that flows, replies, facts and config agree, before anybody reads them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.catalogues import catalogue_faults, placeholders
from bot.config import read_settings
from bot.contents import read_content
from bot.dialogue.answers import ANSWERS
from bot.dialogue.content import Content
from bot.dialogue.engine import CHANGES
from bot.dialogue.flow import END, Flow
from bot.dialogue.intents import INTENTS
from bot.dialogue.predicates import PREDICATES
from bot.sentences import Sentence, sentences
from bot.work.actions import ACTIONS

LONGEST_REPLY = 600
LONGEST_BUTTON = 24
LISTED = {"category", "language"}
KNOWN_VALUES = {
    "story", "country", "village", "category", "number", "question", "safety", "hotlines", "office", "due", "state",
    "pin", "notice", "asked", "answer", "footing", "source", "checked", "typed", "count", "name", "officer", "text",
    "alarm", "reasons", "job",
}  # fmt: skip


def faults(root: Path) -> list[str]:
    """All faults of the content, each naming where it is and what to change; raises when a file cannot be read."""
    settings = read_settings(root / "config.yml")
    content = read_content(settings, root)
    found = sentences(content, root)
    return [
        *_flow_faults(content),
        *_reply_faults(content),
        *_word_faults(content, found),
        *_label_faults(content),
        *catalogue_faults(root, found, settings.languages),
    ]


def _flow_faults(content: Content) -> Iterator[str]:
    for flow in content.flows.values():
        names = {step.name for step in flow.steps} | {END}
        for step in flow.steps:
            where = f"flows/talks/{flow.name}.yml, step {step.name}"
            if step.when and step.when not in PREDICATES:
                yield f"{where}: there is no rule `{step.when}`"
            if step.do and step.do not in {**ACTIONS, **CHANGES}:
                yield f"{where}: there is no action `{step.do}`"
            if step.go and step.go not in names:
                yield f"{where}: there is no step `{step.go}`"
            if step.answer and step.answer not in ANSWERS and step.answer not in LISTED:
                yield f"{where}: there is no kind of answer `{step.answer}`"
            if step.wrong and step.wrong not in content.notices:
                yield f"{where}: there is no notice `{step.wrong}`"
        yield from _circles(flow)


def _circles(flow: Flow) -> Iterator[str]:
    """A jump backwards without a question in between would never end."""
    places = {step.name: place for place, step in enumerate(flow.steps)}
    for place, step in enumerate(flow.steps):
        back = places.get(step.go, place + 1)
        if step.go and back <= place and not any(each.ask for each in flow.steps[back:place]):
            yield f"flows/talks/{flow.name}.yml, step {step.name}: goes in circles"


def _reply_faults(content: Content) -> Iterator[str]:
    today = datetime.now(UTC).date()
    for reply in content.replies:
        where = f"flows/replies, reply {reply.name}"
        if reply.intent not in INTENTS:
            yield f"{where}: there is no intent `{reply.intent}`"
        yield from (f"{where}: no reply is called `{name}`" for name in reply.related if content.reply(name) is None)
        if len(reply.button) > LONGEST_BUTTON:
            yield f"{where}: the button is longer than {LONGEST_BUTTON} characters"
        if reply.checked > today or reply.expires <= reply.checked:
            yield f"{where}: `checked` must not lie ahead, and `expires` must come after it"
    for intent in INTENTS:
        if intent.startswith(("ask_", "check_")) and content.reply_for(intent, "", "") is None:
            yield f"flows/replies: intent {intent} has no general reply"


def _word_faults(content: Content, found: list[Sentence]) -> Iterator[str]:
    for sentence in found:
        yield from (
            f"{sentence.place}: {{{name}}} is neither a fact nor a value"
            for name in sorted(placeholders(sentence.text))
            if name not in content.facts and name not in KNOWN_VALUES
        )
    for code, lines in content.hotlines.items():
        yield from (
            f"flows/hotlines.yml, {code}: there is no fact `{line.fact}`"
            for line in lines
            if line.fact not in content.facts
        )


def _label_faults(content: Content) -> Iterator[str]:
    for name, category in content.categories.items():
        yield from (f"config.yml, {name}: there is no intent `{each}`" for each in category.intents if each not in INTENTS)
        if category.safety not in content.safety:
            yield f"config.yml, {name}: flows/safety.yml has no `{category.safety}`"
    for choice in content.menu:
        kind, _, name = choice.partition(":")
        if not ((kind == "start" and name in content.flows) or (kind == "reply" and content.reply(name))):
            yield f"flows/menu.yml: `{choice}` starts no flow and names no reply"
