"""What to do with a message outside of any flow: open a flow, give a reply, or admit not to have understood."""

import math
from dataclasses import replace

from bot.dialogue import engine
from bot.dialogue.content import Content, Reply
from bot.dialogue.events import Do, Say, Term
from bot.dialogue.officials import concerned_in
from bot.dialogue.scene import Result, Scene, found_in
from bot.dialogue.speech import Choice
from bot.dialogue.talk import Answer
from bot.dialogue.words import names_in

LEAST = 0.01  # a chance below this is none
CLOSE = 0.5  # what one step closer weighs against the logarithm of the chance
SERIOUS = 0.1  # from this chance on a question may have been a report
OFFERED = 3
STARTS = {
    "talk_to_officer": "officer",
    "change_language": "language",
    "ask_case_status": "status",
    "file_complaint": "complaint",
}
NOTICES = {"thanks": "thanks", "goodbye": "goodbye", "affirm": "ready", "deny": "ready", "cancel": "nothing_to_cancel"}


def welcome(scene: Scene) -> Result:
    """Greet a new person; what they wrote first is held until they have chosen."""
    gist = scene.gist
    said_something = bool(gist.evidence) or gist.intent not in {"greet", "help_menu", "out_of_scope"}
    known = _heard_language(scene) if said_something else ""
    talk = replace(scene.talk, language=known or scene.talk.language, held=gist if said_something else None)
    return engine.begin(scene.with_talk(talk), "welcome", Answer("language", known))


def show_menu(scene: Scene, notice: str = "menu") -> Result:
    """Show what the assistant can do, after a notice."""
    listed = scene.content.pillars if notice == "pillars" else scene.content.menu
    choices = tuple(Choice(choice, label) for choice, label in listed.items())
    return scene.talk, (Say(scene.content.notices[notice], choices=choices),)


def alarm(scene: Scene) -> Result:
    """Somebody may be harmed: the safety reply at once and a case for the desk, whatever else was going on."""
    gist, content = scene.gist, scene.content
    category = (content.category_of(gist.intent) if gist.confidence >= content.manner.sure else "") or "emergency"
    walk = scene.talk.walk if scene.talk.walk and _of_complaint(content, scene.talk.walk.flow) else None
    before = walk.answers if walk else ()
    told = walk.given("story") if walk and walk.flow != "emergency" else ""
    story = "\n".join(filter(None, [told, gist.text]))
    seeds = {
        "country": scene.talk.alarmed_in,
        **{answer.step: answer.value for answer in before if answer.step in {"country", "village"} and answer.value},
        **{answer.step: answer.value for answer in found_in(scene) if answer.value},
        "story": story,
        "category": category,
        "safety": content.safety_for(gist.reasons) or content.categories[category].safety,
        "reasons": "; ".join(gist.reasons),
        "concerns": concerned_in(story, content.officials),
    }
    evidence = [*(walk.every("evidence") if walk else ()), *gist.evidence]
    talk = replace(scene.talk, language=_language(scene), alarmed_in=seeds["country"])
    talk = replace(talk, walk=None if walk else talk.walk)
    answers = [Answer(*seed) for seed in seeds.items()] + [Answer("evidence", line) for line in evidence]
    return engine.begin(scene.with_talk(talk), "emergency", *answers)


def _language(scene: Scene) -> str:
    """The language of the talk; nobody in danger is asked for it first, so a new person's is that of their words."""
    return scene.talk.language if scene.talk.welcomed else _heard_language(scene) or scene.talk.language


def _of_complaint(content: Content, flow: str) -> bool:
    """Whether a flow collects what an alarm would need too."""
    return flow == "emergency" or content.reports(flow)


def _heard_language(scene: Scene) -> str:
    """The language of the words; of a voice or photo alone that of the person's app, or else of the talk."""
    known = scene.content.manner.languages
    heard = scene.gist.language if scene.gist.text.strip() else scene.message.language_hint[:2]
    if heard in known:
        return heard
    return "" if scene.gist.text.strip() else scene.talk.language


def take_up(scene: Scene) -> Result:
    """Deal with a message by what it seems to mean."""
    gist, content = scene.gist, scene.content
    if gist.evidence and not gist.text.strip():
        return _evidence_alone(scene)
    if gist.confidence < content.manner.sure:
        return _unsure(scene)
    if gist.intent == "emergency":
        return alarm(scene)
    if content.category_of(gist.intent):
        return _complaint(scene)
    if gist.intent in STARTS:
        return engine.begin(scene, STARTS[gist.intent])
    if gist.intent in NOTICES:
        return scene.talk, (Say(content.notices[NOTICES[gist.intent]]),)
    reply = reply_to(scene)
    if reply:
        return scene.talk, (say_reply(scene, reply),)
    return show_menu(scene, "out_of_scope" if gist.intent == "out_of_scope" else "menu")


