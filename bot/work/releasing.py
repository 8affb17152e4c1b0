"""What waits for a person, and the word BUKA, with which they ask for it after our template has asked them to."""

from datetime import datetime

from sqlalchemy import Connection

from bot.casework.contact import plan_from
from bot.dialogue.message import Message
from bot.dialogue.respond import command_word
from bot.store import lanes, talks
from bot.work.outbox import lane_of, push_lane_of, speak
from bot.work.workshop import Workshop

OPEN = "open"
"""The command that asks for what waits, as flows/commands.yml calls it."""


def let_go(tx: Connection, talk_id: int, now: datetime) -> int:
    """Make what waited for a person due at once, because they have written; returns how much it is."""
    return lanes.hurry(tx, lanes.OUT, lane_of(talk_id), now)


def asks_for_it(shop: Workshop, message: Message) -> bool:
    """Whether a message is the word that asks for what waits."""
    return shop.content.commands.get(command_word(message.text)) == OPEN


def answer(tx: Connection, shop: Workshop, talk_id: int, message: Message, now: datetime, *, waited: int) -> bool:
    """Answer the word BUKA: what waited is answer enough; False when the message is another, or of somebody new.

    Who has a safe word is asked for it, because on their phone nothing is shown before.
    """
    if not asks_for_it(shop, message):
        return False
    talk, plan = talks.load(tx, talk_id), plan_from(talks.row(tx, talk_id).plan)
    if not (waited or talk.welcomed):
        return False
    hidden = plan.neutral and lanes.hurry(tx, lanes.OUT, push_lane_of(talk_id), now)
    if hidden:
        talks.note_hint(tx, talk_id, now)
    if hidden or not waited:
        speech = shop.words.notice("neutral" if hidden else "nothing_waits", talk.language)
        speak(tx, shop, talk_id, message.key, speech, now)
    return True
