"""The actions a flow may name under `do`: each a plain function of one deed."""

import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, update

from bot.casework.clocks import due_at
from bot.casework.life import ENDED, Act, State, after, allowed
from bot.casework.routing import nearest
from bot.dialogue.answers import DETAIL, SKIPPED
from bot.dialogue.events import Say, Term
from bot.dialogue.receipt import case_number
from bot.store import cases, schema
from bot.store.journal import CITIZEN
from bot.work import alarms
from bot.work.deed import Deed, Outcome
from bot.work.outbox import alert_office, case_terms
from bot.work.services import SERVICES

PIN_MISTAKES = 5
CONVERSATION = "conversation"


def open_case(deed: Deed) -> Outcome:
    """Open a case from the answers of a flow."""
    return _open(deed, deed.text("category") or "other", danger=False)


def raise_alarm(deed: Deed) -> Outcome:
    """Open a case with danger at once."""
    return _open(deed, deed.text("category") or "emergency", danger=True)


def _open(deed: Deed, category: str, *, danger: bool) -> Outcome:
    tx, shop, now = deed.tx, deed.shop, deed.now
    number = case_number(now.year, cases.next_sequence(tx, now.year))
    pin = shop.new_pin()
    village = deed.text("village") or deed.scene.talk.home
    values: dict[str, Any] = {
        "number": number, "opened_by": deed.do.key, "category": category, "danger": danger,
        "reasons": deed.text("reasons"), "story": _story(deed), "country": deed.text("country"),
        "village": village, "office": nearest(village, shop.offices).name,
        "consent": "given" if deed.scene.talk.consent else "emergency",
        "due_at": due_at(State.NEW, shop.clocks, now), "pin_hash": shop.pin_hash(number, pin),
    }  # fmt: skip
    case = cases.open_case(tx, values, deed.scene.talk.id, now)
    cases.keep_evidence(tx, case.id, deed.evidence, now)
    alarms.start_ladder(tx, shop, case, now)
    return Outcome({**case_terms(shop, case), "pin": Term("plain", pin)})


def _story(deed: Deed) -> str:
    """What was told, after the label of what the person chose to ask for."""
    flow = deed.shop.content.flows.get(deed.text("flow"))
    step = flow.step("need") if flow else None
    chosen = [each.label for each in (step.choices if step else ()) if each.id == deed.text("need")]
    return "\n".join(filter(None, [*chosen, deed.text("story")]))


def add_to_case(deed: Deed) -> Outcome:
    """Add words and evidence to a case the talk follows; without a number to its newest open one."""
    case = _followed(deed, deed.text("number"))
    if case is None:
        return Outcome()
    return _add(deed, case, "added")


def add_detail(deed: Deed) -> Outcome:
    """Add the answer to one question after the receipt to the case; step `told_x` brings the answer of `detail_x`."""
    case, name = _followed(deed, ""), deed.do.key.rpartition(":")[2].replace("told_", DETAIL)
    value, step = deed.text(name), deed.shop.content.flows[deed.text("flow")].step(name)
    if case is None or step is None or value in {"", SKIPPED}:
        return Outcome()
    cases.keep_evidence(deed.tx, case.id, deed.evidence, deed.now)
    told, due = f"{step.ask} {value}", _due_after_adding(deed, case)
    cases.act(deed.tx, case, Act.ADD, CITIZEN, deed.now, told, due_at=due)
    return Outcome()


def add_alarm(deed: Deed) -> Outcome:
    """Add to the open case with danger and alert the desk again; one said to be resolved is not."""
    following = cases.followed_by(deed.tx, deed.scene.talk.id)
    case = next((each for each in following if each.danger and State(each.state) not in ENDED), None)
    if case is None:
        return raise_alarm(deed)
    outcome = _add(deed, case, "added_danger")
    if State(case.state) is State.RESOLVED:
        outcome = Outcome(case_terms(deed.shop, _reopen(deed, cases.by_id(deed.tx, case.id))))
    return outcome


def _reopen(deed: Deed, case: Row[Any]) -> Row[Any]:
    """Make a case new again, with its deadline and its ladder from the foot."""
    due = due_at(State.NEW, deed.shop.clocks, deed.now)
    case = cases.act(deed.tx, case, Act.REOPEN, CITIZEN, deed.now, due_at=due)
    alarms.start_ladder(deed.tx, deed.shop, case, deed.now)
    return case


def _add(deed: Deed, case: Row[Any], notice: str) -> Outcome:
    tx, shop, now = deed.tx, deed.shop, deed.now
    words = deed.text("place" if "place" in deed.do.details else "story")
    cases.keep_evidence(tx, case.id, deed.evidence, now)
    case = cases.act(tx, case, Act.ADD, CITIZEN, now, words, due_at=_due_after_adding(deed, case))
    alert_office(tx, shop, case, case.office, notice, f"add:{deed.do.key}", now, words)
    return Outcome(case_terms(shop, case))


