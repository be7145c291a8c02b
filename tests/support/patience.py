"""Waiting in tests: for something to happen, never for luck."""

from collections.abc import Callable
from threading import Event

from sqlalchemy import text

from services.store import Store

PATIENCE = 300.0
"""Seconds until what must come has come, on a machine busy with other tests."""


def wait_until(holds: Callable[[], bool], within: float = PATIENCE) -> None:
    """Look again and again until it holds."""
    pause = Event()
    for _ in range(int(within / 0.005)):
        if holds():
            return
        pause.wait(0.005)
    raise AssertionError("it never came to that")


def comes_true(is_fast: Callable[[], bool], tries: int = 5) -> bool:
    """Tell whether work is fast in one of several tries: a busy machine only ever slows it."""
    return any(is_fast() for _ in range(tries))


def is_anybody_waiting(store: Store) -> bool:
    """Tell whether somebody waits for a lock in this PostgreSQL database."""
    return count_waiting(store) > 0


def count_waiting(store: Store) -> int:
    """Count those who wait for a lock in this PostgreSQL database."""
    waiting = text(
        "SELECT count(DISTINCT pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
        " WHERE NOT l.granted AND a.datname = current_database()"
    )
    with store.read() as session:
        return int(session.connection().execute(waiting).scalar_one())


def wait_for_a_lock(store: Store) -> None:
    """Wait until somebody waits for a lock."""
    wait_until(lambda: is_anybody_waiting(store))
