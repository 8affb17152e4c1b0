"""Brings the tables of a book to the newest version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('rantau upgrade', 0))")


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are missing; processes that start together wait for the first of them."""
    with engine.begin() as tx:
        if tx.dialect.name == "postgresql":
            tx.execute(ONE_AT_A_TIME)
        command.upgrade(_config(tx), "head")


def downgrade(tx: Connection, version: str) -> None:
    """Take the tables back to an older version; what it does not know is lost."""
    command.downgrade(_config(tx), version)


def is_current(tx: Connection) -> bool:
    """Whether the tables are of the newest version."""
    newest = ScriptDirectory.from_config(_config(tx)).get_current_head()
    return MigrationContext.configure(tx).get_current_revision() == newest


def _config(tx: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = tx
    return config
