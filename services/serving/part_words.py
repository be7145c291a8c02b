"""A part in a shift before those who confirm: how it stands, what is known, what may be done."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock, local
from services.serving.hours import minutes_served
from services.serving.parts import full_name, get_part
from services.serving.reasons import reason_of
from services.texts.phrases import Phrase, verbatim
from services.texts.posts import shift_changes as changes
from services.texts.posts import shift_hours as texts
from services.texts.posts.posts import ATTENDANCE_LABELS

OPEN = frozenset({AttendanceState.EXPECTED, AttendanceState.PRESENT, AttendanceState.SERVED})
CAN_COUNT = OPEN - {AttendanceState.PRESENT} | {AttendanceState.CONFIRMED}


class Way(StrEnum):
    """What staff may do with somebody's part."""

    CONFIRM = "confirm"
    CHANGE = "change"
    ABSENT = "absent"


def list_ways(session: Session, attendance: Attendance) -> Sequence[Way]:
    """List what may be done with a part; nothing in a shift that was cancelled."""
    if session.get_one(Shift, attendance.shift_id).cancelled_at is not None:
        return ()
    ways: list[Way] = []
    if attendance.state in CAN_COUNT:
        if attendance.state is not AttendanceState.CONFIRMED:
            ways.append(Way.CONFIRM)
        ways.append(Way.CHANGE)
    if attendance.state in OPEN:
        ways.append(Way.ABSENT)
    return ways


def say_name(session: Session, attendance: Attendance) -> str:
    """Name whose part it is, for staff."""
    return full_name(session, attendance.person_id) or str(attendance.person_id)


def say_state(session: Session, attendance: Attendance, clock: Clock) -> Phrase:
    """Say what became of a part; who is not there once it is over did not check in."""
    shift = session.get_one(Shift, attendance.shift_id)
    if attendance.state is AttendanceState.EXPECTED and clock.now() > shift.ends_at:
        return changes.NOT_CHECKED_IN()
    return ATTENDANCE_LABELS[attendance.state]()


def say_more(session: Session, attendance: Attendance, clock: Clock) -> Phrase:
    """Say what is known of the time somebody was there."""
    part = get_part(session, attendance.id)
    came, left = attendance.checked_in_at, attendance.checked_out_at
    said: list[Phrase] = []
    if attendance.state is AttendanceState.CONFIRMED:
        said.append(texts.MINUTES(minutes=attendance.minutes or 0))
    elif came is not None and left is not None:
        begin, end = (_hour(local(it, clock)) for it in (came, left))
        minutes = minutes_served(part)
        said.append(texts.FROM_TO(begin=begin, end=end, minutes=minutes))
    if attendance.distance is not None:
        said.append(texts.FAR(metres=attendance.distance))
    if attendance.is_made_up:
        reason = reason_of(session, attendance)
        said.append(texts.MADE_UP(reason=reason) if reason else texts.MADE_UP_BY_STAFF())
    if attendance.covers_id is not None:
        said.append(texts.COVERS())
    return _together(said)


def _hour(at: datetime) -> str:
    return f"{at.hour}:{at:%M}"


def _together(said: list[Phrase]) -> Phrase:
    if not said:
        return verbatim("")
    first, *rest = said
    return texts.BOTH(one=first, other=_together(rest)) if rest else first
