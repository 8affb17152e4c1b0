"""Lists and searches: what they find, in which order, page by page, and never more than an officer may see."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text, update

from bot.casework.life import ENDED, State
from bot.casework.marks import Mark
from bot.casework.roles import Role, Sight
from bot.casework.routing import Level, Office
from bot.store import cases, listing, marks, officers, schema, search, watches
from bot.store.book import Book
from bot.store.case_indexes import ENDED_WORDS
from bot.store.listing import WrongPage
from bot.store.search import Asked, By
from bot.store.upgrade import downgrade, upgrade
from bot.store.wanted import Wanted

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
HERE, THERE = "35.02.18.2015", "32.12.16.2004"
VILLAGE = Office("paringan", "", Level.VILLAGE, HERE)
DISTRICT = Office("ponorogo", "", Level.DISTRICT, "35.02")
PROVINCE = Office("jatim", "", Level.PROVINCE, "35")
NATIONAL = Office("pusat", "", Level.NATIONAL, "")
ELSEWHERE = Office("kenanga", "", Level.VILLAGE, THERE)
Open = Callable[..., Any]


@pytest.fixture
def opened(book: Book) -> Open:
    """Opens a case in the village with these values; the number is made of how many there are."""

    def open_one(number: str = "", opened_at: datetime = NOW, **values: Any) -> Any:
        def deed(tx: Connection) -> Any:
            made = number or f"26-{cases.next_sequence(tx, 2026):06d}-0"
            later = {name: values.pop(name) for name in ("state", "officer_id", "proposed_by") if name in values}
            row = {
                "number": made, "opened_by": made, "category": "other", "danger": False, "reasons": "", "story": "",
                "country": "", "village": HERE, "office": "paringan", "consent": "given", "due_at": NOW, "pin_hash": "",
                **values,
            }  # fmt: skip
            case = cases.open_case(tx, row, None, opened_at)
            tx.execute(update(schema.case).where(schema.case.c.id == case.id).values(number=made, **later))
            return cases.by_id(tx, case.id)

        return book.write_now(deed)

    return open_one


def found(
    book: Book, words: str, office: Office = NATIONAL, hidden: frozenset[str] = frozenset(), **more: Any
) -> list[int]:
    """The ids a search gives an officer of an office."""
    wanted = Wanted("any", asked=search.read(words), **more)
    return [row.id for row in book.read_now(lambda tx: listing.page(tx, Sight(office, hidden), wanted)).rows]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("26-000042-9", (Asked(By.NUMBER, "26-000042-9"),)),
        ("nomor 26 000042 9", (Asked(By.NUMBER, "26-000042-9"),)),
        ("0042-9", (Asked(By.TAIL, "00429"), Asked(By.WORDS, "0042 9"))),
        ("0811-0000-001", (Asked(By.PHONE, "628110000001"),)),
        ("+62 811 0000 001", (Asked(By.PHONE, "628110000001"),)),
        ("PT. Contoh Jaya", (Asked(By.AGENCY, "contoh jaya"), Asked(By.WORDS, "pt contoh jaya"))),
        ("Gaji, paspor!", (Asked(By.AGENCY, "gaji, paspor!"), Asked(By.WORDS, "gaji paspor"))),
        ("pasp* di*", (Asked(By.AGENCY, "pasp* di*"), Asked(By.WORDS, "pasp* di"))),
        ("  \x00 ", ()),
        ("?!", ()),
    ],
)
def test_how_typed_words_are_meant(typed: str, meant: tuple[Asked, ...]) -> None:
    """Numbers, telephones and agencies are known by their form; all else is words, of which a star shortens long ones."""
    assert search.read(typed) == meant


def test_words_are_found_in_the_story_and_the_answers(book: Book, opened: Open) -> None:
    """Any order, capitals, signs and endings; all words must be there, and names of the questions are no words."""
    case = opened(story="Majikan.menahan PASPORNYA, gaji/lembur belum dibayar", details={"employer": "Contoh Jaya"})
    opened(story="cerita lain")

    hits = ("paspor", "gaji majikan", "lembur", "JAYA contoh", "menahan dibayar", "gaj* dibay*")
    assert {words: found(book, words) for words in hits} == {words: [case.id] for words in hits}
    assert {words: found(book, words) for words in ("employer", "paspor hilang", "aspor", "other", "paringan")} == {
        "employer": [], "paspor hilang": [], "aspor": [], "other": [], "paringan": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "words", ['"', "'", "gaji'); --", "NEAR(gaji", "a* OR b", "words : x", "gaji & !x", "\\", "%", "🙂", "x" * 500]
)
def test_no_word_is_a_command(book: Book, opened: Open, words: str) -> None:
    """Whatever is typed is looked for as it is, and nothing breaks."""
    opened(story="cerita")

    assert found(book, words) == []


def test_the_full_text_follows_the_case(book: Book, opened: Open) -> None:
    """What is added later is found, what was overwritten is not, and a case handed on is found where it is then."""
    case = opened(story="awal", details={"employer": "lama"}, village="", office="pusat")
    book.write_now(lambda tx: cases.tell_more(tx, case, employer="baru", papers="kontrak"))

    assert (found(book, "baru kontrak awal"), found(book, "lama")) == ([case.id], [])
    assert found(book, "awal", DISTRICT) == []
    book.write_now(lambda tx: tx.execute(text("update case_file set office = 'ponorogo'")))
    assert found(book, "awal", DISTRICT) == [case.id]
    book.write_now(lambda tx: tx.execute(text("update case_file set story = 'akhir'")))
    assert (found(book, "awal"), found(book, "akhir")) == ([], [case.id])


def test_cases_from_before_are_found_too(book: Book, opened: Open) -> None:
    """A book that is brought up to date has the words of the cases that were there before."""
    book.write_now(lambda tx: downgrade(tx, "0005"))
    put = text(
        "insert into case_file (number, opened_by, state, category, danger, reasons, story, country, village, office, "
        "consent, opened_at, pin_hash) values ('1', '1', 'new', 'other', false, '', 'paspor ditahan', '', '', 'pusat', "
        "'given', '2026-01-01', '')"
    )
    book.write_now(lambda tx: tx.execute(put))
    upgrade(book.engine)

    assert found(book, "paspor") == [1]
    assert opened(story="paspor").id == found(book, "paspor")[0]


def test_numbers_telephones_and_agencies_are_found(book: Book, opened: Open) -> None:
    """By the whole number, its last digits, and the marks of a case, however they are written."""
    one, other = opened("26-000042-9"), opened("26-100042-2")
    named = [Mark("phone", "628110000001"), Mark("agency", "contoh jaya"), Mark("route", "MY batam")]
    book.write_now(lambda tx: marks.keep(tx, other.id, named))

    assert found(book, "26-000042-9") == [one.id]
    assert found(book, "26-000043-3") == []
    assert found(book, "0429") == [one.id]
    assert found(book, "0042-2") == [other.id]
    assert found(book, "1000422") == [other.id]
    assert found(book, "0811 0000 001") == found(book, "+628110000001") == [other.id]
    assert found(book, "PT Contoh Jaya") == found(book, "contoh jaya") == [other.id]
    assert found(book, "MY batam") == []


SEARCHES = ("gaji", "gaj*", "26-000042-9", "0429", "0811-0000-001", "pt contoh")


@pytest.mark.parametrize("words", SEARCHES)
def test_a_search_shows_what_the_officer_may_see(book: Book, opened: Open, words: str) -> None:
    """By area, around an office that is gone round, and never a hidden category, whatever is searched for."""
    case = opened("26-000042-9", story="gaji", category="violence", avoids="jatim", avoids_too="paringan")
    book.write_now(lambda tx: marks.keep(tx, case.id, [Mark("phone", "628110000001"), Mark("agency", "contoh")]))
    offices = (VILLAGE, DISTRICT, PROVINCE, NATIONAL, ELSEWHERE)

    assert [office.name for office in offices if found(book, words, office)] == ["ponorogo", "pusat"]
    assert found(book, words, NATIONAL, frozenset({"violence"})) == []
    assert found(book, words, DISTRICT, frozenset({"violence"})) == []


@pytest.mark.parametrize(
    "wanted",
    [Wanted(), Wanted("ended"), Wanted("any", asked=search.read("cerita")), Wanted(danger=False), Wanted(category="other")],
    ids=["open", "ended", "search", "no danger", "category"],
)
@pytest.mark.parametrize("office", [VILLAGE, DISTRICT, NATIONAL], ids=lambda office: office.name)
def test_pages_hold_every_case_once(book: Book, opened: Open, office: Office, wanted: Wanted) -> None:
    """Page after page gives the whole list in its order, also while cases come in and go on the pages before."""
    for number in range(23):
        due = NOW + timedelta(days=number % 5) if number % 7 else None
        at_office = {"village": HERE, "office": "pusat"} if number % 3 else {"village": "", "office": office.name}
        ended = {"state": State.WITHDRAWN} if number % 2 else {}
        opened(
            story="cerita",
            danger=number % 4 == 0,
            due_at=due,
            opened_at=NOW + timedelta(hours=number % 6),
            **at_office,
            **ended,
        )

    def page(after: str, at_most: int) -> listing.Page:
        return book.read_now(lambda tx: listing.page(tx, Sight(office), wanted, after, at_most))

    whole = [row.id for row in page("", 100).rows]
    turned, after = list[int](), ""
    while True:
        found_page = page(after, 4)
        turned += [row.id for row in found_page.rows]
        after = found_page.following
        if not after:
            break
        if len(turned) == 4:
            opened(story="cerita", danger=True, due_at=NOW - timedelta(days=9), opened_at=NOW + timedelta(days=1))

    assert len(set(whole)) == len(whole) > 5
    assert turned == whole
    assert book.read_now(lambda tx: listing.count(tx, Sight(office), wanted)) >= len(whole)
    assert book.read_now(lambda tx: listing.count(tx, Sight(office), wanted, 3)) == 3


def test_a_search_in_a_time(book: Book, opened: Open) -> None:
    """To the second, also where two cases of one moment lie the other way round than their ids."""
    days = {each: NOW + timedelta(days=each) for each in (-9, -5, -1)}
    by_day = {each: opened(story="gaji", opened_at=moment).id for each, moment in days.items()}
    earlier = opened(story="gaji", opened_at=days[-1] - timedelta(minutes=20)).id

    assert found(book, "gaji", opened_from=days[-5]) == [earlier, by_day[-1], by_day[-5]]
    assert found(book, "gaji", opened_before=days[-5]) == [by_day[-9]]
    assert found(book, "gaji", opened_from=days[-9], opened_before=days[-1]) == [earlier, by_day[-5], by_day[-9]]
    assert found(book, "gaji", opened_from=days[-1]) == [by_day[-1]]
    assert found(book, "gaji", opened_from=NOW) == found(book, "gaji", opened_before=days[-9]) == []


@pytest.mark.parametrize("after", ["x", "1~2", "1~2026-03-02~x", "~", "1~2026-03-02T00:00:00+00:00~1~1"])
def test_a_place_that_is_none_is_refused(book: Book, after: str) -> None:
    """A made-up address is no place in a list."""
    with pytest.raises(WrongPage):
        book.read_now(lambda tx: listing.page(tx, Sight(NATIONAL), Wanted(), after))


def test_each_filter(book: Book, opened: Open) -> None:
    """Each keeps what it names and leaves the rest; several together keep what all of them name."""
    me = book.write_now(lambda tx: officers.add(tx, "me", "Petugas Contoh", "paringan", "id", "x", Role.HANDLER))
    colleague = book.write_now(lambda tx: officers.add(tx, "you", "Petugas Lain", "paringan", "id", "x", Role.HANDLER))
    day = timedelta(days=1)
    made = {
        "new": opened(due_at=NOW + day),
        "mine": opened(state="taken", officer_id=me, due_at=NOW + 2 * day, proposed_by=me),
        "waiting": opened(state="waiting_reporter", due_at=NOW + day),
        "handed": opened(state="handed_over", due_at=NOW + day, office="ponorogo"),
        "outside": opened(state="handed_over", handed_to="police", due_at=NOW + day),
        "resolved": opened(state="resolved", due_at=NOW + day),
        "ended": opened(state="closed_confirmed", due_at=None, country="MY"),
        "late": opened(due_at=NOW - day, category="death", country="MY", danger=True),
        "old": opened(due_at=NOW + day, opened_at=NOW - 99 * day, category="death"),
        "second": opened(state="taken", officer_id=colleague, proposed_by=colleague, due_at=NOW + day),
    }
    book.write_now(lambda tx: watches.add(tx, made["new"].id, "documents", "", NOW - day, NOW + 2 * day))
    met = book.write_now(lambda tx: watches.add(tx, made["old"].id, "documents", "", NOW - day, NOW + day))
    book.write_now(lambda tx: watches.meet(tx, made["old"].id, met, NOW))
    wanted = {
        Wanted("untaken"): {"new", "handed", "late", "old"},
        Wanted("held"): {"mine", "waiting", "outside", "resolved", "second"},
        Wanted("new"): {"new", "late", "old"},
        Wanted("taken"): {"mine", "second"},
        Wanted("waiting"): {"waiting"},
        Wanted("handed_over"): {"handed", "outside"},
        Wanted("resolved"): {"resolved"},
        Wanted("ended"): {"ended"},
        Wanted(): set(made) - {"ended"},
        Wanted(category="death"): {"late", "old"},
        Wanted(category="death", country="MY"): {"late"},
        Wanted("ended", country="MY"): {"ended"},
        Wanted("ended", danger=True): set(),
        Wanted(office="ponorogo"): {"handed"},
        Wanted(officer_id=me): {"mine"},
        Wanted(danger=True): {"late"},
        Wanted(danger=False, category="death"): {"old"},
        Wanted(due_before=NOW): {"late"},
        Wanted(due_from=NOW + 2 * day): {"mine"},
        Wanted(opened_before=NOW - day): {"old"},
        Wanted(opened_from=NOW - day, category="death"): {"late"},
        Wanted(clock_from=NOW, clock_before=NOW + 3 * day): {"new"},
        Wanted(clock_from=NOW + 3 * day, clock_before=NOW + 4 * day): set(),
        Wanted(second=me): {"second"},
    }

    def names(each: Wanted) -> set[str]:
        ids = {row.id for row in book.read_now(lambda tx: listing.page(tx, Sight(DISTRICT), each)).rows}
        return {name for name, case in made.items() if case.id in ids}

    assert {each: names(each) for each in wanted} == wanted


def test_the_indexes_know_the_states_that_have_ended() -> None:
    """A state added to those that end must be added to the partial indexes by a migration."""
    assert set(ENDED_WORDS) == {f"'{state}'" for state in ENDED} == {
        "'closed_confirmed'", "'closed_unconfirmed'", "'withdrawn'",
    }  # fmt: skip
