"""The officer's own chat: pairing by code, and the acts on a case by button or by word.

PASANG 12345678     AMBIL 26-000042-1     BALAS 26-000042-1 words     SELESAI 26-000042-1 words
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import ActRefused
from bot.casework.roles import RightMissing
from bot.dialogue.events import Say, Term
from bot.dialogue.message import Message
from bot.dialogue.receipt import read_number
from bot.store import cases, officers
from bot.store.cases import CaseChanged
from bot.store.lanes import Job
from bot.work.acts import ACTS, OfficerAct, WordsMissing
from bot.work.outbox import speak, tell_office
from bot.work.permission import note_refusal, perform
from bot.work.workshop import Workshop

PAIRING = re.compile(r"^\s*(?:/start|/?pasang|/?pair)\s+(\d{8})\s*$", re.IGNORECASE)
ACT_OF_WORD = {
    "ambil": "take", "take": "take", "balas": "reply", "reply": "reply", "catat": "note", "note": "note",
    "tanya": "ask", "ask": "ask", "selesai": "resolve", "done": "resolve",
    "kembalikan": "return_talk", "return": "return_talk",
}  # fmt: skip
NEED_WORDS = {"reply", "note", "ask", "resolve"}
LEAVE = {"batal", "cancel"}
HELP = {"bantuan", "help"}


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
        notice, values = _paired(officer)
    elif officer:
        notice, values = _obey(tx, shop, officer, message, now)
    else:
        raise ValueError("only officers and those who pair come here")
    language = officer.language if officer else "id"
    say = Say(shop.content.officer[notice], {name: Term("plain", value) for name, value in values.items()})
    speak(tx, shop, talk_id, message.key, shop.words.speech(say, language), now)


def _paired(officer: Row[Any] | None) -> tuple[str, Mapping[str, str]]:
    return ("paired", {"name": officer.name}) if officer else ("pairing_unknown", {})


def _obey(
    tx: Connection, shop: Workshop, officer: Row[Any], message: Message, now: datetime
) -> tuple[str, Mapping[str, str]]:
    """Do what the message says; the name of the notice that answers it, with its values."""
    act, number, words = _read(officer, message)
    if act in LEAVE:
        officers.set_pending(tx, officer.id, {})
        return "cancelled", {}
    if not act:
        return "help", {}
    case = cases.visible_to(tx, shop.sight(officer), number) if number else None
    if case is None:
        note_refusal(tx, officer, number, act, now)
        return "case_unknown", {"number": number or "?"}
    if act in NEED_WORDS and not words:
        officers.set_pending(tx, officer.id, {"act": act, "number": number})
        return f"write_{act}", {"number": number}
    officers.set_pending(tx, officer.id, {})
    try:
        with tx.begin_nested():
            perform(OfficerAct(tx, shop, case, officer, now, words), act)
    except RightMissing:
        note_refusal(tx, officer, number, act, now)
        return "not_allowed", {"number": number}
    except (ActRefused, CaseChanged, WordsMissing):
        return "not_possible", {"number": number}
    return f"done_{act}", {"number": number}


def _read(officer: Row[Any], message: Message) -> tuple[str, str, str]:
    """The act, the case number and the words of a message: a button, a command word, or words awaited."""
    if message.choice.startswith("officer:"):
        _, act, number = message.choice.split(":", 2)
        return (act if act in ACTS else ""), number, ""
    first, *others = message.text.split(maxsplit=1) or [""]
    word, rest = first.lower().lstrip("/"), "".join(others).rstrip()
    if word in LEAVE and not rest:
        return word, "", ""
    if word in HELP and not rest:
        return "", "", ""
    number = read_number(rest)
    if word in ACT_OF_WORD and (number or not officer.pending):  # awaited words may begin like a command
        return ACT_OF_WORD[word], number, _after(rest, number)
    if officer.pending:
        return officer.pending["act"], officer.pending["number"], message.text.strip()
    return "", "", ""


def _after(text: str, number: str) -> str:
    """The words after a case number, however its digits were grouped."""
    digits = r"[-. ]?".join(re.escape(part) for part in number.split("-"))
    return re.split(digits, text, maxsplit=1)[-1].strip(" :\n") if number else ""


def alert_parked(tx: Connection, shop: Workshop, job: Job, now: datetime) -> None:
    """Tell the officers of the national desk that a message could not be worked on."""
    top = next(office for office in shop.offices if not office.area)
    tell_office(tx, shop, top.name, "parked", f"parked:{job.id}", {"job": Term("plain", str(job.id))}, now)
