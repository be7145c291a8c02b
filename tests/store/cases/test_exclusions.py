"""Appeals to leave a case out of the figures: who may ask, who decides, and never one's own."""

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Status
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.figures import ExclusionState
from models.following import Recusal
from models.timeline import Act
from services.case_files import timeline
from services.figures import exclusions
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import (
    a_case,
    a_cast,
    a_resident,
    a_worker,
    acts_of,
    as_it_stands,
    keys_for,
)
from tests.support.towns import a_clock

WHY = "重复反映，同一件事"


def an_answered_case(session: Session) -> Case:
    case = a_case(session, a_resident(session), a_clock())
    case.status = Status.TRACKING
    session.flush()
    return case


def an_appeal(session: Session, case: Case, asker: int) -> int:
    exclusions.ask(session, case.id, asker, WHY, a_clock())
    appeal = exclusions.find(session, case.id)
    assert appeal is not None
    return appeal.id


def test_only_who_handles_cases_there_may_ask(town: Store) -> None:
    with town.write() as session:
        reporter = a_resident(session)
        case = a_case(session, reporter, a_clock())
        case.status = Status.ANSWERED
        cast = a_cast(session, reporter)
        may = {"a manager of the grid", "a clerk of the community", "an officer of the street"}
        for who, person_id in cast.items():
            if who in may:
                continue
            before = as_it_stands(session, case)
            with pytest.raises(NotAllowed):
                exclusions.ask(session, case.id, person_id, WHY, a_clock())
            assert as_it_stands(session, case) == before, who
        exclusions.ask(session, case.id, cast["a manager of the grid"], WHY, a_clock())
        assert keys_for(session, cast["an officer of the street"]) == ["exclusion.asked"]


def test_only_officers_decide(town: Store) -> None:
    with town.write() as session:
        reporter = a_resident(session)
        case = a_case(session, reporter, a_clock())
        case.status = Status.ANSWERED
        cast = a_cast(session, reporter)
        appeal = an_appeal(session, case, a_worker(session, Role.CLERK, "XF"))
        for who, person_id in cast.items():
            if who == "an officer of the street":
                continue
            with pytest.raises(NotAllowed):
                exclusions.decide(session, appeal, person_id, a_clock(), accepts=True)
            assert exclusions.list_undecided(session, person_id) == [], who
        officer = cast["an officer of the street"]
        assert [case.id for _, case in exclusions.list_undecided(session, officer)] == [case.id]


def test_nobody_decides_their_own_appeal_and_another_officer_is_asked(town: Store) -> None:
    with town.write() as session:
        case = an_answered_case(session)
        mine = a_worker(session, Role.OFFICER, "JD")
        other = a_worker(session, Role.OFFICER, "JD")
        appeal = an_appeal(session, case, mine)
        assert exclusions.list_undecided(session, mine) == []
        assert keys_for(session, mine) == []
        assert keys_for(session, other) == ["exclusion.asked"]
        with pytest.raises(NotAllowed, match="own_exclusion"):
            exclusions.decide(session, appeal, mine, a_clock(), accepts=True)
        exclusions.decide(session, appeal, other, a_clock(), accepts=True)
        found = exclusions.find(session, case.id)
        assert found is not None
        assert (found.state, found.decided_by) == (ExclusionState.ACCEPTED, other)


def test_whom_a_case_complains_about_neither_asks_nor_decides_nor_sees_it(town: Store) -> None:
    with town.write() as session:
        case = an_answered_case(session)
        officer = a_worker(session, Role.OFFICER, "JD")
        appeal = an_appeal(session, case, a_worker(session, Role.CLERK, "XF"))
        session.add(Recusal(case_id=case.id, person_id=officer, since=MONDAY))
        session.flush()
        assert exclusions.list_undecided(session, officer) == []
        with pytest.raises(NotAllowed):
            exclusions.decide(session, appeal, officer, a_clock(), accepts=True)


def test_each_step_is_one_line_of_the_file_with_its_reason(town: Store) -> None:
    with town.write() as session:
        case = an_answered_case(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        officer = a_worker(session, Role.OFFICER, "JD")
        appeal = an_appeal(session, case, clerk)
        assert exclusions.reason_of(session, case) == WHY
        exclusions.decide(session, appeal, officer, a_clock(), accepts=False, reason="事实不同")
        assert acts_of(session, case)[-2:] == [Act.EXCLUDED, Act.EXCLUDED]
        assert timeline.words_of(session, case, Act.EXCLUDED) == [WHY, "事实不同"]
        assert timeline.is_intact(session, case)
        assert keys_for(session, clerk) == ["exclusion.refused"]


def test_bad_input_gets_a_clear_word_and_changes_nothing(town: Store) -> None:
    with town.write() as session:
        case = an_answered_case(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        officer = a_worker(session, Role.OFFICER, "JD")
        with pytest.raises(Invalid, match="exclusion_reason_missing"):
            exclusions.ask(session, case.id, clerk, " 。", a_clock())
        waiting = a_case(session, a_resident(session), a_clock())
        with pytest.raises(Conflict, match="exclusion_too_early"):
            exclusions.ask(session, waiting.id, clerk, WHY, a_clock())
        appeal = an_appeal(session, case, clerk)
        with pytest.raises(Conflict, match="exclusion_asked"):
            exclusions.ask(session, case.id, clerk, WHY, a_clock())
        with pytest.raises(Invalid, match="exclusion_reason_missing"):
            exclusions.decide(session, appeal, officer, a_clock(), accepts=False)
        exclusions.decide(session, appeal, officer, a_clock(), accepts=True)
        with pytest.raises(Conflict, match="exclusion_decided"):
            exclusions.decide(session, appeal, officer, a_clock(), accepts=True)
        with pytest.raises(NotFound, match="exclusion_unknown"):
            exclusions.decide(session, appeal + 99, officer, a_clock(), accepts=True)
