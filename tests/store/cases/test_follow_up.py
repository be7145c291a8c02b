"""The end of a case: what was merged ends with it, and its reporter is asked for more (再收集)."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Outcome, Status
from models.timeline import Act
from services.case_files import timeline
from services.casework import case_clock, handling, lifecycle
from services.casework.cases import Report, report_case
from services.clock import SetClock
from services.reporters import tracking
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker, acts_of, hear_all, sayings_for
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
LATER = SetClock(MONDAY + timedelta(days=60))


def settled(session: Session, *, is_private: bool = False) -> Case:
    wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
    case = a_case(session, a_resident(session), CLOCK, is_private=is_private)
    handling.settle_case(session, case.id, wang, "灯已换好", CLOCK)
    hear_all(session)
    return case


def merged_into(session: Session, parent: Case, reporter_id: int) -> Case:
    child = a_case(session, reporter_id, CLOCK)
    lifecycle.move(session, child, Status.MERGED, CLOCK)
    child.merged_into_id = parent.id
    session.flush()
    return child


def test_what_was_merged_ends_with_its_parent_and_every_reporter_is_asked(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        case = settled(session, is_private=True)
        li = a_resident(session, "李四")
        child = merged_into(session, case, li)
        erased = merged_into(session, case, a_resident(session, "王五"))
        erased.reporter_id = None
        case_clock.end_notice_period(session, LATER)
        end = SetClock(LATER.now() + timedelta(days=30))
        hear_all(session)
        assert tracking.close_tracked(session, end) == 1
        for each in (case, child, erased):
            assert (each.status, each.outcome) == (Status.CLOSED, Outcome.SOLVED_UNANSWERED)
            assert each.closed_at == end.now()
            assert acts_of(session, each)[-1] is Act.CLOSED
            assert timeline.is_intact(session, each)
        assert case.reporter_id is not None
        for reporter, about in ((case.reporter_id, case), (li, child)):
            (saying,) = sayings_for(session, reporter)
            assert saying.phrases[0].key == "clock.anything_else"
            (command,) = [choice.command for choice in saying.choices]
            assert command is not None
            assert (command.dialogue, command.about) == ("report", {"after": about.id})
        assert tracking.close_tracked(session, end) == 0


@pytest.mark.parametrize("is_theirs", [False, True])
def test_a_case_after_another_is_linked_to_it_if_that_was_theirs(
    town: Store, *, is_theirs: bool
) -> None:
    with town.write() as session:
        zhang, li = a_resident(session), a_resident(session, "李四")
        first = a_case(session, zhang, CLOCK)
        report = Report(zhang if is_theirs else li, "又一件事，请看看", previous_id=first.id)
        filed = report_case(session, report, CLOCK)
        second = session.get_one(Case, filed.case_id)
        assert second.previous_id == (first.id if is_theirs else None)
