"""The real content of the house, read once, and a person who talks to it without book, ear or wire."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

import pytest

from bot.config import ROOT, read_settings
from bot.contents import read_content
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


@pytest.fixture(scope="session")
def content() -> Content:
    """Everything written outside the code."""
    return read_content(read_settings(ROOT / "config.yml"))


@pytest.fixture
def person(content: Content) -> Person:
    """A person who has been welcomed and has agreed to nothing yet."""
    return Person(content)


@pytest.fixture
def reviewer(person: Person) -> Person:
    """A person to whom a complaint is read back."""
    person.writes("gaji tiga bulan belum dibayar", intent="report_unpaid_wages", country="TW")
    return person.writes("1").writes("Paringan Ponorogo")
