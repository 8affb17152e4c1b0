"""Counts what is used, once a turn: which flows were begun and which replies were given, by language, of nobody."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.dialogue.content import Content
from bot.dialogue.events import Do, Event, Say
from bot.dialogue.talk import Talk
from bot.dialogue.words import HOME
from bot.store import tallies


def count_turn(
    tx: Connection, content: Content, before: Talk, after: Talk, events: Sequence[Event], now: datetime
) -> None:  # fmt: skip
    """Count what a turn began and answered; in one order, so that no two turns ever wait for each other."""
    for what in sorted({*_begun(before, after, events), *_answered(content, events)}):
        tallies.add(tx, now.astimezone(HOME).date(), what, after.language)


def _begun(before: Talk, after: Talk, events: Sequence[Event]) -> Iterator[str]:
    """The flows begun; one that came to its end at once has left only what it did."""
    acted = [each for each in events if isinstance(each, Do) and each.details.get("flow")]
    flows = {int(each.key.split(":")[1]): str(each.details["flow"]) for each in acted}
    flows |= {walk.occurrence: walk.flow for walk in (*after.paused, *([after.walk] if after.walk else []))}
    yield from (tallies.FLOW + flow for occurrence, flow in flows.items() if occurrence > before.occurrence)


def _answered(content: Content, events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        if isinstance(event, Say) and {"answer", "footing"} <= event.values.keys():
            text = event.values["answer"].value
            yield from (tallies.INTENT + reply.intent for reply in content.replies if reply.text == text)
