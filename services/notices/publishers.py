"""Those who publish: the nearest are shown every draft, with what the gate found in it."""

from collections.abc import Sequence

from sqlmodel import Session

from models.access import Action
from models.cases import Case
from models.notices import Notice, NoticeState
from services.areas import areas
from services.casework import permits, reach
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.gate import redact
from services.notices import (
    drafts,
    four_eyes,
    notice_board,
    notice_words,
    notices,
    objections,
    taking_down,
)
from services.notices.notice_words import Hit
from services.texts import notices as texts
from services.texts.casework import composing as composing_texts
from services.texts.phrases import Phrase, join_words
from services.texts.posts import claim_lists as list_texts

MOST_HITS = 10
"""Findings named on a card."""

MOST_WAITING = 100
"""Open objections that are counted for one person."""


def draft_and_tell(session: Session, case: Case, clock: Clock) -> None:
    """Draft the notice of a case that was just answered, and ask whether it may go up."""
    notice = notices.draft_for_case(session, case, clock)
    if notice is None:
        return
    saying = Saying(
        (texts.TO_PUBLISH(number=case.number), *show(session, notice, case)),
        list_choices(session, notice, case),
        subject=taking_down.subject_of(notice.id),
        case_id=case.id,
    )
    for person_id in list_publishers(session, case):
        outbox.tell(session, person_id, saying, clock)


def ask_others(session: Session, notice: Notice, clock: Clock) -> None:
    """Ask those to approve a notice who did not compose it; what was asked before is over."""
    session.flush()
    outbox.cancel(session, taking_down.subject_of(notice.id))
    saying = Saying(
        (composing_texts.TO_APPROVE(), *show(session, notice, None)),
        list_choices(session, notice, None),
        subject=taking_down.subject_of(notice.id),
    )
    for person_id in four_eyes.list_others(session, notice):
        outbox.tell(session, person_id, saying, clock)


def list_publishers(session: Session, case: Case) -> Sequence[int]:
    """List who publishes for a case, also one of their own: the nearest it is not kept from."""
    recused = permits.list_recused(session, case)
    area = areas.area_of(session, case.area_id)
    return reach.nearest_to_decide(session, area, Action.PUBLISH, recused)


def show(session: Session, notice: Notice, case: Case | None) -> tuple[Phrase, ...]:
    """Put a notice before those who publish, with what was found in it."""
    chosen_by_them = notice_words.chosen_of(session, notice)
    hits = [
        hit
        for hit in notice_words.list_hits(session, notice, case)
        if redact.digest_of(hit.finding) not in chosen_by_them
    ]
    card = texts.DRAFT_CARD(title=notice.title, words=notice.words)
    said: list[Phrase] = [list_texts.AS_CHOSEN()] if chosen_by_them else []
    for template, chosen in (
        (texts.HITS_OPEN, [hit for hit in hits if not hit.is_waived and not hit.is_masked]),
        (texts.HITS_MASKED, [hit for hit in hits if hit.is_masked]),
        (texts.HITS_WAIVED, [hit for hit in hits if hit.is_waived]),
    ):
        if chosen:
            said.append(template(count=len(chosen), hits=describe(chosen)))
    return (card, *(said or [texts.NO_HITS()]))


def describe(hits: Sequence[Hit]) -> str:
    """Name what was found."""
    named = [
        texts.HIT(text=hit.finding.text, kind=texts.FINDING_LABELS[hit.finding.kind]())
        for hit in hits[:MOST_HITS]
    ]
    return join_words(named).replace("\n", "")


def list_choices(session: Session, notice: Notice, case: Case | None) -> tuple[Choice, ...]:
    """Give what may be done with a notice as it stands; a press approves what was read."""
    about: dict[str, str | int] = {"notice": notice.id}
    edit = Choice(texts.EDIT(), Command("edit_notice", about))
    if notice.state is NoticeState.PUBLISHED:
        return (edit, Choice(texts.WITHDRAW(), Command("withdraw_notice", about)))
    if notice.state is not NoticeState.DRAFT:
        return ()
    hits = notice_words.list_hits(session, notice, case)
    seen = about | {"seen": notice_words.digest_of(notice)}
    offered = [Choice(texts.PUBLISH(), Command("publish", seen)), edit]
    if any(not hit.is_masked for hit in hits):
        offered.append(Choice(texts.MASK(), Command("mask_notice", about)))
    if any(not hit.is_waived for hit in hits):
        offered.append(Choice(texts.WAIVE(), Command("waive_finding", about)))
    if case is not None and notice_board.has_photos(session, case):
        offered.append(Choice(texts.ATTACH(), Command("attach_photos", about)))
    offered.append(Choice(texts.KEEP_PRIVATE(), Command("keep_private", about)))
    return tuple(offered)


def list_to_do(session: Session, person_id: int) -> tuple[Choice, ...]:
    """Give what waits for somebody beside cases (待办), one press each."""
    of_no_case = drafts.list_drafts(session, person_id)
    waiting = notices.list_waiting(session, person_id).total + len(of_no_case)
    open_ = len(objections.list_waiting(session, person_id, MOST_WAITING))
    offered: list[Choice] = []
    if waiting:
        offered.append(Choice(texts.WAITING(count=waiting), Command("to_publish", {})))
    if open_:
        label = texts.OBJECTIONS_WAITING(count=open_)
        offered.append(Choice(label, Command("to_publish", {})))
    return tuple(offered)
