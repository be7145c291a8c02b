"""Photos of a case that its reporter sees: their own, and those that the office shows them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.cases import Case
from models.errors import NotFound
from models.media import Attachment, MediaKind
from models.people import Account
from services.attachments.shelf import shelf_of
from services.casework import enclosures
from services.casework.cases import find_by_receipt
from services.identity import people


def list_photos(session: Session, case: Case) -> Sequence[Attachment]:
    """List those that are stored, oldest first; none once nobody stands behind the case."""
    if case.reporter_id is None:
        return ()
    selves = people.selves(session, case.reporter_id)
    theirs = set(session.exec(select(Account.id).where(col(Account.person_id).in_(selves))))
    return [
        it
        for it in enclosures.list_of_case(session, case.id)
        if it.kind is MediaKind.PHOTO
        and it.content is not None
        and (it.is_for_reporter or it.account_id in theirs)
    ]


def get_photo(session: Session, receipt: str, number: int) -> bytes:
    """Give a photo of the case that a query code stands for, counted from 1.

    Raises:
        NotFound: receipt_unknown or attachment_unknown.
    """
    case, shelf = find_by_receipt(session, receipt), shelf_of(session)
    if case is None:
        raise NotFound("receipt_unknown")
    photos = list_photos(session, case)
    if shelf is None or not 0 < number <= len(photos):
        raise NotFound("attachment_unknown")
    return shelf.get(photos[number - 1].content or "")
