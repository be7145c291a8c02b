"""Two members who turned out to be one: what both have is had once, the rest is added up."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.case_offers import CaseOffer
from models.members import (
    Belonging,
    BodyLevel,
    BodyMember,
    Enrolment,
    Member,
    MemberKind,
    PartyBody,
)
from models.points import (
    ActivityRecord,
    CalendarFeed,
    Exchange,
    Pledge,
    Point,
    PointReason,
    Reward,
)
from models.post_lines import PostAct, PostLine
from models.posts import Claim, ClaimState, Opening
from models.shifts import Attendance, Shift
from services.areas import areas
from services.identity import links, merging, people
from services.members import enrolling, members
from services.members.enrolling import Told
from services.office import access
from services.posts import ledger
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town
from tests.support.verbs import CLOCK


def two_members(session: Session) -> tuple[int, int]:
    """Make a member and another who turns out to be them: who is gone, and who is kept."""
    a_town(session)
    gone = a_member(session, "XF-1", "小陈", kind=MemberKind.RETIRED)
    return gone, a_member(session, "XF-1", "陈卫国")


def test_the_name_of_the_roll_goes_before_one_that_somebody_gave_themselves(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        member, resident = a_member(session, "XF-1", "陈卫国"), a_resident(session)
        people.set_name(session, resident, "王区长")
        merging.merge_people(session, member, resident, CLOCK)
        assert people.contact_of(session, resident).name == "陈卫国"


def test_an_open_claim_of_both_is_one_and_frees_the_other_place(store: Store) -> None:
    with store.write() as session:
        gone, kept = two_members(session)
        opening = an_opening(session)
        a_claim(session, opening, kept, state=ClaimState.WAITING)
        held = a_claim(session, opening, gone)
        elsewhere = a_claim(session, an_opening(session, "traffic", times=""), gone)
        both = an_opening(session, "legal", times="")
        for person_id in (gone, kept):
            a_claim(session, both, person_id)
        merging.merge_people(session, gone, kept, CLOCK)
        session.expire_all()
        open_ = session.exec(select(Claim).where(col(Claim.ended_at).is_(None))).all()
        assert {each.person_id for each in open_} == {kept}
        assert len(open_) == 3
        assert {held.id, elsewhere.id} <= {each.id for each in open_}
        for each in session.exec(select(Opening)):
            assert each.taken == 1


def test_one_shift_is_served_once_and_what_is_one_of_a_kind_stays_one(store: Store) -> None:
    with store.write() as session:
        gone, kept = two_members(session)
        opening = an_opening(session)
        claims = {each: a_claim(session, opening, each) for each in (gone, kept)}
        shifts: list[Shift] = []
        for days in (1, 2):
            starts = MONDAY + timedelta(days=days)
            shift = Shift(
                opening_id=opening.id, starts_at=starts, ends_at=starts + timedelta(hours=2)
            )
            session.add(shift)
            session.flush()
            shifts.append(shift)
        for shift, whose in ((shifts[0], gone), (shifts[0], kept), (shifts[1], gone)):
            session.add(Attendance(shift_id=shift.id, person_id=whose, claim_id=claims[whose].id))
        for whose in (gone, kept):
            session.add(
                ActivityRecord(
                    person_id=whose, title="义诊", held_on=MONDAY.date(), recorded_at=MONDAY
                )
            )
            session.add(
                Point(
                    person_id=whose,
                    reason=PointReason.COVER,
                    record="attendances:1",
                    points=5,
                    at=MONDAY,
                )
            )
            session.add(CalendarFeed(secret_hash=f"{whose}", person_id=whose, made_at=MONDAY))
        session.add(
            Point(
                person_id=gone,
                reason=PointReason.HOURS,
                record="attendances:9",
                points=20,
                at=MONDAY,
            )
        )
        session.flush()
        merging.merge_people(session, gone, kept, CLOCK)
        session.expire_all()

        parts = session.exec(select(Attendance.person_id)).all()
        points = session.exec(select(Point.person_id)).all()
        records = session.exec(select(ActivityRecord.person_id)).all()
        assert [rows.count(kept) for rows in map(list, (parts, points, records))] == [2, 2, 1]
        in_force = session.exec(select(CalendarFeed).where(col(CalendarFeed.revoked_at).is_(None)))
        assert [each.person_id for each in in_force] == [kept]


def test_one_row_as_a_member_is_left_with_what_both_knew(store: Store) -> None:
    with store.write() as session:
        gone, kept = two_members(session)
        body = PartyBody(code="P", name="支部", level=BodyLevel.GRID)
        session.add(body)
        session.flush()
        for whose in (gone, kept):
            session.add(
                BodyMember(
                    body_id=body.id, person_id=whose, belonging=Belonging.HOME, since=MONDAY
                )
            )
        session.flush()
        merging.merge_people(session, gone, kept, CLOCK)
        (member,) = session.exec(select(Member)).all()
        assert (member.person_id, member.kind) == (kept, MemberKind.RETIRED)
        held = session.exec(select(BodyMember).where(col(BodyMember.until).is_(None))).all()
        assert [each.person_id for each in held] == [kept]
        assert [role for role, _ in access.roles_of(session, kept)] == [Role.MEMBER]


def test_the_other_references_name_who_is_kept(store: Store) -> None:
    with store.write() as session:
        gone, kept = two_members(session)
        case = a_case(session, a_resident(session), CLOCK)
        here = areas.get_area(session, "XF-1").id
        offer = CaseOffer(
            case_id=case.id,
            round=1,
            area_id=here,
            summary="路灯",
            offered_by=gone,
            offered_at=MONDAY,
            claimed_by=gone,
        )
        key_id, sealer = people.key_of(session, gone)
        pledge = Pledge(
            person_id=gone, key_id=key_id, words=sealer.seal("承诺"), year=2026, made_at=MONDAY
        )
        reward = Reward(area_id=here, name="米", cost=10)
        session.add_all([offer, pledge, reward])
        session.flush()
        session.add(Exchange(reward_id=reward.id, person_id=gone, cost=10, at=MONDAY))
        claim = a_claim(session, an_opening(session), gone)
        ledger.append_line(session, claim, PostAct.CLAIMED, CLOCK, actor_id=gone)
        merging.merge_people(session, gone, kept, CLOCK)
        session.expire_all()
        assert (offer.offered_by, offer.claimed_by, pledge.person_id) == (kept, kept, kept)
        assert session.exec(select(Exchange.person_id)).all() == [kept]
        assert set(session.exec(select(PostLine.actor_id))) == {kept}


@pytest.mark.parametrize("is_kept_waiting", [True, False])
def test_a_request_goes_over_and_two_are_one(store: Store, is_kept_waiting: bool) -> None:
    with store.write() as session:
        a_town(session)
        gone, kept = a_resident(session, "小陈"), a_resident(session, "陈卫国")
        here = areas.get_area(session, "XF-1").id
        for person_id in (gone, kept)[: 1 + is_kept_waiting]:
            account = links.list_accounts(session, person_id)[0]
            told = Told("陈卫国", "市一中", "1234")
            enrolling.ask(session, account.id, told, here, CLOCK)
        merging.merge_people(session, gone, kept, CLOCK)
        requests = session.exec(select(Enrolment)).all()
        assert {each.person_id for each in requests} == {kept}
        open_ = enrolling.find_open(session, kept)
        assert open_ is not None
        assert enrolling.told_in(session, open_).unit == "市一中"
        assert members.find_member(session, kept) is None
