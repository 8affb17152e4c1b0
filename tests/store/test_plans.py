"""The plans of both databases: no list, no page of the day and no search goes through all cases."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, text

from bot.app import open_book
from bot.bench import filling
from bot.bench.made_up import Maker
from bot.bench.plans import Plan, plans_of
from bot.bench.questions import Question, questions
from bot.casework.roles import Sight
from bot.config import ROOT, read_settings
from bot.store import cases, officers, search
from bot.store.book import Book
from bot.store.wanted import Wanted

COUNT = 3000
VILLAGES = [f"{area}.{number:02d}.{2000 + number}" for area in ("35.02", "32.12", "33.01") for number in range(1, 60)]
OFFICES = read_settings(ROOT / "config.yml").desks()
LEVELS = tuple(next(each for each in OFFICES if each.name == name) for name in ("paringan", "ponorogo", "jatim", "pusat"))


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book with some thousands of made-up cases, once on each database."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('plans')}/book.db"
    else:
        address = str(request.getfixturevalue("postgresql"))
    book = open_book(address)
    filling.empty(book)
    filling.fill(book, Maker(COUNT, VILLAGES, OFFICES, ["unpaid_wages", "violence", "death", "other"]), COUNT, "pusat")
    filling.settle(book)
    yield book
    filling.empty(book)
    book.close()


def test_every_list_and_search_asks_an_index(filled: Book) -> None:
    """Of all that the desk asks, at each level, with each filter, nothing reads a whole table."""
    asked = filled.read_now(_asked)

    faults = [
        f"{each.name} reads all of {plan.read_whole}:\n{plan.statement}\n{plan.text}"
        for each in asked
        for plan in _plans(filled, lambda tx, each=each: each.ask(tx, officers.by_id(tx, 7)))
        if plan.read_whole
    ]

    assert len(asked) > 100
    assert faults == []


def test_a_list_follows_the_index_of_its_place(filled: Book) -> None:
    """The first page of each level is a beginning of one index, with nothing to be put in order before it."""
    for office, index in zip(LEVELS, ("village", "district", "province", ""), strict=True):
        name = f"case_open_by_{index}" if index else "case_open"
        plan = _plans(filled, Question("list", Sight(office), Wanted()).ask_nobody)[0]

        assert f"{name} " in plan.text + " ", plan.text


def test_words_are_searched_in_their_index(filled: Book) -> None:
    """A word that few cases hold is looked for in the full text, by an officer of a village and by one of the country."""
    wanted = Wanted("any", asked=search.read("bacidagu paspor"))
    for office in LEVELS:
        plan = _plans(filled, Question("words", Sight(office), wanted).ask_nobody)[0]

        assert "case_words" in plan.text, plan.text
        assert "VIRTUAL TABLE" in plan.text or "Bitmap Index Scan on case_words" in plan.text, plan.text


def test_a_plan_that_reads_everything_is_noticed(filled: Book) -> None:
    """What the tests above look for is seen where it is."""
    careless = [
        text("select id from case_file where story like '%gaji%'"),
        text("select id from case_file where reasons = 'x' order by id limit 5"),
    ]

    for statement in careless:
        plan = plans_of(filled, lambda tx, statement=statement: tx.execute(statement))[0]
        assert plan.read_whole == ["case_file"]


def test_the_doors_of_an_officer_ask_an_index(filled: Book) -> None:
    """A case by its number, what is at hand in the officer's chat."""
    sight = Sight(LEVELS[3])

    def look(tx: Connection) -> None:
        cases.visible_to(tx, sight, "26-000001-1")
        cases.at_hand(tx, sight, 7, 10)

    assert [plan.text for plan in _plans(filled, look) if plan.read_whole] == []


def _asked(tx: Connection) -> list[Question]:
    number = str(tx.execute(text("select number from case_file limit 1")).scalar_one())
    return list(questions(tx, LEVELS, number, "+628110000001"))


def _plans(book: Book, deed: Callable[[Connection], object]) -> list[Plan]:
    """The plans of a deed; a book this small would be read whole, so PostgreSQL is told not to where it need not."""
    return plans_of(
        book,
        deed,
        *(() if book.sqlite else tuple(f"set local enable_{each} = off" for each in ("seqscan", "hashjoin", "mergejoin"))),
    )
