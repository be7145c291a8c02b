"""Shifts and who has a part in them, for tests of serving."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models.post_lines import PostAct
from models.posts import Claim, Opening
from models.shifts import Attendance, AttendanceState, Shift
from services.posts import ledger
from tests.support.service import a_claim

SATURDAY = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai."""

TWO_HOURS = timedelta(hours=2)


def a_shift(session: Session, opening: Opening, starts_at: datetime = SATURDAY) -> Shift:
    """Make a shift of two hours."""
    shift = Shift(opening_id=opening.id, starts_at=starts_at, ends_at=starts_at + TWO_HOURS)
    session.add(shift)
    session.flush()
    return shift


def a_part(
    session: Session,
    shift: Shift,
    person_id: int,
    **columns: Any,  # noqa: ANN401
) -> Attendance:
    """Give a member a part in a shift, with a claim to its opening if they have none."""
    opening = session.get_one(Opening, shift.opening_id)
    theirs = select(Claim).where(Claim.opening_id == opening.id, Claim.person_id == person_id)
    claim = session.exec(theirs).first() or a_claim(session, opening, person_id)
    told: dict[str, Any] = {"claim_id": claim.id} | columns
    attendance = Attendance(shift_id=shift.id, person_id=person_id, **told)
    session.add(attendance)
    session.flush()
    return attendance


def acts_of(session: Session, attendance: Attendance) -> list[PostAct]:
    """Give what the ledger says of a part, oldest first."""
    lines = ledger.list_lines(session, attendance.claim_id)
    return [line.act for line in lines if line.attendance_id == attendance.id]


def part_of(session: Session, person_id: int) -> Attendance:
    """Give the newest part of somebody."""
    statement = select(Attendance).where(Attendance.person_id == person_id)
    return session.exec(statement.order_by(col(Attendance.id).desc())).all()[0]


def state_of(attendance: Attendance) -> AttendanceState:
    """Give the state of a part, which a checker must not take for what it was before."""
    return attendance.state
