"""Photos that somebody hands in at the desk: made safe, and kept as if sent in their chat."""

from collections.abc import Sequence

from sqlmodel import Session

from models.errors import Conflict, Invalid
from models.media import MediaKind
from services.attachments import media, pictures
from services.attachments.shelf import shelf_of
from services.clock import Clock
from services.identity import people

MOST = 4
"""Photos of one form."""


def clean(contents: Sequence[bytes]) -> Sequence[bytes]:
    """Make photos safe to be kept; it takes a while, so do it before anything is written.

    Raises:
        Invalid: photos_too_many, attachment_type, attachment_unreadable, attachment_too_large.
    """
    if len(contents) > MOST:
        raise Invalid("photos_too_many", most=MOST)
    return [pictures.clean(it, MediaKind.PHOTO).data for it in contents]


def keep(
    session: Session, person_id: int, cleaned: Sequence[bytes], clock: Clock
) -> Sequence[int]:
    """Keep photos that `clean` gave; give their numbers, to be handed in with a case.

    Raises:
        Conflict: photos_not_kept; there is no shelf, or no chat of theirs.
    """
    if not cleaned:
        return ()
    account_id, shelf = people.first_account_of(session, person_id), shelf_of(session)
    if account_id is None or shelf is None or not shelf.has_room():
        raise Conflict("photos_not_kept")
    kept: list[int] = []
    for data in cleaned:
        name = shelf.put(data)
        kept.append(
            media.keep(session, account_id, MediaKind.PHOTO, clock, content=name, size=len(data))
        )
    return kept
