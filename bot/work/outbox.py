"""Puts what is to be said into the lane of the person it is for, cut to what their wire can carry."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row

from bot.channels.pieces import cut
from bot.dialogue.events import Say, Term
from bot.dialogue.speech import Choice, Speech
from bot.store import cases, lanes, officers, talks
from bot.work.workshop import Workshop


def lane_of(talk_id: int) -> str:
    """The lane in which the messages of a talk keep their order."""
    return f"talk:{talk_id}"


def speak(tx: Connection, shop: Workshop, talk_id: int, key: str, speech: Speech, now: datetime) -> None:
    """Put one speech into the outbox; `key` makes it go out once.

    For a wire that is no longer set it is put there too: the delivery fails and is written down, the deed goes on.
    """
    channel = shop.channels.get(talks.row(tx, talk_id).channel)
    for number, piece in enumerate(cut(speech, channel.limits) if channel else [speech]):
        choices = [{"id": choice.id, "label": choice.label} for choice in piece.choices]
        body = {"talk_id": talk_id, "text": piece.text, "choices": choices}
        if lanes.append(tx, lanes.OUT, lane_of(talk_id), f"{key}:{number}", body, now):
            talks.note_said(tx, talk_id, f"{key}:{number}", piece, now)


def tell_followers(
    tx: Connection, shop: Workshop, case: Row[tuple[object, ...]], notice: str, now: datetime,
    values: Mapping[str, Term] | None = None, choices: Sequence[Choice] = (),
) -> None:  # fmt: skip
    """Tell everybody who follows a case, in their language, what happened to it."""
    known = {**case_terms(shop, case), **(values or {})}
    for talk_id in cases.followers(tx, case.id):
        language = talks.load(tx, talk_id).language
        say = Say(shop.content.notices[notice], known, tuple(choices))
        speech = shop.words.speech(say, language)
        speak(tx, shop, talk_id, f"case:{case.id}:{case.version}:{notice}:{talk_id}", speech, now)
        talks.offer(tx, talk_id, speech.choices)


def case_terms(shop: Workshop, case: Row[tuple[object, ...]]) -> dict[str, Term]:
    """What may be said of a case to those who follow it."""
    return {
        "number": Term("plain", case.number),
        "office": Term("plain", shop.office(case.office).title),
        "category": Term("words", shop.content.categories[case.category].label),
        "state": Term("words", shop.content.states[case.state]),
        "due": Term("time", case.due_at.isoformat()) if case.due_at else Term("plain", "-"),
    }


def alert_office(
    tx: Connection, shop: Workshop, case: Row[tuple[object, ...]], office: str, notice: str, key: str, now: datetime,
    text: str = "",
) -> int:  # fmt: skip
    """Tell the officers of an office who have paired a chat about a case; returns how many were told."""
    told = 0
    for officer in officers.of_office(tx, office):
        if officer.chat:
            channel, _, address = officer.chat.partition(":")
            if channel not in shop.channels:
                continue
            speech = officer_speech(shop, officer, case, notice, text)
            speak(tx, shop, talks.talk_of(tx, channel, address), f"{key}:{officer.id}", speech, now)
            told += 1
    return told


def officer_speech(
    shop: Workshop, officer: Row[tuple[object, ...]], case: Row[tuple[object, ...]], notice: str, text: str = ""
) -> Speech:
    """A notice for an officer about a case, with the acts as buttons."""
    values = case_terms(shop, case) | {
        "story": Term("plain", case.story[:500] or "-"),
        "country": Term("country", case.country) if case.country else Term("plain", "-"),
        "village": Term("village", case.village) if case.village else Term("plain", "-"),
        "reasons": Term("plain", case.reasons or "-"),
        "text": Term("plain", text) if text else Term("words", shop.content.notices["story_in_files"]),
        "alarm": Term("words", shop.content.officer["alarm"] if case.danger else ""),
    }
    labels = shop.content.officer
    acts = (("take", "button_take"), ("reply", "button_reply"), ("resolve", "button_resolve"))
    choices = tuple(Choice(f"officer:{act}:{case.number}", labels[label]) for act, label in acts)
    return shop.words.speech(Say(labels[notice], values, choices), officer.language)
