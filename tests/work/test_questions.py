"""Questions nobody could answer: one row for the same words, two officers for an answer, and all who asked are told."""

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.store import questions, schema
from bot.store.questions import AnswerChanged, mark_of, wording
from bot.work.confidence import forget
from bot.work.questions import AnswerUnfit, SecondNeeded, approve, propose, send_back

if TYPE_CHECKING:
    from house import House

ASKED = "xqzt wbrt"
ANSWER = "Tanyakan {dulu} ke meja layanan desa."


async def welcomed(house: "House", address: str, *, consent: bool = True) -> None:
    """Somebody who has been welcomed, with or without their consent."""
    for words in ("halo", "1", "1" if consent else "2"):
        await house.hears("console", words, address=address)


def rows(house: "House", table: Any) -> list[Any]:
    """All rows of a table."""
    return house.shop.book.read_now(lambda tx: list(tx.execute(select(table).order_by(table.c[0])).all()))


def answer(house: "House", author: Any, second: Any, question_id: int = 1) -> None:
    """Let one officer write an answer and another agree."""
    house.shop.book.write_now(lambda tx: propose(tx, author, questions.visible_in(tx, "", question_id), ANSWER, house.now))
    agree(house, second, mark_of(ANSWER), question_id)


def agree(house: "House", officer: Any, seen: str, question_id: int = 1) -> None:
    """Let an officer agree to the answer they saw."""
    house.shop.book.write_now(
        lambda tx: approve(tx, house.shop, officer, questions.visible_in(tx, "", question_id), seen, house.now)
    )


async def two(house: "House") -> tuple[Any, Any]:
    """Two officers."""
    return await house.officer("pusat"), await house.officer("paringan")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Xqzt  wbrt?!", "xqzt wbrt", True),
        ("xqzt wbrt", "xqzt wbrtt", False),
        ("a " * 100 + "b", "a " * 100 + "c", False),
        ("a " * 100 + "B?", "a " * 100 + "b", True),
    ],
)
def test_the_same_words(first: str, second: str, *, same: bool) -> None:
    """Capitals and signs make no difference, the end of a long question does, and the column holds it."""
    assert (wording(first) == wording(second)) is same
    assert len(wording(first)) <= questions.LONGEST_WORDING


async def test_one_row_and_several_askers(house: "House") -> None:
    """U31-g: who asks the same is counted once each, however they write it."""
    for address, words in (("1", "Xqzt wbrt?"), ("2", "xqzt  WBRT"), ("1", ASKED)):
        await welcomed(house, address)
        await house.hears("console", words, address=address)

    assert [row.text for row in rows(house, schema.question)] == ["Xqzt wbrt?"]
    assert sorted(row.talk_id for row in rows(house, schema.asker)) == [1, 2]


async def test_nothing_is_kept_without_consent(house: "House") -> None:
    """PDP-1: the question of who did not agree is not kept, nor who asked."""
    await welcomed(house, "1", consent=False)

    said = await house.hears("console", ASKED)

    assert "belum yakin maksud Anda" in said
    assert rows(house, schema.question) == []
    assert rows(house, schema.asker) == []


async def test_signs_alone_are_no_question(house: "House") -> None:
    """Nothing is kept of a message without a word."""
    await welcomed(house, "1")

    await house.hears("console", "?!?")

    assert rows(house, schema.question) == []


async def test_everybody_who_asked_is_told(house: "House") -> None:
    """U31-e: the answer of two officers reaches all who asked, as it was written, with its day."""
    for address in ("1", "2"):
        await welcomed(house, address)
        await house.hears("console", ASKED, address=address)
    author, second = await two(house)
    house.reads("console")

    answer(house, author, second)
    await house.work()

    told = house.reads("console")
    assert told.count(f"Anda pernah bertanya: {ASKED}\n\n{ANSWER}\n\nDijawab petugas, 2 Maret 2026.") == 2
    row = rows(house, schema.question)[0]
    assert (row.answered_by, row.approved_by, row.closed_at) == (author.id, second.id, house.now)


