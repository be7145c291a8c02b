"""Fetching: which photos and voices are to be fetched now, and what became of them.

One is leased, fetched, marked. Whoever leased it and dies leaves it waiting; when the lease has
run out it is fetched once more, and the same bytes are the same file on the shelf.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.base import table
from models.cases import Case
from models.media import Attachment, AttachmentState, MediaKind
from models.outbox import Priority
from models.people import Account, Door
from services.attachments import media
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.sealing import sealer_of
from services.store import keep_savepoint, lock, lock_all, written_out
from services.texts import media as texts
from services.texts.phrases import Phrase

LEASE = timedelta(minutes=3)
"""How long whoever fetches may take without a sign of life."""

BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 120))
"""After each failure; one more and it is lost, three and a half hours after it was sent."""

MOST_TRIES = len(BACKOFF) + 1
AT_ONCE = timedelta()
LONGEST_FAULT = 200

SCANNED = 200
"""Cases in one batch of a scan."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A photo or voice that is ours to fetch until the lease runs out."""

    id: int
    kind: MediaKind
    handle: str


def lease_waiting(
    session: Session, door: Door, robot: str, most: int, clock: Clock
) -> Sequence[Waiting]:
    """Take what is due to be fetched through one of our accounts, the oldest first."""
    now = clock.now()
    found = session.exec(
        select(Attachment.id, Attachment.tries)
        .join(Account, col(Account.id) == Attachment.account_id)
        .where(
            col(Attachment.state) == written_out(AttachmentState.WAITING),
            Attachment.due_at <= now,
            Account.door == door,
            Account.robot == robot,
        )
        .order_by(col(Attachment.due_at), col(Attachment.id))
        .limit(most)
    ).all()
    for found_id, tries in found:  # before others are locked: these lock their cases
        if tries >= MOST_TRIES:
            _settle_abandoned(session, found_id, clock)
    leased: list[Waiting] = []
    for row in lock_all(session, Attachment, [found_id for found_id, _ in found]):
        if row.state is not AttachmentState.WAITING or row.due_at > now:
            continue  # another process was quicker
        if row.tries >= MOST_TRIES:
            continue  # the next time
        row.due_at = now + LEASE
        row.tries += 1
        leased.append(Waiting(row.id, row.kind, row.handle))
    session.flush()
    return leased


def lock_waiting(session: Session, account_id: int) -> Sequence[int]:
    """Lock what an account handed in and waits to be fetched, its cases first; give it."""
    waiting = (
        select(Attachment.id, Attachment.case_id)
        .where(
            Attachment.account_id == account_id,
            col(Attachment.case_id).is_not(None),
            col(Attachment.state) == written_out(AttachmentState.WAITING),
        )
        .order_by(col(Attachment.id))
    )
    found = session.exec(waiting).all()
    lock_all(session, Case, [case_id for _, case_id in found if case_id is not None])
    locked = lock_all(session, Attachment, [attachment_id for attachment_id, _ in found])
    return [row.id for row in locked if row.state is AttachmentState.WAITING]


def release(session: Session, attachment_ids: Sequence[int], clock: Clock) -> None:
    """Give back what was leased and not fetched, as if it had not been tried."""
    for row in lock_all(session, Attachment, attachment_ids):
        if row.state is AttachmentState.WAITING:
            row.due_at = clock.now()
            row.tries = max(0, row.tries - 1)
    session.flush()


def release_left(session: Session, clock: Clock) -> None:
    """Give back what a killed process was fetching: nobody has failed at it yet."""
    now, rows = clock.now(), table(Attachment)
    session.connection().execute(
        update(rows)
        .where(
            rows.c.state == written_out(AttachmentState.WAITING),
            rows.c.fault.is_(None),
            rows.c.due_at > now,
        )
        .values(due_at=now)
    )


def settle_stored(
    session: Session, attachment_id: int, clock: Clock, *, content: str, mime: str, size: int
) -> None:
    """Note that it lies on the shelf, and pass it on if it was handed in with a case.

    When it is wanted no more (its sender was erased), the file goes again.
    """
    row = _waiting(session, attachment_id)
    if row is None:
        media.discard(session, {content})
        return
    row.state = AttachmentState.STORED
    row.content, row.mime, row.size, row.fault = content, mime, size, None
    row.handle = ""  # it opens the file at the platform, to whoever reads it here
    _pass_on(session, row, clock)


def settle_refused(session: Session, attachment_id: int, fault: str, clock: Clock) -> None:
    """Note that it is nothing we can keep, and say so."""
    row = _waiting(session, attachment_id)
    if row is not None:
        is_photo = row.kind is MediaKind.PHOTO
        template = texts.PHOTO_UNREADABLE if is_photo else texts.VOICE_UNREADABLE
        _give_up(session, row, AttachmentState.REFUSED, fault)
        _tell_sender(session, row, template(), clock)
        _pass_on(session, row, clock)


