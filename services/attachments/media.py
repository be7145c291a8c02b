"""Photos and voices: kept as they come, handed in with a case, passed on to who needs them."""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import delete, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from models.access import Action
from models.base import table
from models.cases import Case
from models.errors import Invalid
from models.media import Attachment, AttachmentState, MediaKind
from models.people import Account, Person
from models.shifts import Attendance
from services.areas import areas
from services.attachments import voices
from services.attachments.shelf import Shelf, shelf_of
from services.casework import alerts, offers, reach
from services.casework.enclosures import KEPT, describe_rows
from services.clock import Clock, SystemClock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.office import access
from services.rules import rules_of
from services.store import Store, afterwards, lock_all, store_of
from services.texts import media as texts

logger = logging.getLogger(__name__)

AT_A_TIME = 10
"""Photos and voices shown with one message (Telegram takes no more in an album)."""

JUST_PUT = timedelta(minutes=10)
"""How long the turn that names an upload may take."""

MEGABYTE = 2**20
MOST_WAITING = 60
"""Photos and voices of one account that belong to no case yet."""

MOST_WAITING_BYTES = 100 * MEGABYTE
LONGEST_HANDLE = 400
_KEPT_AS = {MediaKind.PHOTO: "image/jpeg", MediaKind.DOCUMENT: "application/pdf"}
_attachments = table(Attachment)
_attachments, _attendances = table(Attachment), table(Attendance)


