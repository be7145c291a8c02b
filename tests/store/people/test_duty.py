"""Who is away, who stands in, and who is on duty at night."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from models.access import Action, Appointment, Role
from models.cases import Case, Status
from models.duty import Absence, DutyShift
from models.errors import Conflict, Invalid, MinqingError, NotAllowed
from models.timeline import Act
from models.units import Unit
from scheduler import jobs
from scheduler.timetable import run_job
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, escalation, handling, offers, todo
from services.clock import SetClock
from services.office import absences, access, duty
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import (
    a_case,
    a_resident,
    a_worker,
    acts_of,
    hear_all,
    keys_for,
    shuts_us_out,
)
from tests.support.shifts import CLOCK, FRIDAY, Grid
from tests.support.towns import a_town


def test_while_somebody_is_away_their_stand_in_holds_their_roles_and_is_told(
    store: Store,
) -> None:
    with store.write() as session:
        a_town(session)
        grid = Grid(session)
        grid.goes(grid.li)
        assert keys_for(session, grid.li) == ["duty.you_stand_in"]
        own, lent = (Role.GRID_MANAGER, "XF-2"), (Role.GRID_MANAGER, "XF-1")
        assert grid.held_by(grid.li) == {own, lent}
        assert grid.held_by(grid.wang) == {lent}
        hear_all(session)
        case = a_case(session, grid.zhang, CLOCK)
        assert alerts.find_responsible(session, case) == [grid.li]
        assert duty.change_absences(session, SetClock(FRIDAY - timedelta(seconds=1))) == 0
        assert duty.change_absences(session, SetClock(FRIDAY)) == 1
        assert duty.change_absences(session, SetClock(FRIDAY)) == 0
        assert grid.held_by(grid.li) == {own}
        assert alerts.find_responsible(session, case) == [grid.wang]
        assert keys_for(session, grid.li) == ["duty.stood_in"]
        assert keys_for(session, grid.wang) == ["duty.you_are_back"]


def test_without_a_stand_in_it_goes_one_level_up_and_never_nowhere(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        case = a_case(session, grid.zhang, CLOCK)
        grid.goes()
        assert alerts.find_responsible(session, case) == [grid.clerk]
        duty.go_away(session, grid.clerk, None, FRIDAY, CLOCK)
        assert alerts.find_responsible(session, case) == [grid.wang]


def test_who_is_away_keeps_their_rights_and_their_cases(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        mine = a_case(session, grid.zhang, CLOCK)
        handling.sign_case(session, mine.id, grid.wang, CLOCK)
        hear_all(session)
        grid.goes(grid.li)
        hear_all(session)
        alerts.tell_owner(session, mine, alerts.alert(session, mine, "灯", ""), CLOCK)
        assert keys_for(session, grid.wang) == []
        assert keys_for(session, grid.li) == ["case.alert"]
        assert [case.id for case in todo.list_waiting(session, grid.li)] == [mine.id]
        assert offers.owner_in_office(session, mine) == grid.wang
        handling.answer_case(session, mine.id, grid.li, "灯已换好", CLOCK)
        assert (mine.status, mine.owner_id) == (Status.ANSWERED, grid.wang)
        other = a_case(session, grid.zhang, CLOCK)
        handling.sign_case(session, other.id, grid.wang, CLOCK)
        assert other.owner_id == grid.wang


def test_only_the_stand_in_may_answer_for_somebody(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        case = a_case(session, grid.zhang, CLOCK)
        handling.sign_case(session, case.id, grid.wang, CLOCK)
        grid.goes(grid.li)
        with pytest.raises(Conflict):
            handling.answer_case(session, case.id, grid.clerk, "灯已换好", CLOCK)
        duty.come_back(session, grid.wang, CLOCK)
        with pytest.raises(NotAllowed):
            handling.answer_case(session, case.id, grid.li, "灯已换好", CLOCK)


def test_what_the_stand_in_took_on_is_handed_back(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        grid.goes(grid.li)
        lent = a_case(session, grid.zhang, CLOCK)
        own = a_case(session, grid.zhang, CLOCK, "XF-2")
        for case in (lent, own):
            handling.sign_case(session, case.id, grid.li, CLOCK)
        assert duty.come_back(session, grid.wang, CLOCK)
        assert (lent.owner_id, own.owner_id) == (grid.wang, grid.li)
        assert acts_of(session, lent)[-1] is Act.REASSIGNED
        assert timeline.is_intact(session, lent)
        assert not duty.come_back(session, grid.wang, CLOCK)


def test_the_ladder_goes_to_the_stand_in_first(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        case = a_case(session, grid.zhang, CLOCK)
        handling.sign_case(session, case.id, grid.wang, CLOCK)
        grid.goes(grid.li)
        hear_all(session)
        due = case.due_at
        assert escalation.list_concerned(session, case, 1) == [grid.li]
        assert escalation.list_concerned(session, case, 2) == [grid.li, grid.clerk]
        escalation.escalate_cases(session, SetClock(due - timedelta(days=1)))
        assert keys_for(session, grid.li) == ["clock.reminded"]
        assert keys_for(session, grid.wang) == []


def test_a_role_that_became_their_own_stays_with_the_stand_in(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        grid.goes(grid.li)
        place = areas.get_area(session, "XF-1")
        access.appoint(session, grid.li, Role.GRID_MANAGER, place, CLOCK)
        duty.come_back(session, grid.wang, CLOCK)
        assert (Role.GRID_MANAGER, "XF-1") in grid.held_by(grid.li)


def test_who_is_dismissed_is_not_stood_in_for(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        grid.goes(grid.li)
        place = areas.get_area(session, "XF-1")
        access.dismiss(session, grid.wang, Role.GRID_MANAGER, place, CLOCK)
        assert grid.held_by(grid.li) == {(Role.GRID_MANAGER, "XF-2")}
        assert grid.held_by(grid.clerk) == {(Role.CLERK, "XF")}


def test_going_away_again_replaces_the_absence_before(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        grid.goes(grid.li)
        grid.goes(grid.clerk)
        assert absences.list_away(session) == {grid.wang: grid.clerk}
        assert (Role.GRID_MANAGER, "XF-1") not in grid.held_by(grid.li)
        assert (Role.GRID_MANAGER, "XF-1") in grid.held_by(grid.clerk)


def test_a_stand_in_is_a_colleague_who_is_here(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        unreached = a_worker(session, Role.GRID_MANAGER, "XF-1")
        shuts_us_out(session, unreached)
        a_worker(session, Role.MEMBER, "XF-1")
        far = a_worker(session, Role.GRID_MANAGER, "NS-1")
        officer = a_worker(session, Role.OFFICER, "JD")
        assert duty.list_colleagues(session, grid.wang) == [grid.clerk, officer, grid.li]

        def refused(stand_in: int | None, until: datetime, error: type[MinqingError]) -> None:
            with pytest.raises(error):
                duty.go_away(session, grid.wang, stand_in, until, CLOCK)

        for stranger in (grid.zhang, far, unreached, grid.wang):
            refused(stranger, FRIDAY, Invalid)
        refused(grid.li, CLOCK.now(), Invalid)
        duty.go_away(session, grid.li, None, FRIDAY, CLOCK)
        refused(grid.li, FRIDAY, Conflict)
        with pytest.raises(NotAllowed):
            duty.go_away(session, grid.zhang, None, FRIDAY, CLOCK)


def test_who_speaks_for_a_unit_is_stood_in_for_by_who_does_too(town: Store) -> None:
    with town.write() as session:
        unit = Unit(code="DL", name="供电所", created_at=MONDAY)
        session.add(unit)
        session.flush()
        liu, he = (a_worker(session, Role.LIAISON, code) for code in ("XF", "NS"))
        for row in session.exec(select(Appointment)):
            row.unit_id = unit.id
        session.flush()
        assert duty.list_colleagues(session, liu) == [he]
        duty.go_away(session, liu, he, FRIDAY, CLOCK)
        lent = session.exec(select(Appointment).where(col(Appointment.absence_id).is_not(None)))
        assert [(row.person_id, row.unit_id) for row in lent] == [(he, unit.id)]


def test_an_absence_that_was_noted_before_begins_by_itself(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        later = MONDAY + timedelta(days=1)
        session.add(Absence(person_id=grid.wang, stand_in_id=grid.li, since=later, until=FRIDAY))
        wang = grid.wang
    assert run_job(town, jobs.change_absences, CLOCK) == 0
    assert run_job(town, jobs.change_absences, SetClock(later)) == 1
    assert run_job(town, jobs.change_absences, SetClock(later)) == 0
    with town.read() as session:
        assert wang in absences.list_away(session)


def test_who_turned_out_to_be_another_is_here(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        grid.goes(grid.li)
        session.add_all(
            DutyShift(area_id=1, person_id=it, starts_at=MONDAY, ends_at=FRIDAY)
            for it in (grid.wang, grid.li)
        )
        other = a_resident(session, "王网格的手机")
        session.flush()
        duty.hand_over(session, grid.wang, other, CLOCK)
        assert absences.list_away(session) == {}
        found = session.exec(select(DutyShift.person_id).order_by(col(DutyShift.id))).all()
        assert list(found) == [other, grid.li]


def test_the_stand_ins_right_is_asked_like_any_other(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        grid.goes(grid.li)
        place = areas.get_area(session, "XF-1")
        assert access.may(session, grid.li, Action.SIGN_CASE, place)
        case = a_case(session, grid.zhang, CLOCK)
        handling.sign_case(session, case.id, grid.li, CLOCK)
        assert session.get_one(Case, case.id).owner_id == grid.li
