"""Given back twice in a round, a case goes to whoever must keep it, and no clock of it moves."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import Case, Status
from models.errors import Conflict
from models.timeline import Act
from models.units import UnitKind
from services.areas import areas
from services.case_files import timeline
from services.casework import assigning, backstop, handling, todo
from services.casework.assigning import Target
from services.clock import SetClock
from services.reporters import feedback
from services.store import Store
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    keys_for,
    sayings_for,
    words_for,
)
from tests.support.towns import a_town
from tests.support.unit_bodies import a_liaison, a_unit
from tests.support.verbs import CLOCK


def returns(session: Session, case: Case, *who: int) -> None:
    """Let these give it back, one after the other."""
    for person_id in who:
        handling.return_case(session, case.id, person_id, "不归我管", CLOCK)


def test_the_second_return_goes_to_the_backstop_unit_and_stays_there(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        xf = areas.get_area(session, "XF").id
        far = a_unit(session, "JB", "街道办", is_backstop=True)
        near = a_unit(session, "SQ", "社区物管站", is_backstop=True, area_id=xf)
        a_liaison(session, far, "远")
        zhou = a_liaison(session, near)
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        case = a_case(session, a_resident(session), CLOCK)
        due = case.due_at
        handling.sign_case(session, case.id, wang, CLOCK)
        returns(session, case, wang)
        assert (case.status, case.returned_by_id) == (Status.ACCEPTED, wang)
        later = SetClock(CLOCK.now() + timedelta(days=1))
        assert handling.return_case(session, case.id, clerk, "也不归社区", later)
        assert (case.status, case.unit_id, case.owner_id) == (Status.ASSIGNED, near.id, None)
        assert case.due_at == due
        assert acts_of(session, case)[-2:] == [Act.RETURNED, Act.ASSIGNED]
        line = timeline.list_lines(session, case)[-1]
        assert (line.actor_id, line.told) == (None, {"to": "社区物管站", "is_backstop": 1})
        assert "兜底" in words_for(session, zhou)
        offered = [
            it.command.dialogue for it in sayings_for(session, zhou)[-1].choices if it.command
        ]
        assert offered == ["sign", "contact"]
        for _ in range(2):  # before and after it is signed
            with pytest.raises(Conflict, match="returned_twice"):
                handling.return_case(session, case.id, zhou, "也不归我", CLOCK)
            if case.status is Status.ASSIGNED:
                handling.sign_case(session, case.id, zhou, CLOCK)
        assigning.reassign_case(session, case.id, clerk, Target(wang), "网格去看", CLOCK)
        assert (case.owner_id, case.returns, case.due_at) == (wang, 2, due)
        assert timeline.is_intact(session, case)


def test_without_a_unit_it_goes_to_a_clerk_who_has_not_returned_it(town: Store) -> None:
    with town.write() as session:
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        a_worker(session, Role.OFFICER, "JD", "陈街道")
        case = a_case(session, a_resident(session), CLOCK)
        returns(session, case, wang, zhao)
        assert (case.owner_id, case.status) == (clerk, Status.ASSIGNED)
        assert keys_for(session, clerk)[-1] == "case.returned_to_you"
        assert [it.case.id for it in todo.list_items(session, clerk, CLOCK).items] == [case.id]


def test_a_clerk_who_returned_it_is_passed_over_for_the_street(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        officer = a_worker(session, Role.OFFICER, "JD", "陈街道")
        case = a_case(session, a_resident(session), CLOCK)
        returns(session, case, clerk, wang)
        assert case.owner_id == officer


def test_where_only_one_who_returned_it_is_left_they_have_it(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        case = a_case(session, a_resident(session), CLOCK)
        returns(session, case, clerk, wang)
        assert case.owner_id == clerk


def test_where_there_is_nobody_else_it_stays_with_those_who_may_sign(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        returns(session, case, wang)
        handling.sign_case(session, case.id, wang, CLOCK)
        assert not handling.return_case(session, case.id, wang, "真不归我", CLOCK)
        assert (case.status, case.owner_id) == (Status.ACCEPTED, None)
        assert [it.case.id for it in todo.list_items(session, wang, CLOCK).items] == [case.id]
        handling.sign_case(session, case.id, wang, CLOCK)
        assert case.owner_id == wang


def test_a_backstop_whose_liaison_returned_it_is_passed_over(town: Store) -> None:
    with town.write() as session:
        unit = a_unit(session, is_backstop=True)
        zhou = a_liaison(session, unit)
        clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        officer = a_worker(session, Role.OFFICER, "JD", "陈街道")
        case = a_case(session, a_resident(session), CLOCK)
        assigning.assign_case(session, case.id, clerk, Target(unit_id=unit.id), CLOCK)
        returns(session, case, zhou)
        assert (case.unit_id, case.owner_id, case.returned_by_id) == (None, None, zhou)
        handling.sign_case(session, case.id, clerk, CLOCK)
        returns(session, case, clerk)
        assert (case.unit_id, case.owner_id) == (None, officer)


def test_what_was_returned_is_not_given_back_to_who_did(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        unit = a_unit(session)
        zhou = a_liaison(session, unit)
        case = a_case(session, a_resident(session), CLOCK)
        returns(session, case, wang)
        with pytest.raises(Conflict, match="assignee_returned") as refusal:
            assigning.assign_case(session, case.id, clerk, Target(wang), CLOCK)
        assert refusal.value.fields["name"] == "王"
        assert wang not in [
            each.target.person_id for each in assigning.list_candidates(session, case, clerk)
        ]
        assigning.assign_case(session, case.id, clerk, Target(zhao), CLOCK)
        with pytest.raises(Conflict, match="assignee_returned"):
            assigning.reassign_case(session, case.id, clerk, Target(wang), "再试试", CLOCK)
        other = a_case(session, a_resident(session), CLOCK)
        assigning.assign_case(session, other.id, clerk, Target(unit_id=unit.id), CLOCK)
        returns(session, other, zhou)
        with pytest.raises(Conflict, match="assignee_returned"):
            assigning.assign_case(session, other.id, clerk, Target(unit_id=unit.id), CLOCK)


def test_an_outside_body_is_no_backstop_and_a_new_round_begins_without_returns(
    town: Store,
) -> None:
    with town.write() as session:
        unit = a_unit(session, kind=UnitKind.OUTSIDE)
        unit.is_backstop = True
        zhang, wang = a_resident(session), a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        case = a_case(session, zhang, CLOCK)
        assert backstop.find_target(session, case, wang) == Target(clerk)
        returns(session, case, wang)
        handling.settle_case(session, case.id, clerk, "修好了", CLOCK)
        feedback.reopen_case(session, case.id, zhang, 1, "又坏了", CLOCK)
        assert (case.returns, case.returned_by_id) == (0, None)
        returns(session, case, wang)
        assert (case.status, case.owner_id) == (Status.ACCEPTED, None)


def test_what_is_in_the_plan_is_given_back_as_what_is_in_hand(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, a_resident(session), CLOCK)
        case.status, case.owner_id, case.stands_since = Status.SHELVED, wang, CLOCK.now()
        session.flush()
        returns(session, case, wang)
        session.refresh(case)
        assert {case.owner_id, case.stands_since} == {None}
        assert acts_of(session, case)[-1] is Act.RETURNED
