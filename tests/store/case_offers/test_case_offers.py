"""Putting cases before members: which, before whom, and who has them."""

import threading

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import Role
from models.case_offers import CaseOffer
from models.cases import Case, Status
from models.categories import Category
from models.errors import Conflict, NotAllowed, Refusal
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.case_offers import case_claims, case_offers, claimants
from services.casework import handling, recusal
from services.sealing import Vault
from services.store import Store, insert_row
from tests.support.builders import SECRET
from tests.support.offer_office import CLOCK, LATER, SUMMARY, Office
from tests.support.offices import a_worker, acts_of, words_for
from tests.support.service import a_claim, a_member, an_opening
from tests.support.unit_bodies import a_liaison, a_unit

PRESSES = 8


def test_of_all_who_press_at_once_one_has_the_case(store: Store, store_url: str) -> None:
    with store.write() as session:
        office = Office(session)
        offer_id, case_id = office.offer().id, office.case.id
        people = [a_member(session, "XF-1", name) for name in "赵钱孙李周吴郑王"]
    start = threading.Barrier(PRESSES)
    outcomes: list[str] = []

    def press(person_id: int) -> None:
        own = Store(store_url, Vault(SECRET))
        start.wait()
        try:
            with own.write() as session:
                case_offers.claim_case(session, offer_id, person_id, LATER)
            outcomes.append("has it")
        except Refusal as refusal:
            outcomes.append(refusal.reason)
        own.close()

    threads = [threading.Thread(target=press, args=(it,)) for it in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["has it", *["offer_taken"] * (PRESSES - 1)]
    with store.read() as session:
        case, offer = session.get_one(Case, case_id), session.get_one(CaseOffer, offer_id)
        assert case.owner_id == offer.claimed_by
        assert case.status is Status.HANDLING
        assert acts_of(session, case).count(Act.SIGNED) == 1
        assert timeline.is_intact(session, case)


def test_a_case_has_one_open_offer(store: Store) -> None:
    with store.write() as session:
        office = Office(session)
        offer = office.offer()
        with pytest.raises(Conflict) as refused:
            office.offer()
        assert refused.value.reason == "offer_twice"
        again = offer.model_dump(exclude={"id"})
        with pytest.raises(IntegrityError), session.begin_nested():
            insert_row(session, CaseOffer, again)


@pytest.mark.parametrize(
    "report",
    [
        {"is_private": True},
        {"is_anonymous": True},
        {"category": Category.DISPUTE},
        {"category": Category.WELFARE},
    ],
)
def test_what_is_kept_from_anybody_is_not_put_before_members(
    sqlite_store: Store, report: dict[str, object]
) -> None:
    with sqlite_store.write() as session:
        office = Office(session, **report)
        with pytest.raises(Conflict) as refused:
            office.offer()
        assert refused.value.reason == "offer_not_fit"


def test_what_complains_about_somebody_is_not_put_before_members(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        recusal.keep_from(session, office.case, [office.other], CLOCK)
        with pytest.raises(Conflict):
            office.offer()


def test_what_a_colleague_has_is_not_theirs_to_offer(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        handling.sign_case(session, office.case.id, office.other, CLOCK)
        with pytest.raises(Conflict):
            office.offer()


def test_where_no_group_is_the_nearest_on_a_fitting_post_are_told(store: Store) -> None:
    with store.write() as session:
        office = Office(session, category=Category.ENVIRONMENT)
        near, far = an_opening(session, code="XF-1"), an_opening(session, code="XF-2", places=20)
        distant = an_opening(session, code="NS-1")
        others = [a_member(session, "XF-2", f"远{at}") for at in "甲乙丙丁戊己庚辛壬癸子"]
        for person_id in others:
            a_claim(session, far, person_id)
        a_claim(session, near, office.member)
        stranger = a_member(session, "NS-1")
        a_claim(session, distant, stranger)
        done = case_offers.offer_case(session, office.case.id, office.manager, SUMMARY, CLOCK)
        assert (done.groups, done.people) == (0, 10)
        assert SUMMARY in words_for(session, office.member)
        assert words_for(session, stranger) == ""
        told = [it for it in others if SUMMARY in words_for(session, it)]
        assert told == others[:9]
        case_offers.claim_case(session, done.offer_id, office.member, LATER)
        assert "已由陈同志认领" in words_for(session, others[0])


def test_what_may_be_claimed_is_listed_around_a_place(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        offer = office.offer()

        def listed(code: str) -> list[int]:
            found = case_offers.list_open(session, areas.get_area(session, code))
            return [offer.id for offer, _ in found]

        for code in ("XF-1", "XF-2", "XF", "YG-3"):
            assert listed(code) == [offer.id]
        assert listed("NS-1") == []
        office.claim()
        assert listed("XF-1") == []


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.RESIDENT, "XF-1"),
        (Role.VOLUNTEER, "XF-1"),
        (Role.GRID_MANAGER, "XF-1"),
        (Role.MEMBER, "NS-1"),
    ],
)
def test_only_members_around_there_claim(sqlite_store: Store, role: Role, code: str) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        offer = office.offer()
        other = a_worker(session, role, code, "外人")
        with pytest.raises(NotAllowed):
            case_offers.claim_case(session, offer.id, other, LATER)


def test_a_member_of_the_next_grid_claims_too(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        office = Office(session)
        offer = office.offer()
        neighbour = a_member(session, "XF-2", "林远")
        assert case_offers.claim_case(session, offer.id, neighbour, LATER).claimed_by == neighbour


def test_a_unit_has_what_its_liaison_claims(store: Store) -> None:
    with store.write() as session:
        office = Office(session)
        offer = office.offer()
        unit = a_unit(session)
        liaison = a_liaison(session, unit)
        case_offers.claim_case(session, offer.id, liaison, LATER)
        assert (office.case.unit_id, office.case.owner_id) == (unit.id, liaison)
        assert claimants.claimant_of(session, office.case) is None
        case_claims.give_back(session, office.case.id, liaison, "人手不够", LATER)
        assert (office.case.unit_id, office.case.owner_id) == (None, None)
        office.claim()
        assert office.found.returned == 1
