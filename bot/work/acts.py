"""What an officer does to a case, the same from the web desk and from the officer's own chat.

Each act is one transaction: the state, the journal, the deadline, and what the reporter is told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import UNTAKEN, Act, State
from bot.dialogue.events import Say, Term
from bot.dialogue.speech import Choice
from bot.dialogue.talk import Answer
from bot.dialogue.words import HOME
from bot.store import followers, officers, talks
from bot.store.journal import Actor
from bot.work import alarms, guard
from bot.work.moves import move, plan_finish
from bot.work.opening import open_flow
from bot.work.outbox import alert_office, case_terms, is_hidden, tell, tell_followers, tell_officer
from bot.work.workshop import Workshop

DAY_ENDS = time(16, 0)


class WordsMissing(ValueError):
    """This act tells the reporter something, so it needs words."""


@dataclass(frozen=True, slots=True)
class OfficerAct:
    """One act about to be done by an officer on a case as they saw it.

    `choice` is where a hand-over goes, why a case is put off, or which official clock is meant; `until` a date.
    """

    tx: Connection
    shop: Workshop
    case: Row[Any]
    officer: Row[Any]
    now: datetime
    text: str = ""
    choice: str = ""
    until: datetime | None = None

    def do(self, act: Act, text: str = "", **changes: Any) -> Row[Any]:  # noqa: ANN401 - columns of the case
        """Do the act; the ladder stops when somebody then has the case."""
        actor = Actor("officer", self.officer.id)
        case = move(self.tx, self.shop, self.case, act, actor, self.now, text, **changes)
        if State(case.state) not in UNTAKEN:
            alarms.stop(self.tx, case, self.now)
        return case

    def words(self) -> str:
        """The words of the act; raises WordsMissing."""
        if not self.text.strip():
            raise WordsMissing("write what the reporter should read")
        return self.text.strip()

    def answer(self) -> Choice:
        """The button under the officer's words by which the reporter answers."""
        return Choice(f"start:add:{self.case.number}", self.shop.content.buttons["answer_officer"])

    def tell(
        self, case: Row[Any], notice: str, choices: tuple[Choice, ...] = (), values: Mapping[str, Term] | None = None
    ) -> None:
        """Tell the followers, with the officer's words."""
        known = {"text": Term("plain", self.text.strip()), "officer": Term("plain", self.officer.name)}
        tell_followers(self.tx, self.shop, case, notice, self.now, {**known, **(values or {})}, choices)


def end_of(day: date) -> datetime:
    """When a day ends on which something must be done: with the working day of the offices."""
    return datetime.combine(day, DAY_ENDS, HOME)


def take(act: OfficerAct) -> Row[Any]:
    """Take a case: the ladder stops and the reporter hears who has it."""
    case = act.do(Act.TAKE, officer_id=act.officer.id)
    act.tell(case, "taken")
    return case


def reply(act: OfficerAct) -> Row[Any]:
    """Answer the reporter; who answers an untaken case has taken it."""
    act.words()
    case = act.do(Act.REPLY, act.text, officer_id=act.officer.id)
    act.tell(case, "reply", (act.answer(),))
    return case


def note(act: OfficerAct) -> Row[Any]:
    """Write a note only officers read."""
    act.words()
    return act.do(Act.NOTE, act.text)


def ask(act: OfficerAct) -> Row[Any]:
    """Ask the reporter; their next words are the answer."""
    question = act.words()
    case = act.do(Act.ASK, act.text, officer_id=act.officer.id)
    for talk_id in followers.asked(act.tx, case.id, act.now):
        if is_hidden(act.tx, talk_id):  # a question that stands open would show itself to whoever writes there
            terms = {**case_terms(act.shop, case), "text": Term("plain", question)}
            say = Say(act.shop.content.notices["remind_question"], terms, (act.answer(),))
            tell(act.tx, act.shop, case, talk_id, say, "remind_question", act.now)
            continue
        answers = (Answer("number", case.number), Answer("question", question))
        key = f"case:{case.id}:{case.version}:ask:{talk_id}"
        open_flow(act.tx, act.shop, talk_id, "question", answers, key, act.now, urgent=case.danger)
    return case


def hold(act: OfficerAct) -> Row[Any]:
    """Put a taken case off, for a reason the policy knows and no longer than it allows; the reporter hears both."""
    longest = act.shop.policy.pauses.get(act.choice)
    if longest is None:
        raise WordsMissing("choose why the case is put off")
    until = min(act.until or longest.after(act.now), longest.after(act.now))
    if until <= act.now:
        raise WordsMissing("choose a day to come")
    case = act.do(Act.HOLD, f"{act.choice}: {act.text}".strip(": "), pause=act.choice, due_at=until)
    act.tell(case, "held")
    return case


