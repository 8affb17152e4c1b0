"""The tables of the book."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData()
Id = BigInteger().with_variant(Integer, "sqlite")
OPEN_ROWS = text("state = 0")


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps it as text that sorts, PostgreSQL as timestamptz."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone: it would be read back as another moment."""
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("a time in the book must be aware; use datetime.now(UTC)")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give SQLite's naive times their zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


job = Table(
    "job",
    metadata,
    _id(),
    Column("queue", String(8), nullable=False),
    Column("lane", String(64), nullable=False),
    Column("key", String(160), nullable=False),
    Column("body", JSON, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("state", Integer, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("lease_until", UtcTime),
    Column("token", String(32)),
    Column("worker", String(64)),
    Column("error", Text, nullable=False, server_default=""),
    Column("done_at", UtcTime),
    UniqueConstraint("queue", "key"),
    Index("job_open_lane", "queue", "lane", "id", sqlite_where=OPEN_ROWS, postgresql_where=OPEN_ROWS),
    Index("job_open", "queue", "id", sqlite_where=OPEN_ROWS, postgresql_where=OPEN_ROWS),
    sqlite_autoincrement=True,
)

pace = Table(
    "pace",
    metadata,
    Column("key", String(96), primary_key=True),
    Column("free_at", UtcTime, nullable=False),
)

talk = Table(
    "talk",
    metadata,
    _id(),
    Column("channel", String(16), nullable=False),
    Column("address", String(96), nullable=False),
    Column("state", JSON, nullable=False),
    Column("quiet_until", UtcTime),
    Column("heard_at", UtcTime),
    Column("blocked", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("channel", "address"),
    sqlite_autoincrement=True,
)

message = Table(
    "message",
    metadata,
    _id(),
    Column("talk_id", ForeignKey("talk.id"), nullable=False),
    Column("key", String(160), nullable=False, unique=True),
    Column("direction", String(3), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("status", String(16), nullable=False, server_default=""),
    Column("reference", String(64)),
    Column("reason", String(32), nullable=False, server_default=""),
    Index("message_of_talk", "talk_id", "id"),
    Index("message_reference", "reference"),
    sqlite_autoincrement=True,
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("mime", String(96), nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

case = Table(
    "case_file",
    metadata,
    _id(),
    Column("number", String(16), nullable=False, unique=True),
    Column("opened_by", String(96), nullable=False, unique=True),
    Column("state", String(24), nullable=False),
    Column("category", String(24), nullable=False),
    Column("danger", Boolean, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("country", String(2), nullable=False),
    Column("village", String(13), nullable=False),
    Column("office", String(24), nullable=False),
    Column("officer_id", ForeignKey("officer.id")),
    Column("consent", String(12), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("rung", Integer, nullable=False, server_default="0"),
    Column("pin_hash", String(128), nullable=False),
    Column("pin_tries", Integer, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("journal_rows", Integer, nullable=False, server_default="0"),
    Column("journal_hash", String(64), nullable=False, server_default=""),
    Index("case_by_office", "office", "state"),
    Index("case_by_village", "village", "state"),
    sqlite_autoincrement=True,
)

case_year = Table(
    "case_year",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

follower = Table(
    "follower",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("talk_id", ForeignKey("talk.id"), primary_key=True),
    Index("follower_by_talk", "talk_id"),
)

journal = Table(
    "journal",
    metadata,
    _id(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("act", String(24), nullable=False),
    Column("actor", String(16), nullable=False),
    Column("officer_id", ForeignKey("officer.id")),
    Column("text", Text, nullable=False),
    Column("state", String(24), nullable=False),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("hash", String(64), nullable=False, server_default=""),
    Index("journal_of_case", "case_id", "number", unique=True),
    sqlite_autoincrement=True,
)

evidence = Table(
    "evidence",
    metadata,
    _id(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("sha256", String(64)),
    Column("mime", String(96), nullable=False, server_default=""),
    Column("details", JSON, nullable=False),
    Index("evidence_of_case", "case_id", "id"),
    sqlite_autoincrement=True,
)

deed = Table(
    "deed",
    metadata,
    Column("key", String(160), primary_key=True),
    Column("at", UtcTime, nullable=False),
)

question = Table(
    "question",
    metadata,
    _id(),
    Column("at", UtcTime, nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
)

officer = Table(
    "officer",
    metadata,
    _id(),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(96), nullable=False),
    Column("office", String(24), nullable=False),
    Column("language", String(2), nullable=False),
    Column("password_hash", String(128), nullable=False),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcTime),
    Column("chat", String(96), unique=True),
    Column("pending", JSON, nullable=False),
    sqlite_autoincrement=True,
)

agency = Table(
    "agency",
    metadata,
    _id(),
    Column("name", String(160), nullable=False),
    Column("licence", String(96), nullable=False),
    Column("address", Text, nullable=False),
    Column("listed_on", Date, nullable=False),
    sqlite_autoincrement=True,
)

offering = Table(
    "offering",
    metadata,
    _id(),
    Column("office", String(24), nullable=False),
    Column("category", String(24), nullable=False),
    Column("title", String(120), nullable=False),
    Column("starts_at", UtcTime),
    sqlite_autoincrement=True,
)

session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("officer_id", ForeignKey("officer.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)

pairing = Table(
    "pairing",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("officer_id", ForeignKey("officer.id"), nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)
