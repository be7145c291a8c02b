"""How long what was said is kept: raw letters, our own messages, screens, words before consent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, Select, case, delete, exists, func, or_, select, update
from sqlmodel import Session

from models.announcements import Announcement
from models.base import table
from models.cases import ENDED, Case, Status
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.media import Attachment
from models.outbox import MessageState, OutMessage
from models.people import Account, Person
from models.screens import ScreenLine
from models.shifts import Attendance
from models.timeline import TimelineLine
from models.triage_meetings import TriageMeeting
from services.attachments import media
from services.clock import Clock
from services.reporters import held
from services.rules import rules_of
from services.store import Store, afterwards

SCANNED = 1000
"""Rows in one batch of a scan."""

LEFT_LYING = timedelta(days=1)
"""How long a file may lie on the shelf before something names it."""

SHORTEST_MONTH = 28

_attachments = table(Attachment)
_cases = table(Case)
_lines = table(TimelineLine)
_inbox = table(Event)
_outbox = table(OutMessage)
_accounts = table(Account)
_conversations = table(Conversation)
_people = table(Person)
_screens = table(ScreenLine)
_attendances = table(Attendance)
_announced = table(Announcement)
_meetings = table(TriageMeeting)


def purge_inbox(session: Session, clock: Clock) -> int:
    """Forget handled letters some days after; a day after, where nobody consented.

    Dead letters stay until a human has dealt with them.
    """
    rules, now = rules_of(session), clock.now()
    old = (
        select(_inbox.c.id)
        .where(
            _inbox.c.payload.is_not(None),
            _inbox.c.state.in_((EventState.DONE, EventState.IGNORED)),
            _inbox.c.received_at < now - min(rules.payloads_kept, rules.draft_kept),
            or_(
                _inbox.c.received_at < now - rules.payloads_kept,
                exists(_without_consent(now - rules.draft_kept)),
            ),
        )
        .limit(SCANNED)
    )
    forget = update(_inbox).where(_inbox.c.id.in_(old)).values(payload=None, answer=None)
    return session.connection().execute(forget).rowcount


def purge_outbox(session: Session, clock: Clock) -> int:
    """Forget what we said, and the buttons under it; a day after, where nobody consented.

    What is held as long for somebody who does not come back is not said any more, and whoever has
    the case hears so; of a case it is kept as long for a stranger too.
    """
    rules, now = rules_of(session), clock.now()
    stranger = select(_accounts.c.id).where(
        _accounts.c.id == _outbox.c.account_id,
        _accounts.c.person_id.is_(None),
        _accounts.c.is_group.is_(False),
    )
    is_kept = (_outbox.c.state == MessageState.HELD) & _outbox.c.case_id.is_not(None)
    old = (
        select(_outbox.c.id, _outbox.c.state)
        .where(
            _outbox.c.body.is_not(None),
            _outbox.c.state.in_(_OVER),
            or_(
                _outbox.c.created_at < now - rules.messages_kept,
                (_outbox.c.created_at < now - rules.draft_kept) & exists(stranger) & ~is_kept,
            ),
        )
        .limit(SCANNED)
        .with_for_update(skip_locked=True, key_share=True)
    )
    found = session.connection().execute(old).all()
    held.tell_given_up(session, [it.id for it in found if it.state == MessageState.HELD], clock)
    state = case(
        (_outbox.c.state == MessageState.HELD, MessageState.CANCELLED), else_=_outbox.c.state
    )
    ids = [it.id for it in found]
    forget = update(_outbox).where(_outbox.c.id.in_(ids)).values(body=None, state=state)
    return session.connection().execute(forget).rowcount


def purge_screens(session: Session, clock: Clock) -> int:
    """Forget what stands in browser chats, as long after as elsewhere what we said."""
    rules, now = rules_of(session), clock.now()
    stranger = select(_accounts.c.id).where(
        _accounts.c.id == _screens.c.account_id,
        _accounts.c.person_id.is_(None),
        _accounts.c.is_group.is_(False),
    )
    old = (
        select(_screens.c.id)
        .where(
            _screens.c.at < now - min(rules.messages_kept, rules.draft_kept),
            or_(_screens.c.at < now - rules.messages_kept, exists(stranger)),
        )
        .limit(SCANNED)
    )
    return session.connection().execute(delete(_screens).where(_screens.c.id.in_(old))).rowcount


def purge_media(session: Session, clock: Clock) -> int:
    """Forget photos and voices that were never handed in, or whose case ended long ago.

    Photos of a check-in are kept as long, from when they came. What belongs to a draft that is
    still kept stays with it.
    """
    rules, now = rules_of(session), clock.now()
    drafts = select(_conversations.c.id).where(
        _conversations.c.account_id == _attachments.c.account_id,
        _conversations.c.idle_since.is_not(None),
    )
    kept_since = months_before(now, rules.months_photos_kept)
    shown = select(_attendances.c.id).where(
        _attendances.c.attachment_id == _attachments.c.id, _attachments.c.created_at >= kept_since
    )
    unwanted = select(_attachments.c.id).where(
        _attachments.c.case_id.is_(None),
        _attachments.c.created_at < now - rules.draft_kept,
        ~exists(drafts),
        ~exists(shown),
    )
    ended = (
        select(_attachments.c.id)
        .join(_cases, _cases.c.id == _attachments.c.case_id)
        .where(ended_before(kept_since))
    )
    found = session.connection().execute(unwanted.union(ended).limit(SCANNED)).scalars()
    return media.forget(session, list(found))


def look_at_shelf(store: Store, clock: Clock) -> Callable[[Session, Clock], int]:
    """Look for files that nothing names: a crash came in between, or a page never sent them.

    Returns:
        What takes them off the shelf, some at a time; 0 once nothing is left.
    """
    before = clock.now() - LEFT_LYING
    shelf = store.shelf
    old = [] if shelf is None else list(shelf.list_older(before))
    left: list[str] = []
    for first in range(0, len(old), SCANNED):
        with store.read() as session:
            left += media.list_unnamed(session, old[first : first + SCANNED])

    def sweep(session: Session, _clock: Clock) -> int:
        some, left[:] = left[:SCANNED], left[SCANNED:]
        media.discard(session, some, before)
        if shelf is not None and not left:
            afterwards(session, partial(shelf.drop_drafts, before))
        return len(some)

    return sweep


def ended_before(before: datetime) -> ColumnElement[bool]:
    """Cases closed before; those declined or merged are over with the last line of their file.

    A merged one is not over as long as what it was merged into is open.
    """
    last_line = select(func.max(_lines.c.at)).where(_lines.c.case_id == _cases.c.id)
    parent = _cases.alias("parents")
    is_open_above = exists(
        select(parent.c.id).where(
            parent.c.id == _cases.c.merged_into_id, parent.c.status.not_in(ENDED)
        )
    )
    return or_(
        (_cases.c.status == Status.CLOSED) & (_cases.c.closed_at < before),
        _cases.c.status.in_(ENDED - {Status.CLOSED})
        & (last_line.scalar_subquery() < before)
        & ~is_open_above,
    )


def months_before(now: datetime, months: int) -> datetime:
    """Give the instant so many months ago; no month is too short for it."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, SHORTEST_MONTH))


