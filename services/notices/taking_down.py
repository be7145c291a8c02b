"""Taking a notice down, whoever wants it: it ended, was withdrawn, or its case is done again."""

from sqlmodel import Session, select

from models.cases import Case
from models.notices import Notice, NoticeState
from models.timeline import Act
from services.case_files import timeline
from services.clock import Clock
from services.delivery import outbox
from services.notices import notice_cards
from services.store import lock
from services.texts import notices as texts
from services.texts.phrases import put_into_words

_ACTS = {
    NoticeState.ENDED: Act.NOTICE_ENDED,
    NoticeState.WITHDRAWN: Act.NOTICE_WITHDRAWN,
    NoticeState.DRAFT: Act.NOTICE_WITHDRAWN,
}


def take_down(  # noqa: PLR0913 - what, of which case, how, why, by whom
    session: Session,
    notice: Notice,
    case: Case | None,
    state: NoticeState,
    reason: str,
    clock: Clock,
    *,
    actor_id: int | None = None,
) -> None:
    """End or withdraw a notice that is up, in the groups too; back to a draft to be changed."""
    notice.state, notice.reason = state, reason
    notice.ended_at = clock.now()
    session.flush()
    if case is not None:
        told: timeline.Told = {"words": reason} if reason else {}
        timeline.append_line(session, case, _ACTS[state], told, clock, actor_id=actor_id)
    notice_cards.follow(session, notice, clock)


def take_down_of(session: Session, case: Case, clock: Clock) -> None:
    """Take down what is or would be shown of a locked case's present round: it begins again."""
    notice_id = session.exec(
        select(Notice.id).where(Notice.case_id == case.id, Notice.round == case.round)
    ).first()
    found = None if notice_id is None else lock(session, Notice, notice_id)
    reason = put_into_words(texts.DONE_AGAIN_REASON())
    if found is None:
        return
    if found.state is NoticeState.PUBLISHED:
        take_down(session, found, case, NoticeState.WITHDRAWN, reason, clock)
    elif found.state is NoticeState.DRAFT:
        forget_draft(session, found, reason)


def forget_draft(session: Session, notice: Notice, reason: str) -> None:
    """Take back a notice that is not up, and what was asked about it."""
    notice.state, notice.reason = NoticeState.WITHDRAWN, reason
    outbox.cancel(session, subject_of(notice.id))
    session.flush()


def subject_of(notice_id: int) -> str:
    """Name what is asked of those who publish, to take it back by."""
    return f"notice:{notice_id}"
