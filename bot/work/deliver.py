"""Sends what waits in the outbox, within the pace and the window of each wire, and writes down how it went."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.life import ENDED, Act, State
from bot.channels.channel import Channel, Later, Refused, Sent
from bot.dialogue.speech import Choice, Speech
from bot.store import cases, journal, pace, talks
from bot.store.journal import CLOCK
from bot.store.lanes import Job
from bot.work.pump import Effects
from bot.work.workshop import Workshop

FROZEN = "rate_limited"
WINDOW = "window"


async def deliver(shop: Workshop, job: Job) -> Effects | Later:
    """Send one piece."""
    talk_id = int(job.body["talk_id"])
    talk = await shop.book.read(lambda tx: talks.row(tx, talk_id))
    channel = shop.channels.get(talk.channel)
    if channel is None:
        return lambda tx: _not_sent(tx, shop, job, Refused("no_channel"))
    wait = await _wait(shop, channel, talk)
    if wait:
        return wait
    outcome = await channel.send(talk.address, _speech(job.body))
    if isinstance(outcome, Sent):
        reference = outcome.reference
        return lambda tx: _sent(tx, job, reference)
    if isinstance(outcome, Refused):
        refused = outcome
        return lambda tx: _not_sent(tx, shop, job, refused)
    if outcome.reason == FROZEN:
        await _freeze(shop, channel, talk, outcome.seconds)
    return outcome


async def _wait(shop: Workshop, channel: Channel, talk: Row[Any]) -> Later | None:
    """How long the window or the pace wants us to wait."""
    now = shop.clock()
    if channel.window_hours and (talk.heard_at is None or now - talk.heard_at > timedelta(hours=channel.window_hours)):
        return Later(3600, WINDOW)

    def deed(tx: Connection) -> timedelta:
        person = pace.wait_for(tx, _key(talk), channel.pace.person, channel.pace.person_burst, now)
        return person or pace.wait_for(tx, channel.name, channel.pace.everyone, int(channel.pace.everyone), now)

    if channel.pace.everyone == 0:
        return None
    wait = await shop.book.write(deed)
    return Later(wait.total_seconds(), "pace") if wait else None


async def _freeze(shop: Workshop, channel: Channel, talk: Row[Any], seconds: float) -> None:
    until = shop.clock() + timedelta(seconds=seconds)
    each = channel.pace
    await shop.book.write(lambda tx: pace.freeze(tx, _key(talk), until, each.person, each.person_burst))


def _sent(tx: Connection, job: Job, reference: str) -> None:
    talks.settle(tx, "sent", key=job.key, reference=reference)


def _not_sent(tx: Connection, shop: Workshop, job: Job, refused: Refused) -> None:
    """Write down that a piece will never arrive; the officers of the person's open cases see it in the journal."""
    talk_id = int(job.body["talk_id"])
    talks.settle(tx, "failed", key=job.key, reason=refused.reason)
    if refused.reason == "blocked":
        talks.block(tx, talk_id)
    now = shop.clock()
    for case in cases.followed_by(tx, talk_id):
        if State(case.state) not in ENDED:
            journal.write(tx, case.id, Act.UNREACHED, CLOCK, refused.reason, State(case.state), now)


def give_up(tx: Connection, shop: Workshop, job: Job, now: datetime) -> None:
    """A piece failed too often."""
    del now
    _not_sent(tx, shop, job, Refused("gave_up"))


def _speech(body: Mapping[str, Any]) -> Speech:
    return Speech(body["text"], tuple(Choice(**choice) for choice in body["choices"]))


def _key(talk: Row[Any]) -> str:
    return f"talk:{talk.id}"
