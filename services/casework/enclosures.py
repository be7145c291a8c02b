"""What lies in a case besides words: which photos and voices, and how that is said."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, func, select

from models.media import Attachment, AttachmentState, MediaKind
from models.timeline import Act, TimelineLine
from services.texts import media as texts
from services.texts.phrases import Phrase

KEPT = (AttachmentState.STORED, AttachmentState.WAITING)


def list_of_case(session: Session, case_id: int) -> Sequence[Attachment]:
    """List what was handed in with a case and is stored or still waited for, oldest first."""
    return session.exec(
        select(Attachment)
        .where(Attachment.case_id == case_id, col(Attachment.state).in_(KEPT))
        .order_by(col(Attachment.id))
    ).all()


def describe(session: Session, attachment_ids: Iterable[int]) -> Phrase | None:
    """Say what there is, and how much could not be taken; None when there is nothing."""
    wanted = list(attachment_ids)
    if not wanted:
        return None
    return describe_rows(
        session.exec(select(Attachment).where(col(Attachment.id).in_(wanted))).all()
    )


def describe_case(session: Session, case_id: int) -> Phrase | None:
    """Say what was handed in with a case, and how much could not be taken."""
    return describe_rows(
        session.exec(select(Attachment).where(Attachment.case_id == case_id)).all()
    )


def describe_rows(rows: Sequence[Attachment]) -> Phrase | None:
    """Say what these are, and how much could not be taken; None when there is nothing."""
    kept = [row for row in rows if row.state in KEPT]
    photos = [row for row in kept if row.kind is MediaKind.PHOTO]
    voices = [row for row in kept if row.kind is MediaKind.VOICE]
    said: list[Phrase] = []
    if photos:
        said.append(texts.PHOTOS(count=len(photos)))
    if voices:
        said.append(_voices(voices))
    if len(kept) < len(rows):
        said.append(texts.MISSING(count=len(rows) - len(kept)))
    if not said:
        return None
    whole = said[0]
    for more in said[1:]:
        whole = texts.AND(first=whole, second=more)
    return whole


def has_untyped_voice(session: Session, case_id: int) -> bool:
    """Tell whether a case has a voice that nobody put into words yet (转写); each once."""
    voices = session.exec(
        select(func.count()).where(
            Attachment.case_id == case_id, Attachment.kind == MediaKind.VOICE
        )
    ).one()
    if not voices:
        return False
    typed = session.exec(
        select(func.count()).where(
            TimelineLine.case_id == case_id, TimelineLine.act == Act.TRANSCRIBED
        )
    ).one()
    return typed < voices


def _voices(voices: Sequence[Attachment]) -> Phrase:
    seconds = sum(row.seconds for row in voices)
    if not seconds:
        return texts.VOICES_UNTIMED(count=len(voices))
    return texts.VOICES(count=len(voices), seconds=seconds)