def purge_announcements(session: Session, before: datetime) -> int:
    """Forget announcements that were over before: they may name somebody."""
    old = select(_announced.c.id).where(_announced.c.ends_at < before).limit(SCANNED)
    forget = delete(_announced).where(_announced.c.id.in_(old))
    return session.connection().execute(forget).rowcount


def purge_meetings(session: Session, before: datetime) -> int:
    """Forget who sat in triage meetings that began before, and what their chairs remarked.

    When it was, who led it and what it decided stay: the words of that are in the files of cases.
    """
    old = (
        select(_meetings.c.id)
        .where(
            _meetings.c.began_at < before,
            or_(_meetings.c.attended_by != "", _meetings.c.remark != ""),
        )
        .limit(SCANNED)
    )
    forget = update(_meetings).where(_meetings.c.id.in_(old)).values(attended_by="", remark="")
    return session.connection().execute(forget).rowcount


_OVER = (
    MessageState.SENT,
    MessageState.CANCELLED,
    MessageState.UNDELIVERED,
    MessageState.HELD,
)


def _without_consent(before: datetime) -> Select[tuple[int]]:
    return (
        select(_conversations.c.id)
        .join(_accounts, _accounts.c.id == _conversations.c.account_id)
        .outerjoin(_people, _people.c.id == _accounts.c.person_id)
        .where(
            _conversations.c.id == _inbox.c.conversation_id,
            _people.c.consented_at.is_(None),
            _inbox.c.received_at < before,
        )
    )
