"""What is planned for later, noted on the way, and explained."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, CaseClass, Outcome, Status
from models.errors import Conflict, Invalid
from models.timeline import Act
from services.case_files import timeline
from services.casework import handling, progress, shelving
from services.clock import SHANGHAI, SetClock, today
from services.reporters import tracking
from services.store import Store
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    hear_all,
    keys_for,
    words_for,
)
from tests.support.towns import a_town
from tests.support.verbs import CLOCK

REVIEW = date(2027, 2, 16)


def in_hand(session: Session, who: int) -> Case:
    """Give a case that somebody has signed."""
    case = a_case(session, a_resident(session), CLOCK)
    handling.sign_case(session, case.id, who, CLOCK)
    hear_all(session)
    return case


def test_a_planned_case_stands_until_its_owner_takes_it_up(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = in_hand(session, wang)
        due = case.due_at
        shelving.shelve_case(session, case.id, wang, "明年统一改造", REVIEW, CLOCK)
        assert (case.status, case.owner_id) == (Status.SHELVED, wang)
        assert case.triage_class is CaseClass.LATER
        assert case.step_due_at == datetime(2027, 2, 16, 9, tzinfo=SHANGHAI)
        assert case.escalates_at is None
        assert case.reporter_id is not None
        assert keys_for(session, case.reporter_id) == ["steps.shelved"]
        told = words_for(session, case.reporter_id)
        assert "明年统一改造" in told
        assert "2027年2月16日复查" in told
        line = timeline.list_lines(session, case)[-1]
        assert line.told == {"words": "明年统一改造", "review": "2027-02-16"}
        later = SetClock(CLOCK.now() + timedelta(days=10))
        progress.record_progress(session, case.id, wang, "已报预算", later)
        assert case.due_at == due
        shelving.take_up_case(session, case.id, wang, later)
        assert case.status is Status.HANDLING
        assert case.due_at == due + timedelta(days=10)
        assert acts_of(session, case)[-3:] == [Act.SHELVED, Act.PROGRESSED, Act.REVIEWED]
        with pytest.raises(Conflict, match="not_in_hand"):
            shelving.take_up_case(session, case.id, wang, later)
        assert timeline.is_intact(session, case)


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_the_review_is_within_the_coming_year(town: Store, days: int) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = in_hand(session, wang)
        day = today(CLOCK) + timedelta(days=days)
        with pytest.raises(Invalid, match="review_day"):
            shelving.shelve_case(session, case.id, wang, "以后再办", day, CLOCK)
        with pytest.raises(Invalid, match="plan_missing"):
            shelving.shelve_case(session, case.id, wang, "。", REVIEW, CLOCK)
        assert case.status is Status.HANDLING
        for fine in (1, 365):
            shelving.check_review(today(CLOCK) + timedelta(days=fine), CLOCK)


def test_a_month_later_is_the_same_day_or_the_last() -> None:
    assert shelving.months_on(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert shelving.months_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert shelving.months_on(date(2026, 12, 5), 1) == date(2027, 1, 5)
    assert shelving.months_on(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_progress_is_for_the_file_and_pushed_to_nobody(town: Store) -> None:
    with town.write() as session:
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        case = in_hand(session, wang)
        assert progress.record_progress(session, case.id, wang, "配件已订", CLOCK) == case.number
        assert keys_for(session, case.reporter_id or 0) == []
        assert timeline.words_of(session, case, Act.PROGRESSED) == ["配件已订"]
        with pytest.raises(Invalid, match="progress_missing"):
            progress.record_progress(session, case.id, wang, "…", CLOCK)
        with pytest.raises(Conflict, match="signed_already"):
            progress.record_progress(session, case.id, zhao, "配件已订", CLOCK)


def test_what_cannot_be_solved_is_explained_and_ends_as_that(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = in_hand(session, wang)
        handling.answer_case(
            session, case.id, wang, "规划未批，请找住建局", CLOCK, is_explained=True
        )
        assert (case.status, case.is_explained) == (Status.ANSWERED, True)
        assert case.triage_class is CaseClass.UNSOLVABLE
        assert keys_for(session, case.reporter_id or 0) == ["steps.explained"]
        assert tracking.outcome_of(case) is Outcome.EXPLAINED
        plain = in_hand(session, wang)
        plain.is_explained = True
        handling.settle_case(session, plain.id, wang, "修好了", CLOCK)
        assert not plain.is_explained
