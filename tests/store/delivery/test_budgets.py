import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from services.delivery import budgets
from services.delivery.budgets import FREE, Rate, Wait
from services.store import Store
from tests.support.builders import MONDAY, a_store

A_SECOND = timedelta(seconds=1)
PRIVATE = Rate(A_SECOND, 3)
ROBOT = Rate(timedelta(milliseconds=40), 5)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = a_store(store_url)
    yield store
    store.close()


def take(store: Store, *claims: budgets.Claim, after: timedelta = timedelta()) -> list[bool]:
    with store.write() as session:
        return [wait is None for wait in budgets.take(session, claims, MONDAY + after)]


def test_a_chat_bears_a_burst_and_then_one_a_second(store: Store) -> None:
    assert take(store, *[{"chat": PRIVATE}] * 5) == [True, True, True, False, False]
    assert take(store, *[{"chat": PRIVATE}] * 2, after=A_SECOND) == [True, False]


def test_who_must_wait_is_told_until_when_and_for_what(store: Store) -> None:
    take(store, *[{"chat": PRIVATE}] * 3)
    with store.write() as session:
        waits = budgets.take(session, [{"chat": PRIVATE}, {"chat": FREE}], MONDAY)
    assert waits == [Wait("chat", MONDAY + A_SECOND), None]


def test_a_rested_chat_has_no_more_than_its_burst(store: Store) -> None:
    take(store, {"chat": PRIVATE})
    later = timedelta(days=3)
    assert take(store, *[{"chat": PRIVATE}] * 4, after=later) == [True, True, True, False]


@pytest.mark.parametrize(("count", "burst"), [(1, 1), (2, 3), (20, 3), (30, 5)])
def test_a_rate_lets_no_more_through_than_it_says(store: Store, count: int, burst: int) -> None:
    rate = budgets.at_most(count, A_SECOND, burst)
    heard = [
        take(store, {"x": rate}, after=timedelta(milliseconds=10 * step))[0] for step in range(300)
    ]
    most = max(sum(heard[start : start + 100]) for start in range(200))
    assert count - 2 < most <= count


def test_one_chat_does_not_use_up_another(store: Store) -> None:
    take(store, *[{"one": PRIVATE, "robot": ROBOT}] * 3)
    assert take(store, {"one": PRIVATE, "robot": ROBOT}, {"two": PRIVATE, "robot": ROBOT}) == [
        False,
        True,
    ]


def test_who_must_wait_for_the_chat_does_not_cost_the_robot(store: Store) -> None:
    take(store, *[{"one": PRIVATE, "robot": ROBOT}] * 9)
    others = [{f"chat {number}": PRIVATE, "robot": ROBOT} for number in range(3)]
    assert take(store, *others) == [True, True, False]


def test_a_block_holds_that_scope_only_and_ends(store: Store) -> None:
    with store.write() as session:
        budgets.block(session, "chat", MONDAY + 30 * A_SECOND)
    assert take(store, {"chat": PRIVATE}, {"other": PRIVATE}) == [False, True]
    assert take(store, {"chat": PRIVATE}, after=29 * A_SECOND) == [False]
    assert take(store, {"chat": PRIVATE}, after=30 * A_SECOND) == [True]


def test_a_block_of_a_known_scope_replaces_the_one_before(store: Store) -> None:
    take(store, {"chat": PRIVATE})
    with store.write() as session:
        budgets.block(session, "chat", MONDAY + 30 * A_SECOND)
        budgets.block(session, "chat", MONDAY + 60 * A_SECOND)
    assert take(store, {"chat": PRIVATE}, after=45 * A_SECOND) == [False]


def test_no_rate_means_no_limit(store: Store) -> None:
    assert take(store, *[{"chat": FREE}] * 100) == [True] * 100


def test_a_clock_set_back_does_not_silence_a_chat(store: Store) -> None:
    take(store, {"chat": PRIVATE}, after=timedelta(hours=5))
    assert take(store, {"chat": PRIVATE}) == [True]


def test_idle_budgets_are_forgotten_and_blocked_ones_kept(store: Store) -> None:
    take(store, {"idle": PRIVATE})
    with store.write() as session:
        budgets.block(session, "blocked", MONDAY + timedelta(days=9))
        budgets.block(session, "idle too", MONDAY + timedelta(seconds=1))
        assert budgets.forget_idle(session, MONDAY + timedelta(days=2)) == 2
    assert take(store, {"blocked": PRIVATE}, after=timedelta(days=2)) == [False]


def test_senders_at_the_same_time_share_one_budget(store_url: str) -> None:
    stores = [a_store(store_url) for _ in range(4)]
    start = threading.Barrier(len(stores))
    went: list[bool] = []

    def send(store: Store, number: int) -> None:
        start.wait()
        for turn in range(10):
            chat = f"chat {(number + turn) % 3}"
            went.extend(take(store, {chat: Rate(A_SECOND, 50), "robot": Rate(A_SECOND, 7)}))

    threads = [
        threading.Thread(target=send, args=pair) for pair in zip(stores, range(4), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert (len(went), sum(went)) == (40, 7)


def test_overlapping_claims_in_any_order_do_not_lock_each_other_out(postgres_url: str) -> None:
    stores = [a_store(postgres_url) for _ in range(4)]
    scopes = [f"chat {number}" for number in range(12)]
    start = threading.Barrier(len(stores))
    many = Rate(A_SECOND, 10_000)
    taken: list[bool] = []

    def send(store: Store, number: int) -> None:
        start.wait()
        for turn in range(15):
            mine = scopes[(number * 5 + turn) % 12 :] + scopes[: turn % 7]
            taken.extend(take(store, *({scope: many} for scope in reversed(mine))))

    threads = [
        threading.Thread(target=send, args=pair) for pair in zip(stores, range(4), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    expected = sum(
        len(scopes[(number * 5 + turn) % 12 :] + scopes[: turn % 7])
        for number in range(4)
        for turn in range(15)
    )
    assert taken == [True] * expected
