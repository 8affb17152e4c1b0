"""The real content of the house, read once, and a person who talks to it without book, ear or wire."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

from bot.dialogue.content import Content
from bot.dialogue.events import Do, Event, Say
from bot.dialogue.message import Kind, Message
from bot.dialogue.respond import respond
from bot.dialogue.scene import Scene
from bot.dialogue.talk import CaseGlance, Gist, Talk, talk_from_plain, talk_to_plain

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


@dataclass
class Person:
    """Somebody in a talk; `hears` holds what the last turn brought."""

    content: Content
    talk: Talk = field(default_factory=lambda: Talk(1, welcomed=True))
    hears: tuple[Event, ...] = ()
    cases: tuple[CaseGlance, ...] = ()
    now: datetime = NOON
    keys: "count[int]" = field(default_factory=count)

    def writes(self, text: str = "", choice: str = "", **known: object) -> "Person":
        """Take a turn, the talk being turned into plain data and back before it as the book does."""
        plain = json.loads(json.dumps(talk_to_plain(self.talk)))
        gist = Gist(text=text, **{"confidence": 0.9, **known})  # type: ignore[arg-type]
        message = Message(f"con:{next(self.keys)}", "console", "you", Kind.TEXT, text, choice)
        scene = Scene(self.content, talk_from_plain(1, plain), message, gist, self.cases, self.now)
        talk, self.hears = respond(scene)
        says = [event for event in self.hears if isinstance(event, Say)]
        self.talk = replace(talk, offered=says[-1].choices if says else talk.offered)
        return self

    @property
    def asked(self) -> str:
        """The question that stands at the end of what was heard."""
        return next(event.values["asked"].value for event in reversed(self.hears) if isinstance(event, Say))

    @property
    def done(self) -> list[Do]:
        """The actions of the last turn."""
        return [event for event in self.hears if isinstance(event, Do)]

    def given(self, step: str) -> str | None:
        """The answer to a step of the flow being walked."""
        return self.talk.walk.given(step) if self.talk.walk else None
