"""Whose fault a database error is: what is nobody's is tried again, what is ours is not."""

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from models.facts import Mark
from services.marks import set_mark
from services.sealing import Vault
from services.store import Store, is_transient, lock_all
from tests.support.builders import SECRET
from tests.support.patience import PATIENCE


def run(session: Session, statement: str) -> None:
    session.connection().execute(text(statement))


def run_all(store: Store, statements: Sequence[str]) -> None:
    with store.write() as session:
        for statement in statements:
            run(session, statement)


def fails(store: Store, *statements: str) -> DBAPIError:
    with pytest.raises(DBAPIError) as failed:
        run_all(store, statements)
    return failed.value


def set_and_find(session: Session, name: str) -> int:
    set_mark(session, name, "1")
    return session.exec(select(Mark.id).where(Mark.name == name)).one()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM no_such_table",
        "SELEC 1",
        "INSERT INTO marks (name) VALUES ('a')",
        "INSERT INTO people (key_id, created_at) VALUES (4711, '2026-11-16 02:00:00')",
    ],
)
def test_a_wrong_statement_is_our_fault(store: Store, statement: str) -> None:
    assert not is_transient(fails(store, statement))


def test_a_value_too_large_is_our_fault(postgres_store: Store) -> None:
    error = fails(postgres_store, "INSERT INTO marks VALUES (1, repeat('a', 99), '')")
    assert not is_transient(error)


def test_other_errors_are_not_the_stores() -> None:
    assert not is_transient(ValueError())
    assert not is_transient(sqlite3.OperationalError("database is locked"))


def test_a_locked_file_is_nobodys_fault(sqlite_store: Store, sqlite_url: str) -> None:
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    with sqlite_store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DBAPIError) as failed:
            connection.execute(text("INSERT INTO marks (name, value) VALUES ('a', '')"))
    other.close()
    assert is_transient(failed.value)


def test_a_full_disk_is_nobodys_fault_and_leaves_the_store_whole(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        set_mark(session, "before", "kept")
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    filling = "INSERT INTO marks (name, value) SELECT 'x', zeroblob(9000000)"
    error = fails(sqlite_store, f"PRAGMA max_page_count = {pages}", filling)
    assert "full" in str(error.orig)
    assert is_transient(error)
    with sqlite_store.write() as session:
        run(session, "PRAGMA max_page_count = 100000")
        assert [mark.name for mark in session.exec(select(Mark))] == ["before"]
        set_mark(session, "after", "kept")


def test_a_deadlock_is_nobodys_fault(postgres_store: Store) -> None:
    with postgres_store.write() as session:
        ids = [set_and_find(session, name) for name in ("a", "b")]
    both_have_one = Barrier(2)

    def cross(first: int, second: int) -> BaseException | None:
        try:
            with postgres_store.write() as session:
                run(session, "SET LOCAL deadlock_timeout = '50ms'")
                lock_all(session, Mark, [first])
                both_have_one.wait(PATIENCE)
                lock_all(session, Mark, [second])
        except DBAPIError as error:
            return error
        return None

    with ThreadPoolExecutor(2) as threads:
        ends = list(threads.map(cross, ids, reversed(ids)))
    errors = [error for error in ends if error is not None]
    assert len(errors) == 1
    assert is_transient(errors[0])


def test_a_lost_race_between_serialisable_transactions_is_nobodys_fault(
    postgres_store: Store,
) -> None:
    with postgres_store.write() as session:
        set_mark(session, "a", "1")
    with postgres_store.engine.connect() as connection:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
        connection.execute(text("SELECT * FROM marks"))
        with postgres_store.write() as other:
            run(other, "UPDATE marks SET value = '2'")
        with pytest.raises(DBAPIError) as failed:
            connection.execute(text("UPDATE marks SET value = '3'"))
    assert is_transient(failed.value)


@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
def test_waiting_too_long_for_a_lock_is_nobodys_fault(postgres_store: Store, limit: str) -> None:
    with postgres_store.write() as session:
        row_id = set_and_find(session, "a")
    with postgres_store.write() as session:
        lock_all(session, Mark, [row_id])
        waiting = "UPDATE marks SET value = '2'"
        error = fails(postgres_store, f"SET LOCAL {limit} = '20ms'", waiting)
    assert is_transient(error)


def test_a_server_that_shuts_down_is_nobodys_fault(postgres_store: Store) -> None:
    with postgres_store.engine.connect() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with postgres_store.write() as other:
            run(other, f"SELECT pg_terminate_backend({backend}, 5000)")
        with pytest.raises(DBAPIError) as failed:
            connection.execute(text("SELECT 1"))
    assert is_transient(failed.value)
    with postgres_store.write() as session:
        set_mark(session, "after", "1")


def test_a_server_that_is_not_there_is_nobodys_fault() -> None:
    store = Store("postgresql://nobody@127.0.0.1:9/nothing?connect_timeout=2", Vault(SECRET))
    assert is_transient(fails(store, "SELECT 1"))
    store.close()


def test_programs_that_open_a_new_file_at_once_all_get_in(tmp_path: Path) -> None:
    for number in range(20):
        url = f"sqlite:///{tmp_path / f'new{number}.db'}"
        stores = [Store(url, Vault(SECRET)) for _ in range(6)]
        start = Barrier(len(stores))

        def look(store: Store, start: Barrier = start) -> None:
            start.wait()
            with store.read() as session:
                run(session, "SELECT 1")

        with ThreadPoolExecutor(len(stores)) as threads:
            list(threads.map(look, stores))
        for store in stores:
            store.close()
