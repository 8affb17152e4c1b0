"""Talks and the messages that went to and fro in them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, String, bindparam, cast, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.dialogue.message import Message
from bot.dialogue.speech import Choice, Speech
from bot.dialogue.talk import Talk, talk_from_plain, talk_to_plain
from bot.store.columns import UtcTime
from bot.store.schema import message, talk

FINAL = {"read": 4, "failed": 4, "delivered": 3, "sent": 2, "waiting": 1, "": 0}
"""How settled a delivery is; a later report may only go up, because reports arrive in any order."""

_by_address = select(talk).where(talk.c.channel == bindparam("of_channel"), talk.c.address == bindparam("of_address"))
_save = (
    update(talk)
    .where(talk.c.id == bindparam("talk_id"))
    .values(state=bindparam("new_state"), quiet_until=bindparam("quiet", type_=UtcTime))
)


def known(tx: Connection, channel: str, address: str) -> int | None:
    """The id of the talk with this address, or None when there is none yet."""
    found = tx.execute(_by_address, {"of_channel": channel, "of_address": address}).first()
    return int(found.id) if found else None


def talk_of(tx: Connection, channel: str, address: str) -> int:
    """The id of the talk with this address, begun when there is none."""
    parameters = {"of_channel": channel, "of_address": address}
    there = known(tx, channel, address)
    if there:
        return there
    try:
        with tx.begin_nested():
            made = tx.execute(insert(talk).values(channel=channel, address=address, state={}).returning(talk.c.id))
            return int(made.scalar_one())
    except IntegrityError:
        return int(tx.execute(_by_address, parameters).one().id)


def row(tx: Connection, talk_id: int) -> Row[Any]:
    """The row of a talk: channel, address, heard_at, blocked."""
    return tx.execute(select(talk).where(talk.c.id == talk_id)).one()


def load(tx: Connection, talk_id: int) -> Talk:
    """What is remembered of a talk, held until the transaction ends so that two that change it do so in turn."""
    found = tx.execute(select(talk).where(talk.c.id == talk_id).with_for_update()).one()
    return replace(talk_from_plain(talk_id, found.state), quiet_until=found.quiet_until)


def load_unheld(tx: Connection, talk_id: int) -> Talk:
    """What is remembered of a talk, for who only reads it."""
    return talk_from_plain(talk_id, row(tx, talk_id).state)


def save(tx: Connection, kept: Talk) -> None:
    """Remember a talk."""
    plain = talk_to_plain(kept)
    del plain["quiet_until"]
    tx.execute(_save, {"talk_id": kept.id, "new_state": plain, "quiet": kept.quiet_until})


def offer(tx: Connection, talk_id: int, choices: tuple[Choice, ...]) -> None:
    """Remember the choices last shown in a talk."""
    if choices:
        save(tx, replace(load(tx, talk_id), offered=choices))


def note_heard(tx: Connection, talk_id: int, heard: Message, now: datetime) -> None:
    """Write down a message of the person, and that they can be reached."""
    tx.execute(
        insert(message).values(
            talk_id=talk_id, key=heard.key, direction="in", kind=heard.kind, text=heard.text, choices=[], at=now
        )
    )
    tx.execute(update(talk).where(talk.c.id == talk_id).values(heard_at=now, blocked=False))


def note_said(tx: Connection, talk_id: int, key: str, speech: Speech, now: datetime) -> None:
    """Write down a piece that waits to be sent."""
    choices = [{"id": choice.id, "label": choice.label} for choice in speech.choices]
    tx.execute(
        insert(message).values(
            talk_id=talk_id, key=key, direction="out", kind="text", text=speech.text, choices=choices, at=now,
            status="waiting",
        )
    )  # fmt: skip


def settle(tx: Connection, status: str, *, key: str = "", reference: str = "", reason: str = "") -> bool:
    """Write down how a delivery went, by our key or the provider's reference; False when it changes nothing."""
    which = message.c.key == key if key else message.c.reference == reference
    found = tx.execute(select(message.c.id, message.c.status).where(which).with_for_update()).first()
    if found is None or FINAL[status] <= FINAL[found.status]:
        return False
    values: dict[str, str] = {"status": status, "reason": reason}
    if key and reference:
        values["reference"] = reference
    tx.execute(update(message).where(message.c.id == found.id).values(**values))
    return True


def under_way(tx: Connection, reference: str) -> Row[Any] | None:
    """The piece that a provider took under this reference, held, as long as nobody knows how it went; else None."""
    taken = select(message).where(message.c.reference == reference, message.c.status.in_(("waiting", "sent")))
    return tx.execute(taken.with_for_update()).first()


def take_back(tx: Connection, message_id: int, key: str) -> None:
    """Let a piece that had gone out wait again, under another key."""
    waiting = {"status": "waiting", "key": key, "reference": None}
    tx.execute(update(message).where(message.c.id == message_id).values(waiting))


def block(tx: Connection, talk_id: int) -> None:
    """Remember that this person cannot be reached here any more."""
    tx.execute(update(talk).where(talk.c.id == talk_id).values(blocked=True))


def messages(tx: Connection, talk_id: int, after: int = 0, at_most: int = 200) -> list[Row[Any]]:
    """The newest messages of a talk after an id, oldest first."""
    newest = (
        select(message)
        .where(message.c.talk_id == talk_id, message.c.id > after)
        .order_by(message.c.id.desc())
        .limit(at_most)
    )
    return list(reversed(tx.execute(newest).all()))


def end_quiet(tx: Connection, talk_id: int) -> None:
    """Let the assistant speak again in a talk."""
    tx.execute(update(talk).where(talk.c.id == talk_id).values(quiet_until=None))


def set_plan(tx: Connection, talk_id: int, plan: Mapping[str, Any]) -> None:
    """Remember how a person wants to be reached."""
    tx.execute(update(talk).where(talk.c.id == talk_id).values(plan=dict(plan), hinted_at=None))


def open_for(tx: Connection, talk_id: int, until: datetime) -> None:
    """Show a person what is kept behind their safe word, until then."""
    tx.execute(update(talk).where(talk.c.id == talk_id).values(open_until=until, hinted_at=None))


def note_hint(tx: Connection, talk_id: int, now: datetime) -> None:
    """Write down that a person was told, in neutral words, that there is news."""
    tx.execute(update(talk).where(talk.c.id == talk_id).values(hinted_at=now))


def forget_words(tx: Connection, talk_id: int, day: datetime) -> None:
    """Forget what was said to and fro in a talk, what it was about and at which hour; that something was said stays."""
    forgotten = {"text": "", "choices": [], "key": "forgotten:" + cast(message.c.id, String), "at": day}
    tx.execute(update(message).where(message.c.talk_id == talk_id).values(forgotten))
