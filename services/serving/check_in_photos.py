"""Photos of check-ins for whoever confirms the hours of a shift."""

from sqlmodel import Session

from models.errors import NotFound
from models.media import Attachment
from services.attachments.shelf import shelf_of
from services.serving import hours, shift_photos


def get_photo(session: Session, shift_id: int, attachment_id: int, actor_id: int) -> bytes:
    """Give a photo of a shift.

    Raises:
        NotFound: shift_unknown or attachment_unknown.
        NotAllowed: not_allowed.
    """
    hours.list_parts(session, shift_id, actor_id)
    shelf = shelf_of(session)
    if shelf is None or attachment_id not in shift_photos.list_photos(session, shift_id):
        raise NotFound("attachment_unknown")
    return shelf.get(session.get_one(Attachment, attachment_id).content or "")
