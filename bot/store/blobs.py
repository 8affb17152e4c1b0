"""Files of evidence, kept once each under the SHA-256 of their bytes."""

import hashlib

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.schema import blob


def keep(tx: Connection, content: bytes, mime: str) -> str:
    """Keep bytes and return their SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256(content).hexdigest()
    dialect = postgresql if tx.dialect.name == "postgresql" else sqlite
    put = dialect.insert(blob).values(sha256=sha256, mime=mime, size=len(content), content=content)
    tx.execute(put.on_conflict_do_nothing())
    return sha256


def fetch(tx: Connection, sha256: str) -> tuple[bytes, str]:
    """The bytes of this SHA-256 and their type; raises LookupError."""
    row = tx.execute(select(blob.c.content, blob.c.mime).where(blob.c.sha256 == sha256)).first()
    if row is None:
        raise LookupError("no file of this SHA-256 is kept")
    return bytes(row.content), row.mime
