"""People who send photos and voices, for tests of what becomes of them."""

from collections.abc import Sequence
from typing import Any, cast

from sqlmodel import Session, select

from models.media import Attachment, MediaKind
from models.people import Account
from services.attachments import fetching, media
from services.clock import SetClock
from tests.support.builders import MONDAY
from tests.support.offices import sayings_for
from tests.telegram_server import Person


def account_of(session: Session, person_id: int) -> Account:
    """Give the only account of somebody."""
    return session.exec(select(Account).where(Account.person_id == person_id)).one()


def sent(session: Session, person_id: int, *kinds: MediaKind, content: str = "") -> list[int]:
    """Let somebody send photos or voices."""
    account = account_of(session, person_id)
    at = SetClock(MONDAY)
    return [
        media.keep(
            session, account.id, kind, at, handle=f"file-{number}", content=content, seconds=6
        )
        for number, kind in enumerate(kinds)
    ]


def stored(session: Session, clock: SetClock, *ids: int, content: str = "ab" * 32) -> None:
    """Let what waits be fetched, in this order."""
    for each in ids:
        fetching.settle_stored(session, each, clock, content=content, mime="image/jpeg", size=100)


def shown_to(session: Session, person_id: int) -> Sequence[tuple[int, ...]]:
    """Give what is shown to somebody, message by message."""
    return [it.attachments for it in sayings_for(session, person_id) if it.attachments]


def row(session: Session, attachment_id: int) -> Attachment:
    """Give an attachment."""
    found = session.get(Attachment, attachment_id)
    assert found is not None
    return found


def handle_of(person: Person, kind: str, content: bytes) -> str:
    """Let somebody send a file through Telegram; give the handle that a bot gets."""
    found: object = person.sends(kind, content).raw[kind]
    file = cast("list[object]", found)[-1] if isinstance(found, list) else found
    return str(cast("dict[str, Any]", file)["file_id"])
