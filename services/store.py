"""The store: connections, transactions, and what SQLite and PostgreSQL do differently.

Nothing else in the program commits. SQLite: WAL, synchronous=FULL; writers begin IMMEDIATE and
queue first come, first served, because SQLite itself lets them overtake each other for seconds.
PostgreSQL: READ COMMITTED; rows are locked with FOR NO KEY UPDATE, which does not stop inserts
that refer to them.
"""

import importlib
import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Table,
    insert,
    literal_column,
    or_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, SQLModel, col, select

from models.base import Row, table
from models.errors import OperatorError, WrongKey
from models.facts import Mark
from models.jobs import Serial
from services.attachments.shelf import Shelf
from services.engines import close_engine, make_counting_engine, make_engine
from services.erasing.erasure_list import ErasureList
from services.fairness import FairLock
from services.rules import Rules
from services.sealing import Vault

importlib.import_module("models.tables")  # a foreign key may name a table nobody else imports

R = TypeVar("R", bound=Row)

TRANSIENT_STATES = ("08", "25006", "25P03", "40", "53", "55P03", "57014", "57P", "58")
"""Beginnings of PostgreSQL's SQLSTATE: connection, read-only after a failover, idle too long,
rolled back (deadlock, serialisation), out of disk or memory, lock timeout, cancelled, shutting
down, the operating system."""

TAKEN_BACK = frozenset({"40001", "40P01"})
"""Serialisation failure and deadlock: surely nothing of it is stored."""

LASTING_CODES = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISUSE})
"""SQLite: the statement itself is wrong; locked, full or unreadable is nobody's fault."""


class Store:
    """One database, the vault that opens what is sealed in it, the street's rules, its shelf.

    `erasures` lists outside of it what was erased (services/erasing/erasure_list.py); `changes`
    counts the transactions in which this process wrote.
    """

    def __init__(
        self,
        url: str,
        vault: Vault,
        rules: Rules | None = None,
        shelf: Shelf | None = None,
        erasures: ErasureList | None = None,
    ) -> None:
        self.url = normalise_url(url)
        self.vault = vault
        self.rules = rules or Rules()
        self.shelf = shelf
        self.erasures = erasures
        self.engine = make_engine(self.url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writers = FairLock() if self.is_sqlite else nullcontext()
        self._counting = None if self.is_sqlite else make_counting_engine(self.url)
        self.changes = 0

    @contextmanager
    def write(self) -> Generator[Session]:
        """Open a transaction that may write; commits at the end, or rolls everything back."""
        with self._writers, self.engine.begin() as connection, self._session(connection) as it:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield it
            it.flush()
        self.changes += 1
        for act in it.info.get("afterwards", ()):
            act()

    @contextmanager
    def read(self) -> Generator[Session]:
        """Open a transaction that only reads."""
        with self.engine.begin() as connection, self._session(connection) as session:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
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
                    "MINQING_SECRET_KEY 不是写这个数据库时用的密钥；请换回原来的"
                    "（见 docs/running.md，Keys）"
                )

    def close(self) -> None:
        """Let go of every connection; one that a thread still uses ends when it comes back."""
        for engine in (self.engine, self._counting):
            if engine is not None:
                close_engine(engine)

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
        ours = {"vault": self.vault, "rules": self.rules, "shelf": self.shelf, "store": self}
        return Session(bind=connection, info=ours | {"erasures": self.erasures})


def store_of(session: Session) -> Store:
    """Give the store this session belongs to."""
    return cast("Store", session.info["store"])


def afterwards(session: Session, act: Callable[[], None]) -> None:
    """Do something once the transaction is committed; a part of it may have been taken back."""
    session.info.setdefault("afterwards", []).append(act)


def lock(session: Session, model: type[R], row_id: int) -> R | None:
    """Lock one row until the transaction ends, and read it as it is now."""
    found = lock_all(session, model, [row_id])
    return found[0] if found else None


