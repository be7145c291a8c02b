"""Handing a case on (转办) and to another instead (改派): who may, to whom, and who hears."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.cases import HELD, Case, Status
from models.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from models.following import Recusal
from models.timeline import Act
from models.units import UnitKind
from services.areas import areas
from services.case_files import timeline
from services.casework import assigning, handling, todo
from services.casework.assigning import Target
from services.clock import SetClock
from services.office import access, leaving_office, units
from services.store import Store
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    as_it_stands,
    hear_all,
    keys_for,
    sayings_for,
    words_for,
)
from tests.support.towns import a_town
from tests.support.unit_bodies import a_liaison, a_unit
from tests.support.verbs import CLOCK


def hands_on(session: Session, case: Case, who: int, target: Target) -> None:
    if case.status in HELD:
        assigning.reassign_case(session, case.id, who, target, "换人办", CLOCK)
    else:
        assigning.assign_case(session, case.id, who, target, CLOCK)


def refused(
    session: Session, case: Case, who: int, target: Target, kind: type[Refusal] = Conflict
) -> str:
    """Check that handing a case on is refused and changes nothing; give the reason."""
    before = as_it_stands(session, case)
    with pytest.raises(kind) as refusal:
        hands_on(session, case, who, target)
    assert as_it_stands(session, case) == before
    return refusal.value.reason


def commands(session: Session, person_id: int) -> list[str]:
    """Give what the newest message offers somebody to do."""
    return [
        it.command.dialogue for it in sayings_for(session, person_id)[-1].choices if it.command
    ]


def test_a_case_is_handed_to_a_person_who_signs_it(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang, clerk = a_resident(session), a_worker(session, Role.CLERK, "XF", "孙社工")
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        case = a_case(session, zhang, CLOCK)
        due = case.due_at
        done = assigning.assign_case(session, case.id, clerk, Target(wang), CLOCK)
        assert done == (case.number, "王网格", True)
        assert (case.status, case.owner_id, case.signed_at) == (Status.ASSIGNED, wang, None)
        assert case.step_due_at == CLOCK.now() + timedelta(days=1)
        assert case.due_at == due
        assert acts_of(session, case) == [Act.REPORTED, Act.ACCEPTED, Act.ASSIGNED]
        assert timeline.list_lines(session, case)[-1].told == {"to": "王网格"}
        assert keys_for(session, wang) == ["assigning.assigned_to_you"]
        assert commands(session, wang) == ["sign", "contact", "settle", "return"]
        assert keys_for(session, zhang) == []
        assert [it.case.id for it in todo.list_items(session, wang, CLOCK).items] == [case.id]
        assert todo.list_items(session, clerk, CLOCK).total == 0
        handling.sign_case(session, case.id, wang, CLOCK)
        assert (case.status, case.signed_at) == (Status.HANDLING, CLOCK.now())
        assert acts_of(session, case)[-1] is Act.SIGNED
        assert keys_for(session, zhang) == ["case.taken_on"]
        assert timeline.is_intact(session, case)


def test_what_waits_for_one_signature_is_nobody_elses_to_sign(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        case = a_case(session, a_resident(session), CLOCK)
        assigning.assign_case(session, case.id, clerk, Target(wang), CLOCK)
        with pytest.raises(Conflict) as refusal:
            handling.sign_case(session, case.id, zhao, CLOCK)
        assert (refusal.value.reason, refusal.value.fields["name"]) == ("assigned_to", "王")
        assert refused(session, case, clerk, Target(wang)) == "assignee_same"
        with pytest.raises(Conflict, match="assigned_already"):
            assigning.assign_case(session, case.id, clerk, Target(zhao), CLOCK)


def test_a_unit_signs_through_any_of_its_liaisons(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang, clerk = a_resident(session), a_worker(session, Role.CLERK, "XF")
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        unit = a_unit(session)
        zhou, wu = a_liaison(session, unit), a_liaison(session, unit, "吴联络")
        case = a_case(session, zhang, CLOCK)
        done = assigning.assign_case(session, case.id, clerk, Target(unit_id=unit.id), CLOCK)
        assert done.name == "幸福物业"
        assert (case.owner_id, case.unit_id, case.status) == (None, unit.id, Status.ASSIGNED)
        for liaison in (zhou, wu):
            assert commands(session, liaison) == ["sign", "contact", "return"]
            assert [it.wait for it in todo.list_items(session, liaison, CLOCK).items] == [
                todo.Wait.SIGN
            ]
        assert todo.list_items(session, wang, CLOCK).total == 0
        with pytest.raises(Conflict, match="assigned_to"):
            handling.sign_case(session, case.id, wang, CLOCK)
        handling.sign_case(session, case.id, wu, CLOCK)
        assert (case.owner_id, case.unit_id) == (wu, unit.id)
        assert [it.wait for it in todo.list_items(session, wu, CLOCK).items] == [todo.Wait.ANSWER]
        assert (
            todo.list_items(session, wang, CLOCK).total
            == todo.list_items(session, zhou, CLOCK).total
            == 0
        )
        with pytest.raises(Conflict, match="signed_already"):
            handling.answer_case(session, case.id, zhou, "门修好了", CLOCK)
        handling.answer_case(session, case.id, wu, "门修好了", CLOCK)
        assert case.status is Status.ANSWERED
        assert timeline.is_intact(session, case)


def test_what_a_unit_has_goes_back_to_the_place_when_its_liaisons_leave(town: Store) -> None:
    with town.write() as session:
        clerk, wang = (a_worker(session, role, "XF-1") for role in (Role.CLERK, Role.GRID_MANAGER))
        unit = a_unit(session)
        zhou = a_liaison(session, unit)
        case = a_case(session, a_resident(session), CLOCK)
        assigning.assign_case(session, case.id, clerk, Target(unit_id=unit.id), CLOCK)
        assert todo.list_items(session, wang, CLOCK).total == 0
        access.dismiss(session, zhou, Role.LIAISON, areas.get_street(session), CLOCK)
        assert [it.wait for it in todo.list_items(session, wang, CLOCK).items] == [todo.Wait.SIGN]
        assert todo.list_items(session, zhou, CLOCK).total == 0
        handling.sign_case(session, case.id, wang, CLOCK)
        assert (case.owner_id, case.unit_id) == (wang, None)


def test_a_unit_without_a_liaison_is_refused_with_the_way_to_one(town: Store) -> None:
    with town.write() as session:
        clerk, unit = a_worker(session, Role.CLERK, "XF"), a_unit(session)
        case = a_case(session, a_resident(session), CLOCK)
        assert refused(session, case, clerk, Target(unit_id=unit.id)) == "unit_without_liaison"
        a_liaison(session, unit)
        units.end_unit(session, unit.id, CLOCK)
        reason = refused(session, case, clerk, Target(unit_id=unit.id), NotFound)
        assert reason == "unit_unknown"
        assert refused(session, case, clerk, Target(unit_id=4711), NotFound) == "unit_unknown"


@pytest.mark.parametrize("who", ["stranger", "reporter", "recused", "nobody", "elsewhere"])
def test_a_case_goes_to_nobody_who_may_not_handle_it(town: Store, who: str) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        case = a_case(session, a_worker(session, Role.GRID_MANAGER, "XF-1"), CLOCK)
        recused = a_worker(session, Role.GRID_MANAGER, "XF-1")
        session.add(Recusal(case_id=case.id, person_id=recused, since=CLOCK.now()))
        session.flush()
        target = {
            "stranger": a_resident(session),
            "reporter": case.reporter_id,
            "recused": recused,
            "nobody": None,
            "elsewhere": a_worker(session, Role.GRID_MANAGER, "XF-2"),
        }[who]
        assert refused(session, case, clerk, Target(target), Invalid) == "assignee_unfit"


def test_only_those_who_manage_the_place_hand_on(town: Store) -> None:
    with town.write() as session:
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        unit = a_unit(session)
        case = a_case(session, a_resident(session), CLOCK)
        for who in (
            wang,
            a_liaison(session, unit),
            a_worker(session, Role.CLERK, "NS"),
            a_worker(session, Role.SUPERVISOR, "JD"),
            a_resident(session),
        ):
            assert refused(session, case, who, Target(wang), NotAllowed) == "not_allowed"


def test_a_clerk_hands_it_to_another_with_a_reason_and_the_due_day_stays(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        zhang, clerk = a_resident(session), a_worker(session, Role.CLERK, "XF", "孙社工")
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        case = a_case(session, zhang, CLOCK)
        handling.sign_case(session, case.id, wang, CLOCK)
        hear_all(session)
        due, later = case.due_at, SetClock(CLOCK.now() + timedelta(days=2))
        with pytest.raises(Invalid, match="reassign_why"):
            assigning.reassign_case(session, case.id, clerk, Target(zhao), "。", later)
        assigning.reassign_case(session, case.id, clerk, Target(zhao), "王在休假", later)
        assert (case.status, case.owner_id, case.due_at) == (Status.ASSIGNED, zhao, due)
        assert case.step_due_at == later.now() + timedelta(days=1)
        line = timeline.list_lines(session, case)[-1]
        assert line.act is Act.REASSIGNED
        assert line.told == {"from": "王", "to": "赵", "words": "王在休假"}
        assert keys_for(session, wang) == ["assigning.taken_away"]
        assert keys_for(session, zhao) == ["assigning.reassigned_to_you"]
        assert "王在休假" in words_for(session, zhao)
        assert keys_for(session, zhang) == []
        unit = a_unit(session)
        zhou = a_liaison(session, unit)
        assigning.reassign_case(session, case.id, clerk, Target(unit_id=unit.id), "归物业", later)
        assert (case.owner_id, case.unit_id, case.due_at) == (None, unit.id, due)
        assigning.reassign_case(session, case.id, clerk, Target(wang), "还是网格", later)
        assert "assigning.taken_away" in keys_for(session, zhou)
        assert (case.owner_id, case.unit_id) == (wang, None)
        assert timeline.is_intact(session, case)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.DECLINED, "declined_before"),
        (Status.MERGED, "merged_before"),
        (Status.ANSWERED, "answered_before"),
        (Status.TRACKING, "answered_before"),
        (Status.CLOSED, "answered_before"),
    ],
)
def test_nothing_is_handed_on_that_is_over(town: Store, status: Status, reason: str) -> None:
    with town.write() as session:
        clerk, wang = (a_worker(session, role, "XF-1") for role in (Role.CLERK, Role.GRID_MANAGER))
        case = a_case(session, a_resident(session), CLOCK)
        case.status = status
        session.flush()
        assert refused(session, case, clerk, Target(wang)) == reason


def test_candidates_are_the_grid_then_the_community_then_units(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        officer = a_worker(session, Role.OFFICER, "JD", "陈街道")
        other = a_worker(session, Role.CLERK, "XF", "钱社工")
        wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        a_worker(session, Role.GRID_MANAGER, "XF-2", "不相干")
        xf, ns = (areas.get_area(session, code).id for code in ("XF", "NS"))
        a_unit(session, "GD", "供电公司", kind=UnitKind.OUTSIDE)
        a_unit(session, "WY", "幸福物业", area_id=xf)
        a_unit(session, "CG", "城管队", kind=UnitKind.DEPARTMENT)
        a_unit(session, "NW", "南山物业", area_id=ns)
        case = a_case(session, a_resident(session), CLOCK, "YG-3")
        found = assigning.list_candidates(session, case, clerk)
        names = [each.name for each in found]
        assert names == ["王网格", "钱社工", "陈街道", "城管队", "幸福物业", "供电公司"]
        assert [each.target.person_id for each in found[:3]] == [wang, other, officer]


def test_a_case_whose_owner_left_waits_for_everybody_there_again(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        case = a_case(session, a_resident(session), CLOCK)
        assigning.assign_case(session, case.id, clerk, Target(wang), CLOCK)
        assert todo.list_items(session, zhao, CLOCK).total == 0
        access.dismiss(session, wang, Role.GRID_MANAGER, areas.get_area(session, "XF-1"), CLOCK)
        assert [it.wait for it in todo.list_items(session, zhao, CLOCK).items] == [todo.Wait.SIGN]
        handling.sign_case(session, case.id, zhao, CLOCK)
        assert case.owner_id == zhao
        assert timeline.is_intact(session, case)


def test_who_may_sign_what_somebody_left_behind_is_told(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        wang, zhao = (a_worker(session, Role.GRID_MANAGER, "XF-1", name) for name in "王赵")
        case, over = (a_case(session, a_resident(session), CLOCK) for _ in range(2))
        handling.sign_case(session, case.id, wang, CLOCK)
        handling.settle_case(session, over.id, wang, "修好了", CLOCK)
        assert leaving_office.tell_of_left_cases(session, wang, CLOCK) == 0
        grid = areas.get_area(session, "XF-1")
        access.dismiss(session, wang, Role.GRID_MANAGER, grid, CLOCK)
        hear_all(session)
        assert leaving_office.tell_of_left_cases(session, wang, CLOCK) == 1
        assert keys_for(session, zhao) == ["assigning.owner_left"]
        assert keys_for(session, wang) == keys_for(session, clerk) == []
        assert commands(session, zhao)[0] == "sign"
