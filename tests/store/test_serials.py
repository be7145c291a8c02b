"""Serial numbers: no two alike, whoever takes them at once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress

from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET


def take(store: Store, prefix: str = "XF", year: int = 2026) -> int:
    with store.write() as session:
        return store.take_serial(session, prefix, year)


def take_many(url: str, count: int) -> list[int]:
    store = Store(url, Vault(SECRET))
    taken = [take(store) for _ in range(count)]
    store.close()
    return taken


def test_numbers_count_up_for_each_prefix_and_year(store: Store) -> None:
    assert [take(store) for _ in range(3)] == [1, 2, 3]
    assert take(store, "NS") == 1
    assert take(store, "XF", 2027) == 1
    assert take(store) == 4


def test_two_numbers_in_one_turn_are_two(store: Store) -> None:
    with store.write() as session:
        assert [store.take_serial(session, "XF", 2026) for _ in range(2)] == [1, 2]


def test_threads_that_take_numbers_at_once_get_each_one_once(store: Store) -> None:
    with ThreadPoolExecutor(6) as threads:
        taken = list(threads.map(take, [store] * 60))
    assert sorted(taken) == list(range(1, 61))


def test_processes_that_take_numbers_at_once_get_each_one_once(store_url: str) -> None:
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=fresh) as processes:
        taken = list(processes.map(take_many, [store_url] * 2, [40] * 2))
    assert sorted(taken[0] + taken[1]) == list(range(1, 81))


def test_a_turn_that_fails_skips_a_number_on_postgresql_only(store: Store) -> None:
    with suppress(ZeroDivisionError), store.write() as session:
        store.take_serial(session, "XF", 2026)
        raise ZeroDivisionError
    assert take(store) == (1 if store.is_sqlite else 2)


def test_on_postgresql_nobody_waits_for_a_number(postgres_store: Store) -> None:
    with postgres_store.write() as one:
        first = postgres_store.take_serial(one, "XF", 2026)
        with postgres_store.write() as two:
            second = postgres_store.take_serial(two, "XF", 2026)
    assert (first, second) == (1, 2)
