"""The questions after the receipt: a help, no duty. What is answered comes into the case, whatever it sounds like."""

from dataclasses import replace

from bot.dialogue import engine, topics
from bot.dialogue.ear.danger import LIKENESS
from bot.dialogue.events import Say
from bot.dialogue.scene import Result, Scene
from bot.dialogue.speech import Choice

SUBJECT_WORDS = 3
QUITE_SURE = 0.8
QUESTION_WORDS = ("apa", "apakah", "bagaimana", "berapa", "kapan", "dimana", "kenapa", "siapa")
"""Senses of the ear: those of other languages are brought to these."""


def asked(scene: Scene) -> bool:
    """Whether the open question comes after the receipt, where nothing can be taken back by going back."""
    step = engine.stand_of(scene)
    return step is not None and step.answer == "detail"


def is_mere_likeness(scene: Scene) -> bool:
    """An answer after the receipt tells of the harm that was reported; only a rule makes it a new alarm."""
    return scene.gist.reasons == (LIKENESS,) and asked(scene)


def turned_away_from(scene: Scene, choice: str, command: str) -> bool:
    """Whether a button or command leaves the questions after the receipt: they are a help and are not put again."""
    elsewhere = (choice and not choice.startswith("step:")) or (command and command not in {"back", "cancel"})
    return bool(elsewhere) and asked(scene)


def left_for_a_question(scene: Scene) -> bool:
    """After the receipt the questions are a help, no duty: who clearly asks something is answered.

    Whatever tells of a problem is an answer, for it comes into the case; a question carries its mark or a question word.
    """
    gist, content = scene.gist, scene.content
    asks = "?" in gist.text or any(f" {word} " in gist.wording for word in QUESTION_WORDS)
    if not asks or gist.confidence < QUITE_SURE or len(gist.text.split()) < SUBJECT_WORDS:
        return False
    return gist.intent in topics.STARTS or (not content.category_of(gist.intent) and topics.reply_to(scene) is not None)


def with_other_problem(result: Result, scene: Scene) -> Result:
    """An answer that sounds like another problem is kept as an answer; a button makes it a report of its own."""
    talk, events = result
    category = scene.content.category_of(scene.gist.intent) if scene.gist.confidence >= QUITE_SURE else ""
    if category in {"", scene.given("category")} or not events or not isinstance(events[-1], Say):
        return result
    report = Choice(f"topic:{scene.gist.intent}", scene.content.categories[category].label)
    last = replace(events[-1], choices=(*events[-1].choices, report))
    return replace(talk, held=scene.gist), (*events[:-1], last)
