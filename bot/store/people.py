"""The people of the desks as a coordinator keeps them: added, given a role and a place in the order of duty, sent away.

Nobody but the officer ever knows their password: whoever is added or reset gets a code that is used once to choose one.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.casework.life import ENDED
from bot.casework.roles import Role
from bot.store import officers
from bot.store.officers import Entry
from bot.store.schema import case, officer, pairing, session

ENTRY_LASTS = timedelta(days=3)
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another when read aloud
CODE_PARTS, PART = 3, 4


class LastCoordinator(ValueError):
    """An office must keep a coordinator who works there; name another one first."""


def of_offices(tx: Connection, offices: Iterable[str]) -> list[Row[Any]]:
    """The officers of some offices in their order of duty, those sent away last, with how many open cases each has."""
    held = (
        select(case.c.officer_id, func.count().label("held"))
        .where(case.c.officer_id.is_not(None), case.c.state.not_in(ENDED))
        .group_by(case.c.officer_id)
        .subquery()
    )
    rows = select(officer, func.coalesce(held.c.held, 0).label("held")).outerjoin(held, held.c.officer_id == officer.c.id)
    order = (officer.c.office, officer.c.active.desc(), officer.c.duty.is_(None), officer.c.duty, officer.c.id)
    return list(tx.execute(rows.where(officer.c.office.in_(list(offices))).order_by(*order)).all())


def add(tx: Connection, login: str, name: str, office: str, language: str, role: Role) -> int:
    """Add an officer who has no password yet; raises IntegrityError when the login is taken."""
    values = {"login": login, "name": name, "office": office, "language": language, "role": role}
    put = insert(officer).values(password_hash="", pending={}, **values)
    return int(tx.execute(put.returning(officer.c.id)).scalar_one())


def set_role(tx: Connection, officer_id: int, role: Role) -> None:
    """Give an officer another role; raises LastCoordinator."""
    if role is not Role.COORDINATOR:
        _keep_a_coordinator(tx, officer_id)
    tx.execute(update(officer).where(officer.c.id == officer_id).values(role=role))


def set_duty(tx: Connection, officer_id: int, duty: int | None) -> None:
    """Say as the how-manieth an officer is alerted; None comes after all who have a number."""
    tx.execute(update(officer).where(officer.c.id == officer_id).values(duty=duty))


def deactivate(tx: Connection, officer_id: int) -> None:
    """Send an officer away: out of every session and every code, and their chat is nobody's; raises LastCoordinator."""
    _keep_a_coordinator(tx, officer_id)
    _lock_out(tx, officer_id)
    tx.execute(update(officer).where(officer.c.id == officer_id).values(active=False, chat=None, pending={}, duty=None))


def activate(tx: Connection, officer_id: int) -> None:
    """Let an officer who was sent away work again."""
    tx.execute(update(officer).where(officer.c.id == officer_id).values(active=True))


def offer_entry(tx: Connection, officer_id: int, now: datetime) -> str:
    """Take an officer's password and sessions away and return the code with which they choose a new one, once."""
    _lock_out(tx, officer_id)
    cleared = {"password_hash": "", "failed": 0, "locked_until": None}
    tx.execute(update(officer).where(officer.c.id == officer_id).values(**cleared))
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(PART)) for _ in range(CODE_PARTS))
    values = {"code_hash": _digest(code), "officer_id": officer_id, "expires_at": now + ENTRY_LASTS}
    tx.execute(insert(pairing).values(**values))
    return code


def enter_first(tx: Connection, login: str, code: str, password_hash: str, now: datetime) -> Entry:
    """Begin a session by a code and keep the password chosen with it; wrong codes are counted like wrong passwords."""
    known = officers.by_login(tx, login)
    used = delete(pairing).where(
        pairing.c.code_hash == _digest(code), pairing.c.officer_id == (known.id if known else 0), pairing.c.expires_at > now
    )
    locked = bool(known and known.locked_until and now < known.locked_until)
    right = not locked and tx.execute(used.returning(pairing.c.officer_id)).scalar() is not None
    entry = officers.enter(tx, login, now, right=right)
    if entry.token and known:
        tx.execute(update(officer).where(officer.c.id == known.id).values(password_hash=password_hash))
    return entry


def change_password(tx: Connection, officer_id: int, password_hash: str, token: str) -> None:
    """Keep an officer's new password; every session but the one of `token` ends."""
    tx.execute(update(officer).where(officer.c.id == officer_id).values(password_hash=password_hash))
    others = delete(session).where(session.c.officer_id == officer_id, session.c.token_hash != officers.digest(token))
    tx.execute(others)


def _lock_out(tx: Connection, officer_id: int) -> None:
    tx.execute(delete(session).where(session.c.officer_id == officer_id))
    tx.execute(delete(pairing).where(pairing.c.officer_id == officer_id))


def _keep_a_coordinator(tx: Connection, officer_id: int) -> None:
    """Hold the coordinators of an office until the transaction ends, so that two cannot send each other away at once."""
    office = officers.by_id(tx, officer_id).office
    active = select(officer.c.id).where(officer.c.office == office, officer.c.role == Role.COORDINATOR, officer.c.active)
    there = set(tx.execute(active.order_by(officer.c.id).with_for_update()).scalars())
    if officer_id in there and len(there) == 1:
        raise LastCoordinator("the last coordinator of an office cannot be taken away")


def _digest(code: str) -> str:
    """The hash of a code, however it was typed; the word before it keeps it from being a code that pairs a chat."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(f"entry:{typed}".encode()).hexdigest()
