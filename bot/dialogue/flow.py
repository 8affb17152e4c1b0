"""A conversation as data: the steps of a flow and how they are read from a plain mapping.

A flow says, tells, asks, does and goes. It may name a rule (`when`), a telling (`tell`), an action (`do`) or a kind of
answer, never spell one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogue.speech import Choice

STEP_KEYS = {"step", "say", "tell", "ask", "answer", "choices", "do", "go", "when", "wrong", "reopens"}
END = "end"


class FlowError(ValueError):
    """A flow is not written as flows are; the message names the flow, the step and what to change."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a sentence, something worked out (`tell`), a question, an action or a jump, if the rule `when` holds.

    `answer` names the kind of answer, or `choices` lists them. `wrong` is said when an answer cannot be understood.
    With `reopens` the chosen id names an earlier step whose answer is dropped and asked again.
    """

    name: str
    say: str = ""
    tell: str = ""
    ask: str = ""
    answer: str = ""
    choices: tuple[Choice, ...] = ()
    do: str = ""
    go: str = ""
    when: str = ""
    wrong: str = ""
    reopens: bool = False

    def label_of(self, value: str) -> str:
        """What stands on a choice, "" when the answer is none of the choices."""
        return next((choice.label for choice in self.choices if choice.id == value), "")


@dataclass(frozen=True, slots=True)
class Flow:
    """A named list of steps.

    A flow that `keeps` takes photos, voice and places at any step as evidence. `title` is the label of the button that
    starts it, `category` the kind of case it opens where that is always the same.
    """

    name: str
    steps: tuple[Step, ...]
    keeps: bool = False
    title: str = ""
    category: str = ""

    def step(self, name: str) -> Step | None:
        """The step of that name, or None when an editor has removed it."""
        return next((step for step in self.steps if step.name == name), None)


def read_flow(raw: Mapping[str, object]) -> Flow:
    """Make a flow from a decoded file; raises FlowError."""
    name = str(raw.get("flow", ""))
    steps = raw.get("steps")
    if not name or not isinstance(steps, list) or not steps:
        raise FlowError("a flow needs `flow: <name>` and a list under `steps:`")
    unknown = set(raw) - {"flow", "steps", "keeps", "title", "category"}
    if unknown:
        raise FlowError(f"flow {name}: unknown key {', '.join(sorted(unknown))}")
    read = tuple(_read_step(name, number, step) for number, step in enumerate(steps, start=1))
    _refuse_twins(name, read)
    title, category = str(raw.get("title", "")), str(raw.get("category", ""))
    return Flow(name, read, keeps=raw.get("keeps") == "yes", title=title, category=category)


def _read_step(flow: str, number: int, raw: object) -> Step:
    if not isinstance(raw, dict):
        raise FlowError(f"flow {flow}, step {number}: a step is a mapping such as `say: ...`")
    unknown = set(raw) - STEP_KEYS
    if unknown:
        raise FlowError(f"flow {flow}, step {number}: unknown key {', '.join(sorted(unknown))}")
    choices = raw.get("choices") or {}
    step = Step(
        name=raw.get("step") or f"#{number}",
        say=raw.get("say", ""),
        tell=raw.get("tell", ""),
        ask=raw.get("ask", ""),
        answer=raw.get("answer", ""),
        choices=tuple(Choice(key, label) for key, label in choices.items()),
        do=raw.get("do", ""),
        go=raw.get("go", ""),
        when=raw.get("when", ""),
        wrong=raw.get("wrong", ""),
        reopens=raw.get("reopens") == "yes",
    )
    _check_step(flow, step)
    return step


def _check_step(flow: str, step: Step) -> None:
    if sum(bool(part) for part in (step.say, step.tell, step.ask, step.do, step.go)) != 1:
        raise FlowError(f"flow {flow}, step {step.name}: exactly one of say, tell, ask, do, go")
    if step.ask and not (step.answer or step.choices):
        raise FlowError(f"flow {flow}, step {step.name}: a question needs `answer` or `choices`")
    if (step.ask or step.do) and step.name.startswith("#"):
        raise FlowError(f"flow {flow}, step {step.name}: a question or action needs a name (`step: ...`)")


def _refuse_twins(flow: str, steps: tuple[Step, ...]) -> None:
    names = [step.name for step in steps]
    for name in names:
        if names.count(name) > 1:
            raise FlowError(f"flow {flow}: two steps are called {name}")
