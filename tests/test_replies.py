"""Questions as people ask them lead to the reply written for them: each reply by its own, and many that nobody was taught.

`tests/replies/<intent>.yml` holds for every reply questions it must be the first answer to; `tests/questions/*.yml` holds
questions of real life, written apart from what the interpreter learns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.app import House, read_house
from bot.dialogue.events import Say
from bot.dialogue.message import Kind, Message
from bot.dialogue.respond import respond
from bot.dialogue.scene import Scene, gist_of
from bot.dialogue.talk import Talk
from bot.yamlfile import read
from tests.conftest import CACHE

HERE = Path(__file__).parent
MONDAY = datetime(2026, 3, 2, 2, tzinfo=UTC)
OWN, ASKED = HERE / "replies", HERE / "questions"
FEWEST, FIRST_TIME, OFFERED = 250, 0.90, 0.97


@dataclass(frozen=True)
class Asked:
    """A question and the name of the reply it must lead to ("report_unpaid_wages" for a flow)."""

    text: str
    wanted: str


@cache
def house() -> House:
    """The words and the ear."""
    return read_house(CACHE)


def answers(text: str) -> list[str]:
    """The reply or flow that answers a question first, then those offered with it."""
    content = house().words.content
    message = Message("con:1", "console", "you", Kind.TEXT, text)
    gist = gist_of(message, house().parse(text), content.manner.offered + 2)
    scene = Scene(content, Talk(1, welcomed=True, consent=True), message, gist, (), MONDAY)
    talk, events = respond(scene)
    said = next(event for event in events if isinstance(event, Say))
    by_text = {reply.text: reply.name for reply in content.replies}
    answer = said.values.get("answer")
    first = talk.walk.flow if talk.walk else by_text.get(answer.value if answer else "", "")
    return [first, *filter(None, (_led_to(scene, choice.id) for choice in said.choices))]


def _led_to(scene: Scene, choice: str) -> str:
    """The reply or flow behind a choice."""
    kind, _, name = choice.partition(":")
    if kind in {"reply", "start"}:
        return name
    if kind != "topic":
        return ""
    category = scene.content.category_of(name)
    if category:
        return scene.content.flow_for(category)
    gist = scene.gist
    reply = scene.content.reply_for(name, gist.country, gist.document, gist.wording)
    return reply.name if reply else ""


def own_questions() -> Iterator[Asked]:
    """The questions of each reply."""
    for path in sorted(OWN.glob("*.yml")):
        raw = read(path)
        assert isinstance(raw, dict)
        for name, questions in raw["questions"].items():
            yield from (Asked(text, name) for text in questions)


def life_questions() -> list[Asked]:
    """The questions of real life."""
    found = []
    for path in sorted(ASKED.glob("*.yml")):
        raw = read(path)
        assert isinstance(raw, dict)
        found += [Asked(each["ask"], each["reply"]) for each in raw["questions"]]
    return found


def test_every_reply_has_questions_of_its_own() -> None:
    """No reply without a question that leads to it, no question without its reply, each in the file of its intent."""
    replies = {reply.name: reply.intent for reply in house().words.content.replies}

    asked = {path.stem: set(read(path)["questions"]) for path in OWN.glob("*.yml")}  # type: ignore[index]

    assert asked == {intent: {name for name in replies if replies[name] == intent} for intent in set(replies.values())}


def test_each_reply_is_the_first_answer_to_its_questions() -> None:
    """Every reply is reached by the words of its own test file."""
    wrong = [
        f"{each.wanted}: {each.text} -> {found}"
        for each in own_questions()
        if (found := answers(each.text)[0]) != each.wanted
    ]

    assert wrong == []


def test_real_questions_are_answered() -> None:
    """At least 90 of 100 are right the first time, 97 within what is offered."""
    asked = life_questions()
    got = [(each, answers(each.text)) for each in asked]
    first = sum(found[0] == each.wanted for each, found in got) / len(asked)
    offered = sum(each.wanted in found[:4] for each, found in got) / len(asked)
    wrong = [f"{each.wanted}: {each.text} -> {found[:4]}" for each, found in got if found[0] != each.wanted]

    assert len(asked) >= FEWEST
    assert (first >= FIRST_TIME, offered >= OFFERED) == (True, True), "\n".join([f"{first:.3f} {offered:.3f}", *wrong])
