"""Photos and voices that people sent (a stand-in)."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.cases import Case
from models.errors import Invalid
from models.media import Attachment, MediaKind
from services.clock import Clock
from services.store import insert_row
from services.texts import media as texts
from services.texts.phrases import Phrase

LARGEST = 20 * 2**20


def keep(  # noqa: PLR0913 - what a door says of it
    session: Session,
    account_id: int,
    kind: MediaKind,
    clock: Clock,
    *,
    handle: str = "",
    content: str = "",
    size: int = 0,
    seconds: int = 0,
) -> int:
    """Keep what somebody sent."""
    if size > LARGEST:
        raise Invalid("attachment_too_large", size=size // 2**20, limit=LARGEST // 2**20)
    now = clock.now()
    row = {
        "account_id": account_id,
        "kind": kind,
        "handle": handle,
        "content": content or None,
        "state": "stored" if content else "waiting",
        "mime": "",
        "size": size,
        "seconds": seconds,
        "created_at": now,
        "due_at": now,
        "tries": 0,
    }
    return insert_row(session, Attachment, row)


def attach(
    session: Session, ids: Sequence[int], case: Case, clock: Clock, *, to_reporter: bool = False
) -> None:
    """Hand in with a case."""
    del clock, to_reporter
    for row in session.exec(select(Attachment).where(col(Attachment.id).in_(ids))):
        row.case_id = case.id
    session.flush()


def list_of_case(session: Session, case_id: int) -> Sequence[int]:
    """List what was handed in with a case."""
    statement = select(Attachment.id).where(Attachment.case_id == case_id)
    return session.exec(statement.order_by(col(Attachment.id))).all()


def describe(session: Session, ids: Sequence[int]) -> Phrase | None:
    """Say what these are."""
    rows = session.exec(select(Attachment).where(col(Attachment.id).in_(ids))).all()
    voices = [row for row in rows if row.kind is MediaKind.VOICE]
    said: list[Phrase] = []
    if len(rows) > len(voices):
        said.append(texts.PHOTOS(count=len(rows) - len(voices)))
    if voices:
        said.append(texts.VOICES(count=len(voices), seconds=sum(it.seconds for it in voices)))
    if len(said) > 1:
        return texts.AND(first=said[0], second=said[1])
    return said[0] if said else None
