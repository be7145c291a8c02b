"""The timetable: when things are done, to their end, and what happens when they fail."""

# APScheduler 3 has no types.
# pyright: reportMissingTypeStubs=false

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from threading import Event, current_thread
from threading import enumerate as enumerate_threads

import pytest
from apscheduler.events import EVENT_JOB_MISSED, JobExecutionEvent
from sqlmodel import Session, select

from models.facts import Mark
from scheduler import timetable
from scheduler.timetable import TIMETABLE, Entry, next_times, run_job, start_ticking
from services.clock import SHANGHAI, Clock, SetClock, SystemClock
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.patience import PATIENCE

SECOND = timedelta(seconds=1)


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


def in_the_street(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, 16, hour, minute, second, tzinfo=SHANGHAI)


def a_job_of(*batches: int) -> Callable[[Session, Clock], int]:
    """A job that does so much in each batch, and leaves a mark for each."""
    left = list(batches)

    def job(session: Session, clock: Clock) -> int:
        del clock
        session.add(Mark(name=str(len(left)), value=""))
        return left.pop(0) if left else 0

    return job


@pytest.mark.parametrize(
    ("batches", "transactions"), [((), 1), ((3,), 2), ((200, 200, 7), 4), ((1, 0, 5), 2)]
)
def test_a_job_runs_to_its_end_in_batches_that_are_transactions(
    store: Store, batches: tuple[int, ...], transactions: int
) -> None:
    commits: list[int] = []
    job = a_job_of(*batches)

    def counted(session: Session, clock: Clock) -> int:
        commits.append(len(session.exec(select(Mark)).all()))
        return job(session, clock)

    total = sum(batches[: transactions - 1])
    assert run_job(store, counted, SetClock(MONDAY)) == total
    assert commits == list(range(transactions))


def test_a_job_that_fails_keeps_the_batches_before(store: Store) -> None:
    job = a_job_of(5, 5)

    def failing(session: Session, clock: Clock) -> int:
        done = job(session, clock)
        if session.exec(select(Mark)).all()[1:]:
            raise ZeroDivisionError
        return done

    with pytest.raises(ZeroDivisionError):
        run_job(store, failing, SetClock(MONDAY))
    with store.read() as session:
        assert len(session.exec(select(Mark)).all()) == 1


def test_a_job_without_an_end_is_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable, "MOST_BATCHES", 3)
    assert run_job(store, lambda _session, _clock: 1, SetClock(MONDAY)) == 3


@pytest.mark.parametrize("entry", TIMETABLE, ids=[entry.name for entry in TIMETABLE])
def test_every_job_of_the_timetable_runs_on_an_empty_store(store_url: str, entry: Entry) -> None:
    store = Store(store_url, Vault(SECRET))
    assert run_job(store, entry.job, SetClock(MONDAY)) == 0
    store.close()


def test_jobs_have_names_of_their_own_and_words_for_people() -> None:
    names = [entry.name for entry in TIMETABLE]
    assert len(set(names)) == len(names)
    assert all(entry.trigger_text for entry in TIMETABLE)


def test_the_next_time_is_told_by_the_clock_that_is_given() -> None:
    times = next_times(SetClock(in_the_street(2, 59, 30)))
    assert set(times) == {entry.name for entry in TIMETABLE}
    assert times["remind_drafts"] == in_the_street(3, 0, 30)
    assert times["tidy_budgets"] == in_the_street(4)
    assert {at.utcoffset() for at in times.values()} == {timedelta(hours=8)}


def test_an_hour_that_is_over_comes_tomorrow() -> None:
    times = next_times(SetClock(in_the_street(4, 0, 1)))
    assert times["tidy_budgets"] == in_the_street(4) + timedelta(days=1)


def test_what_is_due_is_done_again_and_again_until_it_is_stopped(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice, woken = Event(), Event()
    runs: list[str] = []

    def job(session: Session, clock: Clock) -> int:
        del session, clock
        runs.append(current_thread().name)
        if len(runs) > 2:
            twice.set()
        return len(runs) % 2

    monkeypatch.setattr(timetable, "TIMETABLE", (Entry("tick", "每秒", job, SECOND),))
    stop = start_ticking(store, SystemClock(), woken.set)
    assert twice.wait(PATIENCE)
    assert woken.wait(PATIENCE)
    stop()
    assert not any(thread.name in runs for thread in enumerate_threads())


def test_a_job_that_fails_is_logged_and_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    again = Event()
    runs: list[int] = []

    def job(session: Session, clock: Clock) -> int:
        del session, clock
        runs.append(1)
        if len(runs) > 1:
            again.set()
        raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(timetable, "TIMETABLE", (Entry("tick", "每秒", job, SECOND),))
    with caplog.at_level(logging.ERROR, "scheduler.timetable"):
        stop = start_ticking(store, SystemClock(), lambda: None)
        assert again.wait(PATIENCE)
        stop()
    assert "job tick: no such luck" in caplog.text


def test_a_job_that_was_missed_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    event = JobExecutionEvent(EVENT_JOB_MISSED, "tick", "default", MONDAY)
    timetable._complain(event)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    assert "job tick: missed" in caplog.text
