"""What an officer does to a case, the same from the web desk and from the officer's own chat.

Each act is one transaction: the state, the journal, the deadline, and what the reporter is told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.clocks import due_at
from bot.casework.life import Act, State, after
from bot.dialogue.events import Term
from bot.dialogue.speech import Choice
from bot.dialogue.talk import Answer
from bot.store import cases, talks
from bot.store.journal import Actor
from bot.work import alarms
from bot.work.opening import open_flow
from bot.work.outbox import tell_followers
from bot.work.workshop import Workshop


class WordsMissing(ValueError):
    """This act tells the reporter something, so it needs words."""


@dataclass(frozen=True, slots=True)
class OfficerAct:
    """One act about to be done by an officer on a case as they saw it. `office` is where a hand-over goes."""

    tx: Connection
    shop: Workshop
    case: Row[Any]
    officer: Row[Any]
    now: datetime
    text: str = ""
    office: str = ""

    def do(self, act: Act, text: str = "", **changes: Any) -> Row[Any]:  # noqa: ANN401 - columns of the case
        """Do the act with its new deadline."""
        due = due_at(after(State(self.case.state), act), self.shop.clocks, self.now)
        actor = Actor("officer", self.officer.id)
        return cases.act(self.tx, self.case, act, actor, self.now, text, **{"due_at": due, **changes})

    def words(self) -> str:
        """The words of the act; raises WordsMissing."""
        if not self.text.strip():
            raise WordsMissing("write what the reporter should read")
        return self.text.strip()

    def tell(self, case: Row[Any], notice: str, choices: tuple[Choice, ...] = ()) -> None:
        """Tell the followers, with the officer's words."""
        values = {"text": Term("plain", self.text.strip()), "officer": Term("plain", self.officer.name)}
        tell_followers(self.tx, self.shop, case, notice, self.now, values, choices)


def take(act: OfficerAct) -> Row[Any]:
    """Take a case: the ladder stops and the reporter hears who has it."""
    case = act.do(Act.TAKE, officer_id=act.officer.id)
    alarms.stop(act.tx, case, act.now)
    act.tell(case, "taken")
    return case


def reply(act: OfficerAct) -> Row[Any]:
    """Answer the reporter; who answers an untaken case has taken it."""
    act.words()
    changes = {"due_at": act.case.due_at} if act.case.state == State.RESOLVED else {}
    case = act.do(Act.REPLY, act.text, officer_id=act.officer.id, **changes)
    if case.state == State.TAKEN:
        alarms.stop(act.tx, case, act.now)
    act.tell(case, "reply", (Choice(f"start:add:{case.number}", act.shop.content.buttons["answer_officer"]),))
    return case


def note(act: OfficerAct) -> Row[Any]:
    """Write a note only officers read."""
    act.words()
    return act.do(Act.NOTE, act.text, due_at=act.case.due_at)


def ask(act: OfficerAct) -> Row[Any]:
    """Ask the reporter; their next words are the answer."""
    question = act.words()
    case = act.do(Act.ASK, act.text, officer_id=act.officer.id)
    alarms.stop(act.tx, case, act.now)
    for talk_id in cases.followers(act.tx, case.id):
        answers = (Answer("number", case.number), Answer("question", question))
        key = f"case:{case.id}:{case.version}:ask:{talk_id}"
        open_flow(act.tx, act.shop, talk_id, "question", answers, key, act.now)
    return case


def hand_over(act: OfficerAct) -> Row[Any]:
    """Give the case to another office, which is alerted as if it were new there."""
    if act.office not in {office.name for office in act.shop.offices} or act.office == act.case.office:
        raise WordsMissing("choose another office")
    case = act.do(Act.HAND_OVER, act.text or act.office, office=act.office, officer_id=None)
    act.tell(case, "handed_over")
    alarms.start_ladder(act.tx, act.shop, case, act.now)
    return case


def resolve(act: OfficerAct) -> Row[Any]:
    """Say that it is done; only the reporter can say that it really is."""
    act.words()
    case = act.do(Act.RESOLVE, act.text, officer_id=act.officer.id)
    alarms.set_lapse(act.tx, case, act.now)
    buttons = act.shop.content.buttons
    solved = Choice(f"case:confirm:{case.number}", buttons["solved"])
    not_solved = Choice(f"case:reopen:{case.number}", buttons["not_solved"])
    act.tell(case, "resolved", (solved, not_solved))
    return case


def return_talk(act: OfficerAct) -> Row[Any]:
    """Hand the talk back to the assistant."""
    case = act.do(Act.RETURN_TALK, due_at=act.case.due_at)
    for talk_id in cases.followers(act.tx, case.id):
        talks.end_quiet(act.tx, talk_id)
    act.tell(case, "talk_returned")
    return case


ACTS: dict[str, Callable[[OfficerAct], Row[Any]]] = {
    act.__name__: act for act in (take, reply, note, ask, hand_over, resolve, return_talk)
}
