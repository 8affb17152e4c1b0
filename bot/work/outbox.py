"""Puts what is to be said into the lane of the person it is for, cut to what their wire can carry."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.contact import plan_from
from bot.channels.pieces import cut
from bot.dialogue.events import Say, Term
from bot.dialogue.speech import Choice, Speech
from bot.store import followers, lanes, officers, talks
from bot.work import officer_buttons, windows
from bot.work.workshop import Workshop

QUESTIONS = frozenset({"remind_question"})
"""Notices that want an answer: only those who may give it are told."""


def lane_of(talk_id: int) -> str:
    """The lane in which the messages of a talk keep their order."""
    return f"talk:{talk_id}"


def push_lane_of(talk_id: int) -> str:
    """The lane of what waits until somebody has shown by their safe word that it is they who read."""
    return f"push:{talk_id}"


def speak(
    tx: Connection, shop: Workshop, talk_id: int, key: str, speech: Speech, now: datetime, *, push: bool = False,
    urgent: bool = False,
) -> None:  # fmt: skip
    """Put one speech into the outbox; `key` makes it go out once.

    A `push` comes without having been asked for, so it keeps to the hours of the person's country and to their plan for
    safe contact; an `urgent` one only to the plan. For a wire that is no longer set it is put there too: the delivery
    fails and is written down, the deed goes on.
    """
    row = talks.row(tx, talk_id)
    channel = shop.channels.get(row.channel)
    hidden = push and plan_from(row.plan).neutral
    lane = push_lane_of(talk_id) if hidden else lane_of(talk_id)
    offers = [{"id": choice.id, "label": choice.label} for choice in speech.choices]
    for number, piece in enumerate(cut(speech, channel.limits) if channel else [speech]):
        choices = [{"id": choice.id, "label": choice.label} for choice in piece.choices]
        body: dict[str, Any] = {"talk_id": talk_id, "text": piece.text, "choices": choices}
        body |= {"push": push, "urgent": urgent} if push else {}
        body |= {"offers": offers} if hidden and offers else {}
        if lanes.append(tx, lanes.OUT, lane, f"{key}:{number}", body, now):
            talks.note_said(tx, talk_id, f"{key}:{number}", piece, now)


def tell_followers(
    tx: Connection, shop: Workshop, case: Row[Any], notice: str, now: datetime,
    values: Mapping[str, Term] | None = None, choices: Sequence[Choice] = (), key: str = "",
) -> None:  # fmt: skip
    """Tell everybody who follows a case, in their language, what happened to it; `key` where one version tells twice.

    Who may only read how it stands is offered no buttons.
    """
    say = Say(shop.content.notices[notice], {**case_terms(shop, case), **(values or {})}, tuple(choices))
    silent = replace(say, choices=())
    may_answer = set(followers.asked(tx, case.id, now))
    for talk_id in sorted(may_answer) if notice in QUESTIONS else followers.told(tx, case.id, now):
        tell(tx, shop, case, talk_id, say if talk_id in may_answer else silent, f"{notice}{key}", now)


def tell(tx: Connection, shop: Workshop, case: Row[Any], talk_id: int, say: Say, key: str, now: datetime) -> None:
    """Tell one who follows a case, in their language, what happened to it; once for each version of it and `key`."""
    speech = shop.words.speech(say, talks.load(tx, talk_id).language)
    name = f"case:{case.id}:{case.version}:{key}:{talk_id}"
    speak(tx, shop, talk_id, name, speech, now, push=True, urgent=case.danger)
    if not is_hidden(tx, talk_id):
        talks.offer(tx, talk_id, speech.choices)


def is_hidden(tx: Connection, talk_id: int) -> bool:
    """Whether news for a talk waits behind a safe word; what it offers counts from the moment it is read."""
    return plan_from(talks.row(tx, talk_id).plan).neutral


def case_terms(shop: Workshop, case: Row[Any]) -> dict[str, Term]:
    """What may be said of a case to those who follow it."""
    return {
        "number": Term("plain", case.number),
        "office": Term("plain", shop.office(case.office).title),
        "category": Term("words", shop.content.categories[case.category].label),
        "state": Term("words", shop.content.states[case.state]),
        "due": Term("time", case.due_at.isoformat()) if case.due_at else Term("plain", "-"),
        "institution": Term("words", shop.content.labels.get(f"institution_{case.handed_to}", "")),
        "pause": Term("words", shop.content.labels.get(f"pause_{case.pause}", "")),
    }


def alert_office(
    tx: Connection, shop: Workshop, case: Row[Any], notice: str, key: str, now: datetime,
    values: Mapping[str, Term] | None = None, at_most: int = 0,
) -> int:  # fmt: skip
    """Tell the officers of a case's office who have paired a chat, or the first so many; returns how many were told.

    Who cannot be written to now is not counted: the alert waits for them, and the next officer is told too.
    """
    told = 0
    for officer in officers.of_office(tx, case.office):
        sees = case.category not in shop.sight(officer).hidden
        if sees and not (at_most and told >= at_most):
            told += tell_officer(tx, shop, case, officer, notice, key, now, values)
    return told


def tell_officer(
    tx: Connection, shop: Workshop, case: Row[Any], officer: Row[Any], notice: str, key: str, now: datetime,
    values: Mapping[str, Term] | None = None,
) -> bool:  # fmt: skip
    """Tell one officer about a case in their own chat; False when it does not reach them now.

    They have paired no chat, or its window is closed: then they are asked to write, and read it afterwards.
    """
    channel, _, address = (officer.chat or "").partition(":")
    if channel not in shop.channels:
        return False
    talk_id = talks.talk_of(tx, channel, address)
    speech = officer_speech(shop, officer, case, notice, values)
    speak(tx, shop, talk_id, f"{key}:{officer.id}", speech, now)
    talks.offer(tx, talk_id, speech.choices)
    talk = talks.row(tx, talk_id)
    return not talk.blocked and windows.is_open(shop.channels[channel], talk, now)


def officer_speech(
    shop: Workshop, officer: Row[Any], case: Row[Any], notice: str, more: Mapping[str, Term] | None = None
) -> Speech:
    """A notice for an officer about a case, with the acts as buttons."""
    values = {**officer_terms(shop, case), **(more or {})}
    choices = officer_buttons.under(shop, officer, case, notice)
    return shop.words.speech(Say(shop.content.officer[notice], values, choices), officer.language)


def officer_terms(shop: Workshop, case: Row[Any]) -> dict[str, Term]:
    """What may be said of a case to an officer who may see it."""
    return case_terms(shop, case) | {
        "story": Term("plain", case.story[:500] or "-"),
        "country": Term("country", case.country) if case.country else Term("plain", "-"),
        "village": Term("village", case.village) if case.village else Term("plain", "-"),
        "reasons": Term("plain", case.reasons or "-"),
        "alarm": Term("words", shop.content.officer["alarm"] if case.danger else ""),
    }


def tell_office(
    tx: Connection, shop: Workshop, office: str, notice: str, key: str, values: Mapping[str, Term], now: datetime
) -> None:
    """Tell the officers of an office who have paired a chat something that is about no single case."""
    for officer in officers.of_office(tx, office):
        channel, _, address = (officer.chat or "").partition(":")
        if channel in shop.channels:
            speech = shop.words.speech(Say(shop.content.officer[notice], values), officer.language)
            speak(tx, shop, talks.talk_of(tx, channel, address), f"{key}:{officer.id}", speech, now)
