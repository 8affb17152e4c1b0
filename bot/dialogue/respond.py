"""One turn: a message is heard and it is decided, in a fixed order, who deals with it.

Danger comes before everything, an officer who is speaking before the machine, buttons and command words before the
flow, and the flow before any topic of its own.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import details, engine, topics, voice
from bot.dialogue.answers import FREE_WORDS, Unclear
from bot.dialogue.arrival import arrive
from bot.dialogue.events import Do, Say
from bot.dialogue.following import follow
from bot.dialogue.intents import INTENTS
from bot.dialogue.message import Kind
from bot.dialogue.receipt import read_code, read_number
from bot.dialogue.scene import Result, Scene
from bot.dialogue.talk import Answer, Gist

WORDLESS = {
    Kind.STICKER: "sticker",
    Kind.UNSUPPORTED: "unsupported",
    Kind.EDITED: "edited",
}

VERDICTS = {"affirm": "case:confirm:", "deny": "case:reopen:"}
LONGEST_YES = 3  # words
VERDICT_ACTIONS = {"reopen": "reopen_case", "kept": "keep_promise", "broken": "break_promise"}
RESOLVED, CLOSING = "resolved", "closing"
FOR_US = frozenset({"menu", "around"})
"""Commands that are not brought to the officer who is speaking in a talk, and let the assistant speak again."""


def respond(scene: Scene) -> Result:
    """What one message brings about: the talk afterwards and the events, in order."""
    arrived = arrive(scene)
    if arrived:
        return arrived
    followed = follow(scene.talk, scene.gist, scene.content.manner.languages)
    talk, events = _respond(scene.with_talk(followed))
    if followed.language != scene.talk.language and talk.language == followed.language:
        events = (Say(scene.content.notices["language_followed"]), *events)
    return talk, events


def _respond(scene: Scene) -> Result:
    if scene.message.kind is Kind.BLOCKED:
        return scene.talk, ()
    if scene.gist.danger and not details.is_mere_likeness(scene):
        return topics.alarm(scene)
    choice = _chosen(scene)
    command = scene.content.commands.get(command_word(scene.message.text), "")
    if _officer_speaks(scene) and not choice and command not in FOR_US:
        return scene.talk, (voice.relay(scene),)
    verdict = "" if choice or command else _verdict(scene)
    if details.turned_away_from(scene, choice or verdict, command):
        scene = _without_walk(scene)
    if choice or verdict:
        return press(scene, choice or verdict)
    if command:
        return _obey(scene, command)
    invited = _invited(scene)
    if invited:
        return invited
    notice, fault = WORDLESS.get(scene.message.kind, ""), _fault(scene)
    if notice or (fault and not _says_something(scene)):
        return engine.interpose(scene, Say(scene.content.notices[notice or fault]))
    talk, events = _taken_up(_in_flow(scene) if scene.talk.walk else _outside(scene), scene)
    return talk, (*((Say(scene.content.notices[fault]),) if fault else ()), *events)


def command_word(text: str) -> str:
    """The text as command words are compared: whole, lower case, without signs around it."""
    return " ".join(re.sub(r"[^\w\s]+", " ", text[:60]).lower().split())


def press(scene: Scene, choice: str) -> Result:
    """Do what a button stands for; one that no longer stands for anything is answered with what is open now."""
    kind, _, rest = choice.partition(":")
    pressed = PRESSED.get(kind)
    result = pressed(scene, rest) if pressed else None
    return _taken_up(result, scene) if result else _stale(scene)


def _chosen(scene: Scene) -> str:
    """The id of the choice pressed, or typed as its number or its whole label; "" for anything else."""
    if scene.message.choice:
        return scene.message.choice
    typed = scene.message.text.strip().rstrip(".").casefold()
    for number, choice in enumerate(scene.talk.offered, start=1):
        if typed in {str(number), choice.label.casefold()}:
            return choice.id
    return ""


def _invited(scene: Scene) -> Result | None:
    """A command word with the code it wants behind it, as in "GABUNG 1234 5678"."""
    code = read_code(scene.message.text)
    flow = scene.content.commands.get(command_word(re.sub(r"[\d.-]", " ", scene.message.text[:60])), "") if code else ""
    known = scene.content.flows.get(flow)
    if known is None or known.step("code") is None:
        return None
    return engine.begin(scene, flow, Answer("side", "new"), Answer("code", code))


def _officer_speaks(scene: Scene) -> bool:
    return bool(scene.talk.quiet_until and scene.now < scene.talk.quiet_until)


def _fault(scene: Scene) -> str:
    fault = next((each.fault for each in scene.message.attachments if each.fault), "")
    return f"file_{fault}" if fault else ""


def _says_something(scene: Scene) -> bool:
    """A caption, or another file that could be kept, beside a file that could not."""
    return bool(scene.gist.text.strip() or scene.gist.evidence)


def _press_step(scene: Scene, rest: str) -> Result | None:
    flow, _, rest = rest.partition(":")
    name, _, key = rest.partition(":")
    step = engine.stand_of(scene)
    if step and scene.walk.flow == flow and step.name == name:
        return engine.answer(scene, step, key)
    return None


def _press_start(scene: Scene, rest: str) -> Result | None:
    flow, _, number = rest.partition(":")
    if flow not in scene.content.flows or number != read_number(number):
        return None
    seeds = [Answer("number", number)] if number else []
    if scene.content.reports(flow) and scene.talk.noted:
        seeds.append(Answer("story", scene.talk.noted))
        scene = scene.with_talk(replace(scene.talk, noted=""))
    return engine.begin(scene, flow, *seeds)


def _press_reply(scene: Scene, rest: str) -> Result | None:
    reply = scene.content.reply(rest)
    pressed = replace(scene, gist=Gist())  # the button's number or label says nothing of what else may be wanted
    return engine.interpose(scene, topics.say_reply(pressed, reply)) if reply else None


def _press_topic(scene: Scene, rest: str) -> Result | None:
    if rest not in INTENTS:
        return None
    held = scene.talk.held or scene.gist
    scene = scene.with_talk(replace(scene.talk, held=None))
    return topics.take_up(replace(scene, gist=replace(held, intent=rest, confidence=1.0)))


def _press_case(scene: Scene, rest: str) -> Result | None:
    act, _, number = rest.partition(":")
    case = next((each for each in scene.cases if each.number == number and each.rights == "all"), None)
    if case is None or act not in {"confirm", *VERDICT_ACTIONS}:
        return None
    if act == "confirm":
        return engine.begin(scene, CLOSING, Answer("number", number)) if case.state == RESOLVED else None
    if act == "reopen" and scene.talk.walk and scene.talk.walk.flow == CLOSING:
        scene = _without_walk(scene)
    talk, question = engine.interpose(scene, None)
    return talk, (Do(VERDICT_ACTIONS[act], f"{scene.talk.id}:{scene.message.key}:{act}", {"number": number}), *question)


def _press_command(scene: Scene, rest: str) -> Result | None:
    return _obey(scene, rest) if rest in scene.content.commands.values() else None


PRESSED: dict[str, Callable[[Scene, str], Result | None]] = {
    "step": _press_step,
    "start": _press_start,
    "reply": _press_reply,
    "topic": _press_topic,
    "case": _press_case,
    "command": _press_command,
}


def _stale(scene: Scene) -> Result:
    return engine.interpose(scene, Say(scene.content.notices["button_old"]))


def _obey(scene: Scene, command: str) -> Result:
    if command in {"back", "cancel"}:
        if details.asked(scene):
            return topics.show_menu(_without_walk(scene), "ready")
        if scene.talk.walk:
            return engine.back(scene) if command == "back" else engine.cancel(scene)
        return topics.show_menu(scene, "nothing_to_cancel")
    if command in scene.content.flows:
        return engine.begin(scene.with_talk(replace(scene.talk, quiet_until=None)), command)
    if command == "pillars":
        return topics.show_menu(scene, "pillars")
    talk = replace(scene.talk, walk=None, paused=(), quiet_until=None)
    return topics.show_menu(scene.with_talk(talk)) if talk.welcomed else topics.welcome(scene.with_talk(talk))


def _in_flow(scene: Scene) -> Result:
    step = engine.stand_of(scene)
    if step is None:
        return _outside(_without_walk(scene))
    if step.answer == "detail" and details.left_for_a_question(scene):
        return _outside(_without_walk(scene))
    if step.answer == "detail":
        return details.with_other_problem(engine.answer(scene, step), scene)
    if step.answer in FREE_WORDS:
        return engine.answer(scene, step)
    if scene.gist.evidence:
        return voice.keep_evidence(scene)
    if isinstance(engine.understood(scene, step), Unclear):
        return _instead_of_answer(scene) or engine.answer(scene, step)
    return engine.answer(scene, step)


def _without_walk(scene: Scene) -> Scene:
    return scene.with_talk(replace(scene.talk, walk=None))


def _instead_of_answer(scene: Scene) -> Result | None:
    """A question or a wish in the middle of a form: answered, then the form goes on."""
    if scene.gist.confidence < scene.content.manner.sure:
        return None
    if scene.gist.intent == "cancel":
        return engine.cancel(scene)
    if scene.gist.intent in {"talk_to_officer", "change_language"}:
        return engine.begin(scene, topics.STARTS[scene.gist.intent])
    reply = topics.reply_to(scene)
    return engine.interpose(scene, topics.say_reply(scene, reply)) if reply else None


def _outside(scene: Scene) -> Result:
    if not scene.talk.welcomed:
        return topics.welcome(scene)
    number = read_number(scene.message.text)
    if number:
        return engine.begin(scene, "status", Answer("number", number))
    return topics.take_up(scene)


def _verdict(scene: Scene) -> str:
    """The choice a plain yes or no stands for right after the question whether a case is really over.

    A long yes may hold a "but", and only a sure one closes a case.
    """
    gist = scene.gist
    if gist.confidence < scene.content.manner.sure or gist.intent not in VERDICTS:
        return ""
    if gist.intent == "affirm" and len(gist.text.split()) > LONGEST_YES:
        return ""
    return next((choice.id for choice in scene.talk.offered if choice.id.startswith(VERDICTS[gist.intent])), "")


def _taken_up(result: Result, scene: Scene) -> Result:
    """After the welcome: take up what the person had written before it."""
    talk, events = result
    if not talk.welcomed or talk.walk or scene.talk.welcomed:
        return result
    if talk.held is None:
        shown, more = topics.show_menu(scene.with_talk(talk))
        return shown, (*events, *more)
    scene = replace(scene, talk=replace(talk, held=None), gist=talk.held)
    talk, more = topics.take_up(scene)
    return talk, (*events, *more)
