"""What was handed in with a case, for the dialogue tests."""

from sqlmodel import col, select

from models.media import Attachment, MediaKind
from tests.support.chat import Street


def attachments(street: Street, number: str) -> list[MediaKind]:
    """Read what kinds of things were handed in with a case."""
    case_id = street.case(number).id
    with street.store.read() as session:
        statement = select(col(Attachment.kind)).where(Attachment.case_id == case_id)
        return [MediaKind(it) for it in session.exec(statement.order_by(col(Attachment.id)))]
