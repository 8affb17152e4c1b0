"""Everything one turn can see: the content, the talk, what was heard, the cases followed and the hour."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.dialogue.content import Content
from bot.dialogue.events import Event, Term
from bot.dialogue.message import Message
from bot.dialogue.talk import Answer, CaseGlance, Gist, Talk, Walk
from bot.dialogue.understanding import Understanding

SHOWN_STORY = 300


@dataclass(frozen=True, slots=True)
class Scene:
    """What a turn knows. `message` is what came in, `gist` what it comes to."""

    content: Content
    talk: Talk
    message: Message
    gist: Gist
    cases: tuple[CaseGlance, ...]
    now: datetime

    @property
    def walk(self) -> Walk:
        """The flow being walked; raises ValueError outside of one."""
        if self.talk.walk is None:
            raise ValueError("no flow is being walked: ask `talk.walk` first")
        return self.talk.walk

    def given(self, step: str) -> str | None:
        """The answer to a step of the flow being walked, or None."""
        return self.talk.walk.given(step) if self.talk.walk else None

    @property
    def own_open(self) -> tuple[CaseGlance, ...]:
        """The open cases this talk may decide about."""
        return tuple(case for case in self.cases if case.open and case.rights == "all")

    def with_talk(self, talk: Talk) -> "Scene":
        """The same scene with another talk."""
        return replace(self, talk=talk)


Result = tuple[Talk, tuple[Event, ...]]


def gist_of(message: Message, understanding: Understanding, offered: int) -> Gist:
    """What a message comes to."""
    found = {entity.kind: entity.value for entity in reversed(understanding.entities)}
    return Gist(
        text=message.text,
        intent=understanding.intent,
        confidence=understanding.confidence,
        nearest=tuple(intent for intent, _ in understanding.ranking[:offered]),
        chances=tuple(chance for _, chance in understanding.ranking[:offered]),
        country=found.get("country", found.get("city", "")),
        document=found.get("document", ""),
        village=found.get("village", ""),
        money=found.get("money", ""),
        duration=found.get("duration", ""),
        date=found.get("date", ""),
        language=understanding.language,
        danger=understanding.danger,
        reasons=understanding.reasons,
        wording=understanding.wording,
        evidence=evidence_of(message),
    )


def evidence_of(message: Message) -> tuple[str, ...]:
    """The evidence in a message, one line of JSON each: files that could be kept, and a place."""
    files = [
        {"kind": message.kind.value, "sha256": each.sha256, "mime": each.mime, "name": each.name}
        for each in message.attachments
        if each.sha256 and not each.fault
    ]
    places = [
        {"kind": "location", "latitude": place.latitude, "longitude": place.longitude, "label": place.label}
        for place in (message.place,)
        if place
    ]
    return tuple(json.dumps(each, sort_keys=True) for each in [*files, *places])


def found_in(scene: Scene) -> tuple[Answer, ...]:
    """What a message tells besides its story."""
    gist, content = scene.gist, scene.content
    villages = content.villages.find(gist.village) if gist.village else []
    sure = gist.confidence >= content.manner.sure
    return (
        Answer("country", gist.country),
        Answer("category", content.category_of(gist.intent) if sure else ""),
        Answer("village", villages[0].code if len(villages) == 1 else scene.talk.home),
    )


def terms(scene: Scene) -> Mapping[str, Term]:
    """The answers of the walk as values for its sentences."""
    return {
        "story": _story(scene),
        "country": _named(scene, "country"),
        "village": _named(scene, "village"),
        "category": Term("words", _category_label(scene)),
        "number": Term("plain", scene.given("number") or next((case.number for case in scene.own_open), "")),
        "question": Term("plain", scene.given("question") or ""),
        "safety": Term("words", _safety(scene)),
        "hotlines": Term("hotlines", scene.given("country") or ""),
    }


def _named(scene: Scene, step: str) -> Term:
    given = scene.given(step)
    return Term(step, given) if given else Term("words", scene.content.notices["not_said"])


def _story(scene: Scene) -> Term:
    story = scene.given("story") or ""
    if not story:
        return Term("words", scene.content.notices["story_in_files"])
    return Term("plain", story if len(story) <= SHOWN_STORY else story[:SHOWN_STORY] + "...")


def _category_label(scene: Scene) -> str:
    categories = scene.content.categories
    return categories.get(scene.given("category") or "other", categories["other"]).label


def _safety(scene: Scene) -> str:
    return scene.content.safety.get(scene.given("safety") or "", scene.content.safety["general"])
