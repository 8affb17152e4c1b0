"""Actions about who may know: the PIN, the plan for safe contact, reports without a tie, and who has read a case."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, update

from bot.casework.contact import Plan, plan_from
from bot.casework.life import ENDED, Act, State
from bot.dialogue.events import Say, Term
from bot.dialogue.talk import Talk
from bot.store import cases, followers, invites, journal, lanes, questions, schema, talks
from bot.store.journal import CITIZEN
from bot.work.closing import own_case, own_cases
from bot.work.deed import Deed, Outcome
from bot.work.outbox import case_terms, lane_of, push_lane_of, speak
from bot.work.workshop import Workshop

PIN_MISTAKES, PIN_LOCKED = 5, timedelta(days=1)
ANONYMOUS = "anonymous"
TIE_LASTS = timedelta(hours=1)
OPEN_LASTS = timedelta(minutes=15)
SHOWN_READERS = 10


def unlock(deed: Deed) -> Outcome:
    """Let the talk follow a case whose number and PIN it knows; five mistakes lock the PIN for a day.

    A case without a tie is followed for an hour only; on a phone that others read the case stays locked.
    """
    tx, number = deed.tx, deed.text("number")
    case = cases.by_number(tx, number)
    if case is None:
        return Outcome(refused=("number", "number_unknown"))
    if case.pin_until and deed.now < case.pin_until:
        return Outcome(refused=("pin", "pin_locked"))
    right = hmac.compare_digest(case.pin_hash, deed.shop.pin_hash(number, deed.text("pin")))
    tries = 0 if right else case.pin_tries % PIN_MISTAKES + 1
    until = deed.now + PIN_LOCKED if tries == PIN_MISTAKES else None
    tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(pin_tries=tries, pin_until=until))
    if not right:
        return Outcome(refused=("pin", "pin_wrong"))
    talk_id = deed.scene.talk.id
    locked = plan_from(talks.row(tx, talk_id).plan).neutral
    until = deed.now + TIE_LASTS if case.confidence == ANONYMOUS else None
    followers.follow(tx, case.id, talk_id, until=until, locked=locked)
    if locked:
        talks.open_for(tx, talk_id, deed.now + OPEN_LASTS)
    if case.confidence == ANONYMOUS:
        _plan_forgetting(tx, talk_id, deed.now)
    return Outcome()


def tell_cases(deed: Deed) -> Outcome:
    """Say how the cases of this talk stand: the one asked about, or all."""
    following = followers.followed_by(deed.tx, deed.scene.talk.id, deed.now)
    asked = [case for case in following if case.number == deed.text("number")] or following[:5]
    return Outcome(says=tuple(_status(deed, case) for case in asked))


def _status(deed: Deed, case: Row[Any]) -> Say:
    """How a case stands, who has it, what comes next and what the desk said last."""
    notices, terms = deed.shop.content.notices, case_terms(deed.shop, case)
    ended = "status_ended" if deed.shop.policy.may_reopen(case.closed_at, deed.now) else "status_over"
    lines = [ended if State(case.state) in ENDED else "status_open"]
    officer = cases.officer_of(deed.tx, case)
    if officer and State(case.state) not in ENDED:
        lines.append("status_officer")
        terms["officer"] = Term("plain", officer)
    if case.handed_to:
        lines.append("status_institution")
    words = journal.last_words(deed.tx, case.id, Act.REPLY, Act.ASK, Act.RESOLVE)
    if words:
        lines.append("status_words")
        terms["text"] = Term("plain", words)
    parts = {f"part_{number}": Term("words", notices[name]) for number, name in enumerate(lines)}
    return Say("\n".join(f"{{{name}}}" for name in parts), {**terms, **parts})


def tell_readers(deed: Deed) -> Outcome:
    """Say who has opened the newest case, or the one asked about, or done something to it."""
    case = own_case(deed)
    if case is None:
        return Outcome(says=(Say(deed.shop.content.notices["no_case"]),))
    readers = {}
    for row in journal.timeline(deed.tx, case.id):
        if row.actor == "officer":
            office = deed.shop.office(row.officer_office).title
            readers[row.officer_id] = {"who": row.officer_name, "office": office, "day": row.at}
    notices, terms = deed.shop.content.notices, case_terms(deed.shop, case)
    if not readers:
        return Outcome(says=(Say(notices["readers_none"], terms),))
    lines = {f"line_{number}": _reader(each) for number, each in enumerate(list(readers.values())[-SHOWN_READERS:])}
    listed = Term("words", "\n".join(f"- {{{name}}}" for name in lines), lines)
    return Outcome(says=(Say(notices["readers"], {**terms, "list": listed}),))


def _reader(read: Mapping[str, Any]) -> Term:
    values = {"name": Term("plain", read["who"]), "title": Term("plain", read["office"])}
    return Term("words", "{name}, {title}, {day}", {**values, "day": Term("time", read["day"].isoformat())})


def set_plan(deed: Deed) -> Outcome:
    """Keep how the person wants to be reached; with a safe word their cases are shown only after it."""
    tx, talk_id = deed.tx, deed.scene.talk.id
    start, _, end = deed.text("hours").partition("-")
    neutral = deed.text("hidden") == "yes"
    plan = Plan(
        country=deed.text("country"),
        start=int(start) if end else 0,
        end=int(end) if end else 0,
        neutral=neutral,
        word=deed.shop.word_hash(talk_id, deed.text("word")) if neutral else "",
    )
    talks.set_plan(tx, talk_id, asdict(plan))
    for case in followers.followed_by(tx, talk_id, deed.now):
        journal.write(tx, case.id, Act.ARRANGE, CITIZEN, "plan", State(case.state), deed.now)
    followers.lock(tx, talk_id, locked=neutral)
    return Outcome()


def note_country(tx: Connection, talk_id: int, country: str) -> None:
    """Remember where the worker who reports on themself is, so that news keeps to the hours there; a named one stays."""
    plan = plan_from(talks.row(tx, talk_id).plan)
    if country and not plan.country:
        talks.set_plan(tx, talk_id, asdict(replace(plan, country=country)))


def set_confidence(deed: Deed) -> Outcome:
    """Say whether name and number may be passed on with a case."""
    for case in own_cases(deed):
        if case.confidence != ANONYMOUS:  # without a tie there is nothing to pass on, and it must stay known as such
            chosen = deed.text("confidence")
            deed.tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(confidence=chosen))
            journal.write(deed.tx, case.id, Act.ARRANGE, CITIZEN, chosen, State(case.state), deed.now)
            return Outcome()
    return Outcome(says=(Say(deed.shop.content.notices["no_case"]),))


def hears_safe_word(tx: Connection, shop: Workshop, talk_id: int, text: str, now: datetime) -> bool:
    """Whether a message is the safe word of its talk; then what waited behind it is sent, and the cases are shown."""
    plan = plan_from(talks.row(tx, talk_id).plan)
    if not plan.neutral or not hmac.compare_digest(plan.word, shop.word_hash(talk_id, text)):
        return False
    talks.open_for(tx, talk_id, now + OPEN_LASTS)
    waiting = lanes.hurry(tx, lanes.OUT, push_lane_of(talk_id), now)
    notice = "safe_open" if waiting else "safe_nothing"
    speech = shop.words.notice(notice, talks.load(tx, talk_id).language)
    speak(tx, shop, talk_id, f"safe:{talk_id}:{now.isoformat()}", speech, now, push=True)
    return True


def hide_new(tx: Connection, talk_id: int, now: datetime) -> None:
    """A case opened on a phone that others read is shown there only after the safe word, once the questions are over."""
    if plan_from(talks.row(tx, talk_id).plan).neutral:
        followers.lock(tx, talk_id, locked=True)
        talks.open_for(tx, talk_id, now + OPEN_LASTS)


def untie(tx: Connection, case: Row[Any], talk_id: int, now: datetime) -> None:
    """Keep no tie between a case and the phone it came from, once the questions after the receipt are over."""
    values = {"confidence": ANONYMOUS, "opened_by": secrets.token_hex(16)}  # nobody can work out from which deed it came
    tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(values))
    followers.follow(tx, case.id, talk_id, until=now + TIE_LASTS)
    _plan_forgetting(tx, talk_id, now)


def _plan_forgetting(tx: Connection, talk_id: int, now: datetime) -> None:
    body = {"timer": "forget", "talk_id": talk_id}
    due = (now + 2 * TIE_LASTS).replace(minute=0, second=0, microsecond=0)  # a round hour tells nothing of the opening
    lanes.append(tx, lanes.TIMER, f"forget:{talk_id}", f"forget:{talk_id}:{secrets.token_hex(8)}", body, due)


def forget(tx: Connection, shop: Workshop, body: Mapping[str, Any], now: datetime) -> None:
    """A timer: what ties a talk to cases without a tie is gone, its words and what it was in the middle of too."""
    del shop
    talk_id = int(body["talk_id"])
    own_lanes, job = (lane_of(talk_id), push_lane_of(talk_id)), schema.job.c
    for case_id in followers.tied(tx, talk_id, ANONYMOUS):
        followers.leave(tx, case_id, talk_id)
        invites.drop(tx, talk_id, case_id)
        news = (job.queue == lanes.OUT, job.lane.in_(own_lanes), job.key.startswith(f"case:{case_id}:"))
        tx.execute(delete(schema.job).where(*news))  # what still waits would show the case on this phone later
    talk = talks.load(tx, talk_id)
    blank = Talk(talk_id, talk.language, welcomed=talk.welcomed, consent=talk.consent, chosen=talk.chosen)
    talks.save(tx, replace(blank, occurrence=talk.occurrence, quiet_until=talk.quiet_until))
    talks.forget_words(tx, talk_id, now.replace(hour=0, minute=0, second=0, microsecond=0))
    tx.execute(delete(schema.deed).where(schema.deed.c.key.startswith(f"{talk_id}:")))
    for lane in own_lanes:
        lanes.forget(tx, lane)
    questions.forget_asker(tx, talk_id)


TIMERS: dict[str, Callable[[Connection, Workshop, Mapping[str, Any], datetime], None]] = {"forget": forget}
CONFIDENCE = {action.__name__: action for action in (unlock, tell_cases, tell_readers, set_plan, set_confidence)}
