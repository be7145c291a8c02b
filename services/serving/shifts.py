"""Shifts: the times of an opening, made some weeks ahead, and who has a part in them.

A shift on a public holiday is made like any other: that is when volunteers serve. What should
not take place, on a holiday or in the rain, is cancelled (services/serving/cancelling.py).
Whoever calls these functions holds the opening (openings.hold_opening), so that shifts made
ahead and claims that begin or end do not miss each other.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, delete, or_, select

from models.base import table
from models.post_lines import PostLine
from models.posts import Claim, ClaimState, Opening
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock, today
from services.delivery.messages import Saying
from services.members.telling import tell_member
from services.posts.claim_states import move_attendance
from services.posts.weekly_times import DAY, Term, list_times, read_times
from services.rules import rules_of
from services.serving.parts import expect_no_more
from services.store import insert_missing, lock
from services.texts.posts import openings as texts

SCANNED = 50
"""Openings whose shifts are made in one transaction."""

TO_COME = frozenset({AttendanceState.EXPECTED, AttendanceState.EXCUSED, AttendanceState.COVERED})
"""States of a part in a shift that has not begun."""


def make_ahead(session: Session, opening: Opening, clock: Clock) -> int:
    """Make the shifts of a held opening up to so far ahead; give how many are new.

    Those who hold it have a part in each at once.
    """
    last = min(opening.ends_on, _horizon(session, clock))
    first = max(opening.starts_on, today(clock))
    if opening.shifts_until is not None:
        first = max(first, opening.shifts_until + DAY)
    now = clock.now()
    term = Term(read_times(opening.times), first, last)
    times = [each for each in list_times(term, clock) if each[0] > now]
    rows = [
        {"opening_id": opening.id, "starts_at": begins, "ends_at": ends, "cancelled_why": ""}
        for begins, ends in times
    ]
    made = insert_missing(session, Shift, rows)
    opening.shifts_until = max(last, opening.shifts_until or last)
    session.flush()
    if made:
        coming = list_coming(session, opening, clock)
        shifts = [each for each in coming if each.starts_at >= times[0][0]]
        _expect(session, shifts, _holding(session, opening))
    return made


def make_due(session: Session, clock: Clock) -> int:
    """Make the shifts of a few openings that do not reach far enough ahead; give how many."""
    horizon = _horizon(session, clock)
    found = session.exec(
        select(Opening.id)
        .where(
            col(Opening.closed_at).is_(None),
            Opening.ends_on >= today(clock),
            or_(
                col(Opening.shifts_until).is_(None),
                (col(Opening.shifts_until) < horizon)
                & (col(Opening.shifts_until) < col(Opening.ends_on)),
            ),
        )
        .order_by(col(Opening.id))
        .limit(SCANNED)
    ).all()
    for opening_id in found:
        opening = lock(session, Opening, opening_id)
        if opening is not None and opening.closed_at is None:
            make_ahead(session, opening, clock)
    return len(found)


def list_coming(session: Session, opening: Opening, clock: Clock) -> Sequence[Shift]:
    """List the shifts of an opening that take place and have not begun, the next first."""
    return session.exec(
        select(Shift)
        .where(
            Shift.opening_id == opening.id,
            Shift.starts_at > clock.now(),
            col(Shift.cancelled_at).is_(None),
        )
        .order_by(col(Shift.starts_at))
    ).all()


def revive(session: Session, opening: Opening, since: datetime, clock: Clock) -> None:
    """Let coming shifts take place that were cancelled since then: it was closed, and is not."""
    session.flush()
    session.connection().execute(
        update(table(Shift))
        .where(
            col(Shift.opening_id) == opening.id,
            col(Shift.starts_at) > clock.now(),
            col(Shift.cancelled_at) >= since,
        )
        .values(cancelled_at=None, cancelled_why="")
    )
    session.expire_all()


def has_parts(session: Session, shift: Shift) -> bool:
    """Tell whether anybody has, or had, a part in a shift."""
    found = session.exec(
        select(Attendance.id).where(Attendance.shift_id == shift.id).limit(1)
    ).first()
    return found is not None


def plan_for_claim(session: Session, claim: Claim, clock: Clock) -> None:
    """Give a claim that holds now its part in every shift to come.

    Who gave the post up and is back takes up the parts that they had left.
    """
    opening = session.get_one(Opening, claim.opening_id)
    shifts = list_coming(session, opening, clock)
    for part in _parts_of(session, claim.person_id, shifts):
        is_left = part.state in (AttendanceState.EXCUSED, AttendanceState.COVERED)
        if part.claim_id != claim.id and is_left:
            move_attendance(part, AttendanceState.EXPECTED)
            part.claim_id, part.covers_id = claim.id, None
    session.flush()
    _expect(session, shifts, [claim])


def drop_for_claim(session: Session, claim: Claim, clock: Clock) -> None:
    """Take the parts in shifts to come from a claim that ended; what was served stays.

    So do parts that the ledger speaks of: they count as excused. Who was to stand in is told.
    """
    _hold_to_come(session, claim, clock)
    parts = _hold_to_come(session, claim, clock)  # with who said yes while we waited for them
    written = _written_down(session, parts)
    for part in parts:
        _tell_stand_in(session, claim, part, clock)
        expect_no_more(session, part)
        if part.id in written:
            _excuse(part)
    session.flush()
    gone = [part.id for part in parts if part.id not in written]
    session.exec(delete(Attendance).where(col(Attendance.id).in_(gone)))
    for part in parts:
        if part.id in gone:
            session.expunge(part)


def _hold_to_come(session: Session, claim: Claim, clock: Clock) -> Sequence[Attendance]:
    """Lock the parts of a claim in shifts to come, those of who stands in among them."""
    return session.exec(
        select(Attendance)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .where(
            Attendance.claim_id == claim.id,
            Shift.starts_at > clock.now(),
            col(Attendance.state).in_(TO_COME),
        )
        .order_by(col(Attendance.id))
        .with_for_update(of=Attendance, key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _horizon(session: Session, clock: Clock) -> date:
    return today(clock) + rules_of(session).shifts_ahead


def _holding(session: Session, opening: Opening) -> Sequence[Claim]:
    return session.exec(
        select(Claim).where(Claim.opening_id == opening.id, Claim.state == ClaimState.HELD)
    ).all()


def _expect(session: Session, shifts: Iterable[Shift], claims: Sequence[Claim]) -> None:
    """Let claims have a part in shifts; one who has a part already keeps it."""
    rows: list[dict[str, Any]] = [
        {
            "shift_id": shift.id,
            "person_id": claim.person_id,
            "claim_id": claim.id,
            "state": AttendanceState.EXPECTED,
            "is_made_up": False,
        }
        for shift in shifts
        for claim in claims
    ]
    insert_missing(session, Attendance, rows)


def _parts_of(session: Session, person_id: int, shifts: Sequence[Shift]) -> Sequence[Attendance]:
    wanted = [shift.id for shift in shifts]
    return session.exec(
        select(Attendance)
        .where(Attendance.person_id == person_id, col(Attendance.shift_id).in_(wanted))
        .order_by(col(Attendance.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _written_down(session: Session, parts: Sequence[Attendance]) -> set[int]:
    """Give those that a line of the ledger names, or somebody stands in for."""
    ids = [part.id for part in parts]
    lines = session.exec(
        select(PostLine.attendance_id).where(col(PostLine.attendance_id).in_(ids)).distinct()
    ).all()
    covered = {part.covers_id for part in parts}
    return {each for each in (*lines, *covered) if each is not None}


def _excuse(part: Attendance) -> None:
    if part.state is AttendanceState.COVERED:
        move_attendance(part, AttendanceState.EXPECTED)
    if part.state is AttendanceState.EXPECTED:
        move_attendance(part, AttendanceState.EXCUSED)


def _tell_stand_in(session: Session, claim: Claim, part: Attendance, clock: Clock) -> None:
    if part.person_id == claim.person_id or part.state is not AttendanceState.EXPECTED:
        return
    shift = session.get_one(Shift, part.shift_id)
    saying = Saying((texts.COVER_NOT_NEEDED(at=shift.starts_at),))
    tell_member(session, part.person_id, saying, clock)
