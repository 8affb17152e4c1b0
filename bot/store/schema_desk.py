"""The tables of the desks: officers and what they keep."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from bot.store.columns import UtcTime, metadata, own_id

UNANSWERED = text("closed_at IS NULL")

question = Table(
    "question",
    metadata,
    own_id(),
    Column("at", UtcTime, nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("wording", String(160), nullable=False, server_default=""),
    Column("answer", Text, nullable=False, server_default=""),
    Column("answered_by", ForeignKey("officer.id")),
    Column("approved_by", ForeignKey("officer.id")),
    Column("closed_at", UtcTime),
    Index("question_by_wording", "wording"),
    Index("question_open", "id", sqlite_where=UNANSWERED, postgresql_where=UNANSWERED),
    sqlite_autoincrement=True,
)

asker = Table(
    "asker",
    metadata,
    Column("question_id", ForeignKey("question.id"), primary_key=True),
    Column("talk_id", ForeignKey("talk.id"), primary_key=True),
)

template = Table(
    "template",
    metadata,
    own_id(),
    Column("office", String(24), nullable=False),
    Column("title", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Index("template_of_office", "office"),
    sqlite_autoincrement=True,
)

desk = Table(
    "desk",
    metadata,
    Column("office", String(24), primary_key=True),
    Column("hours", String(160), nullable=False, server_default=""),
    Column("address", Text, nullable=False, server_default=""),
    Column("telephone", String(40), nullable=False, server_default=""),
)

audit = Table(
    "audit",
    metadata,
    own_id(),
    Column("at", UtcTime, nullable=False),
    Column("officer_id", ForeignKey("officer.id"), nullable=False),
    Column("office", String(24), nullable=False),
    Column("what", String(24), nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Index("audit_of_office", "office", "id"),
    sqlite_autoincrement=True,
)

tally = Table(
    "tally",
    metadata,
    Column("day", Date, primary_key=True),
    Column("what", String(48), primary_key=True),
    Column("language", String(2), primary_key=True),
    Column("count", Integer, nullable=False),
)

officer = Table(
    "officer",
    metadata,
    own_id(),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(96), nullable=False),
    Column("office", String(24), nullable=False),
    Column("language", String(2), nullable=False),
    Column("password_hash", String(128), nullable=False),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcTime),
    Column("chat", String(96), unique=True),
    Column("pending", JSON, nullable=False),
    Column("role", String(12), nullable=False, server_default="coordinator"),
    Column("active", Boolean, nullable=False, server_default="1"),
    Column("duty", Integer),
    sqlite_autoincrement=True,
)

agency = Table(
    "agency",
    metadata,
    own_id(),
    Column("name", String(160), nullable=False),
    Column("licence", String(96), nullable=False),
    Column("address", Text, nullable=False),
    Column("listed_on", Date, nullable=False),
    sqlite_autoincrement=True,
)

offering = Table(
    "offering",
    metadata,
    own_id(),
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
