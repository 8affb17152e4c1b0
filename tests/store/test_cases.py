"""Cases: the version, who sees what, the numbers; and the tables themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Row, text

from bot.casework.life import Act, ActRefused, State
from bot.casework.roles import Sight
from bot.casework.routing import Level, Office
from bot.store import cases, journal, listing, talks
from bot.store.book import Book
from bot.store.cases import CaseChanged
from bot.store.journal import CITIZEN, CLOCK, Actor
from bot.store.schema import metadata
from bot.store.search import OWN_INDEX
from bot.store.upgrade import is_current, upgrade
from bot.store.wanted import Wanted

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
VILLAGE = Office("paringan", "", Level.VILLAGE, "35.02.18.2015")
DISTRICT = Office("ponorogo", "", Level.DISTRICT, "35.02")
PROVINCE = Office("jatim", "", Level.PROVINCE, "35")
NATIONAL = Office("pusat", "", Level.NATIONAL, "")
ELSEWHERE = Office("kenanga", "", Level.VILLAGE, "32.12.16.2004")
OFFICES = (VILLAGE, DISTRICT, PROVINCE, NATIONAL, ELSEWHERE)
SEEN = {  # village, office of the case -> who sees it
    ("35.02.18.2015", "paringan"): {"paringan", "ponorogo", "jatim", "pusat"},
    ("35.02.18.2015", "pusat"): {"paringan", "ponorogo", "jatim", "pusat"},
    ("35.02.18.2015", "kenanga"): {"paringan", "ponorogo", "jatim", "pusat", "kenanga"},
    ("35.02.18.2016", "ponorogo"): {"ponorogo", "jatim", "pusat"},
    ("35.021.18.201", "jatim"): {"jatim", "pusat"},
    ("35.03.01.2001", "jatim"): {"jatim", "pusat"},
    ("35.02", "ponorogo"): {"ponorogo", "jatim", "pusat"},
    ("350.2.18.201", "pusat"): {"pusat"},
    ("36.01.01.2001", "pusat"): {"pusat"},
    ("32.12.16.2004", "paringan"): {"paringan", "kenanga", "pusat"},
    ("", "pusat"): {"pusat"},
    ("", "ponorogo"): {"ponorogo", "pusat"},
}


def test_the_second_act_on_a_seen_case_is_refused(book: Book) -> None:
    """Two officers look at a case and both act; the second must look again, and nothing of the act is written."""
    seen = _open(book)

    taken = book.write_now(lambda tx: cases.act(tx, seen, Act.TAKE, CLOCK, NOW))
    with pytest.raises(CaseChanged):
        book.write_now(lambda tx: cases.act(tx, seen, Act.RESOLVE, CLOCK, NOW))

    assert (taken.state, taken.version) == (State.TAKEN, seen.version + 1)
    assert _journal(book, seen) == [("open", "new"), ("take", "taken")]
    assert book.write_now(lambda tx: cases.act(tx, taken, Act.RESOLVE, CLOCK, NOW)).version == seen.version + 2


def test_of_many_at_once_one_acts(book: Book) -> None:
    """Of officers who take a case in the same moment one has it."""
    seen = _open(book)

    def take(number: int) -> str:
        try:
            book.write_now(lambda tx: cases.act(tx, seen, Act.TAKE, CLOCK, NOW, str(number)))
        except CaseChanged:
            return "refused"
        return "taken"

    with ThreadPoolExecutor(6) as pool:
        ends = sorted(pool.map(take, range(6)))

    assert ends == ["refused"] * 5 + ["taken"]
    assert _journal(book, seen) == [("open", "new"), ("take", "taken")]


def test_an_act_the_table_forbids_is_refused(book: Book) -> None:
    """Nobody confirms a case that was not resolved, and the case stays as it was."""
    seen = _open(book)

    with pytest.raises(ActRefused):
        book.write_now(lambda tx: cases.act(tx, seen, Act.CONFIRM, CITIZEN, NOW))
    assert book.read_now(lambda tx: cases.by_id(tx, seen.id)) == seen


def test_the_journal_needs_an_officer_who_exists(book: Book) -> None:
    """A row of the journal names a real officer or none; SQLite too holds to that."""
    seen = _open(book)

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        book.write_now(lambda tx: cases.act(tx, seen, Act.TAKE, Actor("officer", 99), NOW))


@pytest.mark.parametrize(("village", "office"), SEEN, ids=str)
def test_who_sees_a_case(village: str, office: str, book: Book) -> None:
    """An office sees what is its own or lies in its area, by whole parts of the code, through every door alike."""
    case = _open(book, village=village, office=office)
    evidence = book.write_now(lambda tx: _with_evidence(tx, case.id))

    def sees(tx: Connection, each: Office) -> set[bool]:
        return {
            cases.visible_to(tx, Sight(each), case.number) is not None,
            bool(listing.page(tx, Sight(each), Wanted()).rows),
            listing.count(tx, Sight(each), Wanted()) == 1,
            cases.evidence_visible_to(tx, Sight(each), evidence) is not None,
        }

    found = {each.name: book.read_now(lambda tx, each=each: sees(tx, each)) for each in OFFICES}

    assert found == {each.name: {each.name in SEEN[village, office]} for each in OFFICES}


def test_a_list_shows_danger_first_then_the_deadline(book: Book) -> None:
    """The most urgent stands on top; what has ended stands in a list of its own, newest first."""
    later, sooner = NOW.replace(day=9), NOW.replace(day=5)
    numbers = [_open(book, danger=danger, due_at=due).number for danger, due in ((0, later), (0, sooner), (1, later))]
    for number in ("ended one", "ended two"):
        _open(book, number=number, state_after=State.WITHDRAWN)

    def listed(wanted: Wanted) -> list[str]:
        return book.read_now(lambda tx: [row.number for row in listing.page(tx, Sight(NATIONAL), wanted).rows])

    shown, ended = listed(Wanted()), listed(Wanted("ended"))

    assert shown == [numbers[2], numbers[1], numbers[0]]
    assert ended == ["ended two", "ended one"]
    assert book.read_now(lambda tx: listing.count(tx, Sight(NATIONAL), Wanted())) == 3


def test_numbers_of_a_year_have_no_gaps(book: Book) -> None:
    """Cases opened at once are numbered 1, 2, 3 in each year; one that came to nothing leaves no gap."""

    def number(of: int) -> int:
        def deed(tx: Connection) -> int:
            given = cases.next_sequence(tx, 2026 + of % 2)
            if of % 5 == 0:
                raise InterruptedError
            return given

        try:
            return book.write_now(deed)
        except InterruptedError:
            return 0

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(number, range(40)))

    for odd in (0, 1):
        assert sorted(filter(None, given[odd::2])) == list(range(1, 17))


def test_a_case_is_opened_once_by_a_message(book: Book) -> None:
    """A second case with the same opening key is refused by the book itself."""
    _open(book, number="one", opened_by="con:1:file:0")

    with pytest.raises(Exception, match=r"(?i)unique"):
        _open(book, number="two", opened_by="con:1:file:0")


def test_the_same_evidence_is_kept_once(book: Book) -> None:
    """Evidence given again, in whatever order its details are written, is not doubled; other evidence is added."""
    case = _open(book)
    lines = ('{"kind": "note", "a": "1", "b": "2"}', '{"b": "2", "a": "1", "kind": "note"}', '{"kind": "note", "a": "2"}')

    for line in lines:
        book.write_now(lambda tx, line=line: cases.keep_evidence(tx, case.id, [line], NOW))

    kept = book.read_now(lambda tx: cases.evidence_of(tx, case.id))
    assert [row.details for row in kept] == [{"a": "1", "b": "2"}, {"a": "2"}]


def test_upgrade_from_nothing_and_again(bare_url: str) -> None:
    """An empty book gets its tables; a second upgrade finds nothing to do and loses nothing."""
    book = Book(bare_url)
    before = book.read_now(is_current)
    upgrade(book.engine)
    case = _open(book)

    upgrade(book.engine)

    assert (before, book.read_now(is_current)) == (False, True)
    assert book.read_now(lambda tx: cases.by_id(tx, case.id)) == case
    book.close()


def test_migrations_bring_about_the_tables_we_use(book: Book) -> None:
    """The sum of the migrations is the schema of the code: tables, columns, types, indexes, unique keys."""
    options = {"compare_type": True, "compare_server_default": not book.sqlite, "include_name": _of_the_schema}
    with book.engine.connect() as tx:
        context = MigrationContext.configure(tx, opts=options)
        differences = compare_metadata(context, metadata)

    assert differences == []


@pytest.mark.parametrize("bare_url", ["postgresql"], indirect=True)
def test_processes_that_start_together_upgrade_once(bare_url: str) -> None:
    """Several processes may open an empty PostgreSQL book in the same moment."""
    books = [Book(bare_url) for _ in range(3)]

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda book: upgrade(book.engine), books))

    assert [book.read_now(is_current) for book in books] == [True] * 3
    for book in books:
        book.close()


def _open(book: Book, state_after: State | None = None, **values: Any) -> Row[Any]:
    """A case, with a number of its own unless one is given."""

    def deed(tx: Connection) -> Row[Any]:
        number = f"26-{cases.next_sequence(tx, 2026):06d}"
        row = {
            "number": number, "opened_by": values.get("number", number), "category": "other", "danger": False,
            "reasons": "", "story": "", "country": "", "village": "", "office": "pusat", "consent": "given",
            "due_at": NOW, "pin_hash": "", **values,
        }  # fmt: skip
        row["danger"] = bool(row["danger"])
        case = cases.open_case(tx, row, talks.talk_of(tx, "console", "1"), NOW)
        if state_after:
            tx.execute(text("update case_file set state = :state where id = :id"), {"state": state_after, "id": case.id})
        return case

    return book.write_now(deed)


def _with_evidence(tx: Connection, case_id: int) -> int:
    cases.keep_evidence(tx, case_id, ['{"kind": "note"}'], NOW)
    return int(cases.evidence_of(tx, case_id)[0].id)


def _journal(book: Book, case: Row[Any]) -> list[tuple[str, str]]:
    return [(row.act, row.state) for row in book.read_now(lambda tx: journal.timeline(tx, case.id))]


def _of_the_schema(name: str | None, kind: str, parents: object) -> bool:
    """Whether a table or index is one of the schema; those of the full text are each database's own."""
    del kind, parents
    return not (name or "").startswith(OWN_INDEX)
