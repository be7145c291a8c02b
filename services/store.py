"""The store: connections, transactions, and what SQLite and PostgreSQL do differently.

Nothing else in the program commits. SQLite: WAL, synchronous=FULL; writers begin IMMEDIATE and
queue first come, first served, because SQLite itself lets them overtake each other for seconds.
PostgreSQL: READ COMMITTED; rows are locked with FOR NO KEY UPDATE, which does not stop inserts
that refer to them.
"""

import sqlite3
import threading
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session, SQLModel, col, select

from models.base import Row, table
from models.errors import OperatorError, WrongKey
from models.facts import Mark
from models.jobs import Serial
from services.rules import Rules
from services.sealing import Vault

R = TypeVar("R", bound=Row)

BUSY_SECONDS = 15
"""How long SQLite waits for another process (the command line) before it gives up."""

TRANSIENT_STATES = frozenset({"40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03"})
"""PostgreSQL: serialisation, deadlock, lock timeout, cancelled, shutting down."""


class FairLock:
    """A lock that lets in whoever asked first."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def __enter__(self) -> None:
        """Wait until it is our turn."""
        with self._guard:
            if not self._held:
                self._held = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def __exit__(self, *_: object) -> None:
        """Let the next one in."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


class Store:
    """One database, the vault that opens what is sealed in it, and the street's rules."""

    def __init__(self, url: str, vault: Vault, rules: Rules | None = None) -> None:
        self.url = normalise_url(url)
        self.vault = vault
        self.rules = rules or Rules()
        self.engine = _make_engine(self.url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writers = FairLock() if self.is_sqlite else nullcontext()
        self._reading = self.engine
        self._writing = self.engine.execution_options(minqing_write=True)
        self._counting = None if self.is_sqlite else _make_counting_engine(self.url)

    @contextmanager
    def write(self) -> Generator[Session]:
        """Open a transaction that may write; commits at the end, or rolls everything back."""
        with self._writers, self._writing.begin() as connection, self._session(connection) as it:
            yield it
            it.flush()

    @contextmanager
    def read(self) -> Generator[Session]:
        """Open a transaction that only reads."""
        with self._reading.begin() as connection, self._session(connection) as session:
            yield session

    def check_key(self) -> None:
        """Remember the key's fingerprint in a new store; refuse a store of another key.

        Raises:
            WrongKey: what is in the store was sealed under another SECRET_KEY.
        """
        with self.write() as session:
            mark = session.exec(select(Mark).where(Mark.name == "key")).first()
            if mark is None:
                session.add(Mark(name="key", value=self.vault.fingerprint))
            elif mark.value != self.vault.fingerprint:
                raise WrongKey(
                    "MINQING_SECRET_KEY is not the key this store was written with;"
                    " put the old one back (see docs/running.md, Keys)"
                )

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()
        if self._counting is not None:
            self._counting.dispose()

    def take_serial(self, session: Session, prefix: str, year: int) -> int:
        """Take the next number of a prefix in a year.

        On PostgreSQL it is taken in a transaction of its own, so that no other turn waits for
        this one: a number may be skipped when the turn fails. It need not be flushed: the WAL
        keeps it before any later commit that uses it.
        """
        if self._counting is None:
            return _count_up(session.connection(), prefix, year)
        with self._counting.connect() as connection:
            return _count_up(connection, prefix, year)

    def _session(self, connection: Connection) -> Session:
        return Session(
            bind=connection, info={"vault": self.vault, "rules": self.rules, "store": self}
        )


def store_of(session: Session) -> Store:
    """Give the store this session belongs to."""
    return cast("Store", session.info["store"])


def lock(session: Session, model: type[R], row_id: int) -> R | None:
    """Lock one row until the transaction ends, and read it as it is now."""
    found = lock_all(session, model, [row_id])
    return found[0] if found else None


def lock_all(session: Session, model: type[R], row_ids: Sequence[int]) -> Sequence[R]:
    """Lock rows in the order of their ids, and read them as they are now."""
    statement = (
        select(model)
        .where(col(model.id).in_(row_ids))
        .order_by(col(model.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).all()


def insert_missing(session: Session, model: type[SQLModel], rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows, passing over those that a unique constraint already knows.

    Returns:
        How many were new.
    """
    if not rows:
        return 0
    connection = session.connection()
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table(model)).on_conflict_do_nothing()
    result = connection.execute(statement, list(rows))
    return result.rowcount


def is_transient(error: BaseException) -> bool:
    """Tell whether a database error is nobody's fault and worth another try."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        return True
    state = getattr(cause, "sqlstate", None)
    return state in TRANSIENT_STATES or (state is None and isinstance(error, OperationalError))


def normalise_url(url: str) -> str:
    """Give a database URL with the driver this program uses.

    Raises:
        OperatorError: neither SQLite nor PostgreSQL.
    """
    for ours, plain in (
        ("sqlite", ("sqlite:", "sqlite+pysqlite:")),
        ("postgresql+psycopg", ("postgresql:", "postgres:", "postgresql+psycopg:")),
    ):
        for start in plain:
            if url.startswith(start):
                return ours + ":" + url[len(start) :]
    raise OperatorError("MINQING_DATABASE_URL: use sqlite:///PATH or postgresql://USER@HOST/NAME")


def _make_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_counting_engine(url: str) -> Engine:
    return create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=2,
        connect_args={"options": "-c synchronous_commit=off"},
    )


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("minqing_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _count_up(connection: Connection, prefix: str, year: int) -> int:
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    serials = table(Serial)
    statement = (
        insert(serials)
        .values(prefix=prefix, year=year, next=2)
        .on_conflict_do_update(
            index_elements=["prefix", "year"], set_={"next": serials.c.next + 1}
        )
        .returning(serials.c.next - 1)
    )
    return cast("int", connection.execute(statement).scalar_one())
