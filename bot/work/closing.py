"""Actions with which the reporter judges: it is over, it is not, they take it back; and what they received."""

from typing import Any

from sqlalchemy import Row

from bot.casework.life import ENDED, Act, State, allowed
from bot.dialogue.answers import SKIPPED
from bot.dialogue.events import Say
from bot.store import cases, followers, journal, remedies
from bot.store.journal import CITIZEN
from bot.work import alarms, guard
from bot.work.deed import Deed, Outcome
from bot.work.moves import move
from bot.work.outbox import alert_office, case_terms


def confirm_case(deed: Deed) -> Outcome:
    """The reporter says that it is really over."""
    case = own_case(deed)
    if case is None or Act.CONFIRM not in allowed(State(case.state)):
        return _too_late(deed)
    case = move(deed.tx, deed.shop, case, Act.CONFIRM, CITIZEN, deed.now)
    alarms.stop(deed.tx, case, deed.now)
    alert_office(deed.tx, deed.shop, case, "case_confirmed", f"confirm:{case.id}:{case.version}", deed.now)
    terms = {**case_terms(deed.shop, case), **alarms.reopen_terms(deed.shop, case)}
    return Outcome(says=(Say(deed.shop.content.notices["confirmed"], terms),))


def reopen_case(deed: Deed) -> Outcome:
    """The reporter says that it is not over; one word does it for some days after the end, for what ended last."""
    ended = [each for each in own_cases(deed) if Act.REOPEN in allowed(State(each.state))]
    case = max(ended, key=lambda each: each.closed_at or deed.now, default=None)
    if case is None:
        return _too_late(deed)
    if not deed.shop.policy.may_reopen(case.closed_at, deed.now):
        return Outcome(says=(Say(deed.shop.content.notices["reopen_late"], case_terms(deed.shop, case)),))
    case = reopen(deed, case)
    return Outcome(says=(Say(deed.shop.content.notices["reopened"], case_terms(deed.shop, case)),))


def reopen(deed: Deed, case: Row[Any]) -> Row[Any]:
    """Make a case new again, with its dates and its ladder from the foot."""
    case = move(deed.tx, deed.shop, case, Act.REOPEN, CITIZEN, deed.now, deed.text("story"), officer_id=None)
    alert_office(deed.tx, deed.shop, case, "case_reopened", f"reopen:{case.id}:{case.version}", deed.now)
    alarms.start_ladder(deed.tx, deed.shop, case, deed.now)
    return case


def withdraw_case(deed: Deed) -> Outcome:
    """The reporter takes the case back, on their own word and after having been asked once more."""
    case = own_case(deed)
    if case is None or Act.WITHDRAW not in allowed(State(case.state)):
        return _too_late(deed)
    case = move(deed.tx, deed.shop, case, Act.WITHDRAW, CITIZEN, deed.now)
    alarms.stop(deed.tx, case, deed.now)
    alert_office(deed.tx, deed.shop, case, "case_withdrawn", f"withdraw:{case.id}:{case.version}", deed.now)
    terms = {**case_terms(deed.shop, case), **alarms.reopen_terms(deed.shop, case)}
    return Outcome(says=(Say(deed.shop.content.notices["withdrawn"], terms),))


def receive(deed: Deed) -> Outcome:
    """Write down what the reporter received; money in whole units of its currency."""
    case, received = own_case(deed), deed.text("received") or SKIPPED
    if case is None or received == SKIPPED:
        return Outcome()
    amount, _, currency = deed.text("amount").partition(" ")
    remedies.add(deed.tx, case.id, received, round(float(amount or 0)), currency, deed.now)
    told = f"{received} {deed.text('amount')}".strip()
    journal.write(deed.tx, case.id, Act.RECEIVE, CITIZEN, told, State(case.state), deed.now)
    return Outcome()


def give_opinion(deed: Deed) -> Outcome:
    """Write down how the reporter was treated, in their own words."""
    case = own_case(deed)
    if case is not None:
        cases.keep_evidence(deed.tx, case.id, deed.evidence, deed.now)
    opinion = {name: deed.text(name) for name in ("content", "opinion") if deed.text(name) not in {"", SKIPPED}}
    if case is not None and opinion:
        cases.tell_more(deed.tx, case, **opinion)
        journal.write(deed.tx, case.id, Act.RECEIVE, CITIZEN, "; ".join(opinion.values()), State(case.state), deed.now)
    return Outcome()


def keep_promise(deed: Deed) -> Outcome:
    """The reporter says that what was promised has been done."""
    case = own_case(deed)
    if case is None or not guard.keep_promise(deed.tx, case, deed.now):
        return _too_late(deed)
    journal.write(deed.tx, case.id, Act.MET, CITIZEN, guard.COMMITMENT, State(case.state), deed.now)
    alert_office(deed.tx, deed.shop, case, "promise_kept", f"kept:{case.id}:{deed.now}", deed.now)
    return Outcome(says=(Say(deed.shop.content.notices["promise_kept"], case_terms(deed.shop, case)),))


def break_promise(deed: Deed) -> Outcome:
    """The reporter says that what was promised has not been done: the desk hears it, and a new watch is theirs to start."""
    case = own_case(deed)
    if case is None or State(case.state) in ENDED:
        return _too_late(deed)
    guard.keep_promise(deed.tx, case, deed.now)
    case = move(deed.tx, deed.shop, case, Act.ADD, CITIZEN, deed.now, guard.BROKEN)
    alert_office(deed.tx, deed.shop, case, "promise_broken", f"broken:{case.id}:{case.version}", deed.now)
    return Outcome(says=(Say(deed.shop.content.notices["promise_broken"], case_terms(deed.shop, case)),))


def own_case(deed: Deed) -> Row[Any] | None:
    """The case of the number given, or the newest, among those this talk may decide about."""
    return next(iter(own_cases(deed)), None)


def own_cases(deed: Deed) -> list[Row[Any]]:
    """The case of the number given, or all, newest first, among those this talk may decide about."""
    following = followers.followed_by(deed.tx, deed.scene.talk.id, deed.now)
    number = deed.text("number")
    return [case for case in following if case.rights == followers.ALL and number in {"", case.number}]


def _too_late(deed: Deed) -> Outcome:
    return Outcome(says=(Say(deed.shop.content.notices["button_old"]),))


CLOSING = {
    action.__name__: action
    for action in (
        confirm_case,
        reopen_case,
        withdraw_case,
        receive,
        give_opinion,
        keep_promise,
        break_promise,
    )
}
