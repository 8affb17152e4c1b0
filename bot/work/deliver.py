"""Sends what waits in the outbox, within the pace and the window of each wire, and writes down how it went."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from bot.casework.contact import Plan, opens_at, plan_from
from bot.channels.channel import NO_TEMPLATE, Channel, Later, Refused, Sent
from bot.dialogue.speech import Choice, Speech
from bot.store import pace, talks
from bot.store.lanes import Job
from bot.work import guard, windows
from bot.work.pump import Effects
from bot.work.workshop import Workshop

FROZEN = "rate_limited"
WINDOW = "window"
AWAKE = timedelta(minutes=15)
HINTED_EVERY = timedelta(hours=20)
KNOCKED_EVERY = timedelta(hours=24)
LOOK_AGAIN = 3600.0  # seconds; what the person writes makes it due at once
UNREACHABLE = {"blocked", "bad_address"}
log = logging.getLogger("rantau.deliver")


async def deliver(shop: Workshop, job: Job) -> Effects | Later:
    """Send one piece."""
    talk_id, now = int(job.body["talk_id"]), shop.clock()
    talk = await shop.book.read(lambda tx: talks.row(tx, talk_id))
    channel = shop.channels.get(talk.channel)
    if channel is None:
        return lambda tx: not_sent(tx, shop, talk_id, job.key, "no_channel")
    plan = plan_from(talk.plan)
    held = _held(shop, job.body, talk, plan, now)
    if held:
        return held
    if not windows.is_open(channel, talk, now):
        return await _knock(shop, job, channel, talk)
    wait = await _wait(shop, channel, talk)
    if wait:
        return wait
    if job.body.get("push") and plan.neutral and not _is_open(talk, now):
        return await _hint(shop, channel, talk, now)
    outcome = await channel.send(talk.address, _speech(job.body))
    if isinstance(outcome, Sent):
        reference = outcome.reference
        return lambda tx: _sent(tx, job, reference)
    if isinstance(outcome, Refused):
        reason = outcome.reason
        return lambda tx: not_sent(tx, shop, talk_id, job.key, reason)
    return await _put_off(shop, channel, talk, outcome)


def _held(shop: Workshop, body: Mapping[str, Any], talk: Row[Any], plan: Plan, now: datetime) -> Later | None:
    """How long the hours of the person want what they did not ask for to wait; who has just written is awake."""
    awake = talk.heard_at is not None and now - talk.heard_at < AWAKE
    if not body.get("push") or _is_open(talk, now) or (awake and not plan.neutral):
        return None
    if body.get("urgent") and not plan.has_hours:
        return None
    wait = opens_at(plan, shop.hours, now) - now
    return Later(wait.total_seconds(), "hours") if wait else None


def _is_open(talk: Row[Any], now: datetime) -> bool:
    """Whether the person has shown by their safe word that it is they who read."""
    return talk.open_until is not None and now < talk.open_until


async def _hint(shop: Workshop, channel: Channel, talk: Row[Any], now: datetime) -> Later:
    """Let somebody know, once a day and in words that tell nothing to others, that their safe word brings news."""
    if talk.hinted_at is None or now - talk.hinted_at >= HINTED_EVERY:
        known = await shop.book.read(lambda tx: talks.load_unheld(tx, talk.id))
        outcome = await channel.send(talk.address, shop.words.notice("neutral", known.language))
        if not isinstance(outcome, Sent):
            return outcome if isinstance(outcome, Later) else Later(HINTED_EVERY.total_seconds(), outcome.reason)
        await shop.book.write(lambda tx: talks.note_hint(tx, talk.id, now))
    return Later(HINTED_EVERY.total_seconds(), "safe_word")


async def _knock(shop: Workshop, job: Job, channel: Channel, talk: Row[Any]) -> Effects | Later:
    """Ask somebody whose window is closed to write, once a day and in words that tell nothing to others.

    Nobody is written to first: who has never written has not asked to be.
    """
    now = shop.clock()
    knocked = talk.hinted_at is not None and now - talk.hinted_at < KNOCKED_EVERY
    if talk.heard_at is None or talk.blocked or knocked:
        return Later(LOOK_AGAIN, WINDOW)
    wait = await _wait(shop, channel, talk)
    if wait:
        return wait
    outcome = await channel.knock(talk.address)
    if isinstance(outcome, Later):
        return await _put_off(shop, channel, talk, outcome)
    if isinstance(outcome, Refused) and outcome.reason in UNREACHABLE:
        reason = outcome.reason
        return lambda tx: not_sent(tx, shop, talk.id, job.key, reason)
    if isinstance(outcome, Sent):
        await shop.book.write(lambda tx: talks.note_hint(tx, talk.id, now))
    elif outcome != NO_TEMPLATE:
        log.warning("template_refused", extra={"reason": outcome.reason})
    return Later(LOOK_AGAIN, WINDOW)


async def _put_off(shop: Workshop, channel: Channel, talk: Row[Any], outcome: Later) -> Later:
    if outcome.reason == FROZEN:
        await _freeze(shop, channel, talk, outcome.seconds)
    return outcome


async def _wait(shop: Workshop, channel: Channel, talk: Row[Any]) -> Later | None:
    """How long the pace wants us to wait."""
    now = shop.clock()

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
    """Write down that a piece went out; what one offers that was hidden until now counts from now on."""
    talks.settle(tx, "sent", key=job.key, reference=reference)
    if "offers" in job.body:
        talks.offer(tx, int(job.body["talk_id"]), tuple(Choice(**choice) for choice in job.body["offers"]))


def not_sent(tx: Connection, shop: Workshop, talk_id: int, key: str, reason: str) -> None:
    """Write down that a piece will never arrive; the officers of the person's open cases see it in the journal."""
    talks.settle(tx, "failed", key=key, reason=reason)
    if reason == "blocked":
        talks.block(tx, talk_id)
    guard.unreached(tx, shop, talk_id, reason, shop.clock())


def give_up(tx: Connection, shop: Workshop, job: Job, now: datetime) -> None:
    """A piece failed too often."""
    del now
    not_sent(tx, shop, int(job.body["talk_id"]), job.key, "gave_up")


def _speech(body: Mapping[str, Any]) -> Speech:
    return Speech(body["text"], tuple(Choice(**choice) for choice in body["choices"]))


def _key(talk: Row[Any]) -> str:
    return f"talk:{talk.id}"
