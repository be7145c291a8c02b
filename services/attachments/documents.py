"""Documents that the program makes for one account: kept on the shelf, sent by their number."""

import re

from sqlmodel import Session

from models.errors import Invalid
from models.media import MediaKind
from services.attachments import media
from services.attachments.shelf import shelf_of
from services.clock import Clock

PDF = "application/pdf"
LONGEST_NAME = 60
"""Characters, without the ending."""

_BAD = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')
"""What some system forbids in the name of a file."""


def keep_document(session: Session, account_id: int, data: bytes, clock: Clock) -> int:
    """Keep a PDF for somebody; give its number, for `Saying.attachments`.

    Raises:
        Invalid: attachment_unreadable; it is no PDF, or there is nowhere to keep it.
    """
    shelf = shelf_of(session)
    if shelf is None or not data.startswith(b"%PDF-"):
        raise Invalid("attachment_unreadable")
    content = shelf.put(data)
    return media.keep(session, account_id, MediaKind.DOCUMENT, clock, content=content)


def file_name(*parts: str) -> str:
    """Make the name of a PDF, for `Saying.file_name`: 年度鉴定-陈卫国-2026.pdf."""
    words = "-".join(filter(None, (_BAD.sub(" ", part).strip(" .") for part in parts)))
    return f"{words[:LONGEST_NAME].strip(' .')}.pdf"
