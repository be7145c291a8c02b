"""Photos at check-in, where an opening asks for one."""

from collections.abc import Sequence

from sqlalchemy import exists
from sqlmodel import Session, col, select

from models.errors import Invalid
from models.media import Attachment, MediaKind
from models.people import Account
from models.shifts import Attendance
from services.casework.enclosures import KEPT


def find_photo(session: Session, attachment_ids: Sequence[int]) -> int | None:
    """Find the newest photo among what was sent; voices are none."""
    return session.exec(
        select(Attachment.id)
        .where(col(Attachment.id).in_(attachment_ids), Attachment.kind == MediaKind.PHOTO)
        .order_by(col(Attachment.id).desc())
    ).first()


def list_photos(session: Session, shift_id: int) -> Sequence[int]:
    """List the photos of a shift that can be shown, oldest first."""
    shown = exists().where(
        col(Attendance.attachment_id) == col(Attachment.id), col(Attendance.shift_id) == shift_id
    )
    return session.exec(
        select(Attachment.id)
        .where(shown, col(Attachment.content).is_not(None))
        .order_by(col(Attachment.id))
    ).all()


def require_own(session: Session, attachment_id: int | None, person_id: int) -> int:
    """Give a photo that somebody sent themselves, and that served for no check-in before.

    Raises:
        Invalid: photo_missing or photo_used.
    """
    row = None if attachment_id is None else session.get(Attachment, attachment_id)
    account = None if row is None else session.get(Account, row.account_id)
    is_theirs = account is not None and account.person_id == person_id
    if row is None or not is_theirs or row.kind is not MediaKind.PHOTO or row.state not in KEPT:
        raise Invalid("photo_missing")
    before = select(Attendance.id).where(Attendance.attachment_id == row.id).limit(1)
    if session.exec(before).first() is not None:
        raise Invalid("photo_used")
    return row.id