def keep(  # noqa: PLR0913 - what the door says of it, each by its name
    session: Session,
    account_id: int,
    heard_kind: MediaKind,
    clock: Clock,
    *,
    handle: str = "",
    content: str = "",
    size: int = 0,
    seconds: int = 0,
) -> int:
    """Note a photo or voice that somebody sent; give its number.

    Args:
        session: the open transaction.
        account_id: who sent it.
        heard_kind: what it is.
        clock: tells the time.
        handle: by which the door fetches it.
        content: of what the door put on the shelf itself; nothing is fetched then.
        size: bytes, as far as the door knows.
        seconds: how long a voice is.

    Raises:
        Invalid: attachment_too_large, with the megabytes it has and may have;
            attachment_unreadable when there is nothing to fetch it by; attachments_too_many.
    """
    limit = rules_of(session).largest_attachment
    if heard_kind is MediaKind.VOICE:
        limit = min(limit, voices.LARGEST)
    if size > limit:
        raise Invalid(
            "attachment_too_large", size=-(-size // MEGABYTE), limit=max(1, limit // MEGABYTE)
        )
    if not content and not 0 < len(handle) <= LONGEST_HANDLE:
        raise Invalid("attachment_unreadable")
    if (handle or size) and not has_room(session, account_id):
        raise Invalid("attachments_too_many")
    now = clock.now()
    row = Attachment(
        account_id=account_id,
        kind=heard_kind,
        handle=handle[:LONGEST_HANDLE],
        state=AttachmentState.STORED if content else AttachmentState.WAITING,
        content=content or None,
        mime=_KEPT_AS.get(heard_kind, "") if content else "",
        size=max(size, 0),
        seconds=max(seconds, 0),
        created_at=now,
        due_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def has_room(session: Session, account_id: int) -> bool:
    """Whether somebody may send more before they hand in what they sent.

    What the program draws for them (it has neither handle nor size) does not count.
    """
    count, size = session.exec(
        select(func.count(), func.coalesce(func.sum(col(Attachment.size)), 0)).where(
            Attachment.account_id == account_id,
            col(Attachment.case_id).is_(None),
            col(Attachment.state).in_(KEPT),
            (col(Attachment.size) > 0) | (Attachment.handle != ""),
        )
    ).one()
    return count < MOST_WAITING and size < MOST_WAITING_BYTES


def attach(
    session: Session,
    attachment_ids: Sequence[int],
    case: Case,
    clock: Clock,
    *,
    to_reporter: bool = False,
    actor_id: int | None = None,
) -> None:
    """Hand photos and voices in with a case; what is stored is passed on, the rest later.

    Numbers of what somebody else sent, or of what was handed in already, are passed over.

    Args:
        session: the open transaction.
        attachment_ids: as `keep` gave them.
        case: with which.
        clock: tells the time.
        to_reporter: it is evidence of the office, shown to the reporter.
        actor_id: who hands them in; when None the reporter, or who has the case.
    """
    actor_id = actor_id or (case.owner_id if to_reporter else case.reporter_id)
    if not attachment_ids or actor_id is None:
        return
    theirs = _accounts_of(session, actor_id)
    for row in lock_all(session, Attachment, attachment_ids):
        if row.account_id in theirs and row.case_id is None:
            row.case_id = case.id
            row.is_for_reporter = to_reporter
    session.flush()
    pass_on(session, case, clock, to_reporter=to_reporter)


def list_stored(
    session: Session, attachment_ids: Sequence[int]
) -> Sequence[tuple[MediaKind, str]]:
    """Give kind and content of those that lie on the shelf, in the order they came."""
    found = session.exec(
        select(Attachment)
        .where(col(Attachment.id).in_(attachment_ids), col(Attachment.content).is_not(None))
        .order_by(col(Attachment.id))
    )
    return [(row.kind, row.content or "") for row in found]


def pass_on(session: Session, case: Case, clock: Clock, *, to_reporter: bool) -> int:
    """Show what is stored and was not yet shown, together what just came; give how many."""
    rows = session.exec(
        select(Attachment)
        .where(
            Attachment.case_id == case.id,
            col(Attachment.is_for_reporter).is_(to_reporter),
            col(Attachment.state).in_(KEPT),
            col(Attachment.passed_at).is_(None),
        )
        .order_by(col(Attachment.id))
    ).all()
    if any(row.state is AttachmentState.WAITING and row.fault is None for row in rows):
        return 0  # they are on their way: the last of them brings the others along
    stored = [row for row in rows if row.state is AttachmentState.STORED]
    for first in range(0, len(stored), AT_A_TIME):
        _show(session, case, stored[first : first + AT_A_TIME], clock, to_reporter=to_reporter)
    for row in stored:
        row.passed_at = clock.now()
    session.flush()
    return len(stored)


def forget(session: Session, attachment_ids: Sequence[int]) -> int:
    """Forget photos and voices; a file goes once nothing else names it. Give how many."""
    if not attachment_ids:
        return 0
    these = _attachments.c.id.in_(attachment_ids)
    named = select_columns(_attachments.c.content).where(
        these, _attachments.c.content.is_not(None)
    )
    connection = session.connection()
    shown = _attendances.c.attachment_id.in_(attachment_ids)
    connection.execute(update(_attendances).where(shown).values(attachment_id=None))
    contents = set(connection.execute(named).scalars())
    gone = connection.execute(delete(_attachments).where(these)).rowcount
    session.expire_all()
    discard(session, contents)
    return gone


def forget_account(session: Session, account_id: int) -> None:
    """Forget the photos and voices that an account sent; evidence of the office stays."""
    evidence = col(Attachment.is_for_reporter) & col(Attachment.case_id).is_not(None)
    sent = select(Attachment.id).where(Attachment.account_id == account_id, ~evidence)
    forget(session, session.exec(sent).all())


def discard(session: Session, contents: Collection[str], before: datetime | None = None) -> None:
    """Take off the shelf, once this is committed, what no attachment names then.

    What was put since `before`, or just now, stays: nothing names an upload until its turn has
    run. The sweep takes it later.
    """
    store, shelf = store_of(session), shelf_of(session)
    if shelf is not None and contents:
        afterwards(session, lambda: _clear(store, shelf, contents, before))


def list_unnamed(session: Session, contents: Collection[str]) -> Collection[str]:
    """Give those of some contents that no attachment names."""
    named = select(Attachment.content).where(col(Attachment.content).in_(contents))
    return set(contents).difference(filter(None, session.exec(named)))


def _clear(store: Store, shelf: Shelf, contents: Collection[str], before: datetime | None) -> None:
    """Take off the shelf what nothing names; what fails here is swept up later."""
    before = before or SystemClock().now() - JUST_PUT  # the files' times are the system's
    with store.read() as session:
        unnamed = list_unnamed(session, contents)
    for content in unnamed:
        try:
            shelf.remove(content, before)
        except OSError:
            logger.exception("a file stays on the shelf")


def _show(
    session: Session,
    case: Case,
    rows: Sequence[Attachment],
    clock: Clock,
    *,
    to_reporter: bool,
) -> None:
    template = texts.FROM_OFFICE if to_reporter else texts.FROM_REPORTER
    what = describe_rows(rows)
    if what is None:
        return
    saying = Saying(
        (template(number=case.number, what=what),),
        () if to_reporter else offers.typing(session, case),
        is_urgent=case.is_urgent,
        case_id=case.id,
        attachments=tuple(row.id for row in rows),
    )
    if to_reporter:
        if case.reporter_id is not None:
            outbox.tell(session, case.reporter_id, saying, clock)
        return
    _tell_office(session, case, saying, clock)


def _tell_office(session: Session, case: Case, saying: Saying, clock: Clock) -> None:
    """Tell who has the case, else those responsible who may see it."""
    owner_id, whom = offers.owner_in_office(session, case), reach.who_has(session, case)
    if whom is not None and outbox.tell(session, whom, saying, clock):
        return
    area = areas.area_of(session, case.area_id)
    for person_id in alerts.find_responsible(session, case, besides=owner_id):
        if access.may(session, person_id, Action.VIEW_CASE, area):
            outbox.tell(session, person_id, saying, clock)


def _accounts_of(session: Session, person_id: int) -> set[int]:
    """Give the accounts of a person, who may have been joined with another since."""
    merged = select_columns(col(Person.merged_into_id)).where(col(Person.id) == person_id)
    found = session.exec(
        select(Account.id).where(
            (col(Account.person_id) == person_id)
            | (col(Account.person_id) == merged.scalar_subquery())
        )
    )
    return set(cast("Iterable[int]", found))
