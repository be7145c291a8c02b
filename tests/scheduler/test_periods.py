"""What is done once in a period: by whoever comes first, made up when late, then skipped."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Event

import pytest
from sqlmodel import Session, select

from models.facts import Mark
from models.jobs import Slot
from scheduler import timetable
from scheduler.timetable import TIMETABLE, Entry, next_times, run_now, run_period, start_ticking
from services.clock import SHANGHAI, Clock, SetClock, SystemClock
from services.store import Store
from tests.support.builders import a_store
from tests.support.patience import PATIENCE

HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> SetClock:
    """Tell the time in November 2026; the 16th and the 23rd are Mondays."""
    return SetClock(datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI))


def leave_a_mark(session: Session, clock: Clock) -> int:
    count = len(session.exec(select(Mark)).all())
    session.add(Mark(name=str(count), value=clock.now().isoformat()))
    return 1


DAILY = Entry("daily", "每天8点", leave_a_mark, at_hour=8, grace=4 * HOUR)
WEEKLY = Entry("weekly", "每周一9点", leave_a_mark, at_hour=9, weekday=0, grace=30 * HOUR)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    kind = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    store = a_store(str(request.getfixturevalue(kind)))
    yield store
    store.close()


@pytest.mark.parametrize(
    ("entry", "clock", "period"),
    [
        (DAILY, at(16, 8), "2026-11-16"),
        (DAILY, at(16, 12), "2026-11-16"),
        (DAILY, at(16, 12, 1), None),
        (DAILY, at(16, 7, 59), None),
        (WEEKLY, at(16, 9), "2026-11-16"),
        (WEEKLY, at(17, 15), "2026-11-16"),
        (WEEKLY, at(17, 15, 1), None),
        (WEEKLY, at(22, 23), None),
        (WEEKLY, at(23, 8, 59), None),
        (WEEKLY, at(23, 9), "2026-11-23"),
        (Entry("scan", "每小时", leave_a_mark, HOUR), at(16, 9), None),
    ],
)
def test_a_period_is_to_be_done_from_its_hour_until_its_grace_is_over(
    entry: Entry, clock: SetClock, period: str | None
) -> None:
    assert entry.period(clock) == period


def test_a_period_is_done_once_however_often_and_wherever_it_is_looked_for(store: Store) -> None:
    other = Store(store.url, store.vault)
    assert [run_period(each, DAILY, at(16, 8, 5)) for each in (store, other, store)] == [1, 0, 0]
    assert run_period(store, DAILY, at(17, 8)) == 1
    assert run_period(other, WEEKLY, at(17, 8)) == 1
    other.close()


def test_a_clock_that_is_set_back_does_no_period_again(store: Store) -> None:
    assert run_period(store, DAILY, at(17, 8)) == 1
    assert run_period(store, DAILY, at(16, 8)) == 1  # the day before had not been done
    assert run_period(store, DAILY, at(16, 9)) == 0
    assert run_period(store, DAILY, at(17, 9)) == 0


def test_who_fails_leaves_the_period_to_the_next(store: Store) -> None:
    def fail(session: Session, clock: Clock) -> int:
        leave_a_mark(session, clock)
        raise ZeroDivisionError

    failing = Entry(DAILY.name, "", fail, at_hour=8, grace=HOUR)
    with pytest.raises(ZeroDivisionError):
        run_period(store, failing, at(16, 8))
    with store.read() as session:
        assert session.exec(select(Mark)).all() == []
    assert run_period(store, DAILY, at(16, 8)) == 1


def test_who_asks_for_it_now_claims_no_slot_and_is_held_up_by_none(store: Store) -> None:
    assert run_now(store, DAILY, at(16, 3)) == 1
    with store.read() as session:
        assert session.exec(select(Slot)).all() == []
    assert run_period(store, DAILY, at(16, 8)) == 1
    assert run_now(store, DAILY, at(16, 9)) == 1


def test_the_next_time_of_a_weekly_job_is_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable, "TIMETABLE", (WEEKLY, DAILY))
    times = next_times(at(17, 10))
    assert times["weekly"] == at(23, 9).at
    assert times["daily"] == at(18, 8).at


def test_what_was_missed_while_nothing_ran_is_made_up_when_it_starts(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, done = a_store(sqlite_url), Event()
    entry = Entry("always", "", leave_a_mark, at_hour=0, grace=24 * HOUR)
    monkeypatch.setattr(timetable, "TIMETABLE", (entry,))
    stop = start_ticking(store, SystemClock(), done.set)
    assert done.wait(PATIENCE)
    stop()
    store.close()


def test_only_what_has_an_hour_of_its_own_has_periods() -> None:
    for entry in TIMETABLE:
        assert entry.grace is None or entry.every is None
