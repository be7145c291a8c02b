import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session

from scheduler import timetable
from scheduler.timetable import Entry
from services import facts, marks
from services.clock import Clock
from services.texts.jobs import JOB_LABELS
from tests.cli.conftest import Minqing

pytestmark = pytest.mark.usefixtures("migrated")

NAMES = [entry.name for entry in timetable.TIMETABLE]


def count_to_three(session: Session, clock: Clock) -> int:
    """Write the clock's time into the store, three times."""
    done = int(marks.get_mark(session, "done") or 0)
    if done == 3:
        return 0
    marks.set_mark(session, "done", str(done + 1))
    facts.set_fact(session, "seen", clock.now().isoformat(), clock)
    return 1


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job of which the tests know what it does."""
    entry = Entry("count", "每天4点", count_to_three, at_hour=4)
    monkeypatch.setattr(timetable, "TIMETABLE", [*timetable.TIMETABLE, entry])


def seen(minqing: Minqing) -> list[Any]:
    """Give the time the job was told."""
    stored = json.loads(minqing("facts", "list", "--json").out)
    return [datetime.fromisoformat(each["answer"]) for each in stored if each["key"] == "seen"]


def test_jobs_are_listed_with_their_next_time(minqing: Minqing) -> None:
    listed = json.loads(minqing("jobs", "list", "--json").out)
    assert [each["name"] for each in listed] == [*NAMES, "count"]
    assert listed[-1]["trigger"] == "每天4点"
    at = datetime.fromisoformat(listed[-1]["next"])
    assert at.tzinfo is not None
    assert (at.hour, at.minute) == (4, 0)
    shown = minqing("jobs", "list").out
    assert "count" in shown
    assert "早上的待办清单" in shown


def test_every_job_is_called_something_in_words_that_clerks_read() -> None:
    assert set(NAMES) <= set(JOB_LABELS)
    assert set(JOB_LABELS) <= set(NAMES)


def test_a_job_runs_to_its_end_at_the_time_it_is_told(minqing: Minqing) -> None:
    assert minqing("jobs", "run", "count", "--at", "2026-11-23T09:00").err == "count：3\n"
    assert seen(minqing) == [datetime(2026, 11, 23, 1, 0, tzinfo=UTC)]
    minqing("jobs", "run", "count", "--at", "2026-11-23T09:00+00:00")
    assert minqing("jobs", "run", "count").err == "count：0\n"


def test_a_dry_run_tells_how_much_and_changes_nothing(minqing: Minqing) -> None:
    assert minqing("jobs", "run", "count", "--dry-run").err.startswith("count：3（试运行")
    assert seen(minqing) == []
    assert minqing("jobs", "run", "count").err == "count：3\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_job_of_the_timetable_runs_over_an_empty_store(minqing: Minqing, name: str) -> None:
    assert minqing("jobs", "run", name).err == f"{name}：0\n"


def test_an_unknown_job_or_time_is_refused(minqing: Minqing) -> None:
    assert "没有叫“dance”的" in minqing("jobs", "run", "dance", code=1).err
    assert "--at" in minqing("jobs", "run", "count", "--at", "tomorrow", code=2).err
