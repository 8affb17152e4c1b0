"""Takes jobs of one queue, works on them side by side and commits what they bring about together with "done".

A handler does its slow work with no transaction open and returns a plain function of a transaction, or `Later`.
An error puts the job back in its place with growing pauses; after the limit the job is dead, stays in the book, and
somebody hears of it.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.channels.channel import Later
from bot.store import lanes
from bot.store.lanes import Job, LeaseLost
from bot.work.workshop import Workshop

log = logging.getLogger("rantau.work")

Effects = Callable[[Connection], None]
Handler = Callable[[Workshop, Job], Awaitable[Effects | Later]]
Mourner = Callable[[Connection, Workshop, Job, datetime], None]

LEASE = timedelta(seconds=60)
LOOK_AGAIN = 5.0
TROUBLES = {"network", "timeout", "provider"}


@dataclass(frozen=True, slots=True)
class Queue:
    """How one queue is worked: its handler, how many jobs side by side, and when a job is given up."""

    name: str
    handler: Handler
    mourner: Mourner
    slots: int
    tries: int
    slowest: timedelta


def pause_before(tries: int, slowest: timedelta) -> timedelta:
    """The pause after so many failures: doubling from one second, with jitter, up to the slowest."""
    full = min(slowest, timedelta(seconds=2.0 ** min(tries - 1, 20)))
    return full * random.uniform(0.5, 1.0)  # noqa: S311 - spreads retries, keeps no secret


async def pump(shop: Workshop, queue: Queue, worker: str, stopping: asyncio.Event) -> None:
    """Work on a queue until stopping is set, then finish what was begun."""
    running = set[asyncio.Task[None]]()
    with shop.book.bell.heard() as bell:
        while not stopping.is_set():
            bell.clear()  # before looking: what comes while we look rings again
            claimed = await _claim(shop, queue, worker, queue.slots - len(running))
            for job in claimed:
                task = asyncio.create_task(work_on(shop, queue, job))
                running.add(task)
                task.add_done_callback(running.discard)
                task.add_done_callback(lambda _: bell.set())  # a slot and the lane's next job are free
            if not claimed:
                await _wait(shop, queue, bell, stopping)
    if running:
        await asyncio.wait(running)


async def work_on(shop: Workshop, queue: Queue, job: Job) -> None:
    """Work on one claimed job to its end, its return or its burial; one that kills its worker again and again is buried."""
    if job.tries > queue.tries:
        await _failed(shop, queue, job, "killed its worker")
        return
    try:
        result = await asyncio.wait_for(queue.handler(shop, job), LEASE.total_seconds() * 0.9)
        if isinstance(result, Later) and result.reason not in TROUBLES:
            due = shop.clock() + timedelta(seconds=result.seconds)
            await shop.book.write(lambda tx: lanes.put_back(tx, job, due, result.reason, counted=False))
        elif isinstance(result, Later):
            await _failed(shop, queue, job, result.reason)
        else:
            await shop.book.write(lambda tx: _commit(tx, shop, job, result))
    except LeaseLost:
        log.warning("lease_lost", extra={"queue": queue.name, "job": job.id})
    except Exception as error:
        log.exception("job_failed", extra={"queue": queue.name, "job": job.id, "tries": job.tries})
        await _failed(shop, queue, job, type(error).__name__)


def _commit(tx: Connection, shop: Workshop, job: Job, effects: Effects) -> None:
    effects(tx)
    lanes.finish(tx, job, shop.clock())


async def _claim(shop: Workshop, queue: Queue, worker: str, free: int) -> list[Job]:
    if free < 1:
        return []
    try:
        return await shop.book.write(lambda tx: lanes.claim(tx, queue.name, worker, shop.clock(), LEASE, free))
    except DBAPIError:
        log.exception("claim_failed", extra={"queue": queue.name})
        await asyncio.sleep(1)
        return []


async def _failed(shop: Workshop, queue: Queue, job: Job, why: str) -> None:
    """Put a job back with a pause, or bury it after its last try."""

    def deed(tx: Connection) -> None:
        now = shop.clock()
        if job.tries < queue.tries:
            lanes.put_back(tx, job, now + pause_before(job.tries, queue.slowest), why, counted=True)
        else:
            lanes.bury(tx, job, why, now)
            queue.mourner(tx, shop, job, now)

    try:
        await shop.book.write(deed)
    except (LeaseLost, DBAPIError):
        log.exception("not_put_back", extra={"queue": queue.name, "job": job.id})  # its lease ends by itself


async def _wait(shop: Workshop, queue: Queue, bell: asyncio.Event, stopping: asyncio.Event) -> None:
    now = shop.clock()
    due = await _next_due(shop, queue, now)
    seconds = min(LOOK_AGAIN, (due - now).total_seconds() if due else LOOK_AGAIN)
    waiting: list[asyncio.Task[Any]] = [asyncio.create_task(bell.wait()), asyncio.create_task(stopping.wait())]
    await asyncio.wait(waiting, timeout=max(seconds, 0.01), return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


async def _next_due(shop: Workshop, queue: Queue, now: datetime) -> datetime | None:
    try:
        return await shop.book.read(lambda tx: lanes.next_due(tx, queue.name, now))
    except DBAPIError:
        log.exception("look_failed", extra={"queue": queue.name})
        return None
