"""Somebody's shifts, from one moment to another: for their week, and for their calendar."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.areas import Area
from models.posts import Opening, Post
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock, local, today
from services.drawing.week import Entry
from services.identity import people
from services.texts.phrases import Phrase, put_into_words
from services.texts.posts import weeks as texts
from services.texts.posts.posts import ATTENDANCE_LABELS, name_post

DAYS = 7
WEEKEND = (5, 6)
NOT_THEIRS = frozenset({AttendanceState.EXCUSED, AttendanceState.COVERED})
"""Somebody need not come: they took leave, or somebody else comes for them."""


class OwnShift(NamedTuple):
    """One shift of somebody.

    Args:
        attendance_id: their part in it.
        starts_at: when it begins.
        ends_at: when it is over.
        post: what is done.
        area: where the post is.
        place: where one meets; empty where nobody said.
        state: what became of their part.
        is_cancelled: nobody comes at all.
    """

    attendance_id: int
    starts_at: datetime
    ends_at: datetime
    post: Phrase
    area: str
    place: str
    state: AttendanceState
    is_cancelled: bool

    @property
    def is_on(self) -> bool:
        """Whether they are to come, or came."""
        return not self.is_cancelled and self.state not in NOT_THEIRS

    @property
    def standing(self) -> Phrase:
        """How it stands, in a word."""
        return texts.CANCELLED() if self.is_cancelled else ATTENDANCE_LABELS[self.state]()


def list_shifts(
    session: Session, person_id: int, since: datetime, until: datetime
) -> Sequence[OwnShift]:
    """List the shifts of somebody that begin in a time, `until` not included; first come first."""
    selves = people.selves(session, people.present(session, person_id))
    found = session.exec(
        select(Attendance, Shift, Opening, Post)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .join(Opening, col(Opening.id) == Shift.opening_id)
        .join(Post, col(Post.id) == Opening.post_id)
        .where(
            col(Attendance.person_id).in_(selves),
            Shift.starts_at >= since,
            Shift.starts_at < until,
        )
        .order_by(col(Shift.starts_at), col(Attendance.id))
    )
    return [
        OwnShift(
            part.id,
            shift.starts_at,
            shift.ends_at,
            name_post(post.code, post.name),
            session.get_one(Area, opening.area_id).name,
            opening.place,
            part.state,
            shift.cancelled_at is not None,
        )
        for part, shift, opening, post in found
    ]


def week_of(session: Session, person_id: int, first: date, clock: Clock) -> Sequence[OwnShift]:
    """List the shifts of the seven days from the first on."""
    since = datetime.combine(first, time(), clock.zone)
    until = datetime.combine(first + timedelta(days=DAYS), time(), clock.zone)
    return list_shifts(session, person_id, since, until)


def monday(clock: Clock, weeks: int = 0) -> date:
    """Tell the Monday of this week, or of one so many weeks later."""
    now = today(clock)
    return now + timedelta(days=DAYS * weeks - now.weekday())


def is_over(session: Session, person_id: int, clock: Clock) -> bool:
    """Tell whether it is the weekend, and nothing of this week is to come for somebody."""
    if today(clock).weekday() not in WEEKEND:
        return False
    shifts = week_of(session, person_id, monday(clock), clock)
    return not any(it.is_on and it.ends_at > clock.now() for it in shifts)


def entries_of(shifts: Sequence[OwnShift], clock: Clock) -> Sequence[Entry]:
    """Give shifts as a picture of the week shows them."""
    return [
        Entry(
            day=local(it.starts_at, clock).date(),
            begins=local(it.starts_at, clock).time(),
            ends=local(it.ends_at, clock).time(),
            title=put_into_words(it.post),
            place="　".join(part for part in (it.area, it.place) if part),
            state=put_into_words(it.standing),
        )
        for it in shifts
    ]
