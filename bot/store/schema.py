"""The tables of the book: lanes, talks and cases; those of the desks stand beside them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Computed,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.case_indexes import case_indexes
from bot.store.columns import Json, UtcTime, metadata, own_id
from bot.store.schema_desk import agency, asker, audit, desk, offering, officer, pairing, question, session, tally, template

OPEN_ROWS, RUNNING = text("state = 0"), text("met_at IS NULL")
__all__ = [
    "agency",
    "asker",
    "audit",
    "blob",
    "case",
    "case_year",
    "deed",
    "desk",
    "evidence",
    "follower",
    "invite",
    "job",
    "journal",
    "mark",
    "message",
    "metadata",
    "offering",
    "officer",
    "pace",
    "pairing",
    "question",
    "remedy",
    "session",
    "talk",
    "tally",
    "template",
    "watch",
]  # fmt: skip

job = Table(
    "job",
    metadata,
    own_id(),
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
    own_id(),
    Column("channel", String(16), nullable=False),
    Column("address", String(96), nullable=False),
    Column("state", JSON, nullable=False),
    Column("quiet_until", UtcTime),
    Column("heard_at", UtcTime),
    Column("blocked", Boolean, nullable=False, server_default="0"),
    Column("plan", Json, nullable=False, server_default="{}"),
    Column("open_until", UtcTime),
    Column("hinted_at", UtcTime),
    UniqueConstraint("channel", "address"),
    sqlite_autoincrement=True,
)

message = Table(
    "message",
    metadata,
    own_id(),
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
    own_id(),
    Column("number", String(16), nullable=False, unique=True),
    Column("opened_by", String(96), nullable=False, unique=True),
    Column("state", String(24), nullable=False),
    Column("category", String(24), nullable=False),
    Column("danger", Boolean, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("country", String(2), nullable=False),
    Column("village", String(13).with_variant(String(13, collation="C"), "postgresql"), nullable=False),
    Column("office", String(24), nullable=False),
    Column("officer_id", ForeignKey("officer.id")),
    Column("proposed_by", ForeignKey("officer.id")),
    Column("proposal", Text, nullable=False, server_default=""),
    Column("source", String(12), nullable=False, server_default="chat"),
    Column("consent", String(12), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("finish_at", UtcTime),
    Column("paused_at", UtcTime),
    Column("pause", String(24), nullable=False, server_default=""),
    Column("closed_at", UtcTime),
    Column("details", Json, nullable=False, server_default="{}"),
    Column("confidence", String(12), nullable=False, server_default="confidential"),
    Column("avoids", String(24), nullable=False, server_default=""),
    Column("avoids_too", String(24), nullable=False, server_default=""),
    Column("handed_to", String(24), nullable=False, server_default=""),
    Column("rung", Integer, nullable=False, server_default="0"),
    Column("ladder", Integer, nullable=False, server_default="0"),
    Column("pin_hash", String(128), nullable=False),
    Column("pin_tries", Integer, nullable=False, server_default="0"),
    Column("pin_until", UtcTime),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("journal_rows", Integer, nullable=False, server_default="0"),
    Column("journal_hash", String(64), nullable=False, server_default=""),
    Column("province", String(2), Computed("substr(village, 1, 2)")),
    Column("district", String(5), Computed("substr(village, 1, 5)")),
    Column("due_or_opened_at", UtcTime, Computed("coalesce(due_at, opened_at)")),
    Column("tail", String(16), Computed("substr(replace(number, '-', ''), 6)")),
    *case_indexes(),
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
    Column("rights", String(8), nullable=False, server_default="all"),
    Column("guest", Boolean, nullable=False, server_default="0"),
    Column("until", UtcTime),
    Column("locked", Boolean, nullable=False, server_default="0"),
    Index("follower_by_talk", "talk_id"),
)

journal = Table(
    "journal",
    metadata,
    own_id(),
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

watch = Table(
    "watch",
    metadata,
    own_id(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),
    Column("clock", String(24), nullable=False),
    Column("text", Text, nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False),
    Column("met_at", UtcTime),
    Index("watch_of_case", "case_id", "id"),
    Index("watch_running", "ends_at", "case_id", sqlite_where=RUNNING, postgresql_where=RUNNING),
    sqlite_autoincrement=True,
)

remedy = Table(
    "remedy",
    metadata,
    own_id(),
    Column("case_id", ForeignKey("case_file.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("amount", BigInteger, nullable=False, server_default="0"),
    Column("currency", String(3), nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    Index("remedy_of_case", "case_id", "id"),
    sqlite_autoincrement=True,
)

mark = Table(
    "mark",
    metadata,
    Column("case_id", ForeignKey("case_file.id"), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("value", String(96), primary_key=True),
    Index("mark_by_value", "kind", "value", "case_id"),
)

invite = Table(
    "invite",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("talk_id", ForeignKey("talk.id"), nullable=False),
    Column("case_id", ForeignKey("case_file.id")),
    Column("rights", String(8), nullable=False),
    Column("until", UtcTime),
    Column("expires_at", UtcTime, nullable=False),
    Column("guest_id", ForeignKey("talk.id")),
)

evidence = Table(
    "evidence",
    metadata,
    own_id(),
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
