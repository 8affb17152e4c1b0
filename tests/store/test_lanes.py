"""Lanes: order, leases, the fence, and what puts a job back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select

from bot.store import lanes
from bot.store.book import Book
from bot.store.lanes import IN, OUT, TIMER, Job, LeaseLost
from bot.store.schema import job

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=60)


def test_a_lane_keeps_its_order(book: Book) -> None:
    """The second job of a lane is not given out before the first is done."""
    _append(book, "a1", "a2")

    first = _claim(book)
    meanwhile = _claim(book)
    _finish(book, first[0])
    second = _claim(book)

    assert [_keys(first), _keys(meanwhile), _keys(second)] == [["a1"], [], ["a2"]]


def test_lanes_run_side_by_side(book: Book) -> None:
    """The heads of all lanes are given out together, the oldest first, no more than asked for."""
    _append(book, "a1", "a2", "b1", "c1")

    assert _keys(_claim(book, at_most=2)) == ["a1", "b1"]
    assert _keys(_claim(book)) == ["c1"]


def test_queues_do_not_hold_each_other_up(book: Book) -> None:
    """A waiting message of a lane does not stop what is to be said in the lane of the same name."""
    _append(book, "a1")
    book.write_now(lambda tx: lanes.append(tx, OUT, "a", "a1", {}, NOW))

    assert _keys(_claim(book, queue=OUT)) == ["a1"]


def test_a_duplicate_key_is_dropped(book: Book) -> None:
    """The copy of a job is not put there, neither while the first is open nor after it is done."""
    again = [_append(book, "a1")[0], _append(book, "a1")[0]]
    _finish(book, _claim(book)[0])
    again += _append(book, "a1")

    assert again == [True, False, False]
    assert [row.state for row in _rows(book)] == [lanes.DONE]


def test_a_job_waits_until_it_is_due(book: Book) -> None:
    """A job of the future is not given out, and the next due time says when to look again."""
    due = NOW + timedelta(hours=1)
    book.write_now(lambda tx: lanes.append(tx, IN, "a", "a1", {}, due))

    assert _claim(book) == []
    assert book.read_now(lambda tx: lanes.next_due(tx, IN, NOW)) == due
    assert book.read_now(lambda tx: lanes.next_due(tx, OUT, NOW)) is None
    assert _keys(_claim(book, now=due)) == ["a1"]


def test_an_expired_lease_is_taken_again(book: Book) -> None:
    """Nobody else gets a job while its lease lasts; from its end on the next worker does, as a further try."""
    _append(book, "a1")
    first = _claim(book)[0]

    assert _claim(book, now=NOW + LEASE - SECOND) == []
    second = _claim(book, now=NOW + LEASE)[0]
    assert (first.tries, second.tries) == (1, 2)
    assert first.token != second.token


def test_who_lost_the_lease_cannot_commit(book: Book) -> None:
    """What the slow worker wanted to bring about is rolled back with its "done"."""
    _append(book, "a1")
    slow = _claim(book)[0]
    fast = _claim(book, now=NOW + LEASE)[0]

    def deed(tx: Any) -> None:
        lanes.append(tx, OUT, "a", "said by the slow one", {}, NOW)
        lanes.finish(tx, slow, NOW)

    with pytest.raises(LeaseLost):
        book.write_now(deed)
    with pytest.raises(LeaseLost):
        book.write_now(lambda tx: lanes.put_back(tx, slow, NOW, "late", counted=True))
    with pytest.raises(LeaseLost):
        book.write_now(lambda tx: lanes.bury(tx, slow, "late", NOW))
    _finish(book, fast)

    assert [(row.key, row.state) for row in _rows(book)] == [("a1", lanes.DONE)]


def test_a_job_is_finished_once(book: Book) -> None:
    """The same token finishes a job once: a second commit of the same run would do its effects twice."""
    _append(book, "a1")
    held = _claim(book)[0]
    _finish(book, held)

    with pytest.raises(LeaseLost):
        _finish(book, held)


@pytest.mark.parametrize(("counted", "tries"), [(False, 1), (True, 2)])
def test_put_back_counts_failures_only(book: Book, tries: int, *, counted: bool) -> None:
    """A wish to wait is no failure; the job keeps its place at the head of the lane and waits until it is due."""
    _append(book, "a1", "a2")
    held, due = _claim(book)[0], NOW + timedelta(seconds=30)

    book.write_now(lambda tx: lanes.put_back(tx, held, due, "rate_limited", counted=counted))

    assert _claim(book) == []
    again = _claim(book, now=due)
    assert [(each.key, each.tries) for each in again] == [("a1", tries)]


def test_a_dead_job_lets_the_next_one_go_on(book: Book) -> None:
    """A buried job stays in the book with its reason, and its lane goes on."""
    _append(book, "a1", "a2")
    held = _claim(book)[0]

    book.write_now(lambda tx: lanes.bury(tx, held, "ValueError", NOW))

    assert _keys(_claim(book)) == ["a2"]
    assert next((row.key, row.state, row.error) for row in _rows(book)) == ("a1", lanes.DEAD, "ValueError")
    assert book.read_now(lanes.counts)[IN, "dead"] == 1


def test_hurry_makes_a_lane_due_at_once(book: Book) -> None:
    """What waits in the lane is due now, what waits elsewhere is not."""
    later = NOW + timedelta(hours=1)
    for lane in ("a", "b"):
        book.write_now(lambda tx, lane=lane: lanes.append(tx, IN, lane, f"{lane}1", {}, later))

    book.write_now(lambda tx: lanes.hurry(tx, IN, "a", NOW))

    assert _keys(_claim(book)) == ["a1"]


def test_hurry_reaches_a_job_that_is_being_worked_on(book: Book) -> None:
    """A job that only wants to wait, but was hurried meanwhile, is not put back into the far future."""
    _append(book, "a1")
    held, hurried = _claim(book)[0], NOW + SECOND
    book.write_now(lambda tx: lanes.hurry(tx, IN, "a", hurried))

    book.write_now(lambda tx: lanes.put_back(tx, held, NOW + timedelta(hours=1), "window", counted=False))

    assert _keys(_claim(book, now=hurried)) == ["a1"]


def test_what_follows_is_finished_together(book: Book) -> None:
    """The jobs behind a held one are seen in order and can be finished with it, those of other lanes stay."""
    _append(book, "a1", "a2", "b1", "a3", "a4")
    held = _claim(book, at_most=1)[0]

    behind = book.read_now(lambda tx: lanes.following(tx, held, 2))
    book.write_now(lambda tx: lanes.finish_behind(tx, behind, NOW))
    _finish(book, held)

    assert _keys(behind) == ["a2", "a3"]
    assert _keys(_claim(book)) == ["b1", "a4"]


def test_drop_closes_a_lane(book: Book) -> None:
    """The timers of a case that was taken never ring, those of another case do."""
    for lane in ("case:1", "case:2"):
        book.write_now(lambda tx, lane=lane: lanes.append(tx, TIMER, lane, lane, {}, NOW))

    book.write_now(lambda tx: lanes.drop(tx, TIMER, "case:1", NOW))

    assert _keys(_claim(book, queue=TIMER)) == ["case:2"]


def test_leases_of_a_killed_worker_are_freed(book: Book) -> None:
    """A worker that starts again frees what it held under its name, not what others hold; None frees all."""
    _append(book, "a1", "b1")
    _claim(book, at_most=1, worker="killed")
    _claim(book, at_most=1, worker="alive")

    book.write_now(lambda tx: lanes.free_leases(tx, "killed"))
    freed = _keys(_claim(book, worker="killed"))
    book.write_now(lambda tx: lanes.free_leases(tx, None))

    assert freed == ["a1"]
    assert _keys(_claim(book)) == ["a1", "b1"]


def test_prune_keeps_the_dead_and_the_young(book: Book) -> None:
    """Only what was done long ago is deleted; the dead stay until a person has looked."""
    _append(book, "a1", "b1", "c1", "d1")
    old, dead, young, _ = _claim(book)
    _finish(book, old)
    book.write_now(lambda tx: lanes.bury(tx, dead, "ValueError", NOW))
    book.write_now(lambda tx: lanes.finish(tx, young, NOW + timedelta(days=2)))

    assert book.write_now(lambda tx: lanes.prune(tx, NOW + timedelta(days=1))) == 1
    assert [row.key for row in _rows(book)] == ["b1", "c1", "d1"]


def _append(book: Book, *keys: str) -> list[bool]:
    """Put jobs into the inbox, each into the lane named by the first letter of its key."""
    return [book.write_now(lambda tx, key=key: lanes.append(tx, IN, key[0], key, {}, NOW)) for key in keys]


def _claim(book: Book, queue: str = IN, worker: str = "w", now: datetime = NOW, at_most: int = 9) -> list[Job]:
    return book.write_now(lambda tx: lanes.claim(tx, queue, worker, now, LEASE, at_most))


def _finish(book: Book, held: Job) -> None:
    book.write_now(lambda tx: lanes.finish(tx, held, NOW))


def _keys(jobs: list[Job]) -> list[str]:
    return [each.key for each in jobs]


def _rows(book: Book) -> list[Row[Any]]:
    return book.read_now(lambda tx: list(tx.execute(select(job).order_by(job.c.id)).all()))
