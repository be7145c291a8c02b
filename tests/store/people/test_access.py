import pytest

from models.access import GRANTS, Action, Role
from models.errors import NotAllowed, NotFound
from services.areas import areas
from services.office import access
from services.store import Store
from tests.support.towns import a_clock, a_person, a_town


def test_a_role_holds_in_its_area_and_below_and_nowhere_else(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        wang = a_person(session)
        access.appoint(
            session, wang, Role.GRID_MANAGER, areas.get_area(session, "XF-1"), a_clock()
        )
        may = {
            code: access.may(session, wang, Action.SIGN_CASE, areas.get_area(session, code))
            for code in ("XF-1", "YG", "YG-3", "XF", "XF-2", "NS-1")
        }
        assert may == {
            "XF-1": True, "YG": True, "YG-3": True, "XF": False, "XF-2": False, "NS-1": False
        }  # fmt: skip
        assert not access.may(session, wang, Action.SEE_DEAD_LETTERS, street)


@pytest.mark.parametrize("role", Role)
def test_a_role_permits_what_the_grants_say_and_no_more(sqlite_store: Store, role: Role) -> None:
    with sqlite_store.write() as session:
        street = a_town(session)
        person = a_person(session)
        access.appoint(session, person, role, street, a_clock())
        may = {each for each in Action if access.may(session, person, each, street)}
        assert may == GRANTS[role]


def test_what_residents_may_everybody_may(store: Store) -> None:
    with store.write() as session:
        assert access.may(session, a_person(session), Action.REPORT_CASE, a_town(session))


def test_who_may_not_is_refused(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        with pytest.raises(NotAllowed) as refused:
            access.require(session, a_person(session), Action.VIEW_CASE, street)
        assert refused.value.reason == "not_allowed"


def test_a_role_that_ended_permits_nothing(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        li = a_person(session)
        access.appoint(session, li, Role.CLERK, street, a_clock())
        access.require(session, li, Action.SIGN_CASE, street)
        access.dismiss(session, li, Role.CLERK, street, a_clock())
        assert not access.may(session, li, Action.SIGN_CASE, street)
        assert access.roles_of(session, li) == []
        assert access.areas_where(session, li, Action.SIGN_CASE) == []
        assert access.list_holders(session, Action.SIGN_CASE, street) == []
        with pytest.raises(NotFound):
            access.dismiss(session, li, Role.CLERK, street, a_clock())
        access.appoint(session, li, Role.CLERK, street, a_clock())
        assert access.may(session, li, Action.SIGN_CASE, street)


def test_an_appointment_made_twice_is_one(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        li = a_person(session)
        first, second = (
            access.appoint(session, li, Role.CLERK, street, a_clock()) for _ in range(2)
        )
        assert first.id == second.id
        assert [(r, a.code) for r, a in access.roles_of(session, li)] == [(Role.CLERK, "JD")]


def test_one_person_may_hold_several_roles(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        li = a_person(session)
        for role, code in ((Role.MEMBER, "XF"), (Role.GRID_MANAGER, "XF-2")):
            access.appoint(session, li, role, areas.get_area(session, code), a_clock())
        assert {(r, a.code) for r, a in access.roles_of(session, li)} == {
            (Role.MEMBER, "XF"),
            (Role.GRID_MANAGER, "XF-2"),
        }
        found = access.areas_where(session, li, Action.SIGN_CASE)
        assert [area.code for area in found] == ["XF-2"]


def test_the_nearest_level_that_has_anybody_is_asked(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        grid, community = (areas.get_area(session, code) for code in ("XF-1", "XF"))
        building = areas.get_area(session, "YG-3")
        a, b, clerk = (a_person(session) for _ in range(3))
        assert access.list_holders(session, Action.SIGN_CASE, building) == []
        access.appoint(session, clerk, Role.CLERK, community, a_clock())
        assert access.list_holders(session, Action.SIGN_CASE, building) == [clerk]
        for person in (a, b):
            access.appoint(session, person, Role.GRID_MANAGER, grid, a_clock())
        assert access.list_holders(session, Action.SIGN_CASE, building) == [a, b]
        assert access.list_holders(session, Action.SIGN_CASE, street) == []


def test_somebody_always_answers_for_a_place(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        building = areas.get_area(session, "YG-3")
        admin, officer, clerk, manager = (a_person(session) for _ in range(4))

        def who() -> list[int]:
            return list(access.find_responsible(session, building, Action.RECEIVE_ALERTS))

        assert who() == []
        access.appoint(session, admin, Role.ADMIN, areas.get_area(session, "NS"), a_clock())
        assert who() == [admin]
        access.appoint(session, officer, Role.OFFICER, street, a_clock())
        assert who() == [officer]
        access.appoint(session, clerk, Role.CLERK, areas.get_area(session, "XF"), a_clock())
        assert who() == [clerk]
        access.appoint(
            session, manager, Role.GRID_MANAGER, areas.get_area(session, "XF-1"), a_clock()
        )
        assert who() == [manager]


def test_it_is_known_whether_anybody_anywhere_may(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        assert not access.is_anybody(session, Action.RECEIVE_ALERTS)
        access.appoint(session, a_person(session), Role.GRID_MANAGER, street, a_clock())
        assert access.is_anybody(session, Action.RECEIVE_ALERTS)
