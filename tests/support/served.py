"""A year of a member: shifts served and missed, a cover, a matter settled, activities, bodies."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from models.case_offers import CaseOffer
from models.members import Belonging, BodyLevel, BodyMember, PartyBody
from models.points import ActivityRecord
from models.posts import Claim
from models.shifts import Attendance, AttendanceState, Shift
from services.areas import areas
from services.clock import Clock
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident
from tests.support.service import a_claim, an_opening

SATURDAY = MONDAY - timedelta(days=2, hours=1)


def a_shift(
    session: Session,
    claim: Claim,
    state: AttendanceState = AttendanceState.CONFIRMED,
    starts_at: datetime = SATURDAY,
    **columns: Any,  # noqa: ANN401
) -> Attendance:
    """Let the holder of a claim have a part in a shift of two hours."""
    shift = Shift(
        opening_id=claim.opening_id, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
    )
    session.add(shift)
    session.flush()
    minutes = 120 if state is AttendanceState.CONFIRMED else None
    told: dict[str, Any] = {"person_id": claim.person_id, "minutes": minutes} | columns
    attendance = Attendance(shift_id=shift.id, claim_id=claim.id, state=state, **told)
    session.add(attendance)
    session.flush()
    return attendance


def a_body(
    session: Session, person_id: int, name: str, level: BodyLevel, belonging: Belonging
) -> int:
    """Let somebody be in a body; give its id."""
    body = session.exec(select(PartyBody).where(PartyBody.name == name)).first()
    if body is None:
        body = PartyBody(code=name, name=name, level=level)
        session.add(body)
        session.flush()
    session.add(
        BodyMember(body_id=body.id, person_id=person_id, belonging=belonging, since=MONDAY)
    )
    session.flush()
    return body.id


def an_activity(
    session: Session, person_id: int, title: str, held_on: date, body_id: int | None = None
) -> None:
    """Let somebody have taken part in something; with a body it was a meeting of it."""
    row = ActivityRecord(
        person_id=person_id,
        title=title,
        held_on=held_on,
        body_id=body_id,
        is_party_life=body_id is not None,
        recorded_at=MONDAY,
    )
    session.add(row)
    session.flush()


def a_case_done(session: Session, person_id: int, clock: Clock) -> CaseOffer:
    """Let somebody have settled a matter that was put before the members."""
    reporter = a_resident(session, "张三")
    case = a_case(session, reporter, clock)
    offer = CaseOffer(
        case_id=case.id,
        round=1,
        area_id=areas.get_area(session, "XF-1").id,
        summary="楼道灯",
        offered_by=reporter,
        offered_at=MONDAY,
        claimed_by=person_id,
        proposed_at=MONDAY,
        minutes=30,
        agreed_at=MONDAY,
        ended_at=MONDAY,
    )
    session.add(offer)
    session.flush()
    return offer


def a_year(session: Session, person_id: int, clock: Clock) -> None:
    """Let somebody have a whole year behind them.

    Two shifts served, one of them for somebody else, one the year before, one missed and one
    that is disputed; a matter settled in half an hour; two meetings at the unit's body and one
    at the community's.
    """
    claim = a_claim(session, an_opening(session), person_id)
    other = a_claim(session, an_opening(session, "traffic"), a_resident(session, "林秀英"))
    a_shift(session, claim)
    missed = a_shift(session, other, AttendanceState.COVERED)
    a_shift(
        session,
        other,
        starts_at=SATURDAY + timedelta(hours=3),
        person_id=person_id,
        covers_id=missed.id,
        minutes=90,
    )
    a_shift(session, claim, starts_at=SATURDAY - timedelta(days=364))
    a_shift(session, claim, AttendanceState.ABSENT, SATURDAY - timedelta(days=7))
    a_shift(session, claim, AttendanceState.DISPUTED, SATURDAY - timedelta(days=14))
    a_case_done(session, person_id, clock)
    unit = a_body(session, person_id, "供电公司一支部", BodyLevel.UNIT, Belonging.HOME)
    home = a_body(session, person_id, "幸福社区党总支", BodyLevel.COMMUNITY, Belonging.REPORTS)
    for day, body in ((2, unit), (9, unit), (11, home)):
        an_activity(session, person_id, f"党日{day}", date(2026, 11, day), body)
    an_activity(session, person_id, "楼道大扫除", date(2026, 11, 14))
    an_activity(session, person_id, "去年的活动", date(2025, 12, 31))
