"""What a question leads to: the reply or flow that answers it first, and those offered with it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.dialogue.content import Content
from bot.dialogue.events import Say
from bot.dialogue.message import Kind, Message
from bot.dialogue.respond import respond
from bot.dialogue.scene import Scene, gist_of
from bot.dialogue.talk import Talk
from bot.dialogue.understanding import Understanding
from bot.yamlfile import read

QUESTIONS = Path("tests") / "replies"
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)

Parse = Callable[[str], Understanding]


def answers(content: Content, parse: Parse, text: str) -> list[str]:
    """The name of the reply or flow that answers first ("" when several are offered), then of those offered."""
    message = Message("con:1", "console", "you", Kind.TEXT, text)
    gist = gist_of(message, parse(text), content.manner.offered + 2)
    scene = Scene(content, Talk(1, welcomed=True, consent=True), message, gist, (), NOW)
    talk, events = respond(scene)
    said = [event for event in events if isinstance(event, Say)]
    answer = said[0].values.get("answer")
    names = {reply.text: reply.name for reply in content.replies}
    first = talk.walk.flow if talk.walk else names.get(answer.value if answer else "", "")
    return [first, *filter(None, (_led_to(scene, choice.id) for choice in said[-1].choices))]


def unreached(content: Content, parse: Parse, root: Path) -> Iterator[tuple[str, str]]:
    """Each reply that a question of its own does not reach, and each that has none: (reply, what is wrong)."""
    asked = set[str]()
    for path in sorted((root / QUESTIONS).glob("*.yml")):
        raw = read(path)
        questions = raw.get("questions") if isinstance(raw, dict) else None
        for name, texts in questions.items() if isinstance(questions, dict) else ():
            asked.add(name)
            for text in texts:
                found = answers(content, parse, text)[0]
                if found != name:
                    yield name, f"{QUESTIONS / path.name}: {text!r} leads to `{found}`"
    yield from ((reply.name, "no question of its own leads to it") for reply in content.replies if reply.name not in asked)


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
