"""How long records are kept: contact data, files of cases, notices, absences and night duties.

Photos, letters and screens are in services/erasing/retention.py. A case that is open is never
touched; of one whose time is over stay number, dates and outcome, for the figures, and its chain.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from models.access import Appointment, Role
from models.base import table
from models.briefs import Brief
from models.cases import Case
from models.duty import Absence, DutyShift
from models.following import Follower, Recusal
from models.keys import Key
from models.media import Attachment
from models.notices import (
    Notice,
    NoticeClaim,
    NoticeState,
    Objection,
    ObjectionState,
    Waiver,
)
from models.outbox import OutMessage
from models.people import Person
from models.timeline import TimelineLine
from models.units import TransferLetter
from services.attachments import media
from services.board.showing import forget_notices
from services.clock import Clock
from services.erasing.retention import ended_before, months_before
from services.rules import rules_of
from services.store import lock_all

SOME = 200
"""Rows in one batch."""

OF_NOTICES = (table(Waiver), table(NoticeClaim), table(Objection))
"""What is of a notice alone, and goes with it."""

WITH_NOTICES = (table(Brief),)
"""What was on notice, and outlives it."""

_cases, _people, _held = table(Case), table(Person), table(Appointment)
_followers, _objections, _notices = table(Follower), table(Objection), table(Notice)


def purge_contacts(session: Session, clock: Clock) -> int:
    """Forget name and phone of people whose last case ended long ago, or who never had one.

    Who holds a role stays, and who held one as long as the records that name them.
    """
    rules, now = rules_of(session), clock.now()
    before = months_before(now, rules.months_contact_kept)
    records = months_before(now, rules.months_kept)
    serves = (_held.c.person_id == _people.c.id) & or_(
        _held.c.until.is_(None), (_held.c.until >= records) & (_held.c.role != Role.RESIDENT)
    )
    reported = (_cases.c.reporter_id == _people.c.id) & ~ended_before(before)
    follows = (
        select(_followers.c.id)
        .join(_cases, _cases.c.id == _followers.c.case_id)
        .where(
            _followers.c.person_id == _people.c.id,
            _followers.c.until.is_(None),
            ~ended_before(before),
        )
    )
    objects = (_objections.c.person_id == _people.c.id) & (
        _objections.c.state == ObjectionState.OPEN
    )
    old = (
        select(_people.c.id)
        .where(
            or_(_people.c.name.is_not(None), _people.c.phone.is_not(None)),
            _people.c.created_at < before,
            or_(_people.c.consented_at.is_(None), _people.c.consented_at < before),
            ~exists(select(_held.c.id).where(serves)),
            ~exists(select(_cases.c.id).where(reported)),
            ~exists(follows),
            ~exists(select(_objections.c.id).where(objects)),
        )
        .limit(SOME)
    )
    found = list(session.connection().execute(old).scalars())
    for person in lock_all(session, Person, found):
        person.name = person.phone = person.phone_hash = None
    session.flush()
    return len(found)


def purge_records(session: Session, clock: Clock) -> int:
    """Forget what stands in the files of cases that ended long ago, and old notices and duties."""
    before = months_before(clock.now(), rules_of(session).months_kept)
    return (
        _purge_files(session, before, clock)
        + _purge_notices(session, before)
        + _purge_duties(session, before)
    )


def _purge_files(session: Session, before: datetime, clock: Clock) -> int:
    keys = table(Key)
    old = (
        select(_cases.c.id)
        .join(keys, keys.c.id == _cases.c.key_id)
        .where(keys.c.wrapped.is_not(None), ended_before(before))
        .limit(SOME)
    )
    found = list(session.connection().execute(old).scalars())
    cases = lock_all(session, Case, found)
    if not cases:
        return 0
    photos = select_rows(Attachment.id).where(col(Attachment.case_id).in_(found))
    media.forget(session, list(session.exec(photos)))
    _blank(session, found)
    for case in lock_all(session, Case, found):
        case.reporter_id = None
    session.flush()
    case_keys = select(_cases.c.key_id).where(_cases.c.id.in_(found))
    session.connection().execute(
        update(keys).where(keys.c.id.in_(case_keys)).values(wrapped=None, destroyed_at=clock.now())
    )
    session.expire_all()
    return len(found)


def _blank(session: Session, case_ids: Sequence[int]) -> None:
    """Take the words out of everything about these cases; the chain is over commitments."""
    connection = session.connection()
    lines, letters, outbox = table(TimelineLine), table(TransferLetter), table(OutMessage)
    recusals = table(Recusal)
    kept = select(recusals.c.case_id).where(recusals.c.case_id.in_(case_ids))
    notices = select(_notices.c.id).where(_notices.c.case_id.in_(case_ids))
    for statement in (
        update(lines).where(lines.c.case_id.in_(case_ids)).values(body=b""),
        update(letters).where(letters.c.case_id.in_(case_ids)).values(body=b""),
        update(outbox).where(outbox.c.case_id.in_(case_ids)).values(body=None),
        update(_objections)
        .where(_objections.c.notice_id.in_(notices))
        .values(words=b"", answer=""),
        delete(_followers).where(_followers.c.case_id.in_(case_ids)),
        update(_cases).where(_cases.c.id.in_(kept)).values(is_private=True),
        delete(recusals).where(recusals.c.case_id.in_(case_ids)),
    ):
        connection.execute(statement)


def _purge_notices(session: Session, before: datetime) -> int:
    over = (NoticeState.ENDED, NoticeState.WITHDRAWN)
    old = (
        select(_notices.c.id)
        .where(_notices.c.state.in_(over), _notices.c.ended_at < before)
        .limit(SOME)
    )
    connection = session.connection()
    found = list(connection.execute(old).scalars())
    for told in OF_NOTICES:
        connection.execute(delete(told).where(told.c.notice_id.in_(found)))
    for shown in WITH_NOTICES:
        connection.execute(
            update(shown).where(shown.c.notice_id.in_(found)).values(notice_id=None)
        )
    forget_notices(session, found)
    return connection.execute(delete(_notices).where(_notices.c.id.in_(found))).rowcount


def _purge_duties(session: Session, before: datetime) -> int:
    absences, shifts = table(Absence), table(DutyShift)
    connection = session.connection()
    found = list(
        connection.execute(
            select(absences.c.id).where(absences.c.ended_at < before).limit(SOME)
        ).scalars()
    )
    stood_in: ColumnElement[bool] = _held.c.absence_id.in_(found)
    connection.execute(update(_held).where(stood_in).values(absence_id=None))
    gone = connection.execute(delete(absences).where(absences.c.id.in_(found))).rowcount
    old = select(shifts.c.id).where(shifts.c.ends_at < before).limit(SOME)
    return gone + connection.execute(delete(shifts).where(shifts.c.id.in_(old))).rowcount