def _due_after_adding(deed: Deed, case: Row[Any]) -> datetime | None:
    """An answer to an officer's question makes the next step the officer's; other additions move no deadline."""
    state = after(State(case.state), Act.ADD)
    return case.due_at if state == case.state else due_at(state, deed.shop.clocks, deed.now)


def unlock(deed: Deed) -> Outcome:
    """Let the talk follow a case whose number and PIN it knows; five mistakes lock the PIN."""
    tx, number = deed.tx, deed.text("number")
    case = cases.by_number(tx, number)
    if case is None:
        return Outcome(refused=("number", "number_unknown"))
    if case.pin_tries >= PIN_MISTAKES:
        return Outcome(refused=("pin", "pin_locked"))
    right = hmac.compare_digest(case.pin_hash, deed.shop.pin_hash(number, deed.text("pin")))
    tries = 0 if right else case.pin_tries + 1
    tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(pin_tries=tries))
    if not right:
        return Outcome(refused=("pin", "pin_wrong"))
    cases.follow(tx, case.id, deed.scene.talk.id)
    return Outcome()


def tell_cases(deed: Deed) -> Outcome:
    """Say how the cases of this talk stand: the one asked about, or all."""
    following = cases.followed_by(deed.tx, deed.scene.talk.id)
    asked = [case for case in following if case.number == deed.text("number")] or following[:5]
    return Outcome(says=tuple(_status(deed, case) for case in asked))


def _status(deed: Deed, case: Row[Any]) -> Say:
    ended = State(case.state) in ENDED
    notice = "status_ended" if ended else "status_open"
    return Say(deed.shop.content.notices[notice], case_terms(deed.shop, case))


def call_officer(deed: Deed) -> Outcome:
    """Bring an officer into the talk; the assistant is silent until the officer hands back or the time is over."""
    tx, shop, now = deed.tx, deed.shop, deed.now
    following = cases.followed_by(tx, deed.scene.talk.id)
    known = next((case for case in following if State(case.state) not in ENDED), None)
    if known:
        case = cases.act(tx, known, Act.ADD, CITIZEN, now, deed.text("story"), due_at=_due_after_adding(deed, known))
        alert_office(tx, shop, case, case.office, "wants_to_talk", f"call:{deed.do.key}", now)
        values = case_terms(shop, case)
    else:
        values = _open(deed, CONVERSATION, danger=False).values
    return Outcome(values, quiet_until=now + shop.officer_speaks)


def relay(deed: Deed) -> Outcome:
    """Bring what a person writes while an officer speaks to the case they speak about."""
    return add_to_case(deed)


def confirm_case(deed: Deed) -> Outcome:
    """The reporter says that it is really over."""
    return _close_or_reopen(deed, Act.CONFIRM, "confirmed")


def reopen_case(deed: Deed) -> Outcome:
    """The reporter says that it is not over."""
    return _close_or_reopen(deed, Act.REOPEN, "reopened")


def _close_or_reopen(deed: Deed, act: Act, notice: str) -> Outcome:
    tx, shop, now = deed.tx, deed.shop, deed.now
    case = _followed(deed, deed.text("number"))
    if case is None or act not in allowed(State(case.state)):
        return Outcome(says=(Say(shop.content.notices["button_old"]),))
    due = due_at(State.NEW, shop.clocks, now) if act is Act.REOPEN else None
    case = cases.act(tx, case, act, CITIZEN, now, due_at=due)
    alert_office(tx, shop, case, case.office, f"case_{notice}", f"{act}:{deed.do.key}", now)
    if act is Act.REOPEN:
        alarms.start_ladder(tx, shop, case, now)
    else:
        alarms.stop(tx, case, now)
    return Outcome(says=(Say(shop.content.notices[notice], case_terms(shop, case)),))


def keep_question(deed: Deed) -> Outcome:
    """Keep a question nobody could answer for the editors, without who asked it."""
    values = {"at": deed.now, "language": deed.scene.talk.language, "text": deed.text("text")}
    if deed.scene.talk.consent:
        deed.tx.execute(insert(schema.question).values(**values))
    return Outcome()


def _followed(deed: Deed, number: str) -> Row[Any] | None:
    following = cases.followed_by(deed.tx, deed.scene.talk.id)
    if number:
        return next((case for case in following if case.number == number), None)
    return next((case for case in following if State(case.state) not in ENDED), None)


ABOUT_CASES: dict[str, Callable[[Deed], Outcome]] = {
    action.__name__: action
    for action in (
        open_case,
        raise_alarm,
        add_to_case,
        add_detail,
        add_alarm,
        unlock,
        tell_cases,
        call_officer,
        relay,
        confirm_case,
        reopen_case,
        keep_question,
    )
}
ACTIONS = {**ABOUT_CASES, **SERVICES}
