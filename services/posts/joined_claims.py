"""Claims and covers of two who turned out to be one: nobody serves twice at one hour."""

from collections.abc import Sequence

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.post_lines import PostAct, PostLine
from models.posts import PLACED, Claim, ClaimState, Opening
from models.shifts import Attendance, AttendanceState
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.posts import (
    claim_messages,
    claim_rows,
    opening_cards,
    openings,
    placing,
    waiting_list,
)
from services.posts.claim_states import move_attendance
from services.posts.eligibility import term_of
from services.posts.placing import Ending
from services.posts.weekly_times import find_clash
from services.serving import shift_offers
from services.store import lock_all
from services.texts.casework import claiming as texts


def end_doubles(session: Session, gone_id: int, kept_id: int, clock: Clock) -> None:
    """End the lesser of two claims in one opening, and the later of two places at one hour.

    A place goes before a wait, then who pressed first. Both people are locked.
    """
    theirs = (
        select(Claim, Opening)
        .join(Opening, col(Opening.id) == Claim.opening_id)
        .where(col(Claim.person_id).in_((gone_id, kept_id)), col(Claim.ended_at).is_(None))
    )
    to_end = _list_to_end(session.exec(theirs).all(), clock)
    left: list[Opening] = []
    for _, claim_id in sorted((claim.opening_id, claim.id) for claim in to_end):
        claim, opening = claim_rows.hold_claim(session, claim_id)
        if claim.ended_at is not None:
            continue
        placing.end(session, claim, opening, Ending(ClaimState.RELEASED, PostAct.RELEASED), clock)
        waiting_list.move_up(session, opening, clock)
        left.append(opening)
    opening_cards.follow_all(session, left, clock)
    for claim in to_end:
        opening = openings.get_opening(session, claim.opening_id)
        others = (claim_rows.find_open_claim(session, opening.id, it) for it in (gone_id, kept_id))
        if not any(others):  # else they have their place there
            said = texts.MERGED_CLASH(opening=openings.name_of(session, opening))
            claim_messages.tell(session, claim, Saying((said,)), clock)


def give_back_own_covers(session: Session, gone_id: int, kept_id: int) -> None:
    """Let nobody stand in for themselves: the part is again that of who holds the post."""
    both, first = (gone_id, kept_id), aliased(Attendance)
    found = session.exec(
        select(Attendance.id, first.id)
        .join(first, col(first.id) == Attendance.covers_id)
        .where(
            col(Attendance.person_id).in_(both),
            col(first.person_id).in_(both),
            Attendance.state == AttendanceState.EXPECTED,
            first.state == AttendanceState.COVERED,
        )
    ).all()
    parts = {
        it.id: it
        for it in lock_all(session, Attendance, sorted({each for row in found for each in row}))
    }
    for cover_id, first_id in found:
        if parts[cover_id].state is not AttendanceState.EXPECTED:
            continue
        move_attendance(parts[first_id], AttendanceState.EXPECTED)
        outbox.cancel(session, shift_offers.reminder_subject(cover_id))
        if _is_written_down(session, cover_id):
            move_attendance(parts[cover_id], AttendanceState.EXCUSED)
        else:
            session.delete(parts[cover_id])
    session.flush()


def _list_to_end(found: Sequence[tuple[Claim, Opening]], clock: Clock) -> Sequence[Claim]:
    ordered = sorted(
        found, key=lambda it: (not placing.has_place(it[0]), it[0].pressed_at, it[0].id)
    )
    stay: list[tuple[Claim, Opening]] = []
    to_end: list[Claim] = []
    for claim, opening in ordered:
        is_double = any(other.id == opening.id for _, other in stay)
        if is_double or any(_clash(claim, opening, *other, clock) for other in stay):
            to_end.append(claim)
        else:
            stay.append((claim, opening))
    return to_end


def _clash(
    claim: Claim, opening: Opening, other: Claim, others_opening: Opening, clock: Clock
) -> bool:
    if claim.state not in PLACED or other.state not in PLACED:
        return False
    return find_clash(term_of(opening, clock), term_of(others_opening, clock)) is not None


def _is_written_down(session: Session, attendance_id: int) -> bool:
    lines = select(PostLine.id).where(PostLine.attendance_id == attendance_id)
    return session.exec(lines.limit(1)).first() is not None
