"""A member with a case: what they may do, who is told, and how it is answered or goes back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models.access import CLAIMANT_ACTIONS, GRANTS, Action, Role
from models.case_offers import CaseOffer
from models.cases import Case, Escalation, Status
from models.errors import Conflict, Invalid, NotAllowed
from models.outbox import OutMessage
from models.timeline import Act
from scheduler import jobs
from services.areas import areas
from services.case_files import contacts, timeline
from services.case_offers import case_claims, case_offers, case_results, claimants
from services.casework import alerts, escalation, handling, offers, permits, progress, todo
from services.casework.todo import Wait
from services.clock import SetClock
from services.identity import merging
from services.office import access, leaving_office
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker, acts_of, hear_all, words_for
from tests.support.service import a_member
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
SUMMARY = "楼道要换灯"
KEPT = timedelta(hours=48)


class Office:
    """A case that a member has claimed, and those around it."""

    def __init__(self, session: Session) -> None:
        a_town(session)
        self.session = session
        self.reporter = a_resident(session, "张奶奶")
        self.manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        self.clerk = a_worker(session, Role.CLERK, "XF", "陈社工")
        self.member = a_member(session)
        self.case = a_case(session, self.reporter, CLOCK)
        case_offers.offer_case(session, self.case.id, self.manager, SUMMARY, CLOCK)
        self.offer = session.exec(select(CaseOffer)).one()
        case_offers.claim_case(session, self.offer.id, self.member, CLOCK)
        hear_all(session)

    def propose(self) -> None:
        """Let the member hand in what they did."""
        case_results.propose_result(self.session, self.case.id, self.member, "灯换好了", 60, CLOCK)


@pytest.fixture
def office(store: Store) -> Iterator[Office]:
    """On both databases."""
    with store.write() as session:
        yield Office(session)


def test_a_member_may_do_just_what_claimants_may(office: Office) -> None:
    session, case = office.session, office.case
    theirs = GRANTS[Role.RESIDENT] | CLAIMANT_ACTIONS
    allowed = permits.list_actions(session, [office.member], case)[office.member]
    assert allowed - GRANTS[Role.MEMBER] == theirs - GRANTS[Role.MEMBER]
    for action in Action:
        may = permits.may(session, office.member, action, case)
        assert may == (action in theirs | GRANTS[Role.MEMBER]), action


def test_another_member_may_nothing_with_it(office: Office) -> None:
    other = a_member(office.session, "XF-1", "林远")
    for action in CLAIMANT_ACTIONS:
        assert not permits.may(office.session, other, action, office.case)


def test_a_member_is_its_owner_and_answers_nothing_themselves(office: Office) -> None:
    session, case = office.session, office.case
    assert offers.owner_in_office(session, case) == office.member
    with pytest.raises(NotAllowed):
        handling.answer_case(session, case.id, office.member, "换好了", CLOCK)
    with pytest.raises(Conflict) as refused:
        handling.sign_case(session, case.id, office.manager, CLOCK)
    assert refused.value.fields["name"] == "陈同志（党员志愿者）"


def test_a_view_of_the_contact_is_in_the_file(office: Office) -> None:
    contacts.view(office.session, office.case.id, office.member, CLOCK)
    last = timeline.list_lines(office.session, office.case)[-1]
    assert (last.act, last.actor_id) == (Act.CONTACT_VIEWED, office.member)


def test_it_stands_on_the_list_of_who_has_it_alone(office: Office) -> None:
    (item,) = todo.list_items(office.session, office.member, CLOCK).items
    assert (item.wait, item.case.id) == (Wait.ANSWER, office.case.id)
    assert todo.list_items(office.session, office.manager, CLOCK).items == []


def test_the_ladder_reminds_the_member_and_tells_the_manager_at_the_limit(office: Office) -> None:
    session, case = office.session, office.case
    office.offer.return_at = None
    early = SetClock(case.due_at - timedelta(days=1))
    while escalation.escalate_cases(session, early):
        pass
    assert case.level == Escalation.REMINDED
    assert case.number in words_for(session, office.member)
    assert words_for(session, office.manager) == ""
    hear_all(session)
    while escalation.escalate_cases(session, SetClock(case.due_at)):
        pass
    assert "陈同志（党员志愿者）" in words_for(session, office.manager)


def test_word_of_the_reporter_goes_to_the_member(office: Office) -> None:
    phrase = alerts.alert_of(office.session, office.case)
    alerts.tell_owner(office.session, office.case, phrase, CLOCK)
    assert office.case.number in words_for(office.session, office.member)
    assert words_for(office.session, office.manager) == ""


def test_work_on_a_claim_puts_off_its_going_back(office: Office) -> None:
    session, case = office.session, office.case
    later = SetClock(MONDAY + timedelta(hours=40))
    progress.record_progress(session, case.id, office.member, "约了电工", later)
    assert office.offer.return_at == later.now() + KEPT
    assert jobs.return_unworked(session, SetClock(MONDAY + KEPT)) == 0
    assert case.owner_id == office.member


def test_what_nobody_works_on_is_before_everybody_again(office: Office) -> None:
    session, case = office.session, office.case
    due = case.due_at
    assert jobs.return_unworked(session, SetClock(MONDAY + KEPT)) == 1
    assert jobs.return_unworked(session, SetClock(MONDAY + KEPT)) == 0
    assert (case.status, case.owner_id, case.returns) == (Status.ACCEPTED, None, 0)
    assert case.due_at == due
    offer = office.offer
    assert (offer.claimed_by, offer.return_at, offer.ended_at) == (None, None, None)
    assert offer.returned == 1
    assert acts_of(session, case)[-1] is Act.RETURNED
    assert case.number in words_for(session, office.member)
    assert "没有进展" in words_for(session, office.manager)
    case_offers.claim_case(session, offer.id, office.member, CLOCK)


def test_a_result_that_waits_does_not_go_back(office: Office) -> None:
    office.propose()
    assert jobs.return_unworked(office.session, SetClock(MONDAY + 9 * KEPT)) == 0
    assert office.case.owner_id == office.member


def test_a_result_is_sealed_and_goes_to_who_offered_the_case(office: Office) -> None:
    office.propose()
    assert "灯换好了".encode() not in (office.offer.result or b"")
    assert "灯换好了" in words_for(office.session, office.manager)
    assert words_for(office.session, office.clerk) == ""
    assert "灯换好了" not in words_for(office.session, office.reporter)


def test_a_result_goes_to_the_nearest_when_who_offered_left(office: Office) -> None:
    session = office.session
    grid = areas.get_area(session, "XF-1")
    access.dismiss(session, office.manager, Role.GRID_MANAGER, grid, CLOCK)
    office.propose()
    assert words_for(session, office.manager) == ""
    assert "灯换好了" in words_for(session, office.clerk)


def test_who_agrees_answers_and_the_file_names_who_worked(office: Office) -> None:
    session, case = office.session, office.case
    office.propose()
    case_results.agree_result(session, case.id, office.clerk, CLOCK)
    lines = timeline.list_lines(session, case)
    proposed, answered = lines[-2:]
    assert (proposed.act, proposed.actor_id) == (Act.PROGRESSED, office.member)
    assert proposed.told == {"result": "灯换好了", "minutes": 60}
    assert (answered.act, answered.actor_id) == (Act.ANSWERED, office.clerk)
    assert case.status is Status.ANSWERED
    assert office.offer.ended_at is not None
    assert office.offer.minutes == 60
    with pytest.raises(Conflict) as refused:
        case_results.agree_result(session, case.id, office.manager, CLOCK)
    assert refused.value.reason == "result_not_there"


def test_a_member_agrees_to_nothing_they_did_themselves(office: Office) -> None:
    session = office.session
    office.propose()
    place = areas.get_area(session, "XF")
    with pytest.raises(NotAllowed):
        case_results.agree_result(session, office.case.id, office.member, CLOCK)
    access.appoint(session, office.member, Role.CLERK, place, CLOCK)
    with pytest.raises(Conflict) as refused:
        case_results.agree_result(session, office.case.id, office.member, CLOCK)
    assert refused.value.reason == "result_your_own"


def test_what_is_sent_back_is_handed_in_again(office: Office) -> None:
    session, case = office.session, office.case
    office.propose()
    case_results.send_back(session, case.id, office.manager, "楼上也看看", CLOCK)
    assert "楼上也看看" in words_for(session, office.member)
    assert office.offer.result is None
    assert office.offer.return_at == MONDAY + KEPT
    with pytest.raises(Conflict):
        case_results.agree_result(session, case.id, office.manager, CLOCK)
    office.propose()
    case_results.agree_result(session, case.id, office.manager, CLOCK, words="灯都换好了")
    assert "灯都换好了" in words_for(session, office.reporter)


def test_a_case_is_given_back_with_a_reason_only(office: Office) -> None:
    session, case = office.session, office.case
    with pytest.raises(Invalid):
        case_claims.give_back(session, case.id, office.member, " ", CLOCK)
    with pytest.raises(Conflict):
        case_claims.give_back(session, case.id, office.manager, "不办了", CLOCK)
    case_claims.give_back(session, case.id, office.member, "要出差", CLOCK)
    assert "要出差" in words_for(session, office.manager)
    assert (case.returns, case.returned_by_id) == (0, None)


def test_what_a_member_has_who_leaves_is_before_everybody_again(office: Office) -> None:
    session, case = office.session, office.case
    grid = areas.get_area(session, "XF-1")
    access.dismiss(session, office.member, Role.MEMBER, grid, CLOCK)
    assert offers.owner_in_office(session, case) is None
    (item,) = todo.list_items(session, office.manager, CLOCK).items
    assert item.wait is Wait.SIGN
    leaving_office.tell_of_left_cases(session, office.member, CLOCK)
    assert (case.status, case.owner_id) == (Status.ACCEPTED, None)
    assert office.offer.claimed_by is None
    assert case.number in words_for(session, office.manager)


def test_who_left_loses_a_case_to_whoever_signs_it(office: Office) -> None:
    session, case = office.session, office.case
    grid = areas.get_area(session, "XF-1")
    access.dismiss(session, office.member, Role.MEMBER, grid, CLOCK)
    handling.sign_case(session, case.id, office.clerk, CLOCK)
    assert case.owner_id == office.clerk
    assert office.offer.ended_at is not None


def test_a_member_who_is_found_to_be_another_keeps_the_case(office: Office) -> None:
    session = office.session
    kept = a_member(session, "XF-1", "陈卫国")
    merging.merge_people(session, office.member, kept, CLOCK)
    case = session.get_one(Case, office.case.id)
    assert case.owner_id == kept
    assert claimants.claimant_of(session, case) == kept


def test_nothing_that_is_said_of_a_claim_names_more_than_was_chosen(office: Office) -> None:
    session = office.session
    office.propose()
    case_results.agree_result(session, office.case.id, office.manager, CLOCK)
    said = words_for(session, office.reporter) + words_for(session, office.manager)
    assert "陈卫国" not in said
    assert session.exec(select(OutMessage.id)).first() is not None
