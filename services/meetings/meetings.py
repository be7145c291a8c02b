"""Triage meetings (社情民意分析会): who may hold one, what was decided in it, who may see that.

Whatever a participant decides at the desk while it sits is noted, wherever on the desk. The words
stay in the files of the cases; a record shows of them what may be printed.
"""

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, func, or_, select

from models.access import Action
from models.areas import Area, Level
from models.cases import Case
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.timeline import Act, TimelineLine
from models.triage_meetings import MeetingDecision, TriageMeeting
from services.areas import areas
from services.clock import Clock, local
from services.office import access, staff_names
from services.store import insert_missing, lock
from services.wording import clean

LONGEST = 2000
LISTED = 50

DECISIONS = frozenset(
    {
        Act.ACCEPTED,
        Act.CLASSED,
        Act.INFO_ASKED,
        Act.DECLINED,
        Act.MERGED,
        Act.ASSIGNED,
        Act.REASSIGNED,
        Act.SIGNED,
        Act.SHELVED,
        Act.REVIEWED,
        Act.PROGRESSED,
        Act.SETTLED,
        Act.ANSWERED,
    }
)
"""What a sitting decides about a case; other lines only tell of it."""


class Listed(NamedTuple):
    """A meeting in a list: where, led by whom, how many cases it decided."""

    meeting: TriageMeeting
    area: Area
    chair: str
    cases: int
    is_open: bool


def open_meeting(
    session: Session, area_id: int, person_id: int, attended_by: str, clock: Clock
) -> TriageMeeting:
    """Open a sitting about the cases of an area; whoever opens it leads it.

    One that nobody ended is over with its day.

    Raises:
        NotAllowed: not_allowed.
        NotFound: area_unknown.
        Invalid: meeting_words_long.
        Conflict: meeting_open; one sits about this area already.
    """
    area = lock(session, Area, area_id)
    if area is None:
        raise NotFound("area_unknown", code=area_id)
    access.require(session, person_id, Action.TRIAGE_CASE, area)
    said = _check(attended_by)
    for left in session.exec(
        select(TriageMeeting).where(
            TriageMeeting.area_id == area.id, col(TriageMeeting.ended_at).is_(None)
        )
    ):
        if is_open(left, clock):
            name = staff_names.name_of(session, left.chaired_by)
            raise Conflict("meeting_open", area=area.name, name=name)
        left.ended_at = _end_of_day(left, clock)
    meeting = TriageMeeting(
        area_id=area.id, chaired_by=person_id, attended_by=said, began_at=clock.now()
    )
    session.add(meeting)
    session.flush()
    return meeting


def list_places(session: Session, person_id: int) -> Sequence[Area]:
    """List the areas about which somebody may open a meeting; of the street, its communities."""
    found: list[Area] = []
    for area in access.areas_where(session, person_id, Action.TRIAGE_CASE):
        found.append(area)
        if area.level is Level.STREET:
            found += areas.list_below(session, area, Level.COMMUNITY)
    return list({area.id: area for area in found}.values())


def change_meeting(
    session: Session, meeting_id: int, person_id: int, attended_by: str, remark: str
) -> TriageMeeting:
    """Write down who is there, and a remark; also after its end.

    Raises:
        NotFound: meeting_unknown.
        NotAllowed: meeting_not_yours.
        Invalid: meeting_words_long.
    """
    meeting = _get_own(session, meeting_id, person_id)
    meeting.attended_by, meeting.remark = _check(attended_by), _check(remark)
    session.flush()
    return meeting


def end_meeting(session: Session, meeting_id: int, person_id: int, clock: Clock) -> TriageMeeting:
    """End a sitting.

    Raises:
        NotFound: meeting_unknown.
        NotAllowed: meeting_not_yours.
        Conflict: meeting_over.
    """
    meeting = _get_own(session, meeting_id, person_id)
    if not is_open(meeting, clock):
        raise Conflict("meeting_over")
    meeting.ended_at = clock.now()
    session.flush()
    return meeting


def get_meeting(session: Session, meeting_id: int, person_id: int) -> TriageMeeting:
    """Give a meeting to whoever works in its area.

    Raises:
        NotFound: there is none, or not for them; which of the two is not said.
    """
    meeting = session.get(TriageMeeting, meeting_id)
    if meeting is None or not _works_in(session, person_id, meeting.area_id):
        raise NotFound("meeting_unknown")
    return meeting


