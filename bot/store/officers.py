"""Officers, their logins, their sessions on the web desk and the chats they have paired."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.casework.roles import Role
from bot.store.schema import officer, pairing, session

HASHER = PasswordHasher()
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
ALLOWED_MISTAKES = 5
LOCKED_FOR = timedelta(minutes=15)
SESSION_LASTS = timedelta(hours=12)
PAIRING_LASTS = timedelta(minutes=15)
NOBODY = HASHER.hash("nobody")
"""Compared with when the login is unknown, so that the time an answer takes does not tell which logins exist."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a login brings: the token for the cookie, or the reason why there is none ("wrong" or "locked")."""

    token: str = ""
    refused: str = ""


def add(
    tx: Connection, login: str, name: str, office: str, language: str, password: str, role: Role = Role.COORDINATOR
) -> int:
    """Add an officer; raises IntegrityError when the login is taken."""
    values = {"login": login, "name": name, "office": office, "language": language, "pending": {}, "role": role}
    put = insert(officer).values(password_hash=HASHER.hash(password), **values).returning(officer.c.id)
    return int(tx.execute(put).scalar_one())


def by_login(tx: Connection, login: str) -> Row[Any] | None:
    """An officer by login, or None."""
    return tx.execute(select(officer).where(officer.c.login == login)).first()


def by_id(tx: Connection, officer_id: int) -> Row[Any]:
    """An officer by id; raises NoResultFound."""
    return tx.execute(select(officer).where(officer.c.id == officer_id)).one()


def of_office(tx: Connection, office: str) -> list[Row[Any]]:
    """The officers of an office who work there now, those on duty first, in the order of their duty."""
    mine = select(officer).where(officer.c.office == office, officer.c.active)
    return list(tx.execute(mine.order_by(officer.c.duty.is_(None), officer.c.duty, officer.c.id)).all())


def matches(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one of this hash; slow on purpose, so it is called outside of any transaction."""
    return _right(password_hash or NOBODY, password) and bool(password_hash)


def enter(tx: Connection, login: str, now: datetime, *, right: bool) -> Entry:
    """Begin a session if the password was right (see `matches`); five mistakes lock the login for fifteen minutes."""
    mine = select(officer).where(officer.c.login == login).with_for_update()  # or guesses at once count as one mistake
    found = tx.execute(mine).first()
    if found and found.locked_until and now < found.locked_until:
        return Entry(refused="locked")
    if not right or found is None or not found.active:
        if found:
            _note_mistake(tx, found, now)
        return Entry(refused="wrong")
    tx.execute(update(officer).where(officer.c.id == found.id).values(failed=0, locked_until=None))
    return Entry(token=begin_session(tx, found.id, now))


def proved(tx: Connection, officer_id: int, now: datetime, *, right: bool) -> bool:
    """Whether an officer who is in has shown that it is they (see `matches`); wrong passwords count as at the login."""
    found = tx.execute(select(officer).where(officer.c.id == officer_id).with_for_update()).one()
    if found.locked_until and now < found.locked_until:
        return False
    if not right:
        _note_mistake(tx, found, now)
    return right


def hashed(password: str) -> str:
    """What is kept of a password; slow on purpose, so it is called outside of any transaction."""
    return HASHER.hash(password)


def begin_session(tx: Connection, officer_id: int, now: datetime) -> str:
    """Begin a session and return its token, of which only the hash is kept."""
    token = secrets.token_urlsafe(32)
    tx.execute(
        insert(session).values(
            token_hash=digest(token), officer_id=officer_id, csrf=secrets.token_urlsafe(32),
            expires_at=now + SESSION_LASTS,
        )
    )  # fmt: skip
    return token


def of_session(tx: Connection, token: str, now: datetime) -> Row[Any] | None:
    """The officer of a session that has not expired, with its `csrf`, or None."""
    rows = select(officer, session.c.csrf).join(session, session.c.officer_id == officer.c.id)
    mine = rows.where(session.c.token_hash == digest(token), session.c.expires_at > now, officer.c.active)
    return tx.execute(mine).first()


def leave(tx: Connection, token: str) -> None:
    """End a session."""
    tx.execute(delete(session).where(session.c.token_hash == digest(token)))


def set_language(tx: Connection, officer_id: int, language: str) -> None:
    """Remember the language of an officer's desk."""
    tx.execute(update(officer).where(officer.c.id == officer_id).values(language=language))


def offer_pairing(tx: Connection, officer_id: int, now: datetime) -> str:
    """A code of eight digits that ties the chat it is sent from to this officer, once, within fifteen minutes."""
    code = f"{secrets.randbelow(10**8):08d}"
    tx.execute(delete(pairing).where(pairing.c.officer_id == officer_id))
    tx.execute(insert(pairing).values(code_hash=digest(code), officer_id=officer_id, expires_at=now + PAIRING_LASTS))
    return code


def pair(tx: Connection, code: str, chat: str, now: datetime) -> Row[Any] | None:
    """Tie a chat ("channel:address") to the officer whose code this is; None when it is nobody's."""
    used = delete(pairing).where(pairing.c.code_hash == digest(code), pairing.c.expires_at > now)
    officer_id = tx.execute(used.returning(pairing.c.officer_id)).scalar()  # deleted first, so that it is used once
    if officer_id is None:
        return None
    tx.execute(update(officer).where(officer.c.chat == chat).values(chat=None))
    tx.execute(update(officer).where(officer.c.id == officer_id).values(chat=chat))
    return by_id(tx, officer_id)


def of_chat(tx: Connection, chat: str) -> Row[Any] | None:
    """The officer who has paired this chat, or None."""
    return tx.execute(select(officer).where(officer.c.chat == chat, officer.c.active)).first()


def set_pending(tx: Connection, officer_id: int, pending: dict[str, Any]) -> None:
    """Remember what the officer's next words in the chat are meant for."""
    tx.execute(update(officer).where(officer.c.id == officer_id).values(pending=pending))


def _right(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _note_mistake(tx: Connection, found: Row[Any], now: datetime) -> None:
    failed = found.failed + 1
    locked = now + LOCKED_FOR if failed >= ALLOWED_MISTAKES else None
    kept = 0 if locked else failed
    tx.execute(update(officer).where(officer.c.id == found.id).values(failed=kept, locked_until=locked))


def digest(secret: str) -> str:
    """What is kept of a token or code that nobody could guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