def complete(act: OfficerAct) -> Row[Any]:
    """Say that the file is complete: from here on counts by when the whole case must be done."""
    finish_at = act.shop.policy.finish_at(act.case.category, act.now)
    case = act.do(Act.COMPLETE, act.text, finish_at=finish_at, paused_at=act.now if act.case.paused_at else None)
    plan_finish(act.tx, case, act.now)
    act.tell(case, "complete", values={"finish": Term("time", finish_at.isoformat())})
    return case


def hand_over(act: OfficerAct) -> Row[Any]:
    """Give the case to another office, which is alerted as if it were new there, or to an institution outside.

    With an institution the case stays with this office, which asks there again when nothing is heard.
    """
    reason = act.words()
    if act.choice in act.shop.policy.institutions:
        case = act.do(Act.HAND_OVER, f"{act.choice}: {reason}", handed_to=act.choice)
        alarms.stop(act.tx, case, act.now)
        act.tell(case, "handed_out")
        for clock in act.shop.policy.institutions[act.choice]:
            guard.start(act.tx, act.shop, case, clock, "", act.now)
        return case
    if act.choice not in {office.name for office in act.shop.offices_for(act.case)} or act.choice == act.case.office:
        raise WordsMissing("choose another office")
    text = f"{act.choice}: {reason}"
    case = act.do(Act.HAND_OVER, text, office=act.choice, officer_id=None, handed_to="")
    act.tell(case, "handed_over")
    alarms.start_ladder(act.tx, act.shop, case, act.now)
    return case


def assign(act: OfficerAct) -> Row[Any]:
    """Give the case to a colleague of its office, who hears of it in their own chat; `choice` is their number."""
    colleagues = {str(each.id): each for each in officers.of_office(act.tx, act.case.office)}
    colleague = colleagues.get(act.choice)
    if colleague is None:
        raise WordsMissing("choose a colleague of the case's office")
    case = act.do(Act.ASSIGN, colleague.name, officer_id=colleague.id)
    act.tell(case, "taken", values={"officer": Term("plain", colleague.name)})
    tell_officer(act.tx, act.shop, case, colleague, "assigned", f"assigned:{case.id}:{case.version}", act.now)
    return case


def propose(act: OfficerAct) -> Row[Any]:
    """Say that a grave case is done, which a second officer must say too before the reporter is asked."""
    officer_id = act.case.officer_id or act.officer.id
    case = act.do(Act.PROPOSE, act.text, officer_id=officer_id, proposed_by=act.officer.id, proposal=act.text.strip())
    values = {"text": Term("plain", act.text.strip()), "officer": Term("plain", act.officer.name)}
    alert_office(act.tx, act.shop, case, "proposed", f"proposed:{case.id}:{case.version}", act.now, values)
    return case


def resolve(act: OfficerAct) -> Row[Any]:
    """Say that it is done; only the reporter can say that it really is. Grave cases need a second officer."""
    proposed = act.case.proposed_by not in {None, act.officer.id}
    act = replace(act, text=act.text.strip() or (act.case.proposal if proposed else ""))
    act.words()
    if act.case.category in act.shop.grave and not proposed:
        return propose(act)
    case = act.do(Act.RESOLVE, act.text, officer_id=act.officer.id)
    act.tell(case, "resolved", alarms.verdict_choices(act.shop, case))
    return case


def watch(act: OfficerAct) -> Row[Any]:
    """Start to watch an official clock, such as the days in which a promise must be kept."""
    if act.choice not in act.shop.policy.official:
        raise WordsMissing("choose the clock")
    case = act.do(Act.WATCH, f"{act.choice}: {act.text}".strip(": "))
    guard.start(act.tx, act.shop, case, act.choice, act.text.strip(), act.now)
    return case


def met(act: OfficerAct) -> Row[Any]:
    """Say that what an official clock waited for has come; `choice` is the number of the watch."""
    case = act.do(Act.MET, act.choice)
    if not (act.choice.isdecimal() and guard.end(act.tx, case, int(act.choice), act.now)):
        raise WordsMissing("choose the clock")
    return case


def return_talk(act: OfficerAct) -> Row[Any]:
    """Hand the talk back to the assistant."""
    case = act.do(Act.RETURN_TALK)
    for talk_id in followers.told(act.tx, case.id, act.now):
        talks.end_quiet(act.tx, talk_id)
    act.tell(case, "talk_returned")
    return case


ACTS: dict[str, Callable[[OfficerAct], Row[Any]]] = {
    act.__name__: act
    for act in (take, reply, note, ask, assign, hold, complete, hand_over, resolve, watch, met, return_talk)
}
