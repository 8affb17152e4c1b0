"""What is not written: a voice, a photo, a place sent where something else was asked, and people who only speak."""

import json
from dataclasses import replace

from bot.dialogue import engine
from bot.dialogue.events import Do, Say
from bot.dialogue.message import Kind
from bot.dialogue.scene import Result, Scene
from bot.dialogue.talk import Answer

ENOUGH_VOICES = 3  # the story, and two questions that were answered by voice


def relay(scene: Scene) -> Do:
    """Bring a message as it is to the case this person speaks about."""
    story, evidence = scene.message.text, scene.gist.evidence
    return Do("relay", f"{scene.talk.id}:{scene.message.key}:relay", {"story": story, "evidence": evidence})


def keep_evidence(scene: Scene) -> Result:
    """Evidence sent while something else is asked: kept with the flow, with what was said first, or with the open case."""
    flow = scene.content.flows[scene.walk.flow]
    if flow.keeps:
        kept = scene.walk.with_answers(*(Answer("evidence", line) for line in scene.gist.evidence))
        scene = scene.with_talk(replace(scene.talk, walk=kept))
        return _by_voice(scene, kept.every("evidence")) or engine.interpose(
            scene, Say(scene.content.notices["evidence_kept"])
        )
    if scene.talk.held is not None:
        held = replace(scene.talk.held, evidence=(*scene.talk.held.evidence, *scene.gist.evidence))
        scene = scene.with_talk(replace(scene.talk, held=held))
        opened = _by_voice(scene, held.evidence)
        return opened or engine.interpose(scene, Say(scene.content.notices["evidence_kept"]))
    if scene.own_open:
        talk, question = engine.interpose(scene, Say(scene.content.notices["voice_to_case"]))
        return talk, (relay(scene), *question)
    return engine.interpose(scene, Say(scene.content.notices["evidence_later"]))


def _by_voice(scene: Scene, evidence: tuple[str, ...]) -> Result | None:
    """Who answers question after question by voice cannot read them: the report is opened with what was said."""
    voices = [line for line in evidence if json.loads(line)["kind"] == Kind.VOICE]
    reports = scene.walk.flow == "welcome" or scene.content.reports(scene.walk.flow)
    if scene.message.kind is not Kind.VOICE or len(voices) < ENOUGH_VOICES or not reports:
        return None
    known = [each for each in scene.walk.answers if each.step in {"category", "country", "village", "story"}]
    answers = (*known, *(Answer("evidence", line) for line in evidence))
    return engine.begin(scene.with_talk(replace(scene.talk, walk=None, held=None)), "voice", *answers)
