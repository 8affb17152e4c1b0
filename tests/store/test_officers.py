"""Officers: login, lock-out, sessions and pairing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.store import officers
from bot.store.book import Book
from bot.store.officers import ALLOWED_MISTAKES, LOCKED_FOR, PAIRING_LASTS, SESSION_LASTS, Entry
from bot.store.schema import officer, pairing, session

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WRONG, LOCKED = Entry(refused="wrong"), Entry(refused="locked")


@pytest.fixture
def siti(book: Book) -> int:
    """An officer whose password is "rahasia"."""
    return book.write_now(lambda tx: officers.add(tx, "siti", "Siti", "paringan", "id", "rahasia"))


@pytest.fixture
def budi(book: Book) -> int:
    """Another officer."""
    return book.write_now(lambda tx: officers.add(tx, "budi", "Budi", "ponorogo", "id", "rahasia"))


def test_login_begins_a_session(book: Book, siti: int) -> None:
    """The right password brings a token that names its officer; neither is kept as it is."""
    entry = _enter(book, "rahasia")

    found = book.read_now(lambda tx: officers.of_session(tx, entry.token, NOW))
    assert found is not None
    assert (found.id, found.login, entry.refused) == (siti, "siti", "")
    assert len(found.csrf) > 20
    kept = repr(book.read_now(lambda tx: [tx.execute(select(each)).all() for each in (officer, session)]))
    assert entry.token not in kept
    assert "rahasia" not in kept


@pytest.mark.usefixtures("siti")
def test_wrong_password_and_unknown_login_look_the_same(book: Book) -> None:
    """Nobody learns which logins exist, and "nobody" is no password."""
    unknown = book.write_now(lambda tx: officers.enter(tx, "nobody", NOW, right=officers.matches(None, "nobody")))

    assert _enter(book, "salah") == unknown == WRONG
    assert book.read_now(lambda tx: tx.execute(select(session)).all()) == []


def test_a_login_is_given_once(book: Book, siti: int) -> None:
    """Two officers cannot have the same login."""
    with pytest.raises(IntegrityError):
        book.write_now(lambda tx: officers.add(tx, "siti", "Siti lain", "kenanga", "id", "x"))
    assert book.read_now(lambda tx: officers.by_id(tx, siti)).name == "Siti"


@pytest.mark.usefixtures("siti")
def test_five_mistakes_lock_the_login_for_a_while(book: Book) -> None:
    """Locked, even the right password is refused; afterwards it is accepted and one more mistake does not lock again."""
    mistakes = [_enter(book, "salah") for _ in range(ALLOWED_MISTAKES)]

    assert mistakes == [WRONG] * ALLOWED_MISTAKES
    assert _enter(book, "rahasia") == LOCKED
    assert _enter(book, "rahasia", NOW + LOCKED_FOR - SECOND) == LOCKED
    after = NOW + LOCKED_FOR
    assert _enter(book, "salah", after) == WRONG
    assert _enter(book, "rahasia", after).token


@pytest.mark.usefixtures("siti")
def test_a_right_password_forgives_earlier_mistakes(book: Book) -> None:
    """Four mistakes, a success and four mistakes again do not lock."""
    for password in (*["salah"] * 4, "rahasia", *["salah"] * 4):
        _enter(book, password)

    assert _enter(book, "rahasia").token


@pytest.mark.usefixtures("siti")
def test_guesses_at_the_same_time_are_all_counted(book: Book) -> None:
    """Who sends many guesses at once gets no more of them than who sends them one by one."""
    with ThreadPoolExecutor(8) as pool:
        guesses = list(pool.map(lambda _: _enter(book, "salah"), range(8)))

    assert guesses.count(WRONG) == ALLOWED_MISTAKES
    assert _enter(book, "rahasia") == LOCKED


@pytest.mark.usefixtures("siti")
def test_sessions_expire(book: Book) -> None:
    """A session ends after its time."""
    token = _enter(book, "rahasia").token

    ends = NOW + SESSION_LASTS
    assert book.read_now(lambda tx: officers.of_session(tx, token, ends - SECOND)) is not None
    assert book.read_now(lambda tx: officers.of_session(tx, token, ends)) is None


@pytest.mark.usefixtures("siti")
def test_leaving_ends_one_session(book: Book) -> None:
    """The session that is left ends, the one on another device goes on."""
    first, second = _enter(book, "rahasia").token, _enter(book, "rahasia").token

    book.write_now(lambda tx: officers.leave(tx, first))

    assert book.read_now(lambda tx: officers.of_session(tx, first, NOW)) is None
    assert book.read_now(lambda tx: officers.of_session(tx, second, NOW)) is not None


def test_a_pairing_code_works_once(book: Book, siti: int) -> None:
    """The first chat that sends the code is the officer's, the second gets nothing."""
    code = _offer(book, siti)

    assert _pair(book, code, "telegram:1") == siti
    assert _pair(book, code, "telegram:2") is None
    assert _of_chat(book, "telegram:1") == siti
    assert _of_chat(book, "telegram:2") is None


def test_a_pairing_code_sent_twice_at_once_works_once(book: Book, siti: int) -> None:
    """Of many chats that send the code in the same moment one is the officer's."""
    code = _offer(book, siti)

    with ThreadPoolExecutor(6) as pool:
        paired = list(pool.map(lambda n: _pair(book, code, f"telegram:{n}"), range(6)))

    assert sorted(paired, key=str) == [siti, *[None] * 5]


def test_a_pairing_code_has_its_time(book: Book, siti: int) -> None:
    """After its time a code is nobody's, and a new code ends the one before it."""
    first = _offer(book, siti)
    second = _offer(book, siti)

    assert _pair(book, first, "telegram:1") is None
    assert _pair(book, second, "telegram:1", NOW + PAIRING_LASTS) is None
    assert _pair(book, second, "telegram:1", NOW + PAIRING_LASTS - SECOND) == siti
    assert book.read_now(lambda tx: tx.execute(select(pairing)).all()) == []


def test_a_paired_chat_moves_to_another_officer(book: Book, siti: int, budi: int) -> None:
    """A phone handed on belongs to its new owner only."""
    _pair(book, _offer(book, siti), "telegram:1")

    assert _pair(book, _offer(book, budi), "telegram:1") == budi
    assert _of_chat(book, "telegram:1") == budi
    assert book.read_now(lambda tx: officers.by_id(tx, siti)).chat is None


def test_an_officer_moves_to_another_chat(book: Book, siti: int) -> None:
    """An officer has one chat, the one paired last."""
    _pair(book, _offer(book, siti), "telegram:1")
    _pair(book, _offer(book, siti), "whatsapp:2")

    assert _of_chat(book, "telegram:1") is None
    assert _of_chat(book, "whatsapp:2") == siti


def _enter(book: Book, password: str, now: datetime = NOW) -> Entry:
    known = book.read_now(lambda tx: officers.by_login(tx, "siti"))
    right = officers.matches(known.password_hash if known else None, password)
    return book.write_now(lambda tx: officers.enter(tx, "siti", now, right=right))


def _offer(book: Book, officer_id: int) -> str:
    return book.write_now(lambda tx: officers.offer_pairing(tx, officer_id, NOW))


def _pair(book: Book, code: str, chat: str, now: datetime = NOW) -> int | None:
    found = book.write_now(lambda tx: officers.pair(tx, code, chat, now))
    return found.id if found else None


def _of_chat(book: Book, chat: str) -> int | None:
    found = book.read_now(lambda tx: officers.of_chat(tx, chat))
    return found.id if found else None
