"""Actions about reports: opening one, adding to one, calling an officer."""

from typing import Any

from sqlalchemy import Row

from bot.casework.life import ENDED, Act, State
from bot.casework.routing import Level, Office, nearest
from bot.dialogue.answers import DETAIL, SKIPPED
from bot.dialogue.events import Term
from bot.store import cases, followers
from bot.store.journal import CITIZEN
from bot.work import around, closing, confidence, desks, marks
from bot.work.deed import Deed, Outcome
from bot.work.moves import move
from bot.work.outbox import alert_office, case_terms
from bot.work.questions import keep_question
from bot.work.register import register

CONVERSATION = "conversation"
RELATION, SELF = f"{DETAIL}relation", "self"
AROUND = {"around": Level.VILLAGE, "village": Level.VILLAGE, "district": Level.DISTRICT, "province": Level.PROVINCE}
"""Whom a report goes round, by the answers to "about whom is it" and to the read-back."""


def open_case(deed: Deed) -> Outcome:
    """Open a case from the answers of a flow."""
    return _open(deed, deed.text("category") or "other", danger=False)


def raise_alarm(deed: Deed) -> Outcome:
    """Open a case with danger at once."""
    return _open(deed, deed.text("category") or "emergency", danger=True)


def _open(deed: Deed, category: str, *, danger: bool) -> Outcome:
    tx, shop, now = deed.tx, deed.shop, deed.now
    village = deed.text("village") or deed.scene.talk.home
    avoids, avoids_too = _gone_round(deed, village)
    office = nearest(village, [each for each in shop.offices if each.name not in {avoids, avoids_too}])
    told = {
        "opened_by": shop.pin_hash("opened", deed.do.key), "category": category, "danger": danger,
        "reasons": deed.text("reasons"), "story": _story(deed), "country": deed.text("country"), "village": village,
        "avoids": avoids, "avoids_too": avoids_too, "consent": _consent(deed, danger=danger),
    }  # fmt: skip
    case, pin = register(tx, shop, office, told, CITIZEN, now, deed.scene.talk.id)
    cases.keep_evidence(tx, case.id, deed.evidence, now)
    confidence.hide_new(tx, deed.scene.talk.id, now)
    if deed.text("review") == confidence.ANONYMOUS:
        confidence.untie(tx, case, deed.scene.talk.id, now)
    return Outcome({**case_terms(shop, case), "pin": Term("plain", pin)})


def _consent(deed: Deed, *, danger: bool) -> str:
    """On what ground words are kept (PDP-1): a yes, danger, or a voice that went on after it was told they would be."""
    if deed.scene.talk.consent:
        return "given"
    return "emergency" if danger else "spoken"


def _gone_round(deed: Deed, village: str) -> tuple[str, str]:
    """The offices that must not know: complained of, or too close to who is. "" where there is none."""
    levels = [AROUND.get(deed.text("concerns")), AROUND.get(deed.text("review"))]
    first, second = (_office_at(deed.shop.offices, level, village) for level in levels)
    return first or second, second if first != second and first else ""


def _office_at(offices: tuple[Office, ...], level: Level | None, village: str) -> str:
    serving = (each.name for each in offices if each.level is level and village and each.serves(village))
    return next(serving, "")


def _story(deed: Deed) -> str:
    """What was told, after the label of what the person chose to ask for."""
    flow = deed.shop.content.flows.get(deed.text("flow"))
    step = flow.step("need") if flow else None
    return "\n".join(filter(None, [step.label_of(deed.text("need")) if step else "", deed.text("story")]))


def add_to_case(deed: Deed) -> Outcome:
    """Add words and evidence to a case the talk follows; without a number to its newest open one."""
    case = _followed(deed, deed.text("number"))
    if case is None:  # the right to add has ended meanwhile, or was never given
        return Outcome(refused=("number", "no_case")) if deed.text("number") else Outcome()
    return _add(deed, case, "added")