def lock_all(
    session: Session, model: type[R], row_ids: Sequence[int], *, for_removal: bool = False
) -> Sequence[R]:
    """Lock rows in the order of their ids, for removal also against new references; read them."""
    statement = (
        select(model)
        .where(col(model.id).in_(row_ids))
        .order_by(col(model.id))
        .with_for_update(key_share=not for_removal)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).all()


def insert_row(session: Session, model: type[Row], values: Mapping[str, Any]) -> int:
    """Insert a row and give its id; an object would cost three times as much."""
    added = session.connection().execute(_insert(table(model)), values).inserted_primary_key
    return cast("tuple[int]", added)[0]


def insert_missing(session: Session, model: type[SQLModel], rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows, passing over those that a unique constraint already knows.

    Returns:
        How many were new.
    """
    if not rows:
        return 0
    connection = session.connection()
    result = connection.execute(_insert_missing(table(model), connection.dialect.name), list(rows))
    return result.rowcount


def put_row(session: Session, model: type[Row], values: Mapping[str, Any]) -> None:
    """Insert a row, or bring the one of this id up to these values; nothing is written twice."""
    put_rows(session, model, [values])


def put_rows(session: Session, model: type[Row], rows: Sequence[Mapping[str, Any]]) -> None:
    """Do so with rows that all have the same columns."""
    if not rows:
        return
    connection = session.connection()
    statement = _put(table(model), tuple(rows[0]), connection.dialect.name)
    connection.execute(statement, [dict(row) for row in rows])


def keep_savepoint(savepoint: SessionTransaction) -> None:
    """Let go of a savepoint and keep what was written since; its transaction goes on."""
    savepoint.commit()


def written_out(word: StrEnum) -> ColumnElement[str]:
    """Give a word as part of the statement, not bound: only so does a partial index apply."""
    return literal_column(f"'{word}'")


def is_transient(error: BaseException) -> bool:
    """Tell whether a database error is nobody's fault and worth another try."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        return cause.sqlite_errorcode & 0xFF not in LASTING_CODES
    state: str | None = getattr(cause, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError)
    return state.startswith(TRANSIENT_STATES)


def is_taken_back(error: DBAPIError) -> bool:
    """Tell whether the database took a transaction back so that another could go on."""
    return getattr(error.orig, "sqlstate", None) in TAKEN_BACK


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
    raise OperatorError("MINQING_DATABASE_URL：请写 sqlite:///文件 或 postgresql://用户@主机/库名")


def _count_up(connection: Connection, prefix: str, year: int) -> int:
    statement = _counting(connection.dialect.name)
    found = connection.execute(statement, {"prefix": prefix, "year": year, "next": 2})
    return cast("int", found.scalar_one())


@cache
def _insert(into: Table) -> Insert:
    return insert(into)


@cache
def _insert_missing(into: Table, dialect: str) -> Insert:
    statement = _dialect_insert(dialect)(into).on_conflict_do_nothing()
    return cast("Insert", statement.execution_options(preserve_rowcount=True))


@cache
def _put(into: Table, names: tuple[str, ...], dialect: str) -> Insert:
    new = _dialect_insert(dialect)(into)
    changed = {name: new.excluded[name] for name in names if name != "id"}
    is_other = or_(*(into.c[name].is_distinct_from(it) for name, it in changed.items()))
    return cast(
        "Insert",
        new.on_conflict_do_update(index_elements=["id"], set_=changed, where=is_other),
    )


@cache
def _counting(dialect: str) -> Any:  # noqa: ANN401 - SQLAlchemy's own type says no more
    serials = table(Serial)
    return (
        _dialect_insert(dialect)(serials)
        .on_conflict_do_update(
            index_elements=["prefix", "year"], set_={"next": serials.c.next + 1}
        )
        .returning(serials.c.next - 1)
    )


def _dialect_insert(dialect: str) -> Any:  # noqa: ANN401 - two functions of the same use
    return sqlite.insert if dialect == "sqlite" else postgresql.insert