def reply_to(scene: Scene) -> Reply | None:
    """The reply to what was heard, None when its intent has none."""
    return next(iter(_replies(scene)), None) if scene.content.reply_for(scene.gist.intent) else None


def _replies(scene: Scene) -> list[Reply]:
    """The replies somebody may want, best first: one for each likely intent, a close fit outweighing a likelier intent.

    Who asks what a passport costs may be heard as asking about passports; the reply about its price fits closer.
    """
    gist, content = scene.gist, scene.content
    heard = dict(zip(gist.nearest, gist.chances, strict=False)) | ({} if gist.chances else {gist.intent: 1.0})
    found = [
        (content.reply_for(intent, gist.country, gist.document, gist.wording), chance) for intent, chance in heard.items()
    ]
    worth = [
        (math.log(chance) + CLOSE * reply.closeness(gist.country, gist.document, gist.wording), reply)
        for reply, chance in found
        if reply and chance >= LEAST
    ]
    return [reply for _, reply in sorted(worth, key=lambda each: -each[0])]


def _footing(scene: Scene, reply: Reply) -> str:
    """How certain a reply may sound: past its date, unsure itself or by a fact in it, with a telephone number, or sure."""
    content = scene.content
    doubted = {name for name in names_in(reply.text) if name in content.facts and content.facts[name].verify}
    telephones = {name for name in doubted if content.facts[name].value.startswith("+")} | (doubted & content.lines)
    if scene.now.date() > reply.expires:
        return "reply_expired"
    if reply.verify or doubted - telephones:
        return "reply_unsure"
    return "reply_numbers" if telephones else "reply_sure"


def _reports(scene: Scene) -> list[str]:
    """The choice to report the problem that a question may have been."""
    heard = zip(scene.gist.nearest, scene.gist.chances, strict=False)
    problems = [intent for intent, chance in heard if chance >= SERIOUS and scene.content.category_of(intent)]
    return [f"start:{scene.content.flow_for(scene.content.category_of(intent))}" for intent in problems[:1]]


def say_reply(scene: Scene, reply: Reply) -> Say:
    """A reply with its source and how fresh it is, and what people ask next."""
    footing = _footing(scene, reply)
    others = [*_reports(scene), *(f"reply:{each.name}" for each in _replies(scene)[:2] if each is not reply)]
    shown = (scene.content.button(each) for each in dict.fromkeys([*others, *reply.buttons]))
    related = tuple(choice for choice in shown if choice)[:OFFERED]
    values = {
        "answer": Term("words", reply.text),
        "footing": Term("words", scene.content.notices[footing]),
        "source": Term("plain", reply.source),
        "checked": Term("date", reply.checked.isoformat()),
    }
    return Say("{answer}\n\n{footing}", values, related)


def _complaint(scene: Scene) -> Result:
    evidence = [Answer("evidence", line) for line in scene.gist.evidence]
    flow = scene.content.flow_for(scene.content.category_of(scene.gist.intent))
    talk, events = engine.begin(scene, flow, Answer("story", scene.gist.text), *found_in(scene), *evidence)
    asked = [Choice(f"reply:{each.name}", each.button) for each in _replies(scene)[:2]]
    *before, last = events
    return talk, (*before, replace(last, choices=(*last.choices, *asked)) if isinstance(last, Say) else last)


def _evidence_alone(scene: Scene) -> Result:
    """A photo, voice or place without words: it belongs to the open case, or it is the story of a new one."""
    evidence = [Answer("evidence", line) for line in scene.gist.evidence]
    open_case = next((case for case in scene.cases if case.open), None)
    if open_case:
        return engine.begin(scene, "add", Answer("number", open_case.number), Answer("story", ""), *evidence)
    return engine.begin(scene, "complaint", Answer("story", ""), Answer("village", scene.talk.home), *evidence)


def _unsure(scene: Scene) -> Result:
    """Say that it was not understood, offer the nearest topics and the desk, and keep the question for the editors."""
    content = scene.content
    nearest = [(intent, label) for intent in scene.gist.nearest if (label := _label(scene, intent))]
    choices = [Choice(f"topic:{intent}", label) for intent, label in nearest[: content.manner.offered]]
    choices += [Choice("start:officer", content.buttons["officer"]), Choice("command:menu", content.buttons["menu"])]
    talk = replace(scene.talk, held=scene.gist)
    keep = Do("keep_question", f"{talk.id}:{scene.message.key}:question", {"text": scene.gist.text})
    unsure = {"said": Term("words", content.notices["unsure"])}  # the keeping may know an answer to say instead
    return talk, (keep, Say("{said}", unsure, tuple(choices)))


def _label(scene: Scene, intent: str) -> str:
    category = scene.content.category_of(intent)
    if category:
        return scene.content.categories[category].label
    if intent in STARTS and intent != "talk_to_officer":  # the desk is offered in any case
        return scene.content.menu.get(f"start:{STARTS[intent]}", "")
    reply = scene.content.reply_for(intent)
    return reply.button if reply else ""
