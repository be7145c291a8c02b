"""Leases and slots: what only one process may do at a time, or once in a period."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from services.clock import SetClock
from services.leases import give_back, take_lease, take_slot
from services.store import Store
from tests.support.builders import MONDAY

LASTS = timedelta(seconds=30)


def take(store: Store, holder: str, at: datetime = MONDAY, name: str = "poll") -> bool:
    with store.write() as session:
        return take_lease(session, name, holder, LASTS, SetClock(at))


def test_a_lease_has_one_holder_until_it_ends(store: Store) -> None:
    assert take(store, "a")
    assert not take(store, "b")
    assert take(store, "a", MONDAY + timedelta(seconds=20))
    assert not take(store, "b", MONDAY + timedelta(seconds=49))
    assert take(store, "b", MONDAY + timedelta(seconds=50))
    assert not take(store, "a", MONDAY + timedelta(seconds=51))


def test_leases_of_other_names_are_other_leases(store: Store) -> None:
    assert take(store, "a")
    assert take(store, "b", name="another")


def test_a_lease_given_back_is_the_next_ones_at_once(store: Store) -> None:
    assert take(store, "a")
    with store.write() as session:
        give_back(session, "poll", "b", SetClock(MONDAY))
    assert not take(store, "b")
    with store.write() as session:
        give_back(session, "poll", "a", SetClock(MONDAY))
        give_back(session, "no such lease", "a", SetClock(MONDAY))
    assert take(store, "b")


def test_of_many_who_ask_at_once_one_gets_it(store: Store) -> None:
    holders = [str(number) for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        got = list(threads.map(take, [store] * 12, holders))
    assert sum(got) == 1
    with ThreadPoolExecutor(6) as threads:
        later = MONDAY + LASTS
        got = list(threads.map(take, [store] * 12, holders, [later] * 12))
    assert sum(got) == 1


def test_a_period_is_taken_once_even_when_the_clock_goes_back(store: Store) -> None:
    def slot(period: str, at: datetime = MONDAY, job: str = "brief") -> bool:
        with store.write() as session:
            return take_slot(session, job, period, SetClock(at))

    assert slot("2026-11-16")
    assert not slot("2026-11-16")
    assert slot("2026-11-17")
    assert not slot("2026-11-16", MONDAY - timedelta(days=9))
    assert slot("2026-11-16", job="another")
    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(slot, ["2026-11-18"] * 12)) == 1
