"""What a member did, counted from the records: shifts, hours, posts, matters, activities."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, or_
from sqlmodel import Session, col, select

from models.case_offers import CaseOffer
from models.members import Belonging, BodyMember, PartyBody
from models.points import ActivityRecord, Point, PointReason
from models.posts import Claim, ClaimState, Opening, Post
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock
from services.identity import people
from services.texts.phrases import Phrase
from services.texts.posts.posts import name_post


class Span(NamedTuple):
    """From one day to another, the last one not included."""

    first: date
    end: date
    begins: datetime
    ends: datetime


class Service(NamedTuple):
    """What was done in a span.

    Args:
        minutes: of service, as confirmed, at shifts and over matters of residents.
        shifts: how many were served.
        posts: names of the posts held.
        cases: matters of residents that were claimed and done.
        covers: shifts served for somebody else.
        absences: those that stand.
    """

    minutes: int
    shifts: int
    posts: Sequence[Phrase]
    cases: int
    covers: int
    absences: int


class Activity(NamedTuple):
    """Something that a member took part in."""

    title: str
    held_on: date
    body: str
    is_party_life: bool


class BodyLife(NamedTuple):
    """How often a member was at the meetings of a body; `belonging` None: of none of theirs."""

    body: str
    belonging: Belonging | None
    times: int


class OfBody(NamedTuple):
    """A body that a member is in, and in what way."""

    name: str
    belonging: Belonging


EVER = Span(
    date(2000, 1, 1),
    date(9999, 1, 1),
    datetime(2000, 1, 1, tzinfo=UTC),
    datetime(9999, 1, 1, tzinfo=UTC),
)


def year_span(year: int, clock: Clock) -> Span:
    """Give a year of the street's calendar."""
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    begins, ends = (datetime(each, 1, 1, tzinfo=clock.zone) for each in (year, year + 1))
    return Span(first, end, begins, ends)


def count_service(session: Session, person_id: int, span: Span) -> Service:
    """Count what somebody did."""
    me, confirmed = people.present(session, person_id), AttendanceState.CONFIRMED
    _, shifts = _count_shifts(session, me, span, confirmed)
    for_others = col(Attendance.covers_id).is_not(None)
    _, covers = _count_shifts(session, me, span, confirmed, for_others)
    _, absences = _count_shifts(session, me, span, AttendanceState.ABSENT)
    cases, _ = _count_cases(session, me, span)
    posts = _list_posts(session, me, span)
    return Service(count_minutes(session, me, span), shifts, posts, cases, covers, absences)


def count_minutes(session: Session, person_id: int, span: Span) -> int:
    """Count the minutes that somebody served, as confirmed, at shifts and over matters.

    Of two who turned out to be one the rows are theirs who is kept; a shift that both were
    entered for counts once.
    """
    me = people.present(session, person_id)
    served, _ = _count_shifts(session, me, span, AttendanceState.CONFIRMED)
    _, spent = _count_cases(session, me, span)
    return served + spent


def list_activities(session: Session, person_id: int, span: Span) -> Sequence[Activity]:
    """List what somebody took part in, the newest first."""
    me = people.present(session, person_id)
    found = session.exec(
        select(ActivityRecord, PartyBody.name)
        .outerjoin(PartyBody, col(PartyBody.id) == ActivityRecord.body_id)
        .where(
            ActivityRecord.person_id == me,
            col(ActivityRecord.held_on) >= span.first,
            col(ActivityRecord.held_on) < span.end,
        )
        .order_by(col(ActivityRecord.held_on).desc(), col(ActivityRecord.id).desc())
    ).all()
    return [Activity(row.title, row.held_on, name or "", row.is_party_life) for row, name in found]


def count_party_life(session: Session, person_id: int, span: Span) -> Sequence[BodyLife]:
    """Count the meetings of each body (双重组织生活), those of their own first, even none."""
    own = {body.name: body.belonging for body in list_bodies(session, person_id)}
    times = dict.fromkeys(own, 0)
    for each in list_activities(session, person_id, span):
        if each.is_party_life:
            times[each.body] = times.get(each.body, 0) + 1
    return [BodyLife(name, own.get(name), count) for name, count in times.items()]


def list_bodies(session: Session, person_id: int) -> Sequence[OfBody]:
    """List the bodies that somebody is in, the one they belong to first (双报到)."""
    me = people.present(session, person_id)
    found = session.exec(
        select(PartyBody.name, col(BodyMember.belonging))
        .join(BodyMember, col(BodyMember.body_id) == PartyBody.id)
        .where(BodyMember.person_id == me, col(BodyMember.until).is_(None))
        .order_by(col(BodyMember.belonging), col(BodyMember.id))
    ).all()
    return [OfBody(name, belonging) for name, belonging in found]


def earned() -> ColumnElement[int]:
    """Give the sum of points given, less what was taken back; exchanges do not count."""
    spent = (
        select(literal("points:") + cast(col(Point.id), String))
        .where(Point.reason == PointReason.EXCHANGED)
        .correlate(None)
    )
    is_exchange = or_(
        col(Point.reason) == PointReason.EXCHANGED,
        and_(col(Point.reason) == PointReason.CORRECTED, col(Point.record).in_(spent)),
    )
    return func.coalesce(func.sum(col(Point.points)).filter(~is_exchange), 0)


def count_earned(session: Session, person_id: int, span: Span) -> int:
    """Count what points somebody was given."""
    me = people.present(session, person_id)
    theirs = (Point.person_id == me, Point.at >= span.begins, Point.at < span.ends)
    return session.exec(select(earned()).where(*theirs)).one() or 0


def _count_shifts(
    session: Session,
    me: int,
    span: Span,
    state: AttendanceState,
    *also: ColumnElement[bool],
) -> tuple[int, int]:
    minutes = func.coalesce(func.sum(col(Attendance.minutes)), 0)
    found = session.exec(
        select(minutes, func.count())
        .select_from(Attendance)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .where(
            Attendance.person_id == me,
            Attendance.state == state,
            Shift.starts_at >= span.begins,
            Shift.starts_at < span.ends,
            *also,
        )
    ).one()
    return found[0] or 0, found[1]


def _list_posts(session: Session, me: int, span: Span) -> Sequence[Phrase]:
    """List the posts held: claims that were confirmed, hold now, or were served."""
    served = exists().where(
        col(Attendance.claim_id) == col(Claim.id),
        col(Attendance.person_id) == me,
        col(Attendance.state) == AttendanceState.CONFIRMED,
    )
    held = or_(col(Claim.state) == ClaimState.HELD, col(Claim.confirmed_at).is_not(None), served)
    found = session.exec(
        select(Post.code, Post.name)
        .join(Opening, col(Opening.post_id) == Post.id)
        .join(Claim, col(Claim.opening_id) == Opening.id)
        .where(
            Claim.person_id == me,
            held,
            Claim.pressed_at < span.ends,
            or_(col(Claim.ended_at).is_(None), col(Claim.ended_at) >= span.begins),
        )
        .order_by(col(Post.position))
    ).all()
    return [name_post(code, name) for code, name in dict.fromkeys(found)]


def _count_cases(session: Session, person_id: int, span: Span) -> tuple[int, int]:
    """Count the matters to whose end the community agreed, and the minutes that they took."""
    agreed, minutes = col(CaseOffer.agreed_at), func.sum(col(CaseOffer.minutes))
    count, taken = session.exec(
        select(func.count(), func.coalesce(minutes, 0))
        .select_from(CaseOffer)
        .where(CaseOffer.claimed_by == person_id, agreed >= span.begins, agreed < span.ends)
    ).one()
    return count, taken or 0
