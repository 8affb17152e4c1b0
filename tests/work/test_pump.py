"""The pump: what becomes of a job whose handler waits, fails, or is too slow; and that the loops stop and wake."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, insert, select

from bot.app import open_book
from bot.channels.channel import Later
from bot.store import lanes
from bot.store.lanes import IN, Job
from bot.store.schema import deed, job
from bot.work.pump import LEASE, Queue, pause_before, pump, work_on
from bot.work.workshop import Workshop

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
SLOWEST = timedelta(minutes=5)
TRIES = 5


@dataclass
class Bench:
    """A workshop with one queue whose jobs do what their body says, on a clock that stands until it is moved."""

    shop: Workshop
    now: datetime = NOW
    runs: list[str] = field(default_factory=list)

    @property
    def queue(self) -> Queue:
        """The queue."""
        return Queue(IN, self._handle, self._mourn, 4, TRIES, SLOWEST)

    def append(self, *keys: str, does: str = "mark") -> None:
        """Put jobs into the lanes named by the first letters of their keys."""
        for key in keys:
            self.shop.book.write_now(lambda tx, key=key: lanes.append(tx, IN, key[0], key, {"does": does}, self.now))

    def claim(self) -> list[Job]:
        """What a worker would take now."""
        return self.shop.book.write_now(lambda tx: lanes.claim(tx, IN, "w", self.now, LEASE, 9))

    async def work_off(self) -> list[str]:
        """Work on everything that is due now; the keys worked on, in order."""
        before = len(self.runs)
        while held := self.claim():
            for each in held:
                await work_on(self.shop, self.queue, each)
        return self.runs[before:]

    def row(self, key: str) -> Row[Any]:
        """The job of this key."""
        return self.shop.book.read_now(lambda tx: tx.execute(select(job).where(job.c.key == key)).one())

    def marks(self) -> list[str]:
        """What handlers brought about."""
        return self.shop.book.read_now(lambda tx: list(tx.execute(select(deed.c.key).order_by(deed.c.key)).scalars()))

    async def _handle(self, _: Workshop, held: Job) -> Any:
        self.runs.append(held.key)
        does = held.body["does"]
        if does == "fail":
            raise ValueError("as told")
        if does.startswith("later"):
            return Later(30, does.removeprefix("later "))

        def effects(tx: Any) -> None:
            tx.execute(insert(deed).values(key=held.key, at=self.now))
            if does == "fail in the book":
                raise LookupError

        return effects

    def _mourn(self, tx: Any, _: Workshop, dead: Job, now: datetime) -> None:
        tx.execute(insert(deed).values(key=f"mourned {dead.key}", at=now))


@pytest.fixture
def bench(tools: Workshop, book_url: str) -> Iterator[Bench]:
    """A bench on an empty book."""
    book = open_book(book_url)
    made = Bench(tools)
    made.shop = replace(tools, book=book, clock=lambda: made.now)
    yield made
    book.close()


async def test_effects_and_done_are_one(bench: Bench) -> None:
    """A job whose effects fail in the book leaves nothing of them there, and is open still."""
    bench.append("a1", does="fail in the book")
    bench.append("b1")

    await bench.work_off()

    assert bench.marks() == ["b1"]
    assert (bench.row("a1").state, bench.row("a1").error) == (lanes.OPEN, "LookupError")
    assert bench.row("b1").state == lanes.DONE


async def test_errors_put_back_with_growing_pauses_in_order(bench: Bench) -> None:
    """Each failure doubles the pause, the next of the lane waits, and other lanes go on."""
    bench.append("a1", does="fail")
    bench.append("a2", "b1")
    pauses = []

    first = await bench.work_off()
    for _ in range(TRIES - 1):
        due = bench.row("a1").due_at
        pauses.append((due - bench.now).total_seconds())
        bench.now = due - timedelta(microseconds=1)
        assert await bench.work_off() == []
        bench.now = due
        await bench.work_off()

    assert first == ["a1", "b1"]
    assert all(full / 2 <= pause <= full for pause, full in zip(pauses, (1, 2, 4, 8), strict=True))
    assert bench.runs[2:] == ["a1"] * (TRIES - 1) + ["a2"]


async def test_dead_after_the_limit_and_the_lane_goes_on(bench: Bench) -> None:
    """After the last try a job stays in the book with its reason, somebody hears of it, and the next one is done."""
    bench.append("a1", does="fail")
    bench.append("a2")

    for _ in range(TRIES):
        await bench.work_off()
        bench.now += SLOWEST

    assert bench.runs == ["a1"] * TRIES + ["a2"]
    assert (bench.row("a1").state, bench.row("a1").error, bench.row("a1").tries) == (lanes.DEAD, "ValueError", TRIES)
    assert bench.marks() == ["a2", "mourned a1"]


async def test_a_wish_to_wait_is_no_failure(bench: Bench) -> None:
    """A job may ask for later as often as it likes; it keeps its place and is never given up."""
    bench.append("a1", does="later rate_limited")
    bench.append("a2")

    for _ in range(2 * TRIES):
        assert await bench.work_off() == ["a1"]
        bench.now += timedelta(seconds=29)
        assert await bench.work_off() == []
        bench.now += timedelta(seconds=1)

    assert (bench.row("a1").state, bench.row("a1").tries, bench.row("a1").error) == (lanes.OPEN, 0, "rate_limited")


@pytest.mark.parametrize("reason", ["network", "timeout", "provider"])
async def test_trouble_is_a_failure(reason: str, bench: Bench) -> None:
    """A provider that cannot be reached is tried a limited number of times."""
    bench.append("a1", does=f"later {reason}")

    for _ in range(TRIES):
        await bench.work_off()
        bench.now += SLOWEST

    assert (len(bench.runs), bench.row("a1").state, bench.row("a1").error) == (TRIES, lanes.DEAD, reason)


async def test_a_worker_that_lost_its_lease_brings_nothing_about(bench: Bench) -> None:
    """Who was too slow neither marks the job done, nor fails it, nor doubles its effects."""
    bench.append("a1")
    slow = bench.claim()[0]
    bench.now += LEASE

    fast = bench.claim()[0]
    await work_on(bench.shop, bench.queue, slow)
    untouched = (bench.marks(), bench.row("a1").state, bench.row("a1").token == fast.token)
    await work_on(bench.shop, bench.queue, fast)

    assert untouched == ([], lanes.OPEN, True)
    assert bench.marks() == ["a1"]


async def test_the_pump_wakes_works_side_by_side_and_stops(bench: Bench) -> None:
    """Jobs put there while it waits are done at once, the lanes in order; when stopped it finishes what was begun."""
    stopping = asyncio.Event()
    pumping = asyncio.create_task(pump(bench.shop, bench.queue, "w", stopping))

    async with asyncio.timeout(4):  # shorter than the slow look, so it is the bell that wakes
        with bench.shop.book.bell.heard() as bell:
            await asyncio.to_thread(bench.append, *(f"{lane}{n}" for n in range(4) for lane in "abcdefgh"))
            while len(bench.marks()) < 32:
                await bell.wait()
                bell.clear()
        stopping.set()
        await pumping

    for lane in "abcdefgh":
        assert [key for key in bench.runs if key[0] == lane] == [f"{lane}{n}" for n in range(4)]


def test_pauses_double_up_to_the_slowest() -> None:
    """One second, two, four, and so on, each shortened by chance to no less than half, up to the slowest."""
    random.seed(1)

    for tries in range(1, 60):
        full = min(2.0 ** (tries - 1), SLOWEST.total_seconds())
        assert full / 2 <= pause_before(tries, SLOWEST).total_seconds() <= full
    assert len({pause_before(3, SLOWEST) for _ in range(9)}) > 1


async def test_a_message_that_kills_its_worker_again_and_again_is_buried(bench: Bench) -> None:
    """After as many lost leases as it has tries it is not given another worker to kill, and its lane goes on."""
    bench.append("a1", "a2")
    for _ in range(TRIES):
        bench.claim()  # and the worker dies
        bench.now += LEASE + timedelta(seconds=1)

    ran = await bench.work_off()

    assert ran == ["a2"]
    assert bench.row("a1").state == lanes.DEAD
