"""Whether anything changed that a page of the desk may show: one number, cheaply read.

Of the tables that grow with what is done it takes the newest row: every step of a case writes a
line of its timeline. Of what is only written over it counts how much stands in each state that
waits for somebody, by an index, and of small tables how much is in force. Of the drafts that wait
it takes the words; of areas, their outlines and special days the mark that each change sets anew;
of what the office told once, when it did so last. What changes without any of these (the name that
somebody gives of themselves) is found when a page is opened anew.
"""

import zlib
from collections.abc import Sequence

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlmodel import Session, SQLModel

from models.access import Appointment, Invitation
from models.announcements import Announcement
from models.base import table
from models.briefs import Brief
from models.facts import Fact, Mark
from models.groups import Group
from models.inbox import Event, EventState
from models.members import Enrolment, MemberCorrection
from models.notices import Notice, NoticeState, Objection
from models.outbox import MessageState, OutMessage
from models.posts import Claim, ClaimState, Opening
from models.shifts import Attendance, AttendanceState
from models.timeline import TimelineLine
from models.triage_meetings import MeetingDecision, TriageMeeting
from services.store import written_out
from services.versions import VERSION

_GROWING: Sequence[type[SQLModel]] = (
    TimelineLine,
    Notice,
    Objection,
    Claim,
    Opening,
    Enrolment,
    Attendance,
    Announcement,
    Brief,
    TriageMeeting,
    MeetingDecision,
    Appointment,
    Invitation,
    Group,
    MemberCorrection,
)
_claims, _notices, _sent = table(Claim).c, table(Notice).c, table(OutMessage).c
_given, _codes, _groups = table(Appointment).c, table(Invitation).c, table(Group).c
_marks = table(Mark).c
_announced, _decided = table(Announcement).c, table(Enrolment).c


def _newest(model: type[SQLModel]) -> ScalarSelect[int]:
    return select(func.max(table(model).c.id)).scalar_subquery()


def _count(model: type[SQLModel], *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(table(model)).where(*where).scalar_subquery()


_LOOK = select(
    *(_newest(it) for it in _GROWING),
    _count(Notice, _notices.state == NoticeState.DRAFT),
    _count(Notice, _notices.state == NoticeState.PUBLISHED),
    _count(Objection, table(Objection).c.answered_at.is_(None)),
    _count(Claim, _claims.ended_at.is_(None)),
    _count(Claim, _claims.ended_at.is_(None), _claims.state == ClaimState.PENDING),
    select(func.sum(table(Opening).c.taken)).scalar_subquery(),
    select(func.max(table(Fact).c.updated_at)).scalar_subquery(),
    _count(Opening, table(Opening).c.closed_at.is_(None)),
    _count(Enrolment, _decided.decided_at.is_(None)),
    _count(Attendance, table(Attendance).c.state == AttendanceState.SERVED),
    _count(Announcement, _announced.taken_down_at.is_(None)),
    _count(TriageMeeting, table(TriageMeeting).c.ended_at.is_(None)),
    _count(Appointment, _given.until.is_(None)),
    _count(Invitation, _codes.used_at.is_(None)),
    select(func.count(_codes.expires_at.distinct())).scalar_subquery(),
    _count(Group, _groups.unbound_at.is_(None)),
    _count(Event, table(Event).c.state == written_out(EventState.DEAD)),
    *(
        _count(OutMessage, _sent.state == written_out(state))
        for state in (MessageState.DEAD, MessageState.HELD)
    ),
)


_MOST = 200
"""Drafts whose words are read, the newest; so many a page shows at most."""

_DRAFTS = (
    select(_notices.id, _notices.title, _notices.words)
    .where(_notices.state == NoticeState.DRAFT)
    .order_by(_notices.id.desc())
    .limit(_MOST)
)
_VERSIONS = (
    select(_marks.name, _marks.value).where(_marks.name.startswith(VERSION)).order_by(_marks.name)
)


def version_of(session: Session) -> int:
    """Give a number that is another once something that pages show was added or changed."""
    connection = session.connection()
    looks = (_LOOK, _DRAFTS, _VERSIONS)
    found = [tuple(row) for look in looks for row in connection.execute(look)]
    return zlib.crc32(repr(found).encode())
