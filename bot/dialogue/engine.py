"""Walks flows: folds the answers over the steps, says what comes next and takes the next answer.

The fold starts at the first step every time, so an edited flow, a forgotten answer or a changed language need no
special care. A limit of steps turns a flow that runs in circles into an error instead of a hanging worker.
"""

from dataclasses import replace

from bot.dialogue.answers import ANSWERS, SKIPPED, Answered, Taken, Unclear, listed, meant_by
from bot.dialogue.events import Do, Event, Say, Term
from bot.dialogue.flow import END, Flow, Step
from bot.dialogue.predicates import PREDICATES
from bot.dialogue.scene import Result, Scene, found_in, terms
from bot.dialogue.speech import Choice
from bot.dialogue.talk import Answer, Talk, Walk
from bot.dialogue.tellings import TELLINGS

STEP_LIMIT = 100
MANY_TIMES = {"evidence", "reopened"}
YES_OR_NO = {"affirm": "yes", "deny": "no"}


class EndlessFlow(RuntimeError):
    """A flow goes in circles; run `rantau check` and look at the `go` steps of the flow named here."""


def begin(scene: Scene, flow: str, *seeds: Answer) -> Result:
    """Start a flow with answers already known; what was being walked is paused and resumed afterwards."""
    talk = scene.talk
    paused = (*talk.paused, talk.walk) if talk.walk and talk.walk.flow != flow else talk.paused
    occurrence = talk.occurrence + 1
    known = tuple(seed for seed in (*_category(scene, flow), *seeds) if seed.value or seed.step == "story")
    talk = replace(talk, occurrence=occurrence, walk=Walk(flow, occurrence, known), paused=paused)
    return proceed(scene.with_talk(talk), fresh=True)


def _category(scene: Scene, flow: str) -> tuple[Answer, ...]:
    known = scene.content.flows.get(flow)
    return (Answer("category", known.category),) if known else ()


def proceed(scene: Scene, *, fresh: bool = False, answered: str = "") -> Result:
    """Go on from the answers given to the next question or the end of the flow.

    Sentences and actions before the question just `answered` (without one, before the last that has an answer) were
    passed in an earlier turn and are left out; at a `fresh` start nothing was.
    """
    flow = _flow(scene)
    before, after, stand = _fold(scene, flow, answered)
    due = before + after if fresh else after
    talk, events = scene.talk, list[Event]()
    for step in due:
        if step.do in CHANGES:
            talk = CHANGES[step.do](talk, scene.walk)
        elif step.do:
            events.append(_do(scene, step))
        elif step.tell:
            events.append(TELLINGS[step.tell](scene.with_talk(talk)))
        elif step.say:
            events.append(Say(step.say, terms(scene)))
    if stand:
        return talk, (*events, ask(scene.with_talk(talk), stand))
    talk, rest = _finish(scene.with_talk(talk))
    return talk, (*events, *rest)


def ask(scene: Scene, step: Step, notice: str = "", unclear: Unclear | None = None) -> Say:
    """Put a question, after a notice about the last answer where there is one."""
    shown = unclear.choices if unclear and unclear.choices else step.choices or listed(scene, step.answer)
    choices = tuple(Choice(f"step:{scene.walk.flow}:{step.name}:{choice.id}", choice.label) for choice in shown)
    text = "{notice}\n\n{asked}" if notice else "{asked}"
    values = {**terms(scene), **(unclear.values if unclear else {})}
    if notice:
        values["notice"] = Term("words", notice)
    return Say(text, {**values, "asked": Term("words", step.ask)}, choices)


def stand_of(scene: Scene) -> Step | None:
    """The question the person stands at, or None outside of a flow."""
    return _fold(scene, _flow(scene))[2] if scene.talk.walk else None


def answer(scene: Scene, step: Step, key: str = "") -> Result:
    """Take what was heard, or the choice `key`, as the answer to a step."""
    answered = understood(scene, step, key)
    if isinstance(answered, Unclear):
        return scene.talk, (ask(scene, step, scene.content.notices[step.wrong or answered.notice], answered),)
    walk = scene.walk.without(*({step.name} - MANY_TIMES))
    walk = walk.with_answers(Answer(step.name, answered.value), *(Answer(*each) for each in answered.extra))
    if step.reopens:
        walk = walk.without(answered.value, step.name, "review").with_answers(Answer("reopened", answered.value))
    scene = scene.with_talk(replace(scene.talk, walk=walk))
    if step.answer == "story":
        scene = scene.with_talk(replace(scene.talk, walk=_filled_in(scene)))
    return proceed(_in_its_flow(scene), answered=step.name)


def _in_its_flow(scene: Scene) -> Scene:
    """Once the kind of problem is known the walk goes on in the flow of that kind; all of them share their steps."""
    walk, content = scene.walk, scene.content
    wanted = content.flow_for(scene.given("category") or "")
    if not content.reports(walk.flow) or wanted == walk.flow:
        return scene
    return scene.with_talk(replace(scene.talk, walk=replace(walk, flow=wanted)))


def back(scene: Scene) -> Result:
    """Forget the last answer and ask again; before the first answer the flow is left."""
    answered = [each for each in scene.walk.answers if each.step not in MANY_TIMES and _asked_here(scene, each)]
    if not answered:
        return cancel(scene)
    talk = replace(scene.talk, walk=scene.walk.without(answered[-1].step))
    return resume(scene.with_talk(talk))


def cancel(scene: Scene) -> Result:
    """Leave the flow; its answers are forgotten."""
    talk, rest = _finish(scene)
    return talk, (Say(scene.content.notices["cancelled"]), *rest)


def resume(scene: Scene) -> Result:
    """Ask the open question once more, without anything said before it."""
    step = stand_of(scene)
    if step is None:
        return proceed(scene)
    return scene.talk, (ask(scene, step),)


