"""Counts that are kept as long as they cost, and counted anew beside whoever asks."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from services.clock import SetClock
from services.figures.kept import Kept
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.patience import PATIENCE, wait_until


class Counting:
    """Counts how often it counted; each time takes some seconds of a clock of its own."""

    def __init__(self, cost: float) -> None:
        self.cost = cost
        self.now = 1000.0
        self.times = 0
        self.counted = threading.Event()
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def timer(self) -> float:
        """Tell the seconds."""
        return self.now

    def __call__(self, session: Session) -> int:
        """Count."""
        del session
        assert self.may_go_on.wait(PATIENCE)
        self.now += self.cost
        self.times += 1
        self.counted.set()
        return self.times


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """An empty store."""
    it = Store(sqlite_url, Vault(SECRET))
    yield it
    it.close()


def ask(kept: Kept, store: Store, counting: Counting) -> int | None:
    """Ask for the count."""
    with store.read() as session:
        counted = kept.get(session, "it", counting)
    return None if counted is None else counted.value


def wait_for(kept: Kept, store: Store, counting: Counting, value: int) -> None:
    """Ask until a count is there that is made beside us."""
    wait_until(lambda: ask(kept, store, counting) == value)


def test_in_a_small_store_everything_is_counted_each_time(store: Store) -> None:
    counting = Counting(1.0)
    kept = Kept(store, SetClock(MONDAY), patience=10, timer=counting.timer)
    assert [ask(kept, store, counting) for _ in range(4)] == [1, 2, 3, 4]


def test_what_costs_much_is_given_as_it_was_until_it_is_old_enough(store: Store) -> None:
    counting = Counting(1.0)
    kept = Kept(store, SetClock(MONDAY), patience=10, timer=counting.timer, small=-1)
    assert ask(kept, store, counting) == 1
    counting.now += 49
    assert ask(kept, store, counting) == 1
    assert counting.times == 1
    counting.now += 2
    counting.may_go_on.clear()
    assert [ask(kept, store, counting) for _ in range(5)] == [1] * 5
    counting.may_go_on.set()
    wait_for(kept, store, counting, 2)
    assert counting.times == 2


def test_nobody_waits_long_for_the_first_count(store: Store) -> None:
    counting = Counting(1.0)
    counting.may_go_on.clear()
    kept = Kept(store, SetClock(MONDAY), patience=0.01, timer=counting.timer, small=-1)
    assert ask(kept, store, counting) is None
    counting.may_go_on.set()
    wait_for(kept, store, counting, 1)


def test_on_a_new_day_nothing_of_the_day_before_is_given(store: Store) -> None:
    counting, clock = Counting(1.0), SetClock(MONDAY)
    kept = Kept(store, clock, patience=10, timer=counting.timer, small=-1)
    assert ask(kept, store, counting) == 1
    clock.move(timedelta(days=1))
    assert ask(kept, store, counting) == 2


def test_a_count_that_fails_is_tried_again(store: Store) -> None:
    counting = Counting(1.0)
    kept = Kept(store, SetClock(MONDAY), patience=10, timer=counting.timer, small=-1)

    def fail(session: Session) -> int:
        del session
        raise ValueError

    with store.read() as session:
        assert kept.get(session, "it", fail) is None
    assert ask(kept, store, counting) == 1
