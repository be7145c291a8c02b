"""What is done to the words of a notice before somebody approves them."""

from collections.abc import Sequence

from sqlmodel import Session, select

from models.errors import Conflict, NotFound
from models.notices import Notice, NoticeState, Waiver
from services.clock import Clock
from services.gate import redact
from services.notices import notice_words, publishers, taking_down
from services.notices.notices import hold_notice, refuse_open, require_draft
from services.store import insert_missing
from services.texts import notices as texts
from services.texts.phrases import put_into_words
from services.wording import require_words


def waive(session: Session, notice_id: int, actor_id: int, finding: str, clock: Clock) -> None:
    """Answer by name for a finding (digest): it is not personal data. A masked one shows again.

    Raises:
        NotFound: finding_unknown; the text has no such finding.
        Conflict: it is up already, or over.
    """
    notice, case = hold_notice(session, notice_id, actor_id)
    require_draft(notice)
    hits = notice_words.list_hits(session, notice, case)
    if all(redact.digest_of(hit.finding) != finding for hit in hits):
        raise NotFound("finding_unknown")
    before = notice_words.waived_of(session, notice.id)
    keep_waiver(session, notice, actor_id, finding, clock)
    if case is not None:
        composed = notice_words.compose(session, case)
        if notice_words.mask(session, composed, before) == notice.words:
            notice.words = notice_words.mask(session, composed, {*before, finding})
            notice.approved = ""
    session.flush()


def mask_again(session: Session, notice_id: int, actor_id: int) -> None:
    """Mask everything that is found, whoever answered for it before.

    Raises:
        Conflict: it is up already, or over.
    """
    notice, _ = hold_notice(session, notice_id, actor_id)
    require_draft(notice)
    for row in session.exec(select(Waiver).where(Waiver.notice_id == notice.id)).all():
        session.delete(row)
    words = notice_words.mask(session, notice.words)
    if notice.composed_by is not None and words != notice.words:
        notice.composed_by = actor_id
    notice.words, notice.approved = words, ""
    session.flush()


def edit_words(
    session: Session,
    notice_id: int,
    actor_id: int,
    words: str,
    clock: Clock,
    *,
    waived: Sequence[str] = (),
) -> None:
    """Change what a notice says; one that is up comes down until it is approved again.

    What somebody composed is theirs then who changed it: another person approves it.

    Args:
        session: the open transaction.
        notice_id: which.
        actor_id: who changes it, and answers by name for `waived`.
        words: what it is to say.
        clock: tells the time.
        waived: digests of findings in it that are no personal data.

    Raises:
        Invalid: without words.
        Conflict: notice_personal, something in it is personal data; or it is over.
    """
    notice, case = hold_notice(session, notice_id, actor_id)
    require_words(words, "notice_words_missing")
    if notice.state not in (NoticeState.DRAFT, NoticeState.PUBLISHED):
        raise Conflict("notice_over_for_staff", title=notice.title)
    answered_for = notice_words.waived_of(session, notice.id) | frozenset(waived)
    found = notice_words.find(session, words)
    refuse_open([each for each in found if redact.digest_of(each) not in answered_for])
    for each in {redact.digest_of(each) for each in found} & frozenset(waived):
        keep_waiver(session, notice, actor_id, each, clock)
    if notice.state is NoticeState.PUBLISHED:
        reason = put_into_words(texts.CHANGED_REASON())
        taking_down.take_down(
            session, notice, case, NoticeState.DRAFT, reason, clock, actor_id=actor_id
        )
        notice.pushed_at = notice.ended_at = None
    if case is not None:
        notice.title = notice_words.title_of(session, case, words)
    notice.words, notice.approved, notice.reason = words, "", ""
    if notice.composed_by is not None:
        notice.composed_by = actor_id
        publishers.ask_others(session, notice, clock)
    session.flush()


def keep_waiver(
    session: Session, notice: Notice, actor_id: int, finding: str, clock: Clock
) -> None:
    """Keep by name that a finding (digest) of a locked notice is no personal data."""
    row = {
        "notice_id": notice.id,
        "finding": finding,
        "waived_by": actor_id,
        "waived_at": clock.now(),
    }
    insert_missing(session, Waiver, [row])
