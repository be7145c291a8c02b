"""What is put in order when the year of the demonstration is over.

Whoever begins to play finds no work that invented people left behind, and for some hours nothing
changes but by their own hand.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.cases import UNANSWERED, Case
from models.errors import Refusal
from models.notices import Notice, NoticeState
from models.units import TransferLetter
from services.casework import handling
from services.casework.cases import get_case
from services.clock import Clock
from services.demo import matters
from services.notices import notice_words, notices, publishers

CALM = timedelta(hours=12)
"""For how long nothing happens by itself."""

LATER = timedelta(days=1)


def settle(session: Session, clock: Clock) -> None:
    """Answer what is nearly due, publish what was answered, and put off what would come soon."""
    until = clock.now() + CALM
    _answer(session, until, clock)
    session.flush()
    _publish(session, clock)
    session.flush()
    _put_off(session, until)
    session.flush()


def _answer(session: Session, until: datetime, clock: Clock) -> None:
    """Have its owner, or else who publishes, answer what would be overdue soon."""
    found = session.exec(
        select(Case.id).where(
            col(Case.status).in_(list(UNANSWERED)),
            col(Case.due_at) > clock.now(),
            col(Case.due_at) <= until,
        )
    ).all()
    for case_id in found:
        case = get_case(session, case_id)
        who = case.owner_id or publishers.list_publishers(session, case)[0]
        try:
            handling.settle_case(session, case_id, who, matters.DONE, clock)
        except Refusal:
            continue


def _publish(session: Session, clock: Clock) -> None:
    """Put up every draft that still waits."""
    found = session.exec(
        select(Notice.id, Notice.case_id).where(Notice.state == NoticeState.DRAFT)
    ).all()
    for notice_id, case_id in found:
        if case_id is None:
            continue
        who = publishers.list_publishers(session, get_case(session, case_id))[0]
        try:
            seen = notice_words.digest_of(notices.get_notice(session, notice_id))
            notices.approve_and_publish(session, notice_id, who, clock, seen)
        except Refusal:
            continue


def _put_off(session: Session, until: datetime) -> None:
    for case in session.exec(select(Case).where(col(Case.step_due_at) <= until)):
        if case.step_told_at is None:
            case.step_due_at = _later(case.step_due_at)
    for case in session.exec(select(Case).where(col(Case.escalates_at) <= until)):
        case.escalates_at = _later(case.escalates_at)
    up = Notice.state == NoticeState.PUBLISHED
    for notice in session.exec(select(Notice).where(col(Notice.ends_at) <= until, up)):
        notice.ends_at = _later(notice.ends_at)
    letters = select(TransferLetter).where(col(TransferLetter.chase_at) <= until)
    for letter in session.exec(letters):
        letter.chase_at = _later(letter.chase_at)


def _later(at: datetime | None) -> datetime | None:
    return None if at is None else at + LATER