def interpose(scene: Scene, say: Say | None) -> Result:
    """Say something, then put the open question again, if there is one: then only its choices are offered."""
    if stand_of(scene) is None:
        return scene.talk, (say,) if say else ()
    talk, question = resume(scene)
    return talk, (*((replace(say, choices=()),) if say else ()), *question)


def refuse(scene: Scene, step_name: str, notice: str) -> Result:
    """An action could not accept the answer to a step: forget it, say why and ask again."""
    talk = replace(scene.talk, walk=scene.walk.without(step_name))
    scene = scene.with_talk(talk)
    step = stand_of(scene)
    if step is None:
        talk, rest = _finish(scene)
        return talk, (Say(scene.content.notices[notice]), *rest)
    return talk, (ask(scene, step, scene.content.notices[notice]),)


def _flow(scene: Scene) -> Flow:
    return scene.content.flows.get(scene.walk.flow) or Flow(scene.walk.flow, ())


def _fold(scene: Scene, flow: Flow, answered: str = "") -> tuple[list[Step], list[Step], Step | None]:
    """The steps passed before and after the question just answered, or else the last answered, and the open question."""
    before, after = list[Step](), list[Step]()
    position, passed, met = 0, 0, False
    while position < len(flow.steps):
        passed += 1
        if passed > STEP_LIMIT:
            raise EndlessFlow(f"flow {flow.name} passes more than {STEP_LIMIT} steps without a question")
        step = flow.steps[position]
        position += 1
        if step.when and not PREDICATES[step.when](scene) and scene.given(step.name) is None:
            continue
        if step.go:
            position = _target(flow, step.go)
        elif not step.ask:
            after.append(step)
        elif scene.given(step.name) is None:
            return before, after, step
        elif not met:
            before, after, met = before + after, [], step.name == answered
    return before, after, None


def _target(flow: Flow, name: str) -> int:
    if name == END:
        return len(flow.steps)
    return [step.name for step in flow.steps].index(name)


def _do(scene: Scene, step: Step) -> Do:
    walk = scene.walk
    details: dict[str, str | tuple[str, ...]] = {each.step: each.value for each in walk.answers}
    details |= {name: walk.every(name) for name in MANY_TIMES} | {"flow": walk.flow}
    return Do(step.do, f"{scene.talk.id}:{walk.occurrence}:{step.name}", details)


def understood(scene: Scene, step: Step, key: str = "") -> Answered:
    """What was heard, or the choice `key`, read as the answer to a step."""
    choices = step.choices or listed(scene, step.answer)
    if key and any(choice.id == key for choice in choices):
        return Taken(key)
    if key and step.answer == "village" and scene.content.villages.get(key):
        return Taken(key)
    if step.answer in ANSWERS:
        read, meant = ANSWERS[step.answer](scene), meant_by(scene, step.choices) if step.choices else ""
        return Taken(meant) if meant and (step.answer == "detail" or isinstance(read, Unclear)) else read
    said = YES_OR_NO.get(scene.gist.intent, "") if scene.gist.confidence >= scene.content.manner.sure else ""
    if any(choice.id == said for choice in choices):
        return Taken(said)
    meant = meant_by(scene, choices)
    return Taken(meant) if meant else Unclear("choose_one")


def _filled_in(scene: Scene) -> Walk:
    """Answers that a story already holds: country, kind of problem and village, where the flow has such steps."""
    flow, walk = _flow(scene), scene.walk
    found = found_in(scene)
    return walk.with_answers(
        *(each for each in found if each.value and flow.step(each.step) and walk.given(each.step) is None)
    )


def _asked_here(scene: Scene, given: Answer) -> bool:
    step = _flow(scene).step(given.step)
    return bool(step and step.ask and not (step.when and not PREDICATES[step.when](scene)))


def _finish(scene: Scene) -> Result:
    """End the flow; what was paused before it is asked again."""
    talk = replace(scene.talk, walk=None)
    if not talk.paused:
        return talk, ()
    talk = replace(talk, walk=talk.paused[-1], paused=talk.paused[:-1])
    return resume(scene.with_talk(talk))


def _set_language(talk: Talk, walk: Walk) -> Talk:
    asked_for = walk.flow == "language"
    return replace(talk, language=walk.given("language") or talk.language, chosen=talk.chosen or asked_for, drift=())


def _set_consent(talk: Talk, walk: Walk) -> Talk:
    given = walk.given("consent")
    return replace(talk, consent=given == "yes") if given else talk


def _set_welcomed(talk: Talk, walk: Walk) -> Talk:
    del walk
    return replace(talk, welcomed=True)


def _set_home(talk: Talk, walk: Walk) -> Talk:
    return replace(talk, home=walk.given("village") or talk.home)


def _tick_item(talk: Talk, walk: Walk) -> Talk:
    item = walk.given("item") or SKIPPED
    return talk if item == SKIPPED or item in talk.ticked else replace(talk, ticked=(*talk.ticked, item))


def _note_answers(talk: Talk, walk: Walk) -> Talk:
    told = [each.value for each in walk.answers if each.value not in {"", SKIPPED} and each.step != "category"]
    return replace(talk, noted=", ".join(told))


def _leave_others(talk: Talk, walk: Walk) -> Talk:
    """Drop what was paused: on a phone that others read it must not come up again by itself."""
    del walk
    return replace(talk, paused=())


CHANGES = {
    "set_language": _set_language,
    "set_consent": _set_consent,
    "set_welcomed": _set_welcomed,
    "set_home": _set_home,
    "tick_item": _tick_item,
    "note_answers": _note_answers,
    "leave_others": _leave_others,
}
"""Actions that change only the talk itself; all others are done by the workshop."""