def add_detail(deed: Deed) -> Outcome:
    """Add the answer to one question after the receipt to the case; step `told_x` brings the answer of `detail_x`."""
    case, name = _followed(deed, ""), deed.do.key.rpartition(":")[2].replace("told_", DETAIL)
    value, step = deed.text(name), deed.shop.content.flows[deed.text("flow")].step(name)
    if case is None or step is None or value in {"", SKIPPED}:
        return Outcome()
    cases.keep_evidence(deed.tx, case.id, deed.evidence, deed.now)
    cases.tell_more(deed.tx, case, **{name.removeprefix(DETAIL): value})
    if name == RELATION and value == SELF:
        confidence.note_country(deed.tx, deed.scene.talk.id, case.country)
    case = move(deed.tx, deed.shop, case, Act.ADD, CITIZEN, deed.now, f"{step.ask} {step.label_of(value) or value}")
    marks.note(deed.tx, deed.shop, case, value, deed.now)
    return Outcome(says=around.offer(deed.shop, case, value))


def add_alarm(deed: Deed) -> Outcome:
    """Add to the open case with danger and alert the desk again; one said to be resolved is not."""
    following = followers.followed_by(deed.tx, deed.scene.talk.id, deed.now)
    case = next((each for each in following if each.danger and State(each.state) not in ENDED), None)
    if case is None:
        return raise_alarm(deed)
    outcome = _add(deed, case, "added_danger")
    if State(case.state) is State.RESOLVED:
        outcome = Outcome(case_terms(deed.shop, closing.reopen(deed, cases.by_id(deed.tx, case.id))))
    return outcome


def _add(deed: Deed, case: Row[Any], notice: str) -> Outcome:
    tx, shop, now = deed.tx, deed.shop, deed.now
    words = deed.text("place" if "place" in deed.do.details else "story")
    cases.keep_evidence(tx, case.id, deed.evidence, now)
    case = move(tx, shop, case, Act.ADD, CITIZEN, now, words)
    told = Term("plain", words) if words else Term("words", shop.content.notices["story_in_files"])
    alert_office(tx, shop, case, notice, f"add:{case.id}:{case.version}", now, {"text": told})
    marks.note(tx, shop, case, words, now)
    return Outcome(case_terms(shop, case), says=around.offer(shop, case, words))


def call_officer(deed: Deed) -> Outcome:
    """Bring an officer into the talk; the assistant is silent until the officer hands back or the time is over."""
    tx, shop, now = deed.tx, deed.shop, deed.now
    known = _followed(deed, "")
    if known:
        case = move(tx, shop, known, Act.ADD, CITIZEN, now, deed.text("story"))
        alert_office(tx, shop, case, "wants_to_talk", f"call:{case.id}:{case.version}", now)
        values = case_terms(shop, case)
    else:
        values = _open(deed, CONVERSATION, danger=False).values
    return Outcome(values, quiet_until=now + shop.officer_speaks)


def relay(deed: Deed) -> Outcome:
    """Bring what a person writes while an officer speaks to the case they speak about."""
    return add_to_case(deed)


def tell_desk(deed: Deed) -> Outcome:
    """Say when the office that was called is open, where it is and its telephone."""
    case = _followed(deed, "")
    return Outcome(says=desks.about(deed.tx, deed.shop, deed.shop.office(case.office))) if case else Outcome()


def _followed(deed: Deed, number: str) -> Row[Any] | None:
    """The case of a number, or else the newest open one, among those this talk may add to."""
    following = followers.followed_by(deed.tx, deed.scene.talk.id, deed.now)
    mine = [case for case in following if case.rights != followers.STATUS]
    if number:
        return next((case for case in mine if case.number == number), None)
    return next((case for case in mine if State(case.state) not in ENDED), None)


REPORTS = {
    action.__name__: action
    for action in (
        open_case,
        raise_alarm,
        add_to_case,
        add_detail,
        add_alarm,
        call_officer,
        tell_desk,
        relay,
        keep_question,
    )
}
