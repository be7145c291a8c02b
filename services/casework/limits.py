"""Limits: how long the office has (product.md, Limits), and when silence is told further up."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.cases import BUSINESS_CLOCK, Case, Escalation, Status, Ticking
from models.categories import WITHIN_A_DAY
from services.clock import Clock
from services.rules import rules_of
from services.workdays import Reckoned, add_workdays

EARLY = 4
"""Of a limit in hours the last quarter is left when its owner is reminded."""


def start_business_clock(session: Session, case: Case, clock: Clock) -> None:
    """Start the clock of a round at `began_at`: the only limit there is, unless it is extended."""
    rules = rules_of(session)
    case.stood, case.stands_since = 0, None
    if case.is_urgent or case.category in WITHIN_A_DAY:
        case.limit_days, case.is_due_provisional = None, False
        hours = rules.answer_urgent if case.is_urgent else rules.answer_utilities
        case.due_at = case.began_at + hours
    else:
        case.limit_days = rules.answer_complex_days if case.is_complex else rules.answer_days
        reckon_due(session, case, clock)


def reckon_due(session: Session, case: Case, clock: Clock) -> None:
    """Reckon a due instant in working days anew from what is recorded; others stay."""
    if case.limit_days is None:
        return
    due = add_workdays(session, case.began_at, case.limit_days, clock)
    case.due_at = due.at + timedelta(seconds=case.stood)
    case.is_due_provisional = due.is_provisional


def go_on(session: Session, case: Case, clock: Clock) -> None:
    """Let a clock that stood go on: the due instant moves by just as long."""
    if case.stands_since is None:
        return
    seconds = max(int((clock.now() - case.stands_since).total_seconds()), 0)
    case.stands_since = None
    case.stood += seconds
    if case.limit_days is None:
        case.due_at += timedelta(seconds=seconds)
    reckon_due(session, case, clock)


def extend(session: Session, case: Case, days: int, clock: Clock) -> None:
    """Move the due instant by so many working days; whoever calls records it."""
    case.due_at, case.is_due_provisional = extended(session, case, days, clock)
    if case.limit_days is not None:
        case.limit_days += days
    case.level = Escalation.NONE
    case.escalates_at = next_escalation(session, case, clock)


def extended(session: Session, case: Case, days: int, clock: Clock) -> Reckoned:
    """Tell until when a case would be answered with so many working days more."""
    if case.limit_days is None:
        return add_workdays(session, case.due_at, days, clock)
    due = add_workdays(session, case.began_at, case.limit_days + days, clock)
    return Reckoned(due.at + timedelta(seconds=case.stood), due.is_provisional)


def step_due(session: Session, case: Case, clock: Clock) -> datetime | None:
    """Tell when the step clock of the state a case has just entered runs out; None: it has none.

    That of a shelved case is its review date, which whoever shelved it said.
    """
    rules, now = rules_of(session), clock.now()

    def workdays(days: int) -> datetime:
        return add_workdays(session, now, days, clock).at

    due: datetime | None = None
    match case.status:
        case Status.SUBMITTED:
            due = now + (rules.look_urgent if case.is_urgent else rules.look)
        case Status.NEEDS_INFO:
            due = now + rules.info
        case Status.ACCEPTED:
            due = workdays(rules.assign_days)
        case Status.ASSIGNED:
            due = now + rules.sign_urgent if case.is_urgent else workdays(rules.sign_days)
        case Status.ANSWERED:
            due = workdays(rules.notice_days if case.is_private else rules.publish_days)
        case Status.TRACKING:
            due = now + rules.tracking
        case _:
            pass
    return due


def next_escalation(session: Session, case: Case, clock: Clock) -> datetime | None:
    """Tell when the silence about a case goes to the next level; None while its clock rests."""
    if BUSINESS_CLOCK[case.status] is not Ticking.RUNS:
        return None
    rules, due = rules_of(session), case.due_at
    match case.level:
        case Escalation.NONE:
            if case.limit_days is None:
                before = due - (due - case.began_at) / EARLY
            else:
                before = add_workdays(session, due, -rules.remind_days, clock).at
            return max(before, case.began_at)
        case Escalation.REMINDED:
            return due
        case Escalation.GRID:
            return add_workdays(session, due, rules.street_days, clock).at
        case Escalation.STREET:
            return add_workdays(session, due, rules.circular_days, clock).at
        case _:
            return None


def follow_ladder(session: Session, case: Case, clock: Clock) -> None:
    """Set when the silence about a case is told further up.

    Of what is late already when its clock begins to run here, nobody is told before a working day
    has passed; what was put off stays so.
    """
    at, now, before = next_escalation(session, case, clock), clock.now(), case.escalates_at
    if at is not None and at < now and (before is None or before > now):
        at = before or add_workdays(session, now, 1, clock).at
    case.escalates_at = at
