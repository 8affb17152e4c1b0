"""What is due: the rungs of ladders, the end of waiting, and once a day the pruning of old jobs."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.channels.channel import Later
from bot.store import lanes
from bot.store.lanes import Job
from bot.work import alarms, confidence, deadlines, guard, reminders
from bot.work.pump import Effects
from bot.work.workshop import Workshop

log = logging.getLogger("rantau.clockwork")

KEPT_DONE = timedelta(days=7)
SWEEP = "sweep"
TIMERS = alarms.TIMERS | deadlines.TIMERS | guard.TIMERS | confidence.TIMERS | reminders.TIMERS


async def ring_timer(shop: Workshop, job: Job) -> Effects | Later:
    """Do what a timer is for."""
    if job.body["timer"] == SWEEP:
        return lambda tx: _sweep(tx, shop.clock())
    return lambda tx: TIMERS[job.body["timer"]](tx, shop, job.body, shop.clock())


def plan_sweep(tx: Connection, day: datetime) -> None:
    """Put the sweep of a day into the timers; whoever comes first puts it there for all."""
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    lanes.append(tx, lanes.TIMER, SWEEP, f"{SWEEP}:{midnight.date()}", {"timer": SWEEP}, midnight)


def _sweep(tx: Connection, now: datetime) -> None:
    pruned = lanes.prune(tx, now - KEPT_DONE)
    log.info("swept", extra={"pruned": pruned})
    plan_sweep(tx, now + timedelta(days=1))


def note_dead_timer(tx: Connection, shop: Workshop, job: Job, now: datetime) -> None:
    """A timer failed too often: it stays in the book as dead and the log says so."""
    del tx, shop, now
    log.error("timer_dead", extra={"job": job.id})
