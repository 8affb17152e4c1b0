"""The loops of a worker: hear Telegram where it polls, take turns, deliver, ring timers."""

import asyncio
import logging
from datetime import timedelta

from bot.channels.telegram import TelegramChannel
from bot.store import lanes
from bot.work import clockwork, deliver, turn
from bot.work.pump import Queue, pump
from bot.work.turn import hear
from bot.work.workshop import Workshop

log = logging.getLogger("rantau.loops")

TURNS = Queue(lanes.IN, turn.take_turn, turn.apologise, slots=16, tries=5, slowest=timedelta(minutes=5))
DELIVERIES = Queue(lanes.OUT, deliver.deliver, deliver.give_up, slots=32, tries=40, slowest=timedelta(minutes=10))
TIMERS = Queue(lanes.TIMER, clockwork.ring_timer, clockwork.note_dead_timer, 4, tries=40, slowest=timedelta(minutes=10))
QUEUES = (TURNS, DELIVERIES, TIMERS)


async def run_worker(shop: Workshop, worker: str, stopping: asyncio.Event) -> None:
    """Work on all queues until stopping is set."""
    sqlite_is_ours_alone = None if shop.book.sqlite else worker
    await shop.book.write(lambda tx: lanes.free_leases(tx, sqlite_is_ours_alone))
    await shop.book.write(lambda tx: clockwork.plan_sweep(tx, shop.clock()))
    await asyncio.gather(*(pump(shop, queue, worker, stopping) for queue in QUEUES))


async def poll_telegram(shop: Workshop, telegram: TelegramChannel, stopping: asyncio.Event) -> None:
    """Ask Telegram for updates; each is in the inbox before the offset moves past it."""
    offset = 0
    while not stopping.is_set():
        try:
            messages, following = await telegram.poll(offset)
            for message in messages:
                await hear(shop, message)
            offset = following
        except Exception:
            log.exception("poll_failed")
            await asyncio.sleep(3)
