"""What is held in somebody's stead, and for a unit, when a post, an absence or the unit ends."""

from models.access import Action, Role
from models.errors import NotAllowed
from services.areas import areas
from services.case_files import contacts
from services.casework import assigning, handling, permits, todo
from services.casework.assigning import Target
from services.office import absences, access, duty, units
from services.store import Store
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.shifts import CLOCK, FRIDAY, Grid
from tests.support.unit_bodies import a_unit
from tests.support.verbs import refuses


def test_who_stands_in_for_two_keeps_the_role_of_who_is_still_away(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        other = a_worker(session, Role.GRID_MANAGER, "XF-1", "赵网格")
        lent = (Role.GRID_MANAGER, "XF-1")
        for who in (grid.wang, other):
            duty.go_away(session, who, grid.li, FRIDAY, CLOCK)
        duty.come_back(session, grid.wang, CLOCK)
        assert lent in grid.held_by(grid.li)
        duty.come_back(session, other, CLOCK)
        assert lent not in grid.held_by(grid.li)


def test_who_has_no_post_of_their_own_stands_in_for_nobody(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        grid.goes(grid.li)
        place = areas.get_area(session, "XF-2")
        access.dismiss(session, grid.li, Role.GRID_MANAGER, place, CLOCK)
        assert grid.held_by(grid.li) == set()
        assert absences.list_away(session) == {grid.wang: None}


def test_who_keeps_another_post_still_stands_in(town: Store) -> None:
    with town.write() as session:
        grid = Grid(session)
        access.appoint(session, grid.li, Role.CLERK, areas.get_area(session, "XF"), CLOCK)
        grid.goes(grid.li)
        place = areas.get_area(session, "XF-2")
        access.dismiss(session, grid.li, Role.GRID_MANAGER, place, CLOCK)
        assert (Role.GRID_MANAGER, "XF-1") in grid.held_by(grid.li)


def test_nobody_speaks_for_a_unit_that_has_ended(town: Store) -> None:
    with town.write() as session:
        unit, place = a_unit(session, "WY", "物业"), areas.get_area(session, "JD")
        liaison, clerk = a_resident(session, "刘"), a_worker(session, Role.CLERK, "XF")
        access.appoint(session, liaison, Role.LIAISON, place, CLOCK, unit_id=unit.id)
        signed, waits = (a_case(session, a_resident(session), CLOCK) for _ in range(2))
        for case in (signed, waits):
            assigning.assign_case(session, case.id, clerk, Target(unit_id=unit.id), CLOCK)
        handling.sign_case(session, signed.id, liaison, CLOCK)
        assert permits.may(session, liaison, Action.VIEW_CONTACT, signed)
        units.end_unit(session, unit.id, CLOCK)
        refuses(
            session,
            signed,
            liaison,
            lambda session, case, who: contacts.view(session, case, who, CLOCK),
            NotAllowed,
        )
        assert todo.list_unsigned(session, liaison) == []
        found = {case.id for case in todo.list_unsigned(session, clerk)}
        assert found == {signed.id, waits.id}
        handling.sign_case(session, signed.id, clerk, CLOCK)
