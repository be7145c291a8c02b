"""Whatever befalls a case before members ends its offer, and nothing else does."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.categories import Category
from models.errors import Conflict
from services.case_offers import case_claims, offered
from services.casework import assigning, declining, handling, intake
from services.casework.assigning import Target
from services.reporters import feedback
from services.store import Store
from services.triage import case_merging
from tests.support.offer_office import CLOCK, LATER, Office
from tests.support.offices import a_case


def _sign(it: Office) -> None:
    handling.sign_case(it.session, it.case.id, it.other, LATER)


def _settle(it: Office) -> None:
    handling.settle_case(it.session, it.case.id, it.clerk, "换好了", LATER)


def _decline(it: Office) -> None:
    declining.decline_case(it.session, it.case.id, it.clerk, "不归街道", "供电公司", LATER)


def _assign(it: Office) -> None:
    assigning.assign_case(it.session, it.case.id, it.clerk, Target(it.other), LATER)


def _withdraw(it: Office) -> None:
    feedback.withdraw_case(it.session, it.case.id, it.reporter, LATER)


def _merge(it: Office) -> None:
    into = a_case(it.session, it.reporter, CLOCK)
    case_merging.merge_case(it.session, it.case.id, into.id, it.clerk, LATER)


def _make_private(it: Office) -> None:
    triage = replace(intake.triage_of(it.case), category=Category.WELFARE)
    intake.accept_case(it.session, it.case.id, it.clerk, triage, LATER)


def _reassign(it: Office) -> None:
    assigning.reassign_case(it.session, it.case.id, it.clerk, Target(it.other), "换人", LATER)


ENDS = (_sign, _settle, _decline, _assign, _withdraw, _merge, _make_private)
TAKES = (_withdraw, _merge, _reassign)


@pytest.mark.parametrize("ends", ENDS)
def test_an_offer_ends_with_whatever_befalls_its_case(
    sqlite_store: Store, ends: Callable[[Office], None]
) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        offer = office.offer()
        ends(office)
        assert offer.ended_at is not None
        with pytest.raises(Conflict) as refused:
            office.claim()
        assert refused.value.reason == "offer_over"


@pytest.mark.parametrize("takes", TAKES)
def test_a_claim_ends_with_whatever_takes_the_case_away(
    sqlite_store: Store, takes: Callable[[Office], None]
) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        office.offer()
        offer = office.claim()
        takes(office)
        assert offer.ended_at is not None
        assert offer.return_at is None
        with pytest.raises(Conflict) as refused:
            case_claims.give_back(session, office.case.id, office.member, "不办了", LATER)
        assert refused.value.reason == "offer_not_yours"


def test_who_offered_may_go_on_with_it_until_it_is_claimed(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        offer = office.offer()
        handling.sign_case(session, office.case.id, office.manager, LATER)
        assert offered.is_live(session, office.case, offer)
        office.claim()
        assert office.case.owner_id == office.member
