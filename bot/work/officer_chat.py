"""The officer's own chat: pairing by code, and the whole job on a case by button, by its number or by word.

Every act goes through `permission.perform`; what is looked at or answered here is written down as read.
"""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import Act, ActRefused, State, allowed
from bot.casework.roles import RIGHT_OF_ACT, RightMissing, may
from bot.dialogue.events import Say, Term
from bot.dialogue.message import Message
from bot.store import cases, journal, officers, talks
from bot.store.cases import CaseChanged
from bot.store.lanes import Job
from bot.work import officer_views
from bot.work.acts import OfficerAct, WordsMissing
from bot.work.officer_buttons import under
from bot.work.officer_steps import Desk, Wanted, settle, until
from bot.work.officer_words import HELP, LEAVE, LISTED, PACKET, SHOW, Meant, read
from bot.work.outbox import case_terms, speak, tell_office
from bot.work.permission import note_refusal, perform
from bot.work.workshop import Workshop

PAIRING = re.compile(r"^\s*(?:/start|/?pasang|/?pair)\s+(\d{8})\s*$", re.IGNORECASE)
VIEWS = {SHOW: officer_views.show, PACKET: officer_views.packet}
ANSWERING = {"reply", "ask"}


def asks_to_pair(message: Message) -> bool:
    """Whether a message is an officer's pairing code."""
    return bool(PAIRING.match(message.text))


def take_turn(
    tx: Connection, shop: Workshop, talk_id: int, officer: Row[Any] | None, message: Message, now: datetime
) -> None:
    """Deal with a message from an officer's chat, or one that wants to become one."""
    code = PAIRING.match(message.text)
    if code:
        officer = officers.pair(tx, code[1], f"{message.channel}:{message.address}", now)
        wanted = Wanted(_paired(shop, officer))
    elif officer:
        meant = read(officer.pending, talks.load_unheld(tx, talk_id).offered, message)
        wanted = _obey(tx, shop, officer, meant, now)
    else:
        raise ValueError("only officers and those who pair come here")
    speech = shop.words.speech(wanted.say, officer.language if officer else "id")
    speak(tx, shop, talk_id, message.key, speech, now)
    if officer:  # last, in the order in which others hold these rows: reporters' talks, then officers
        officers.set_pending(tx, officer.id, wanted.pending)
        talks.offer(tx, talk_id, speech.choices)


def _paired(shop: Workshop, officer: Row[Any] | None) -> Say:
    notices = shop.content.officer
    return Say(notices["paired"], {"name": Term("plain", officer.name)}) if officer else Say(notices["pairing_unknown"])


def _obey(tx: Connection, shop: Workshop, officer: Row[Any], meant: Meant, now: datetime) -> Wanted:
    """Do what the message says; what is answered, and what is awaited afterwards."""
    if meant.act in {"", HELP}:
        return Wanted(Say(shop.content.officer["help"]), officer.pending)
    if meant.act == LEAVE:
        return Wanted(Say(shop.content.officer["cancelled"]))
    if meant.act == LISTED:
        return Wanted(officer_views.listed(tx, shop, officer))
    case = cases.visible_to(tx, shop.sight(officer), meant.number) if meant.number else None
    if case is None:
        note_refusal(tx, officer, meant.number, meant.act, now)
        return Wanted(Say(shop.content.officer["case_unknown"], {"number": Term("plain", meant.number or "?")}))
    desk = Desk(tx, shop, officer, case, now)
    if meant.act == SHOW:
        journal.note_read(tx, case.id, officer.id, State(case.state), now)
    if meant.act in VIEWS:
        return Wanted(VIEWS[meant.act](desk))
    return _act(desk, meant)


def _act(desk: Desk, meant: Meant) -> Wanted:
    """Do an act with all that it needs, or ask for what it lacks; a refusal comes before any question."""
    case, officer = desk.case, desk.officer
    if not may(officer.role, RIGHT_OF_ACT[meant.act]):
        return _not_allowed(desk, meant)
    if Act(meant.act) not in allowed(State(case.state)):
        return Wanted(desk.say("not_possible"))
    if meant.act in ANSWERING:
        journal.note_read(desk.tx, case.id, officer.id, State(case.state), desk.now)
    ready = settle(desk, meant)
    if isinstance(ready, Wanted):
        return ready
    act = OfficerAct(desk.tx, desk.shop, case, officer, desk.now, ready.text, ready.choice, until(desk, ready))
    try:
        with desk.tx.begin_nested():
            done = perform(act, ready.act)
    except RightMissing:
        return _not_allowed(desk, meant)
    except (ActRefused, CaseChanged, WordsMissing):
        return Wanted(desk.say("not_possible"))
    return Wanted(_done(desk, ready.act, done))


def _not_allowed(desk: Desk, meant: Meant) -> Wanted:
    note_refusal(desk.tx, desk.officer, desk.case.number, meant.act, desk.now)
    return Wanted(desk.say("not_allowed"))


def _done(desk: Desk, name: str, case: Row[Any]) -> Say:
    """What was done; who has just taken a case finds under it what comes next."""
    proposed = name == "resolve" and case.state != State.RESOLVED
    following = under(desk.shop, desk.officer, case) if name == "take" else ()
    values = case_terms(desk.shop, case) | {"officer": Term("plain", cases.officer_of(desk.tx, case))}
    return Say(desk.shop.content.officer["done_propose" if proposed else f"done_{name}"], values, following)


def alert_parked(tx: Connection, shop: Workshop, job: Job, now: datetime) -> None:
    """Tell the officers of the national desk that a message could not be worked on."""
    top = next(office for office in shop.offices if not office.area)
    tell_office(tx, shop, top.name, "parked", f"parked:{job.id}", {"job": Term("plain", str(job.id))}, now)
