"""Who did not come (未到岗): recorded, told, disputed, decided; nothing counts before that."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import exists
from sqlmodel import Session, col, select

from models.access import Action
from models.errors import Conflict, NotAllowed, TooSoon
from models.points import PointReason
from models.post_lines import PostAct, PostLine
from models.posts import Opening
from models.shifts import Attendance, AttendanceState, Shift
from services.areas import areas
from services.clock import Clock
from services.delivery.messages import Saying
from services.identity import people
from services.members.telling import tell_member
from services.office import access
from services.points import awarding
from services.posts.claim_states import move_attendance
from services.posts.ledger import append_line
from services.serving import shift_offers
from services.serving.attendance import serve_as_planned
from services.serving.hours import LATE, record_of
from services.serving.parts import (
    Part,
    full_name,
    hold_own,
    hold_part,
    hold_people,
    is_in_reach,
    is_theirs,
    require,
    say_shift,
    tell_in_charge,
)
from services.texts.posts import shifts as texts
from services.wording import require_words

MAY_DISPUTE = timedelta(days=3)
MARKED_WITHIN = timedelta(days=14)
SCANNED = 100
"""Rows in one batch of a scan."""


def mark_absent(session: Session, attendance_id: int, actor_id: int, clock: Clock) -> None:
    """Record that somebody did not come; they are told, and may dispute it.

    Raises:
        NotFound: attendance_unknown.
        NotAllowed: not_allowed or own_attendance.
        TooSoon: absent_early.
        Conflict: absent_late, absent_before or attendance_over.
    """
    part = hold_part(session, attendance_id)
    require(session, part, actor_id, Action.CONFIRM_SERVICE)
    attendance, shift = part.attendance, part.shift
    if clock.now() < shift.starts_at + LATE:
        raise TooSoon("absent_early", minutes=int(LATE.total_seconds()) // 60)
    if shift.cancelled_at is not None:
        raise Conflict("attendance_over")
    if clock.now() > shift.ends_at + MARKED_WITHIN:
        raise Conflict("absent_late", days=MARKED_WITHIN.days)
    if attendance.state is AttendanceState.ABSENT:
        raise Conflict("absent_before")
    move_attendance(attendance, AttendanceState.ABSENT)
    attendance.confirmed_by, attendance.confirmed_at = actor_id, clock.now()
    _note(session, part, PostAct.MARKED_ABSENT, clock, actor_id)
    said = texts.ABSENT_TOLD(shift=say_shift(session, shift, clock), days=MAY_DISPUTE.days)
    saying = Saying((said,), shift_offers.to_dispute(attendance.id))
    tell_member(session, attendance.person_id, saying, clock)


def dispute(
    session: Session, attendance_id: int, person_id: int, words: str, clock: Clock
) -> None:
    """Say that it is not so, and why; another than who recorded it decides, if there is any.

    Raises:
        NotFound: attendance_unknown.
        Conflict: as in `require_disputable`.
        Invalid: dispute_words.
    """
    require_words(words, "dispute_words")
    part = hold_own(session, attendance_id, person_id)
    attendance = part.attendance
    require_disputable(session, attendance, clock)
    move_attendance(attendance, AttendanceState.DISPUTED)
    _, sealer = people.key_of(session, person_id)
    attendance.reason = sealer.seal(words)
    _note(session, part, PostAct.DISPUTED, clock, person_id, words)
    said = texts.DISPUTE_TOLD(
        name=full_name(session, person_id),
        shift=say_shift(session, part.shift, clock),
        words=words,
    )
    saying = Saying((said,), shift_offers.to_decide(attendance.id))
    besides = {person_id}
    if _others(_list_deciders(session, part.opening.area_id), attendance):
        besides.add(attendance.confirmed_by or 0)
    tell_in_charge(session, part, saying, clock, Action.CONFIRM_CLAIM, besides=besides)


def require_disputable(session: Session, attendance: Attendance, clock: Clock) -> None:
    """Refuse a dispute where there is nothing to dispute any more.

    Raises:
        Conflict: shift_disputed, attendance_over, dispute_late or absence_decided.
    """
    if attendance.state is AttendanceState.DISPUTED:
        raise Conflict("shift_disputed")
    if attendance.state is not AttendanceState.ABSENT:
        raise Conflict("attendance_over")
    marked_at = attendance.confirmed_at
    if marked_at is None or clock.now() > marked_at + MAY_DISPUTE:
        raise Conflict("dispute_late", days=MAY_DISPUTE.days)
    if _stands(session, attendance):
        raise Conflict("absence_decided")


def decide(
    session: Session, attendance_id: int, actor_id: int, verdict: AttendanceState, clock: Clock
) -> None:
    """Decide a dispute: they were absent after all, they served, or were excused.

    Raises:
        NotFound: attendance_unknown.
        NotAllowed: not_allowed, own_attendance; own_mark, when somebody else can decide it.
        Conflict: dispute_decided or attendance_over.
    """
    part = hold_part(session, attendance_id)
    require(session, part, actor_id, Action.CONFIRM_CLAIM)
    attendance = part.attendance
    if attendance.state is not AttendanceState.DISPUTED:
        reason = "dispute_decided" if _was_decided(session, attendance) else "attendance_over"
        raise Conflict(reason)
    deciders = _list_deciders(session, part.opening.area_id)
    if attendance.confirmed_by == actor_id and _others(deciders, attendance):
        raise NotAllowed("own_mark")
    shift = say_shift(session, part.shift, clock)
    match verdict:
        case AttendanceState.ABSENT:
            move_attendance(attendance, verdict)
            _let_stand(session, part, clock, actor_id)
            said = texts.ABSENCE_STANDS(shift=shift)
        case AttendanceState.SERVED:
            serve_as_planned(part)
            said = texts.ABSENCE_CLEARED(shift=shift)
        case _:
            move_attendance(attendance, AttendanceState.EXCUSED)
            said = texts.ABSENCE_EXCUSED(shift=shift)
    if verdict is not AttendanceState.ABSENT:
        _clear(session, part, clock, actor_id)
    tell_member(session, attendance.person_id, Saying((said,)), clock)


def settle_undisputed(session: Session, clock: Clock) -> int:
    """Let stand what nobody disputed in time; give how many."""
    stood = exists().where(
        col(PostLine.attendance_id) == col(Attendance.id),
        col(PostLine.act) == PostAct.ABSENCE_STANDS,
        col(PostLine.at) >= col(Attendance.confirmed_at),
    )
    found = session.exec(
        select(Attendance.id)
        .where(
            Attendance.state == AttendanceState.ABSENT,
            col(Attendance.confirmed_at) < clock.now() - MAY_DISPUTE,
            ~stood,
        )
        .order_by(col(Attendance.id))
        .limit(SCANNED)
    ).all()
    hold_people(session, found)
    for attendance_id in found:
        part = hold_part(session, attendance_id)
        is_absent = part.attendance.state is AttendanceState.ABSENT
        if is_absent and not _stands(session, part.attendance):
            _let_stand(session, part, clock, None)
    return len(found)


def list_disputed(session: Session, actor_id: int) -> Sequence[Attendance]:
    """List the disputes that somebody may decide, the oldest first.

    What they recorded themselves is left to others, where there are any.
    """
    found = session.exec(
        select(Attendance, Opening.area_id)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .join(Opening, col(Opening.id) == Shift.opening_id)
        .where(
            Attendance.state == AttendanceState.DISPUTED,
            ~is_theirs(session, actor_id),
            is_in_reach(session, actor_id, Action.CONFIRM_CLAIM),
        )
        .order_by(col(Shift.starts_at), col(Attendance.id))
    ).all()
    own = {area_id for it, area_id in found if it.confirmed_by == actor_id}
    deciders = {area_id: _list_deciders(session, area_id) for area_id in own}
    return [
        it
        for it, area_id in found
        if it.confirmed_by != actor_id or not _others(deciders[area_id], it)
    ]


def _list_deciders(session: Session, area_id: int) -> set[int]:
    area = areas.area_of(session, area_id)
    held = access.list_appointed(session, Action.CONFIRM_CLAIM, area)
    return {person_id for person_id, _ in held}


def _others(deciders: set[int], attendance: Attendance) -> set[int]:
    """Give who else than who recorded it, and whom it is about, may decide."""
    return deciders - {attendance.confirmed_by, attendance.person_id}


def _stands(session: Session, attendance: Attendance) -> bool:
    found = session.exec(
        select(PostLine.id).where(
            PostLine.attendance_id == attendance.id,
            PostLine.act == PostAct.ABSENCE_STANDS,
            col(PostLine.at) >= attendance.confirmed_at,
        )
    ).first()
    return found is not None


def _was_decided(session: Session, attendance: Attendance) -> bool:
    decided = (PostAct.ABSENCE_STANDS, PostAct.ABSENCE_CLEARED)
    found = session.exec(
        select(PostLine.id).where(
            PostLine.attendance_id == attendance.id, col(PostLine.act).in_(decided)
        )
    ).first()
    return found is not None


def _let_stand(session: Session, part: Part, clock: Clock, actor_id: int | None) -> None:
    _note(session, part, PostAct.ABSENCE_STANDS, clock, actor_id)
    record, whose = record_of(part.attendance), part.attendance.person_id
    at = part.shift.starts_at
    awarding.award(session, whose, PointReason.NO_SHOW, record, clock, at=at)


def _clear(session: Session, part: Part, clock: Clock, actor_id: int) -> None:
    _note(session, part, PostAct.ABSENCE_CLEARED, clock, actor_id)
    record, whose = record_of(part.attendance), part.attendance.person_id
    awarding.take_back(session, whose, PointReason.NO_SHOW, record, clock)


def _note(
    session: Session,
    part: Part,
    act: PostAct,
    clock: Clock,
    actor_id: int | None,
    words: str = "",
) -> None:
    append_line(
        session,
        part.claim,
        act,
        clock,
        actor_id=actor_id,
        attendance=part.attendance,
        words=words,
    )
