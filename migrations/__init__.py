"""The shape of the store through time, for SQLite and PostgreSQL alike."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from services.private import make_private
from services.store import normalise_url

HERE = Path(__file__).parent


def upgrade(url: str) -> None:
    """Bring the database at a url to the newest shape, wholly or not at all."""
    command.upgrade(alembic_config(url), "head")


def current(url: str) -> str | None:
    """Name the revision that the database at a url stands at, or None when it is empty."""
    with open_engine(url).begin() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """Name the newest revision of this program."""
    revision = ScriptDirectory.from_config(alembic_config()).get_current_head()
    if revision is None:
        raise LookupError("no revision in migrations/versions")
    return revision


def alembic_config(url: str = "") -> Config:
    """Say what alembic.ini would say, so that none is needed."""
    config = Config(attributes={"url": url})
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    return config


def open_engine(url: str) -> Engine:
    """Open a database for changes of shape.

    Unlike services/store.py, foreign keys stay unchecked on SQLite: a table is changed there by
    copying it and dropping the old one, which must not take the rows that refer to it along.
    """
    engine = create_engine(normalise_url(url), poolclass=NullPool, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        make_private(engine.url.database)
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _leave_transactions_to_us(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
