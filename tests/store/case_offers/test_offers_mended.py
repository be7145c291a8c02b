"""What a claim leaves behind when it ends in another way than it began."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.case_offers import CaseOffer
from models.cases import Case
from models.categories import Category
from models.timeline import Act, TimelineLine
from services.areas import areas
from services.case_offers import case_claims, case_offers, case_results, offer_cards
from services.casework import assigning, handling
from services.casework.assigning import Target
from services.clock import SetClock
from services.erasing import erasure
from services.members import removing
from services.office import access, leaving_office
from services.sealing import Vault
from services.store import Store, lock
from services.texts.phrases import put_into_words
from tests.support.builders import MONDAY, SECRET
from tests.support.offer_office import CLOCK, LATER, SUMMARY, Office
from tests.support.offices import a_case, hear_all, words_for
from tests.support.patience import wait_for_a_lock
from tests.support.service import a_claim, an_opening
from tests.support.unit_bodies import a_liaison, a_unit

KEPT = timedelta(hours=48)


def test_what_another_answered_is_not_put_down_to_the_member(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        office.offer()
        offer, case = office.claim(), office.case
        case_results.propose_result(session, case.id, office.member, "灯换好了", 60, LATER)
        assigning.reassign_case(
            session, case.id, office.clerk, Target(office.other), "换人", LATER
        )
        handling.sign_case(session, case.id, office.other, LATER)
        handling.answer_case(session, case.id, office.other, "换了整层的灯", LATER)
        assert "陈同志" not in put_into_words(offer_cards.look(session, offer, case))
        assert offer.agreed_at is None


def test_it_is_noted_who_agreed_to_what_the_member_did(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        office.offer()
        offer, case = office.claim(), office.case
        case_results.propose_result(session, case.id, office.member, "灯换好了", 60, LATER)
        assert not _is_agreed(offer)
        case_results.agree_result(session, case.id, office.clerk, LATER)
        assert (offer.agreed_at, offer.agreed_by) == (LATER.now(), office.clerk)
        assert "由陈同志办好" in put_into_words(offer_cards.look(session, offer, case))


def _is_agreed(offer: CaseOffer) -> bool:
    return offer.agreed_at is not None


def _is_with(offer: CaseOffer, person_id: int) -> bool:
    return offer.claimed_by == person_id


def _also_liaison(session: Session, office: Office) -> CaseOffer:
    """Let the member speak for a unit, too, and claim the case for it."""
    office.offer()
    unit = a_unit(session)
    street = areas.get_street(session)
    access.appoint(session, office.member, Role.LIAISON, street, CLOCK, unit_id=unit.id)
    return case_offers.claim_case(session, office.found.id, office.member, LATER, for_unit=True)


def test_a_unit_keeps_what_was_claimed_for_it_when_the_member_leaves(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        offer = _also_liaison(session, office)
        removing.remove_member(session, office.member, LATER)
        assert (offer.claimed_by, office.case.unit_id) == (office.member, offer.unit_id)
        assert offer.unit_id is not None


def test_a_liaison_who_loses_another_role_keeps_what_the_unit_has(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        office.offer()
        unit, grid = a_unit(session), areas.get_area(session, "XF-1")
        liaison = a_liaison(session, unit)
        access.appoint(session, liaison, Role.VOLUNTEER, grid, CLOCK)
        offer = case_offers.claim_case(session, office.found.id, liaison, LATER)
        access.dismiss(session, liaison, Role.VOLUNTEER, grid, LATER)
        leaving_office.tell_of_left_cases(session, liaison, LATER)
        assert _is_with(offer, liaison)
        access.dismiss(session, liaison, Role.LIAISON, areas.get_street(session), LATER)
        leaving_office.tell_of_left_cases(session, liaison, LATER)
        assert (offer.claimed_by, office.case.unit_id) == (None, None)


def test_who_is_a_member_still_and_no_liaison_gives_back_what_the_unit_has(
    sqlite_store: Store,
) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        offer = _also_liaison(session, office)
        own = a_case(session, office.reporter, CLOCK)
        case_offers.offer_case(session, own.id, office.manager, SUMMARY, CLOCK)
        theirs = case_offers.claim_case(session, office.found.id, office.member, LATER)
        access.dismiss(session, office.member, Role.LIAISON, areas.get_street(session), LATER)
        leaving_office.tell_of_left_cases(session, office.member, LATER)
        assert offer.claimed_by is None
        assert theirs.claimed_by == office.member


def test_claims_go_back_in_the_order_in_which_everybody_locks_cases(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        cases = [office.case, *(a_case(session, office.reporter, CLOCK) for _ in range(2))]
        for hours, case in zip((3, 1, 2), cases, strict=True):
            case_offers.offer_case(session, case.id, office.manager, SUMMARY, CLOCK)
            claimed_at = SetClock(MONDAY + timedelta(hours=hours))
            case_offers.claim_case(session, office.found.id, office.member, claimed_at)
        case_claims.return_unworked(session, SetClock(MONDAY + 2 * KEPT))
        returned = select(TimelineLine.case_id).where(TimelineLine.act == Act.RETURNED)
        assert session.exec(returned.order_by(col(TimelineLine.id))).all() == [
            it.id for it in cases
        ]


@pytest.mark.parametrize("is_reported", [False, True])
def test_erasing_waits_for_all_cases_before_it_holds_anything_else(
    postgres_store: Store, postgres_url: str, *, is_reported: bool
) -> None:
    """Whoever agrees to a result has its case, then wants the person for their points."""
    with postgres_store.write() as session:
        office = Office(session)
        reported = a_case(session, office.member, CLOCK)
        claimed = a_case(session, office.reporter, CLOCK)
        case_offers.offer_case(session, claimed.id, office.manager, SUMMARY, CLOCK)
        offer_id = case_offers.claim_case(session, office.found.id, office.member, LATER).id
        case_results.propose_result(session, claimed.id, office.member, "好了", 60, LATER)
        first_id = reported.id if is_reported else claimed.id
        case_id, clerk, member = claimed.id, office.clerk, office.member
    own = Store(postgres_url, Vault(SECRET))
    outcomes: list[str] = []

    def erase() -> None:
        with own.write() as session:
            erasure.erase_absent(session, member, LATER)
        outcomes.append("erased")

    eraser = threading.Thread(target=erase)
    with postgres_store.write() as session:
        lock(session, Case, first_id)
        eraser.start()
        wait_for_a_lock(postgres_store)
        case_results.agree_result(session, case_id, clerk, LATER)
    eraser.join()
    own.close()
    assert outcomes == ["erased"]
    with postgres_store.read() as session:
        assert session.get_one(CaseOffer, offer_id).agreed_by == clerk


def test_whose_term_ended_yesterday_here_is_not_told(sqlite_store: Store) -> None:
    night = SetClock(MONDAY.replace(hour=17))  # one in the morning of Tuesday here
    with sqlite_store.write() as session:
        office = Office(session, category=Category.ENVIRONMENT)
        ended = an_opening(session, ends_on=MONDAY.date())
        a_claim(session, ended, office.member)
        done = case_offers.offer_case(session, office.case.id, office.manager, SUMMARY, night)
        assert done.people == 0


def test_the_phone_of_the_office_stands_under_what_a_member_is_told(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        office.offer()
        office.claim()
        case_claims.return_unworked(session, SetClock(MONDAY + 2 * KEPT))
        assert "☎" in words_for(session, office.member)
        office.claim()
        case_results.propose_result(session, office.case.id, office.member, "好了", 60, LATER)
        hear_all(session)
        case_results.agree_result(session, office.case.id, office.clerk, LATER)
        thanks = words_for(session, office.member)
        assert "谢谢您" in thanks
        assert "☎" in thanks
