"""Engines of the two databases, each as the store wants it."""

import sqlite3
import time
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

from services.private import make_private

APPLICATION = "minqing"
"""What PostgreSQL shows as the name of our connections."""

BUSY_SECONDS = 15
"""How long SQLite waits for another process (the command line) before it gives up."""

SWITCHES = 100
SWITCH_REST = 0.05
"""Seconds between tries to switch a new file to WAL."""


def make_engine(url: str) -> Engine:
    """Make the engine of a store."""
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_size=10,
            max_overflow=20,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=_postgres_options(),
        )
    make_private(make_url(url).database)
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def make_counting_engine(url: str) -> Engine:
    """Make the engine that counts serials aside (PostgreSQL only)."""
    return create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=2,
        hide_parameters=True,
        connect_args=_postgres_options("-c synchronous_commit=off"),
    )


def close_engine(engine: Engine) -> None:
    """Close what an engine has open, and what is still in use as soon as it comes back."""
    event.listen(engine, "checkin", _close_late)
    engine.dispose()


def _close_late(_connection: object, record: ConnectionPoolEntry) -> None:
    record.invalidate()


def _postgres_options(more: str = "") -> dict[str, Any]:
    return {
        "connect_timeout": 10,
        "application_name": APPLICATION,
        "options": f"-c lock_timeout=10000 {more}".rstrip(),
    }


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    _switch_to_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Switch a new file to WAL; of several who open it at once SQLite lets but one wait.

    Raises:
        sqlite3.OperationalError: it stays locked, or is not to be written.
    """
    for _ in range(SWITCHES):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(SWITCH_REST)
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")
