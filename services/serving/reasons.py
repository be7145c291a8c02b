"""The sealed words of leave, of a check-in entered afterwards, and of a dispute."""

from sqlmodel import Session

from models.shifts import Attendance
from services.identity import people
from services.sealing import Unreadable


def reason_of(session: Session, attendance: Attendance) -> str:
    """Give what a member wrote about their part; empty where nothing can be read."""
    if attendance.reason is None:
        return ""
    try:
        return people.key_of(session, attendance.person_id)[1].open(attendance.reason)
    except Unreadable:
        return ""
