"""Members, openings and claims of a street, for tests of what may be done with them."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from models.access import Role
from models.posts import Claim, ClaimState, Confirmation, Opening, Post
from models.shifts import Attendance, Shift
from services.areas import areas
from services.clock import SetClock
from services.members import members
from tests.support.builders import MONDAY
from tests.support.offices import a_worker


def a_member(session: Session, code: str = "XF-1", name: str = "陈卫国", **known: Any) -> int:  # noqa: ANN401
    """Make a member with a chat of their own; give their id."""
    person_id = a_worker(session, Role.MEMBER, code, name)
    area = areas.get_area(session, code)
    members.remember(session, person_id, area.id, SetClock(MONDAY), **known)
    return person_id


def an_opening(
    session: Session,
    post: str = "environment",
    code: str = "XF-1",
    **columns: Any,  # noqa: ANN401
) -> Opening:
    """Open a post in an area for the month of MONDAY, on Saturdays from nine to eleven."""
    of = session.exec(select(Post).where(Post.code == post)).one()
    told: dict[str, Any] = {
        "places": 2,
        "starts_on": date(MONDAY.year, MONDAY.month, 1),
        "ends_on": date(MONDAY.year, MONDAY.month, 28),
        "times": "Sat 09:00-11:00",
        "place": "荷花小区东门",
        "confirm": Confirmation.AUTO,
        "opened_at": MONDAY,
    }
    opening = Opening(post_id=of.id, area_id=areas.get_area(session, code).id, **told | columns)
    session.add(opening)
    session.flush()
    return opening


def a_claim(session: Session, opening: Opening, person_id: int, **columns: Any) -> Claim:  # noqa: ANN401
    """Let somebody hold a place, without anybody being told."""
    told: dict[str, Any] = {"state": ClaimState.HELD, "pressed_at": MONDAY, "since": MONDAY}
    claim = Claim(opening_id=opening.id, person_id=person_id, **told | columns)
    opening.taken += claim.state in (ClaimState.HELD, ClaimState.PENDING)
    session.add(claim)
    session.flush()
    return claim


def an_attendance(
    session: Session,
    claim: Claim,
    starts_at: datetime,
    **columns: Any,  # noqa: ANN401
) -> Attendance:
    """Give the holder of a claim their part in a shift of two hours, made if there is none."""
    found = select(Shift).where(Shift.opening_id == claim.opening_id, Shift.starts_at == starts_at)
    shift = session.exec(found).first()
    if shift is None:
        ends_at = starts_at + timedelta(hours=2)
        shift = Shift(opening_id=claim.opening_id, starts_at=starts_at, ends_at=ends_at)
        session.add(shift)
        session.flush()
    told: dict[str, Any] = {"person_id": claim.person_id} | columns
    attendance = Attendance(shift_id=shift.id, claim_id=claim.id, **told)
    session.add(attendance)
    session.flush()
    return attendance
