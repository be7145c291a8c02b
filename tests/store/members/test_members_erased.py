"""A member who is erased: out of the roll and off their posts; what they gave is still counted."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.errors import Conflict
from models.members import Enrolment, Member, MemberCorrection, MemberKind, MemberView
from models.points import CalendarFeed, Pledge, Point, PointReason
from models.posts import Claim, Opening
from models.shifts import Attendance, AttendanceState, Shift
from services.areas import areas
from services.erasing import erasure
from services.identity import links, people
from services.members import correcting, enrolling, member_contacts, members
from services.members.correcting import Correction
from services.members.enrolling import Told
from services.office import access
from services.sealing import Unreadable, sealer_of
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town
from tests.support.verbs import CLOCK


def a_life(session: Session) -> int:
    """Make a member who served, promised, and has a calendar; give their id."""
    a_town(session)
    member = a_member(session, "XF-1", "陈卫国", kind=MemberKind.RETIRED)
    row = members.find_member(session, member)
    assert row is not None
    row.skills = "理发"
    opening = an_opening(session)
    claim = a_claim(session, opening, member)
    shift = Shift(
        opening_id=opening.id,
        starts_at=MONDAY - timedelta(days=2),
        ends_at=MONDAY - timedelta(days=2, hours=-2),
    )
    key_id, sealer = people.key_of(session, member)
    session.add_all(
        [
            shift,
            Pledge(
                person_id=member,
                key_id=key_id,
                words=sealer.seal("每月理发一次"),
                year=2026,
                made_at=MONDAY,
            ),
            CalendarFeed(secret_hash="x", person_id=member, made_at=MONDAY),
            Point(
                person_id=member,
                reason=PointReason.HOURS,
                record="attendances:1",
                points=20,
                at=MONDAY,
            ),
        ]
    )
    session.flush()
    session.add(
        Attendance(
            shift_id=shift.id,
            person_id=member,
            claim_id=claim.id,
            state=AttendanceState.CONFIRMED,
            minutes=120,
            reason=sealer.seal("孙子发烧"),
        )
    )
    session.flush()
    return member


def test_hours_and_points_are_left_and_nothing_that_was_said(store: Store) -> None:
    with store.write() as session:
        member = a_life(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        member_contacts.view(session, member, clerk, CLOCK)
        correcting.correct_as(session, member, clerk, Correction(name="陈国"), CLOCK)
        key_id = people.get_person(session, member).key_id
        account = links.list_accounts(session, member)[0]
        erasure.erase_person(session, member, account.id, CLOCK)
        session.expire_all()
        with pytest.raises(Unreadable):
            sealer_of(session, key_id)
        part = session.exec(select(Attendance)).one()
        assert (part.minutes, part.reason) == (120, None)
        assert session.exec(select(Point.points)).one() == 20
        assert session.exec(select(Pledge.words)).one() == b""
        assert session.exec(select(CalendarFeed)).all() == []
        assert session.exec(select(MemberView)).all() == []
        assert session.exec(select(MemberCorrection)).all() == []
        row = session.exec(select(Member)).one()
        assert (row.kind, row.skills, row.until) == (None, "", CLOCK.now())
        assert session.exec(select(Claim).where(col(Claim.ended_at).is_(None))).all() == []
        assert session.exec(select(Opening.taken)).one() == 0
        assert access.roles_of(session, member) == []


def test_who_holds_another_role_too_is_dismissed_by_the_office_first(town: Store) -> None:
    with town.write() as session:
        member = a_member(session)
        grid = areas.get_area(session, "XF-1")
        access.appoint(session, member, Role.GRID_MANAGER, grid, CLOCK)
        with pytest.raises(Conflict, match="has_role"):
            erasure.erase_absent(session, member, CLOCK)


def test_a_request_that_waits_is_over_and_says_nothing_more(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        zhang = a_resident(session)
        account = links.list_accounts(session, zhang)[0]
        here = areas.get_area(session, "XF-1").id
        enrolling.ask(session, account.id, Told("张三", "市一中", "1234"), here, CLOCK)
        assert len(enrolling.list_waiting(session, clerk)) == 1
        erasure.erase_person(session, zhang, account.id, CLOCK)
        session.expire_all()
        assert enrolling.list_waiting(session, clerk) == []
        request = session.exec(select(Enrolment)).one()
        assert request.words == b""
        assert enrolling.told_in(session, request) == Told("", "", "")
