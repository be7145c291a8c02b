"""Photos of a notice for whoever publishes it; also before the reporter was asked."""

from collections.abc import Sequence

from sqlmodel import Session

from models.access import Action
from models.cases import Case
from models.errors import NotFound
from models.media import Attachment, MediaKind
from models.notices import Notice
from services.attachments.shelf import shelf_of
from services.casework import enclosures, permits
from services.notices.notices import get_notice, require_publisher


def list_photos(session: Session, notice: Notice, person_id: int) -> Sequence[int]:
    """List the stored photos of a notice's case, for who publishes it and may read the file.

    Raises:
        NotAllowed: not_allowed.
    """
    require_publisher(session, notice, person_id)
    case = None if notice.case_id is None else session.get(Case, notice.case_id)
    if case is None or not permits.may(session, person_id, Action.VIEW_CASE, case):
        return ()
    return [it.id for it in enclosures.list_of_case(session, case.id) if _is_shown(it)]


def get_photo(session: Session, notice_id: int, attachment_id: int, person_id: int) -> bytes:
    """Give one of them.

    Raises:
        NotFound: notice_unknown or attachment_unknown.
        NotAllowed: not_allowed.
    """
    listed = list_photos(session, get_notice(session, notice_id), person_id)
    shelf = shelf_of(session)
    if shelf is None or attachment_id not in listed:
        raise NotFound("attachment_unknown")
    return shelf.get(session.get_one(Attachment, attachment_id).content or "")


def _is_shown(row: Attachment) -> bool:
    return row.kind is MediaKind.PHOTO and row.content is not None
