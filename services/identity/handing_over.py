"""What goes over when two turned out to be one, row by row; a test holds it to every reference.

Where both have what one person can have but once, it is had once: the other row is ended, or
stays with the one who is gone, who says who they are now.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, and_, exists, update
from sqlmodel import Session, SQLModel, col, select

from models.base import table
from models.case_offers import CaseOffer
from models.cases import Case
from models.groups import Forward, Group
from models.members import (
    BodyMember,
    Enrolment,
    EnrolmentState,
    Member,
    MemberCorrection,
    MemberView,
)
from models.points import ActivityRecord, CalendarFeed, Exchange, Pledge, Point
from models.post_lines import PostLine
from models.posts import Claim, Opening
from models.shifts import Attendance
from services.clock import Clock
from services.posts import joined_claims

MOVED: Sequence[tuple[type[SQLModel], str]] = (
    (Case, "reporter_id"),
    (Case, "entered_by_id"),
    (Case, "owner_id"),
    (Group, "bound_by"),
    (Forward, "confirmed_by"),
    (Opening, "opened_by"),
    (Claim, "confirmed_by"),
    (Attendance, "cover_asked_id"),
    (Attendance, "confirmed_by"),
    (PostLine, "actor_id"),
    (CaseOffer, "offered_by"),
    (CaseOffer, "claimed_by"),
    (CaseOffer, "agreed_by"),
    (Exchange, "person_id"),
    (Exchange, "handed_by"),
    (Pledge, "person_id"),
    (Pledge, "kept_by"),
    (ActivityRecord, "recorded_by"),
    (Enrolment, "decided_by"),
    (MemberView, "person_id"),
    (MemberView, "viewer_id"),
    (MemberCorrection, "person_id"),
    (MemberCorrection, "actor_id"),
)
"""References that simply name the other from now on."""

MERGED = frozenset(
    {
        "people.merged_into_id",
        "accounts.person_id",
        "appointments.person_id",
        "absences.person_id",
        "absences.stand_in_id",
        "duty_shifts.person_id",
        "followers.person_id",
        "recusals.person_id",
        "claims.person_id",
        "attendances.person_id",
        "points.person_id",
        "activity_records.person_id",
        "members.person_id",
        "body_members.person_id",
        "enrolments.person_id",
        "calendar_feeds.person_id",
    }
)
"""References that one person has but once in some way: each is moved with that in mind."""

LEFT = frozenset(
    {
        "cases.returned_by_id",
        "exclusions.asked_by",
        "exclusions.decided_by",
        "invitations.made_by",
        "invitations.used_by",
        "link_codes.person_id",
        "desk_links.person_id",
        "desk_sessions.person_id",
        "announcements.announced_by",
        "triage_meetings.chaired_by",
        "meeting_decisions.decided_by",
        "briefs.made_by",
        "notices.composed_by",
        "notices.approved_by",
        "notices.hung_by",
        "objections.answered_by",
        "objections.person_id",
        "past_rounds.owner_id",
        "timeline.actor_id",
        "transfer_letters.clerk_id",
        "waivers.waived_by",
    }
)
"""References in old files: they name who did it then, and that row says who they are now."""


def hand_over_rows(session: Session, gone_id: int, kept_id: int) -> None:
    """Let every row of MOVED name the one who is kept."""
    for model, column in MOVED:
        rows = table(model)
        whose = rows.c[column]
        moved = update(rows).where(whose == gone_id).values({whose: kept_id})
        session.connection().execute(moved)


def hand_over_service(session: Session, gone_id: int, kept_id: int, clock: Clock) -> None:
    """Give claims, shifts, points and membership of one locked person to another."""
    session.flush()
    joined_claims.end_doubles(session, gone_id, kept_id, clock)
    joined_claims.give_back_own_covers(session, gone_id, kept_id)
    _end_double_rows(session, gone_id, kept_id, clock)
    _join_members(session, gone_id, kept_id)
    for model, once_for in (
        (Claim, ()),
        (Attendance, ("shift_id",)),
        (Point, ("reason", "record")),
        (ActivityRecord, ("held_on", "title")),
        (BodyMember, ()),
        (Enrolment, ()),
        (CalendarFeed, ()),
    ):
        _move(session, table(model), once_for, gone_id, kept_id)
    session.expire_all()


def _move(
    session: Session, rows: Table, once_for: Sequence[str], gone_id: int, kept_id: int
) -> None:
    """Move rows; one that the kept person has already of the same kind stays where it is."""
    other = rows.alias()
    same: list[Any] = [other.c[column] == rows.c[column] for column in once_for]
    has_both = exists().where(other.c.person_id == kept_id, and_(*same)) if same else None
    moved = update(rows).where(rows.c.person_id == gone_id)
    if has_both is not None:
        moved = moved.where(~has_both)
    session.connection().execute(moved.values(person_id=kept_id))


def _end_double_rows(session: Session, gone_id: int, kept_id: int, clock: Clock) -> None:
    """End what one person has but one of: a body twice, an open request, a feed in force."""
    now = clock.now()
    bodies = set(
        session.exec(
            select(BodyMember.body_id).where(
                BodyMember.person_id == kept_id, col(BodyMember.until).is_(None)
            )
        )
    )
    for held in session.exec(
        select(BodyMember).where(BodyMember.person_id == gone_id, col(BodyMember.until).is_(None))
    ):
        if held.body_id in bodies:
            held.until = now
    requests = select(Enrolment).where(
        col(Enrolment.person_id).in_((gone_id, kept_id)), col(Enrolment.decided_at).is_(None)
    )
    for request in session.exec(requests.order_by(col(Enrolment.id))).all()[1:]:
        request.state, request.decided_at = EnrolmentState.DECLINED, now
    feeds = select(CalendarFeed).where(
        CalendarFeed.person_id == gone_id, col(CalendarFeed.revoked_at).is_(None)
    )
    for feed in session.exec(feeds):
        feed.revoked_at = now
    session.flush()


def _join_members(session: Session, gone_id: int, kept_id: int) -> None:
    """Keep one row as a member: what it lacks comes from the other, which goes."""
    found = select(Member).where(col(Member.person_id).in_((gone_id, kept_id)))
    rows = {member.person_id: member for member in session.exec(found)}
    gone, kept = rows.get(gone_id), rows.get(kept_id)
    if gone is None:
        return
    if kept is None:
        gone.person_id = kept_id
        session.flush()
        return
    if kept.until is not None and gone.until is None:
        kept.area_id, kept.until = gone.area_id, None
    for column in ("kind", "unit_id", "skills", "interests", "free_times"):
        setattr(kept, column, getattr(kept, column) or getattr(gone, column))
    heard = [at for at in (kept.heard_at, gone.heard_at) if at is not None]
    kept.heard_at, kept.since = max(heard, default=None), min(kept.since, gone.since)
    requests = table(Enrolment)
    session.flush()
    session.connection().execute(
        update(requests).where(requests.c.member_id == gone.id).values(member_id=kept.id)
    )
    session.delete(gone)
    session.flush()