def settle_lost(session: Session, attachment_id: int, fault: str, clock: Clock) -> None:
    """Note that it cannot be had any more, and say so."""
    row = _waiting(session, attachment_id)
    if row is not None:
        template = texts.PHOTO_LOST if row.kind is MediaKind.PHOTO else texts.VOICE_LOST
        _give_up(session, row, AttachmentState.LOST, fault)
        _tell_sender(session, row, template(), clock)
        _pass_on(session, row, clock)


def settle_later(
    session: Session, attachment_id: int, fault: str, clock: Clock, wait: timedelta = AT_ONCE
) -> None:
    """Note that it could not be had now; after the last try it is lost."""
    row = _waiting(session, attachment_id)
    if row is None:
        return
    if row.tries >= MOST_TRIES:
        settle_lost(session, attachment_id, fault, clock)
        return
    row.due_at = clock.now() + max(wait, BACKOFF[max(row.tries, 1) - 1])
    row.fault = fault[:LONGEST_FAULT]
    _pass_on(session, row, clock)  # those that came with it need not wait for it


def pass_on_left(session: Session, clock: Clock) -> int:
    """Pass on what is stored, handed in, and waits for nothing; give how many were passed on.

    Whoever stores the last of several passes all of them on. This is for when nobody did.
    """
    left, other = aliased(Attachment), aliased(Attachment)
    on_its_way = select(other.id).where(
        other.case_id == left.case_id,
        other.is_for_reporter == left.is_for_reporter,
        col(other.state) == written_out(AttachmentState.WAITING),
        col(other.fault).is_(None),
    )
    found = session.exec(
        select(left.case_id, left.is_for_reporter)
        .where(
            col(left.case_id).is_not(None),
            left.state == AttachmentState.STORED,
            col(left.passed_at).is_(None),
            ~exists(on_its_way),
        )
        .distinct()
        .order_by(col(left.case_id))
        .limit(SCANNED)
    ).all()
    count = 0
    for case_id, to_reporter in found:
        case = None if case_id is None else lock(session, Case, case_id)
        if case is not None:
            count += media.pass_on(session, case, clock, to_reporter=to_reporter)
    return count


def _settle_abandoned(session: Session, attachment_id: int, clock: Clock) -> None:
    row = _waiting(session, attachment_id)
    if row is not None and row.tries >= MOST_TRIES and row.due_at <= clock.now():
        settle_lost(session, attachment_id, "whoever fetched it never came back", clock)


def _waiting(session: Session, attachment_id: int) -> Attachment | None:
    """Lock an attachment, its case first: of two that are settled one sees the other settled.

    It may be handed in while we wait for it; then it is let go of and locked behind its case.
    """
    while True:
        handed_in = select(Attachment.case_id).where(Attachment.id == attachment_id)
        case_id = session.exec(handed_in).first()
        if case_id is not None:
            lock(session, Case, case_id)
        savepoint = session.begin_nested()
        row = lock(session, Attachment, attachment_id)
        if row is None or row.case_id == case_id:
            keep_savepoint(savepoint)
            return row if row is not None and row.state is AttachmentState.WAITING else None
        savepoint.rollback()


def _give_up(session: Session, row: Attachment, state: AttachmentState, fault: str) -> None:
    row.state = state
    row.fault = fault[:LONGEST_FAULT]
    row.handle = ""
    session.flush()


def _pass_on(session: Session, row: Attachment, clock: Clock) -> None:
    session.flush()
    case = None if row.case_id is None else session.get(Case, row.case_id)
    if case is not None:
        media.pass_on(session, case, clock, to_reporter=row.is_for_reporter)


def _tell_sender(session: Session, row: Attachment, what: Phrase, clock: Clock) -> None:
    """Tell who sent it, in their chat; of several such words that wait the last is enough."""
    account = session.get(Account, row.account_id)
    if account is None:
        return
    is_report = row.case_id is not None and not row.is_for_reporter
    after = texts.STILL_HANDLED() if is_report else texts.SEND_AGAIN()
    subject = f"attachment:{row.account_id}:{row.case_id or 0}:{what.key}"
    outbox.cancel(session, subject)
    sealer = sealer_of(session, account.key_id)
    address = outbox.Address(account.id, account.outer_id, sealer)
    saying = Saying((what, after), subject=subject, case_id=row.case_id)
    outbox.post(session, address, saying, clock, Priority.REPLY)
