"""The journal is a chain: whatever is changed, removed or slipped in behind our back is found and named."""

import re
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from bot import proofs
from bot.app import open_book
from bot.casework.life import Act, State
from bot.dialogue.receipt import case_number
from bot.store import cases, journal, officers, talks
from bot.store.book import Book
from bot.store.journal import CITIZEN, CLOCK
from bot.store.upgrade import downgrade, upgrade

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
FIRST, SECOND = case_number(2026, 1), case_number(2026, 2)

# What somebody with the keys of the database does, and what is then said.
CRIMES = {
    "a word changed": ("update journal set text = 'x' where number = 2 and case_id = 1", [f"case {FIRST}: row 2 is not"]),
    "a time changed": ("update journal set at = '2020-01-01 00:00:00' where number = 3 and case_id = 1", ["row 3 is not"]),
    "an actor changed": ("update journal set actor = 'citizen' where number = 2 and case_id = 1", ["row 2 is not"]),
    "a row removed": ("delete from journal where number = 2 and case_id = 1", [f"case {FIRST}: row 2 is missing"]),
    "the tail cut off": ("delete from journal where number > 1 and case_id = 1", [f"case {FIRST}: the rows after row 1"]),
    "a row slipped in": (
        (
            "insert into journal (case_id, at, act, actor, text, state, number, hash)"
            " select case_id, at, act, actor, text, state, 4, hash from journal where number = 3 and case_id = 1"
        ),
        [f"case {FIRST}: row 4 is not as it was written", "row 4 is not the last"],
    ),
    "rows exchanged": (
        (
            "update journal set number = 12 - number where case_id = 2 and number in (2, 3);"
            " update journal set number = number - 7 where case_id = 2 and number > 3"
        ),
        [f"case {SECOND}: row 2 is missing"],
    ),
    "a case removed": (
        "delete from journal where case_id = 2; delete from follower where case_id = 2; delete from case_file where id = 2",
        [f"case {SECOND} was opened and is not in the book"],
    ),
}


@pytest.mark.parametrize("crime", CRIMES)
def test_what_was_done_to_it_is_named(crime: str, book: Book) -> None:
    """U31-a: nobody changes what was written without it being seen."""
    _two_cases(book)
    clean = book.read_now(journal.verify)
    statements, said = CRIMES[crime]

    book.write_now(lambda tx: [tx.execute(text(each)) for each in statements.split(";")])
    proof = book.read_now(journal.verify)

    assert (clean.faults, clean.rows) == ([], 6)
    assert proof.faults
    for each in said:
        assert any(each in fault for fault in proof.faults), proof.faults


def test_a_journal_written_anew_has_another_digest(book: Book) -> None:
    """Whoever writes all rows anew cannot reach the digest somebody has noted; more rows do not change it."""
    _two_cases(book)
    noted = book.read_now(journal.verify)

    more = book.write_now(lambda tx: _act(tx, 1, Act.NOTE, "lagi") and journal.verify(tx, noted.rows))
    book.write_now(lambda tx: tx.execute(text("delete from journal where case_id = 1")))
    book.write_now(lambda tx: tx.execute(text("update case_file set journal_rows = 0, journal_hash = '' where id = 1")))
    book.write_now(lambda tx: [_act(tx, 1, Act.NOTE, "palsu") for _ in range(4)])
    anew = book.read_now(journal.verify)

    assert more.digest == noted.digest
    assert anew.faults == []
    assert anew.digest != noted.digest


def test_reading_is_written_down_once_an_hour(book: Book) -> None:
    """U31-a: the reporter can be told who opened their case, and when."""
    case = _two_cases(book)
    officer_id = book.write_now(lambda tx: officers.add(tx, "sari", "Petugas", "paringan", "id", "x" * 12))

    for minutes in (0, 10, 59, 61):
        book.write_now(
            lambda tx, at=NOW + timedelta(minutes=minutes): journal.note_read(tx, case, officer_id, State.NEW, at)
        )
    rows = book.read_now(lambda tx: journal.timeline(tx, case))

    assert [(row.act, row.officer_name, row.at) for row in rows if row.act == Act.READ] == [
        ("read", "Petugas", NOW),
        ("read", "Petugas", NOW + timedelta(minutes=61)),
    ]


def test_the_command_that_verifies(book_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It ends with 1 when a row is not as it was written, and with a digest to note."""
    book = open_book(book_url)
    _two_cases(book)
    book.close()

    clean = proofs.verify(book_url, None, sys.stdout)
    said = capsys.readouterr().out
    book = open_book(book_url)
    book.write_now(lambda tx: tx.execute(text("update journal set text = 'x' where number = 2 and case_id = 1")))
    book.close()

    assert (clean, proofs.verify(book_url, None, sys.stdout)) == (0, 1)
    assert re.match(r"6 rows, 0 fault\(s\)\ndigest [0-9a-f]{64}\n.*--rows 6\n", said)


def test_rows_from_before_the_chain_are_chained(book: Book) -> None:
    """A book of an older version is chained when it is brought up to date."""
    _two_cases(book)

    with book.engine.begin() as tx:
        downgrade(tx, "0002")
    upgrade(book.engine)

    proof = book.read_now(journal.verify)
    assert (proof.rows, proof.faults) == (6, [])


def _two_cases(book: Book) -> int:
    def deed(tx: Connection) -> int:
        talk_id = talks.talk_of(tx, "console", "1")
        for _ in range(2):
            number = case_number(2026, cases.next_sequence(tx, 2026))
            values = {
                "number": number, "opened_by": number, "category": "other", "danger": False, "reasons": "", "story": "",
                "country": "", "village": "", "office": "pusat", "consent": "given", "pin_hash": "",
            }  # fmt: skip
            opened = cases.open_case(tx, values, talk_id, NOW)
            cases.act(tx, opened, Act.TAKE, CLOCK, NOW)
            _act(tx, opened.id, Act.NOTE, "catatan")
        return 1

    return book.write_now(deed)


def _act(tx: Connection, case_id: int, act: Act, words: str) -> bool:
    journal.write(tx, case_id, act, CITIZEN, words, State.TAKEN, NOW)
    return True
