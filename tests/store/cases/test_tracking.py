"""Tracking: silence closes a case, and is never counted as solved."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.access import Role
from models.cases import Case, Outcome, Status
from models.timeline import Act
from scheduler import jobs
from scheduler.timetable import run_job
from services.case_files import timeline
from services.casework import case_clock, handling
from services.clock import SetClock
from services.reporters import feedback, tracking
from services.store import Store
from tests.support.offices import a_case, a_resident, a_worker, acts_of, words_for
from tests.support.towns import a_town
from tests.support.verbs import CLOCK

END = CLOCK.now() + timedelta(days=30)


@pytest.mark.parametrize(
    ("is_solved", "outcome"),
    [
        (True, Outcome.SOLVED_CONFIRMED),
        (None, Outcome.SOLVED_UNANSWERED),
        (False, Outcome.SOLVED_UNANSWERED),
    ],
)
def test_after_thirty_days_a_case_closes_as_what_its_reporter_said(
    store: Store, outcome: Outcome, *, is_solved: bool | None
) -> None:
    with store.write() as session:
        a_town(session)
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, CLOCK)
        handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
        feedback.confirm_solved(session, case.id, zhang, 1, CLOCK)
        case.is_solved = is_solved
        assert tracking.close_tracked(session, SetClock(END - timedelta(microseconds=1))) == 0
        assert case.status is Status.TRACKING
        assert tracking.close_tracked(session, SetClock(END)) == 1
        assert (case.status, case.outcome) == (Status.CLOSED, outcome)
        assert case.closed_at == END
        assert acts_of(session, case)[-1] is Act.CLOSED
        assert "☎ 社区电话 12345" in words_for(session, zhang).partition("已办结")[2]
        assert timeline.is_intact(session, case)
        assert tracking.close_tracked(session, SetClock(END)) == 0


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.TRACKING}))
def test_a_case_in_another_state_is_left_alone(town: Store, status: Status) -> None:
    with town.write() as session:
        case = a_case(session, a_resident(session), CLOCK)
        case.status, case.step_due_at = status, CLOCK.now()
        session.flush()
        assert tracking.close_tracked(session, SetClock(END)) == 0
        assert case.status is status


def test_an_answer_without_a_word_from_the_reporter_is_never_solved(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
    for days in (30, 60, 400):
        run_job(town, jobs.end_tracking, SetClock(CLOCK.now() + timedelta(days=days)))
    with town.read() as session:
        found = session.exec(select(Case)).one()
        assert found.is_solved is None
        assert found.outcome is not Outcome.SOLVED_CONFIRMED


def test_a_reopened_case_is_no_longer_watched(town: Store) -> None:
    with town.write() as session:
        zhang = a_resident(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, CLOCK)
        handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
        feedback.confirm_solved(session, case.id, zhang, 1, CLOCK)
        feedback.reopen_case(session, case.id, zhang, 1, "又坏了", CLOCK)
        assert tracking.close_tracked(session, SetClock(END + timedelta(days=400))) == 0


def test_many_cases_close_in_batches(town: Store) -> None:
    count = case_clock.SCANNED + 3
    with town.write() as session:
        zhang = a_resident(session)
        for _ in range(count):
            case = a_case(session, zhang, CLOCK)
            case.status, case.step_due_at = Status.TRACKING, END
    assert run_job(town, jobs.end_tracking, SetClock(END)) == count
    with town.read() as session:
        cases = session.exec(select(Case)).all()
        assert {case.status for case in cases} == {Status.CLOSED}
        assert all(timeline.is_intact(session, case) for case in cases[:3])
