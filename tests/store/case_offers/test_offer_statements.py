"""How much is asked of the store for lists of cases before members: it does not grow with them."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from models.access import Role
from models.units import UnitKind
from services.areas import areas
from services.case_offers import case_offers, case_results, offered, result_reviewers
from services.office import access
from services.store import Store
from tests.support.counting import counted
from tests.support.offer_office import CLOCK, LATER, SUMMARY, Office
from tests.support.offices import a_case, a_worker
from tests.support.service import a_member
from tests.support.unit_bodies import a_liaison, a_unit

MOST = 6
GRIDS = ("XF-1", "XF-2", "YG-3")


class Street(Office):
    """An office with somebody who offers cases of the whole street."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.member = a_member(session, "XF-1", "林远")
        access.appoint(session, self.member, Role.MEMBER, areas.get_area(session, "YG-3"), CLOCK)
        self.street = a_worker(session, Role.CLERK, areas.get_street(session).code, "孙街道")


def _offer(office: Street, code: str) -> int:
    case = a_case(office.session, office.reporter, CLOCK, code)
    case_offers.offer_case(office.session, case.id, office.street, SUMMARY, CLOCK)
    return case.id


def _propose(office: Street, code: str) -> None:
    case_id = _offer(office, code)
    case_offers.claim_case(office.session, office.found.id, office.member, LATER)
    case_results.propose_result(office.session, case_id, office.member, "好了", 30, LATER)


def _cost(session: Session, act: Callable[[], object]) -> int:
    session.flush()
    session.expunge_all()
    act()  # what is remembered of the town is
    session.expunge_all()
    with counted(session) as said:
        act()
    return len(said)


@pytest.mark.parametrize("has_left", [False, True])
@pytest.mark.parametrize("who", ["street", "clerk", "manager"])
def test_results_are_listed_in_as_few_statements_as_one(
    sqlite_store: Store, who: str, *, has_left: bool
) -> None:
    with sqlite_store.write() as session:
        office, street = Street(session), areas.get_street(session)
        me: int = getattr(office, who)

        def cost() -> int:
            return _cost(session, lambda: result_reviewers.list_to_review(session, me))

        costs: list[int] = []
        for codes in (GRIDS[:1], GRIDS * 3):
            access.appoint(session, office.street, Role.CLERK, street, CLOCK)
            for code in codes:
                _propose(office, code)
            if has_left:
                access.dismiss(session, office.street, Role.CLERK, street, LATER)
            costs.append(cost())
        assert costs[1] <= costs[0] <= MOST


def test_what_may_be_claimed_is_listed_in_as_few_statements_as_one(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Street(session)
        _offer(office, "XF-1")
        one = _cost(session, lambda: case_offers.list_for(session, office.member))
        for code in GRIDS * 3:
            _offer(office, code)
        many = _cost(session, lambda: case_offers.list_for(session, office.member))
        assert len(case_offers.list_for(session, office.member)) == 10
        assert many == one


def test_a_unit_is_found_among_many_in_two_statements(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Street(session)
        grid = areas.get_area(session, "XF-1")
        for at in range(20):
            a_unit(session, f"D{at}", f"第{at}物业")
        outside = a_unit(session, "A0", "供电", kind=UnitKind.OUTSIDE)
        ours = a_unit(session, "Z9", "最后一家")
        liaison = a_liaison(session, ours)
        access.appoint(session, liaison, Role.LIAISON, grid, CLOCK, unit_id=outside.id)
        assert _cost(session, lambda: offered.find_unit(session, liaison, grid)) <= 2
        assert _cost(session, lambda: offered.find_unit(session, office.member, grid)) == 1
        found = offered.find_unit(session, liaison, grid)
        assert found is not None
        assert found.code == "Z9"
