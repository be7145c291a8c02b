"""Openings with their shifts, for tests of what becomes of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.posts import Opening
from models.shifts import Attendance, Shift
from services.clock import SetClock
from services.serving import shifts
from tests.support.builders import MONDAY
from tests.support.service import an_opening

CLOCK = SetClock(MONDAY)


def a_running(session: Session, **columns: Any) -> Opening:  # noqa: ANN401
    """Open a post to the end of the year, its first shifts made."""
    told: dict[str, Any] = {"ends_on": date(2026, 12, 31)}
    opening = an_opening(session, **told | columns)
    shifts.make_ahead(session, opening, CLOCK)
    return opening


def days_of(session: Session, opening: Opening) -> Sequence[str]:
    found = session.exec(
        select(Shift)
        .where(Shift.opening_id == opening.id, col(Shift.cancelled_at).is_(None))
        .order_by(col(Shift.starts_at))
    ).all()
    return [f"{shift.starts_at:%m-%d}" for shift in found]


def parts_of(session: Session, person_id: int) -> Sequence[Attendance]:
    return session.exec(
        select(Attendance)
        .where(Attendance.person_id == person_id)
        .order_by(col(Attendance.shift_id))
    ).all()
