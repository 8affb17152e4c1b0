"""Somebody comes from the poster of a village, whose QR code wrote its code for them: nobody types where they are from."""

import re
from dataclasses import replace

from bot.dialogue import engine, topics
from bot.dialogue.events import Say, Term
from bot.dialogue.scene import Result, Scene
from bot.dialogue.talk import Gist

NAMED = re.compile(r"\s*(?:/start|/?desa|/?village)[\s:]+([\d.]{10,13})\s*", re.IGNORECASE)
BARE = re.compile(r"\s*(\d\d\.\d\d\.\d\d\.\d{4})\s*")
DIGITS = re.compile(r"(\d\d)(\d\d)(\d\d)(\d{4})")


def payload_of(village: str) -> str:
    """The code of a village as a link to Telegram may carry it: its ten digits."""
    return village.replace(".", "")


def words_of(village: str) -> str:
    """What the link to WhatsApp writes for whoever follows it."""
    return f"DESA {village}"


def arrive(scene: Scene) -> Result | None:
    """Remember the village of the poster and greet with its name; None for any other message.

    A code that is no village's is passed over: a new person is welcomed as ever.
    """
    code = _code(scene.message.text)
    if not code or scene.message.choice:
        return None
    scene = replace(scene, gist=Gist())  # a code says nothing else, neither a wish nor a language
    village = scene.content.villages.get(code)
    if village is None:
        return _after("village_code_unknown", scene) if scene.talk.welcomed else topics.welcome(scene)
    scene = scene.with_talk(replace(scene.talk, home=code))
    if not scene.talk.welcomed:
        talk, events = topics.welcome(scene)
        return talk, (_say(scene, "village_greeting"), *events)
    step = engine.stand_of(scene)
    if step and step.answer == "village":
        return engine.answer(scene, step, code)
    return _after("village_known", scene)


def _after(notice: str, scene: Scene) -> Result:
    """A notice, and then the open question or else the menu."""
    if engine.stand_of(scene):
        return engine.interpose(scene, _say(scene, notice))
    talk, events = topics.show_menu(scene)
    return talk, (_say(scene, notice), *events)


def _say(scene: Scene, notice: str) -> Say:
    return Say(scene.content.notices[notice], {"village": Term("village", scene.talk.home)})


def _code(text: str) -> str:
    """The code in a message of the poster, dotted as the list of areas writes it, or ""."""
    found = NAMED.fullmatch(text) or BARE.fullmatch(text)
    digits = DIGITS.fullmatch(found[1].replace(".", "")) if found else None
    return ".".join(digits.groups()) if digits else ""