def list_meetings(
    session: Session, person_id: int, clock: Clock, limit: int = LISTED
) -> Sequence[Listed]:
    """List the meetings of the areas in which somebody works, the newest first.

    Raises:
        NotAllowed: not_allowed; they work nowhere.
    """
    scopes = access.areas_where(session, person_id, Action.VIEW_CASE)
    if not scopes:
        raise NotAllowed("not_allowed")
    above = {it for area in scopes for it in areas.ids_upward(area)}
    below = (col(Area.path).startswith(area.path, autoescape=True) for area in scopes)
    found = session.exec(
        select(TriageMeeting, Area)
        .join(Area, col(Area.id) == TriageMeeting.area_id)
        .where(or_(col(Area.id).in_(above), *below))
        .order_by(col(TriageMeeting.began_at).desc(), col(TriageMeeting.id).desc())
        .limit(limit)
    ).all()
    counts = dict(
        session.exec(
            select(
                col(MeetingDecision.meeting_id),
                func.count(func.distinct(col(MeetingDecision.case_id))),
            )
            .where(col(MeetingDecision.meeting_id).in_([it.id for it, _ in found]))
            .group_by(col(MeetingDecision.meeting_id))
        ).all()
    )
    return [
        Listed(
            it,
            area,
            staff_names.name_of(session, it.chaired_by),
            counts.get(it.id, 0),
            is_open(it, clock),
        )
        for it, area in found
    ]


def find_sitting(session: Session, person_id: int, clock: Clock) -> TriageMeeting | None:
    """Find the meeting in which somebody sits now: they lead it, or are written down as there."""
    unended = session.exec(
        select(TriageMeeting)
        .where(col(TriageMeeting.ended_at).is_(None))
        .order_by(col(TriageMeeting.id).desc())
    ).all()
    sitting = [it for it in unended if is_open(it, clock)]
    led = next((it for it in sitting if it.chaired_by == person_id), None)
    if led is not None or not sitting:
        return led
    name = staff_names.name_of(session, person_id)
    return next((it for it in sitting if _attends(session, it, person_id, name)), None)


@contextmanager
def noting(session: Session, person_id: int, clock: Clock) -> Generator[None]:
    """Note what somebody decides herein, if they sit in a meeting."""
    meeting = find_sitting(session, person_id, clock)
    before = 0
    if meeting is not None:
        before = session.exec(select(func.max(TimelineLine.id))).one() or 0
    yield
    if meeting is not None:
        session.flush()
        _note(session, meeting.id, person_id, before)


def is_open(meeting: TriageMeeting, clock: Clock) -> bool:
    """Tell whether a meeting still sits; one that nobody ended is over with its day."""
    return meeting.ended_at is None and clock.now() < _end_of_day(meeting, clock)


def names_in(attended_by: str) -> Sequence[str]:
    """Give the names that the chair wrote, one by one."""
    return [it for it in re.split(r"[\s,，、;；。/]+", attended_by) if it]


def _note(session: Session, meeting_id: int, person_id: int, before: int) -> None:
    lines = session.exec(
        select(TimelineLine)
        .join(Case, col(Case.id) == TimelineLine.case_id)
        .where(
            col(TimelineLine.id) > before,
            TimelineLine.actor_id == person_id,
            col(TimelineLine.act).in_(DECISIONS),
        )
        .order_by(col(TimelineLine.id))
    ).all()
    rows = [
        {
            "meeting_id": meeting_id,
            "case_id": it.case_id,
            "seq": it.seq,
            "act": it.act,
            "decided_by": person_id,
            "decided_at": it.at,
        }
        for it in lines
    ]
    insert_missing(session, MeetingDecision, rows)


def _get_own(session: Session, meeting_id: int, person_id: int) -> TriageMeeting:
    get_meeting(session, meeting_id, person_id)
    meeting = lock(session, TriageMeeting, meeting_id)
    if meeting is None:
        raise NotFound("meeting_unknown")
    if meeting.chaired_by != person_id:
        name = staff_names.name_of(session, meeting.chaired_by)
        raise NotAllowed("meeting_not_yours", name=name)
    return meeting


def _attends(session: Session, meeting: TriageMeeting, person_id: int, name: str) -> bool:
    is_written = bool(name) and name in names_in(meeting.attended_by)
    return is_written and _works_in(session, person_id, meeting.area_id)


def _works_in(session: Session, person_id: int, area_id: int) -> bool:
    """Tell whether somebody sees cases here: for the area, above it, or for a part of it."""
    area = areas.area_of(session, area_id)
    if access.may(session, person_id, Action.VIEW_CASE, area):
        return True
    scopes = access.areas_where(session, person_id, Action.VIEW_CASE)
    return any(area.contains(it) for it in scopes)


def _check(words: str) -> str:
    said = clean(words)
    if len(said) > LONGEST:
        raise Invalid("meeting_words_long", most=LONGEST)
    return said


def _end_of_day(meeting: TriageMeeting, clock: Clock) -> datetime:
    day = local(meeting.began_at, clock).date() + timedelta(days=1)
    return datetime.combine(day, time.min, clock.zone)
