"""The tables of the desks: officers and what they keep."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, String, Table, Text

from bot.store.columns import UtcTime, metadata, own_id

question = Table(
    "question",
    metadata,
    own_id(),
    Column("at", UtcTime, nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    sqlite_autoincrement=True,
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
