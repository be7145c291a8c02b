"""What cannot be done soon goes into the plan (列入计划), with a day on which it is looked at."""

from datetime import date, datetime, time

from sqlmodel import Session

from models.cases import Case, CaseClass, Status
from models.errors import Invalid
from models.timeline import Act
from services.case_files import timeline
from services.casework import alerts, lifecycle
from services.casework.progress import get_own_case
from services.clock import Clock, today
from services.texts.casework import assigning
from services.texts.casework import steps as texts
from services.texts.phrases import Phrase
from services.wording import require_words

REVIEW_HOUR = time(9)
DAYS_IN_FEBRUARY = 28


def shelve_case(
    session: Session, case_id: int, actor_id: int, plan: str, review: date, clock: Clock
) -> Case:
    """Put a case one has into the plan; its business clock stands until it is taken up again.

    Raises:
        Invalid: plan_missing or review_day.
        Conflict: somebody else has it, or it is not in hand.
    """
    case = get_own_case(session, case_id, actor_id, Status.HANDLING)
    require_words(plan, "plan_missing")
    check_review(review, clock)
    case.triage_class = CaseClass.LATER
    case.extension_asked = None
    at = datetime.combine(review, REVIEW_HOUR, clock.zone)
    lifecycle.move(session, case, Status.SHELVED, clock, step_due_at=at)
    told: timeline.Told = {"words": plan, "review": review.isoformat()}
    timeline.append_line(session, case, Act.SHELVED, told, clock, actor_id=actor_id)
    phrase = texts.SHELVED(number=case.number, day=day_of(review), words=plan)
    alerts.tell_reporter(session, case, phrase, clock)
    session.flush()
    return case


def take_up_case(session: Session, case_id: int, actor_id: int, clock: Clock) -> Case:
    """Take a planned case up again before its review date; the clock goes on where it stood.

    Raises:
        Conflict: somebody else has it, or it is not in the plan.
    """
    case = get_own_case(session, case_id, actor_id, Status.SHELVED)
    lifecycle.move(session, case, Status.HANDLING, clock)
    timeline.append_line(session, case, Act.REVIEWED, {}, clock, actor_id=actor_id)
    session.flush()
    return case


def check_review(review: date, clock: Clock) -> None:
    """Refuse a review date that is not in the coming year.

    Raises:
        Invalid: review_day.
    """
    now = today(clock)
    if not now < review <= months_on(now, 12):
        raise Invalid("review_day")


def months_on(day: date, months: int) -> date:
    """Give the same day so many months later; the 31st becomes the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, DAYS_IN_FEBRUARY - 1, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def day_of(day: date) -> Phrase:
    """Say a day."""
    return assigning.DAY(year=day.year, month=day.month, day=day.day)
