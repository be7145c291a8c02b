"""The store: transactions, locks, numbers, and whose fault an error is."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col, select

from models.errors import OperatorError, WrongKey
from models.facts import Mark
from models.jobs import Lease
from models.people import Account
from services import engines
from services import store as stores
from services.fairness import FairLock
from services.marks import set_mark
from services.sealing import Vault
from services.store import Store, insert_missing, insert_row, lock, lock_all
from tests.support.builders import MONDAY, SECRET, an_account
from tests.support.patience import PATIENCE, wait_for_a_lock, wait_until


def marks(store: Store) -> dict[str, str]:
    with store.read() as session:
        return {mark.name: mark.value for mark in session.exec(select(Mark))}


def lease(name: str, holder: str = "a") -> dict[str, object]:
    return {"name": name, "holder": holder, "until": MONDAY}


def test_a_lock_lets_in_whoever_asked_first() -> None:
    fair, order = FairLock(), list[int]()

    def enter(number: int) -> None:
        with fair:
            order.append(number)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(20)]
    with fair:
        for count, thread in enumerate(threads, 1):
            thread.start()
            wait_until(lambda want=count: len(fair._waiting) == want)  # type: ignore[misc]  # noqa: SLF001
        assert order == []
    for thread in threads:
        thread.join(PATIENCE)
    assert order == list(range(20))
    with fair:
        pass


def test_a_lock_is_free_again_after_an_error_inside_it() -> None:
    fair = FairLock()
    with pytest.raises(ZeroDivisionError), fair:
        raise ZeroDivisionError
    with fair:
        pass


def test_what_was_written_is_there_for_the_next(store: Store) -> None:
    with store.write() as session:
        session.add(Mark(name="a", value="1"))
    assert marks(store) == {"a": "1"}


def test_an_exception_leaves_nothing_behind(store: Store) -> None:
    with suppress(ZeroDivisionError), store.write() as session:
        set_mark(session, "a", "1")
        with session.begin_nested():
            set_mark(session, "b", "1")
        raise ZeroDivisionError
    assert marks(store) == {}


def test_a_refused_row_undoes_its_whole_transaction(store: Store) -> None:
    with suppress(IntegrityError), store.write() as session:
        set_mark(session, "a", "1")
        session.add(Mark(name="b", value="1"))
        session.add(Mark(name="b", value="2"))
    assert marks(store) == {}


def test_an_undone_savepoint_leaves_the_rest(store: Store) -> None:
    with store.write() as session:
        set_mark(session, "a", "1")
        with suppress(ZeroDivisionError), session.begin_nested():
            set_mark(session, "b", "1")
            raise ZeroDivisionError
        set_mark(session, "c", "1")
    assert marks(store) == {"a": "1", "c": "1"}


def test_a_reference_to_nothing_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as session:
        insert_row(
            session,
            Account,
            {
                "door": "telegram",
                "robot": "1",
                "outer_id": "1",
                "key_id": 4711,
                "created_at": MONDAY,
            },
        )


def test_instants_come_back_as_they_were_stored(store: Store) -> None:
    at = MONDAY + timedelta(microseconds=123457)
    with store.write() as session:
        insert_row(session, Lease, lease("a") | {"until": at})
    with store.read() as session:
        found = session.exec(select(Lease)).one()
        assert found.until == at
        assert found.until.utcoffset() == timedelta(0)


def test_writers_queue_and_lose_nothing(store: Store) -> None:
    with store.write() as session:
        set_mark(session, "count", "0")

    def count_up(_: int) -> None:
        with store.write() as session:
            row_id = session.exec(select(Mark.id)).one()
            mark = lock(session, Mark, row_id)
            assert mark is not None
            mark.value = str(int(mark.value) + 1)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count_up, range(80)))
    assert marks(store) == {"count": "80"}


def test_a_writer_on_sqlite_locks_the_file_before_its_first_write(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    one, two = (Store(sqlite_url, Vault(SECRET)) for _ in range(2))
    with one.write():
        with one.read() as reading:
            assert reading.exec(select(Mark)).all() == []
        with pytest.raises(DBAPIError) as failed, two.write():
            pass
        assert stores.is_transient(failed.value)
    one.close()
    two.close()


@pytest.mark.usefixtures("awaited_disk")
def test_sqlite_keeps_what_it_committed_through_a_power_cut(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        pragmas = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_folder_for_the_file_is_made(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("new") / "deep" / "er"
    Store(f"sqlite:///{folder}/m.db", Vault(SECRET)).close()
    assert folder.is_dir()


def test_a_locked_row_is_read_as_it_is_now(store: Store) -> None:
    with store.write() as session:
        row_id = insert_row(session, Lease, lease("a"))
    with store.write() as session:
        seen = session.exec(select(Lease)).one()
        assert seen.holder == "a"
        if not store.is_sqlite:
            with store.write() as other:
                give(other, row_id, "b")
        else:
            session.connection().execute(text("UPDATE leases SET holder = 'b'"))
        assert lock(session, Lease, row_id) is seen
        assert str(seen.holder) == "b"


def test_a_locked_row_waits_for_whoever_has_it(postgres_store: Store) -> None:
    with postgres_store.write() as session:
        row_id = insert_row(session, Lease, lease("a"))
    with ThreadPoolExecutor(1) as thread:
        with postgres_store.write() as session:
            assert lock(session, Lease, row_id) is not None

            def holder_seen_later() -> str:
                with postgres_store.write() as other:
                    found = lock(other, Lease, row_id)
                    return "" if found is None else found.holder

            waiting = thread.submit(holder_seen_later)
            wait_for_a_lock(postgres_store)
            give(session, row_id, "b")
        assert waiting.result(PATIENCE) == "b"


def test_a_locked_row_may_be_referred_to(postgres_store: Store) -> None:
    with postgres_store.write() as session:
        key_id = an_account(session).key_id
    with postgres_store.write() as session:
        account = lock_all(session, Account, [1])[0]
        with postgres_store.write() as other:
            other.connection().execute(text("SET LOCAL lock_timeout = '5s'"))
            other.connection().execute(
                text(
                    "INSERT INTO conversations (account_id, chat, topic, is_private, turn)"
                    " VALUES (:of, '1', '', true, 0)"
                ),
                {"of": account.id},
            )
        assert account.key_id == key_id


def test_rows_are_locked_in_the_order_of_their_ids(store: Store) -> None:
    with store.write() as session:
        ids = [insert_row(session, Lease, lease(str(number))) for number in range(5)]
        found = lock_all(session, Lease, [*reversed(ids), 4711])
        assert [row.id for row in found] == ids
        assert lock(session, Lease, 4711) is None
        assert lock_all(session, Lease, []) == []


def test_rows_that_are_known_are_passed_over_and_not_counted(store: Store) -> None:
    with store.write() as session:
        assert insert_missing(session, Lease, []) == 0
        assert insert_missing(session, Lease, [lease("a"), lease("b"), lease("a", "z")]) == 2
    with store.write() as session:
        assert insert_missing(session, Lease, [lease("b", "z"), lease("c")]) == 1
        assert insert_missing(session, Lease, [lease("a", "z")]) == 0
        found = session.exec(select(Lease.name, Lease.holder).order_by(col(Lease.name))).all()
        assert [tuple(row) for row in found] == [("a", "a"), ("b", "a"), ("c", "a")]


def test_a_new_store_remembers_its_key_and_takes_no_other(store: Store) -> None:
    store.check_key()
    store.check_key()
    other = Store(store.url, Vault("another secret"))
    with pytest.raises(WrongKey) as refused:
        other.check_key()
    other.close()
    assert isinstance(refused.value, OperatorError)
    words = str(refused.value)
    assert "MINQING_SECRET_KEY" in words
    assert "\n" not in words
    assert SECRET not in words


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///data/m.db", "sqlite:///data/m.db"),
        ("sqlite+pysqlite:////tmp/m.db", "sqlite:////tmp/m.db"),
        ("postgres://u@h/n", "postgresql+psycopg://u@h/n"),
        ("postgresql://u@h/n", "postgresql+psycopg://u@h/n"),
        ("postgresql+psycopg://u@h/n", "postgresql+psycopg://u@h/n"),
    ],
)
def test_a_url_gets_the_driver_we_use(given: str, used: str) -> None:
    assert stores.normalise_url(given) == used


@pytest.mark.parametrize("given", ["mysql://u@h/n", "", "data/m.db", "postgresql+asyncpg://h/n"])
def test_any_other_database_is_refused_in_one_line(given: str) -> None:
    with pytest.raises(OperatorError, match="MINQING_DATABASE_URL"):
        stores.normalise_url(given)


def give(session: Session, row_id: int, holder: str) -> None:
    statement = text("UPDATE leases SET holder = :holder WHERE id = :id")
    session.connection().execute(statement, {"holder": holder, "id": row_id})