async def test_asked_again_it_is_answered_at_once(house: "House") -> None:
    """The same words later bring the answer in the place of "I am not sure", with its date; even without consent."""
    await welcomed(house, "1")
    await house.hears("console", ASKED)
    answer(house, *await two(house))
    await welcomed(house, "2", consent=False)

    said = await house.hears("console", "XQZT wbrt??", address="2")

    assert f"pernah dijawab petugas, 2 Maret 2026:\n\n{ANSWER}" in said
    assert "belum yakin maksud Anda" not in said
    assert "Bicara dengan petugas" in said
    assert len(rows(house, schema.question)) == 1


async def test_who_wrote_it_cannot_agree(house: "House") -> None:
    """Two people answer for what is said to everybody."""
    await welcomed(house, "1")
    await house.hears("console", ASKED)
    author, _ = await two(house)

    with pytest.raises(SecondNeeded):
        answer(house, author, author)

    assert rows(house, schema.question)[0].closed_at is None


async def test_only_what_was_read_is_agreed_to(house: "House") -> None:
    """An answer changed meanwhile is not approved, and neither is one that was sent back or already said."""
    await welcomed(house, "1")
    await house.hears("console", ASKED)
    author, second = await two(house)
    found = house.shop.book.read_now(lambda tx: questions.visible_in(tx, "", 1))
    house.shop.book.write_now(lambda tx: propose(tx, author, found, ANSWER, house.now))

    with pytest.raises(AnswerChanged):
        agree(house, second, mark_of("another answer"))
    house.shop.book.write_now(lambda tx: send_back(tx, second, found, mark_of(ANSWER), house.now))
    with pytest.raises(AnswerChanged):
        agree(house, second, mark_of(ANSWER))
    answer(house, author, second)
    with pytest.raises(AnswerChanged):
        agree(house, second, mark_of(ANSWER))
    with pytest.raises(AnswerChanged):
        answer(house, author, second)


@pytest.mark.parametrize("words", ["", " \n", "x" * 2001])
async def test_an_answer_that_is_none(house: "House", words: str) -> None:
    """Nothing, and more than anybody reads, is refused."""
    await welcomed(house, "1")
    await house.hears("console", ASKED)
    author, _ = await two(house)

    with pytest.raises(AnswerUnfit):
        house.shop.book.write_now(lambda tx: propose(tx, author, questions.visible_in(tx, "", 1), words, house.now))


async def test_a_question_from_before_without_askers(house: "House") -> None:
    """It can still be answered, and so can the same one that somebody has asked since."""
    old = {"at": house.now, "language": "id", "text": "Xqzt, wbrt?"}
    house.shop.book.write_now(lambda tx: tx.execute(schema.question.insert().values(**old)))
    await welcomed(house, "1")
    await house.hears("console", ASKED)
    author, second = await two(house)
    house.reads("console")

    answer(house, author, second)
    await house.work()

    assert "Anda pernah bertanya" in house.reads("console")
    assert [row.answer for row in rows(house, schema.question)] == [ANSWER, ANSWER]
    assert house.shop.book.read_now(lambda tx: questions.listed(tx, "", closed=False)) == []


async def test_whose_area_it_is(house: "House") -> None:
    """A village sees what people with a home there asked; nobody's home is nobody's area, but the whole country's."""
    await house.hears("console", "mau bicara sama petugas langsung bisa pak?")
    for words in ("1", "Paringan Ponorogo", "MENU", ASKED):
        await house.hears("console", words)
    await welcomed(house, "2")
    await house.hears("console", "wbrt xqzt", address="2")

    def texts(area: str) -> list[str]:
        return [row.text for row in house.shop.book.read_now(lambda tx: questions.listed(tx, area, closed=False))]

    assert texts("") == [ASKED, "wbrt xqzt"]
    assert texts("35.02") == [ASKED]
    assert texts("35.02.18.2015") == [ASKED]
    assert texts("35.0") == []
    assert texts("32.12") == []


async def test_who_wants_no_tie_is_forgotten_here_too(house: "House") -> None:
    """PDP-4: when the words of a talk are forgotten, so is that it asked; the question stays for the others."""
    await welcomed(house, "1")
    await house.hears("console", ASKED)

    house.shop.book.write_now(lambda tx: forget(tx, house.shop, {"talk_id": 1}, house.now))

    assert rows(house, schema.asker) == []
    assert [row.text for row in rows(house, schema.question)] == [ASKED]
