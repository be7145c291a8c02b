"""Tracking (跟踪): an answered case is watched, and closed when nothing came back."""

from sqlmodel import Session

from models.cases import GOES_ON, Case, Outcome, Status
from models.outbox import Priority
from models.timeline import Act
from services import facts
from services.case_files import timeline
from services.casework import lifecycle
from services.casework.case_clock import IS_OBJECTED_TO, IS_UP, take_due
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.reporters import followers
from services.texts.casework import cases as case_texts
from services.texts.casework import clocks as texts
from services.triage import joining


def close_tracked(session: Session, clock: Clock) -> int:
    """Close cases whose tracking is over, and what was merged into them; give how many.

    Confirmed by the reporter is solved; silence is only ever "answered". Every reporter is asked
    once whether there is anything else (再收集). A case whose notice is up, or to which there is
    an objection, is not closed.
    """
    found = take_due(session, clock, (Status.TRACKING,), ~IS_OBJECTED_TO, ~IS_UP)
    for case in found:
        lifecycle.move(session, case, GOES_ON[case.status], clock)
        case.outcome = outcome_of(case)
        case.closed_at = clock.now()
        timeline.append_line(session, case, Act.CLOSED, {}, clock)
        _ask_for_more(session, case, clock)
        for child in followers.list_children(session, case.id):
            _ask_for_more(session, child, clock)
        joining.close_with_parent(session, case, clock)
    session.flush()
    return len(found)


def outcome_of(case: Case) -> Outcome:
    """Tell how a case ended that was answered; silence is never counted as solved."""
    if case.is_solved:
        return Outcome.SOLVED_CONFIRMED
    return Outcome.EXPLAINED if case.is_explained else Outcome.SOLVED_UNANSWERED


def _ask_for_more(session: Session, case: Case, clock: Clock) -> None:
    if case.reporter_id is None:
        return
    again = Choice(texts.REPORT_ANOTHER(), Command("report", {"after": case.id}))
    phone = case_texts.OFFICE_PHONE(phone=facts.office_phone(session))
    said = (texts.ANYTHING_ELSE(number=case.number), phone)
    saying = Saying(said, (again,), case_id=case.id)
    outbox.tell(session, case.reporter_id, saying, clock, Priority.NOTICE)
