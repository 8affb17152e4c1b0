"""Figures of cases and of use, on both databases, and that the journal alone gives the public ones again."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from bot.casework.figures import PeriodFault, days, hours_of, quarter, quarter_before, quarter_of
from bot.casework.life import Act
from bot.casework.roles import Sight
from bot.casework.routing import Level, Office
from bot.store import cases, figures, officers, remedies, schema, tallies
from bot.store.book import Book
from bot.store.caselog import logged
from bot.store.journal import CITIZEN, CLOCK, Actor

NATIONAL = Sight(Office("pusat", "", Level.NATIONAL, ""))
PONOROGO = Sight(Office("ponorogo", "", Level.DISTRICT, "35.02"))
MARCH = days("2026-03-01", "2026-03-31")
BEGIN = datetime(2026, 3, 2, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def opened(tx: Connection, number: int, at: datetime, **changes: Any) -> Any:
    """A case opened at a moment."""
    values = {
        "number": f"RNT-26-{number:05d}", "opened_by": f"{number}", "category": "unpaid_wages", "danger": False,
        "reasons": "", "story": "", "country": "TW", "village": "35.02.18.2015", "office": "paringan", "avoids": "",
        "consent": "given", "pin_hash": "", "due_at": at + 24 * HOUR, "finish_at": at + 240 * HOUR,
    }  # fmt: skip
    return cases.open_case(tx, {**values, **changes}, None, at)


def example(tx: Connection) -> None:
    """Five cases: two confirmed, one lapsed, one moved up twice and waiting, one elsewhere that nobody touched."""
    handler = Actor("officer", officers.add(tx, "contoh", "Petugas Contoh", "paringan", "id", "a long password"))
    for number, waited in ((1, 1), (2, 3)):
        case = opened(tx, number, BEGIN)
        cases.act(tx, case, Act.NOTE, handler, BEGIN + HOUR / 2, "a note is no answer")
        case = cases.by_id(tx, case.id)
        case = cases.act(tx, case, Act.TAKE, handler, BEGIN + waited * HOUR)
        case = cases.act(tx, case, Act.RESOLVE, handler, BEGIN + 20 * HOUR)
        end = BEGIN + (20 + 10 * number) * HOUR
        cases.act(tx, case, Act.CONFIRM, CITIZEN, end, closed_at=end, due_at=None)
        remedies.add(tx, case.id, "wages", 2_000_000 * number, "IDR", end)
        cases.tell_more(tx, case, content="good")
    case = opened(tx, 3, BEGIN, village="", danger=True)
    case = cases.act(tx, case, Act.ASK, handler, BEGIN + 5 * HOUR)
    cases.act(tx, case, Act.LAPSE, CLOCK, BEGIN + 300 * HOUR, closed_at=BEGIN + 300 * HOUR, due_at=None)
    case = opened(tx, 4, BEGIN + 24 * HOUR, category="violence")
    case = cases.act(tx, case, Act.MOVE_UP, CLOCK, BEGIN + 50 * HOUR, "untaken", office="ponorogo")
    cases.act(tx, case, Act.MOVE_UP, CLOCK, BEGIN + 80 * HOUR, "unfinished", office="jatim", due_at=BEGIN + 400 * HOUR)
    opened(tx, 5, MARCH.end - HOUR, village="32.12.16.2004", office="kenanga")
    opened(tx, 6, MARCH.end, village="32.12.16.2004", office="kenanga")
    opened(tx, 7, MARCH.start - HOUR / 60, avoids="ponorogo")


def test_periods_are_those_of_jakarta() -> None:
    """A quarter begins at midnight there, and knows its months."""
    first = quarter("2026-1")

    assert first.start == datetime(2025, 12, 31, 17, tzinfo=UTC)
    assert first.end == datetime(2026, 3, 31, 17, tzinfo=UTC)
    assert [each.first.month for each in first.months] == [1, 2, 3]
    assert [each.last for each in days("2026-02-15", "2027-01-02").quarters][:2] == [date(2026, 3, 31), date(2026, 6, 30)]
    assert len(days("2026-02-15", "2027-01-02").years) == 2
    assert quarter_of(first.end) == "2026-2"
    assert quarter_before("2026-1") == "2025-4"


@pytest.mark.parametrize("words", ["2026-5", "2026", "", "0000-1", "9999-4"])
def test_what_is_no_quarter(words: str) -> None:
    """It is refused with how one is written."""
    with pytest.raises(PeriodFault, match="2026-1"):
        quarter(words)


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-02-02", "2026-02-01"), ("2026-02-30", "2026-03-01"), ("", ""), ("0001-01-01", "9999-12-31")],
)
def test_what_is_no_period(first: str, last: str) -> None:
    """It ends before it begins, names a day that is not there, or is longer than anybody evaluates."""
    with pytest.raises(PeriodFault):
        days(first, last)


@pytest.mark.parametrize(
    ("hours", "half", "most"),
    [((), None, None), ((3,), 3.0, 3.0), ((1, 3), 2.0, 2.8), ((5, 1, 2, 3, 4), 3.0, 4.6)],
)
def test_shares_of_waiting(hours: tuple[int, ...], half: float | None, most: float | None) -> None:
    """The half and nine tenths lie between the two nearest, whatever their order."""
    spans = [each * HOUR for each in hours]

    assert (hours_of(spans, 0.5), hours_of(spans, 0.9)) == (half, most)


def test_what_is_read(book: Book) -> None:
    """Each figure counts what it says, in the period and in the area only."""
    book.write_now(example)
    now = BEGIN + 100 * HOUR

    def read(tx: Connection) -> dict[str, Any]:
        return {
            "opened": Counter((row.category, row.village[:5]) for row in figures.opened(tx, NATIONAL, MARCH)),
            "near": len(figures.opened(tx, PONOROGO, MARCH)),
            "avoided": len(figures.opened(tx, PONOROGO, days("2026-02-01", "2026-02-28"))),
            "known": len(figures.opened(tx, NATIONAL, days("2026-02-01", "2026-02-28"))),
            "touched": [(row.at - row.opened_at) / HOUR for row in figures.touched(tx, NATIONAL, MARCH)],
            "ended": [(row.state, row.content, (row.closed_at - row.opened_at) / HOUR)
                      for row in figures.ended(tx, NATIONAL, MARCH)],
            "late": [(bool(row.late_step), bool(row.late_end)) for row in figures.running(tx, PONOROGO, now)],
            "moved": Counter(row.why for row in figures.moved_up(tx, PONOROGO, MARCH)),
            "received": sum(row.amount for row in figures.received(tx, PONOROGO, MARCH) if row.currency == "IDR"),
            "elsewhere": len(figures.received(tx, Sight(Office("kenanga", "", Level.VILLAGE, "32.12.16.2004")), MARCH)),
        }  # fmt: skip

    assert book.read_now(read) == {
        "opened": Counter({("unpaid_wages", "35.02"): 2, ("unpaid_wages", ""): 1, ("violence", "35.02"): 1,
                           ("unpaid_wages", "32.12"): 1}),
        "near": 3,
        "avoided": 0,
        "known": 1,
        "touched": [1.0, 3.0, 5.0],
        "ended": [("closed_confirmed", "good", 30), ("closed_confirmed", "good", 40), ("closed_unconfirmed", "", 300)],
        "late": [(False, False)],
        "moved": Counter({"untaken": 1, "unfinished": 1}),
        "received": 6_000_000,
        "elsewhere": 0,
    }  # fmt: skip


def test_what_is_late_is_late_now(book: Book) -> None:
    """The date of the next step and that of the end, which stands still while a case is put off."""
    book.write_now(example)
    now = BEGIN + 500 * HOUR

    def late(tx: Connection) -> list[tuple[bool, bool]]:
        return [(bool(row.late_step), bool(row.late_end)) for row in figures.running(tx, PONOROGO, now)]

    assert book.read_now(late) == [(True, True)]
    book.write_now(
        lambda tx: tx.execute(update(schema.case).where(schema.case.c.category == "violence").values(paused_at=now))
    )
    assert book.read_now(late) == [(True, False)]


def test_public_figures_come_again_from_the_journal_alone(book: Book) -> None:
    """Reports that came in, first responses, ends and moves are the same when only the journal is read (U31-e)."""
    book.write_now(example)
    rows = book.read_now(lambda tx: tx.execute(select(schema.journal).order_by(schema.journal.c.id)).all())
    mine = [row for row in rows if row.act == Act.OPEN and MARCH.holds(row.at)]
    begun = {row.case_id: row.at for row in rows if row.act == Act.OPEN}
    first = {row.case_id: row.at for row in reversed(rows) if row.actor == "officer" and row.act in figures.TOUCHES}
    last = {row.case_id: row for row in rows}
    ended = [row for row in last.values() if row.act in {Act.CONFIRM, Act.LAPSE, Act.WITHDRAW} and MARCH.holds(row.at)]
    touches = [first[row.case_id] - row.at for row in mine if row.case_id in first]
    moves = Counter(row.text for row in rows if row.act == Act.MOVE_UP and MARCH.holds(row.at))

    def spans(found: Sequence[Any], after: str) -> list[timedelta]:
        return [getattr(row, after) - row.opened_at for row in found]

    def read(tx: Connection) -> tuple[Any, ...]:
        closed = figures.ended(tx, NATIONAL, MARCH)
        return (
            len(figures.opened(tx, NATIONAL, MARCH)), spans(figures.touched(tx, NATIONAL, MARCH), "at"),
            sorted((row.state, row.closed_at - row.opened_at) for row in closed),
            Counter(row.why for row in figures.moved_up(tx, NATIONAL, MARCH)),
        )  # fmt: skip

    again = (len(mine), touches, sorted((row.state, row.at - begun[row.case_id]) for row in ended), moves)
    assert book.read_now(read) == again


def test_the_log_of_cases(book: Book) -> None:
    """Each case of the period once, with what was received and how often it went up, and no word of its story."""
    book.write_now(example)
    rows = book.read_now(lambda tx: list(logged(tx, PONOROGO, MARCH)))

    assert [(row.number, row.moved, received) for row, received in rows] == [
        ("RNT-26-00001", 0, {("wages", "IDR"): 2_000_000}),
        ("RNT-26-00002", 0, {("wages", "IDR"): 4_000_000}),
        ("RNT-26-00004", 2, {}),
    ]
    assert [row.touched_at for row, _ in rows] == [BEGIN + HOUR, BEGIN + 3 * HOUR, None]
    assert not {"story", "reasons", "details", "pin_hash"} & set(rows[0][0]._fields)


def test_questions_of_a_period(book: Book) -> None:
    """Those that came and those that were closed in it, whenever the other was."""
    before, after = MARCH.start - HOUR, MARCH.end + HOUR
    moments = [(before, None), (before, BEGIN), (BEGIN, None), (BEGIN, after), (after, None)]
    rows = [{"at": at, "closed_at": closed, "language": "id", "text": "?"} for at, closed in moments]
    book.write_now(lambda tx: tx.execute(insert(schema.question), rows))
    found = book.read_now(lambda tx: figures.questions(tx, MARCH))

    assert [(row.at, row.closed_at) for row in found] == [moments[1], moments[2], moments[3]]


def test_tallies_add_up(book: Book) -> None:
    """The same thing on the same day in the same language is one row that grows."""
    for day, what, language in ((31, "flow:status", "id"), (31, "flow:status", "id"), (1, "flow:status", "jv")):
        book.write_now(lambda tx, d=day, w=what, s=language: tallies.add(tx, date(2026, 3, d), w, s))
    book.write_now(lambda tx: tallies.add(tx, date(2026, 4, 1), "flow:status", "id"))

    assert book.read_now(lambda tx: list(tallies.sums(tx, MARCH))) == [("flow:status", "id", 2), ("flow:status", "jv", 1)]
