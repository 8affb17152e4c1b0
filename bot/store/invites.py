"""Codes that let another phone in: a relative to one case, or the same person's other app to all of theirs."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.dialogue.receipt import CODE_DIGITS
from bot.store.schema import invite

LASTS = timedelta(hours=24)


def make(tx: Connection, talk_id: int, case_id: int | None, rights: str, until: datetime | None, now: datetime) -> str:
    """A new code of a talk, in place of its earlier ones for the same; without a case it pairs the same person's phones."""
    drop(tx, talk_id, case_id)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    values = {"talk_id": talk_id, "case_id": case_id, "rights": rights, "until": until, "expires_at": now + LASTS}
    tx.execute(insert(invite).values(code_hash=_digest(code), **values))
    return code


def find(tx: Connection, code: str, now: datetime) -> Row[Any] | None:
    """The invitation of a code that has not expired, held until the transaction ends, or None."""
    mine = select(invite).where(invite.c.code_hash == _digest(code), invite.c.expires_at > now)
    return tx.execute(mine.with_for_update()).first()


def drop(tx: Connection, talk_id: int, case_id: int | None) -> None:
    """Make the codes of a talk for a case void."""
    tx.execute(delete(invite).where(invite.c.talk_id == talk_id, invite.c.case_id.is_not_distinct_from(case_id)))


def take(tx: Connection, found: Row[Any]) -> None:
    """Use an invitation up."""
    tx.execute(delete(invite).where(invite.c.code_hash == found.code_hash))


def ask(tx: Connection, found: Row[Any], guest_id: int) -> bool:
    """Write down who wants to come in by a code; False when somebody else has asked before."""
    free = update(invite).where(invite.c.code_hash == found.code_hash, invite.c.guest_id.is_(None))
    return found.guest_id == guest_id or tx.execute(free.values(guest_id=guest_id)).rowcount == 1


def asked_of(tx: Connection, talk_id: int, now: datetime) -> Row[Any] | None:
    """The pairing somebody has asked this talk for, or None."""
    mine = select(invite).where(
        invite.c.talk_id == talk_id, invite.c.case_id.is_(None), invite.c.guest_id.is_not(None), invite.c.expires_at > now
    )
    return tx.execute(mine.with_for_update()).first()


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
