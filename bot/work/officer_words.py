"""What an officer means by a message in their own chat: a button, its number or label, a command word, or awaited words.

AMBIL 26-000042-1     BALAS 26-000042-1 words     RUJUK 26-000042-1     DAFTAR
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.dialogue.message import Message
from bot.dialogue.receipt import read_number
from bot.dialogue.speech import Choice

SHOW, PACKET, LISTED, HELP, LEAVE = "show", "packet", "list", "help", "cancel"
"""What an officer may want besides an act on a case."""

MEANINGS = {
    "take": ("ambil", "take"),
    "reply": ("balas", "reply"),
    "note": ("catat", "note"),
    "ask": ("tanya", "ask"),
    "hand_over": ("rujuk", "alihkan", "refer"),
    "hold": ("tunda", "hold"),
    "resolve": ("selesai", "done"),
    "assign": ("serahkan", "assign"),
    "watch": ("batas", "watch"),
    "met": ("dipenuhi", "met"),
    "complete": ("lengkap", "complete"),
    "return_talk": ("kembalikan", "return"),
    SHOW: ("lihat", "show"),
    PACKET: ("berkas", "packet"),
}
ACT_OF_WORD = {word: act for act, words in MEANINGS.items() for word in words}
ALONE = {
    "daftar": LISTED, "list": LISTED, "buka": LISTED, "open": LISTED, "bantuan": HELP, "help": HELP, "batal": LEAVE,
    "cancel": LEAVE,
}  # fmt: skip
"""Words that mean something when they are the whole message, whatever was awaited."""

Pending = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Meant:
    """What an officer wants: an act on a case, where a choice is needed the one made, words, and until when.

    `named` is what was written instead of pressing one of the choices.
    """

    act: str = ""
    number: str = ""
    choice: str = ""
    named: str = ""
    text: str = ""
    day: str = ""


def read(pending: Pending, offered: Sequence[Choice], message: Message) -> Meant:
    """What a message means; `offered` are the buttons last shown, whose numbers and labels may be typed instead."""
    said = message.text.strip()
    if message.choice:
        return _pressed(pending, message.choice)
    alone = ALONE.get(said.lower().lstrip("/"), "")
    if alone:
        return Meant(alone)
    typed = _typed(pending, offered, said)
    if typed:
        return _pressed(pending, typed)
    first, *others = said.split(maxsplit=1) or [""]
    word, rest = first.lower().lstrip("/"), "".join(others)
    number = read_number(rest)
    if word in ACT_OF_WORD and (number or not pending):  # awaited words may begin like a command
        return Meant(ACT_OF_WORD[word], number, text=_after(rest, number))
    if pending:
        return _awaited(pending, said)
    named = read_number(said)
    return Meant(SHOW, named) if named else Meant()


def waiting_for(meant: Meant, wants: str, choices: Sequence[Choice]) -> dict[str, Any]:
    """What is kept of an act until the officer has said what it still `wants` ("choice", "words" or "day")."""
    kept = {"act": meant.act, "number": meant.number, "choice": meant.choice, "text": meant.text}
    return {**kept, "wants": wants, "choices": [[each.id, each.label] for each in choices]}


def _pressed(pending: Pending, choice: str) -> Meant:
    """The act of a button; words that were written for the same act on the same case stay."""
    kind, _, rest = choice.partition(":")
    act, number, *more = (*rest.split(":", 3), "", "", "")[:4] if kind == "officer" else ("", "", "", "")
    if act not in MEANINGS:
        return Meant()
    same = pending.get("act") == act and pending.get("number") == number and bool(more[0])
    return Meant(act, number, choice=more[0], text=pending["text"] if same else "", day=more[1])


def _typed(pending: Pending, offered: Sequence[Choice], said: str) -> str:
    """The button whose number or whole label was typed; awaited words are no such thing.

    Where an alert with buttons of its own came after the list that waits, a number may mean either: it is asked again.
    """
    if pending.get("wants", "words") == "words" and pending:
        return ""
    waiting = [Choice(*each) for each in pending.get("choices", ())]
    for number, choice in enumerate(waiting or offered, start=1):
        numbered = said.rstrip(".") == str(number) and waiting in ([], list(offered))
        if numbered or said.casefold() == choice.label.casefold():
            return choice.id
    return ""


def _awaited(pending: Pending, said: str) -> Meant:
    """The act that waits, with what was said put where it is wanted."""
    meant = Meant(pending["act"], pending["number"], pending.get("choice", ""), pending.get("text", ""))
    wants = pending.get("wants", "words")
    return replace(meant, **{"words": {"text": said}, "day": {"day": said}, "choice": {"named": said}}[wants])


def _after(text: str, number: str) -> str:
    """The words after a case number, however its digits were grouped."""
    digits = r"[-. ]?".join(re.escape(part) for part in number.split("-"))
    return re.split(digits, text, maxsplit=1)[-1].strip(" :\n") if number else ""
