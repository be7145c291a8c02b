"""What happens to cases when their step clock runs out; each scan may run twice, and anywhere."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, select

from models.access import Action
from models.cases import GOES_ON, Case, Status
from models.notices import Notice, NoticeState, Objection, ObjectionState
from models.timeline import Act, TimelineLine
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, intake, lifecycle, offers, permits, quoting, reach, taking
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.rules import rules_of
from services.texts.casework import cases as case_texts
from services.texts.casework import clocks as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.workdays import add_workdays

SCANNED = 100
"""Rows in one batch of a scan."""

REMINDED = (Status.SUBMITTED, Status.ACCEPTED, Status.ASSIGNED)


def remind_steps(session: Session, clock: Clock) -> int:
    """Tell once that a step was not taken in time, and one level up; give of how many cases."""
    found = take_due(session, clock, REMINDED, col(Case.step_told_at).is_(None))
    for case in found:
        case.step_told_at = clock.now()
        phrase = texts.STEP_LATE[case.status](
            number=case.number,
            category=CATEGORY_LABELS[case.category](),
            area=areas.grid_name(session, areas.area_of(session, case.area_id)),
        )
        first = _who_is_late(session, case)
        above = reach.nearest(session, case, Action.RECEIVE_BACKLOG, first)
        above = above or ([] if first else reach.administrators(session, case))
        open_it = Choice(
            case_texts.OPEN_CASE(number=case.number), Command("handle", {"case": case.id})
        )
        for person_id in (*first, *above):
            offered = offers.list_first(session, case) if person_id in first else (open_it,)
            may = permits.may(session, person_id, Action.VIEW_CASE, case)
            saying = Saying(
                (phrase, *quoting.quote(session, case)) if may else (phrase,),
                offered if may else (),
                is_urgent=case.is_urgent,
                subject=alerts.subject(case.id),
                case_id=case.id,
            )
            outbox.tell(session, person_id, saying, clock)
    session.flush()
    return len(found)


def lapse_info(session: Session, clock: Clock) -> int:
    """Go on without what the reporter was asked for; give how many cases."""
    found = take_due(session, clock, (Status.NEEDS_INFO,))
    for case in found:
        lifecycle.move(session, case, GOES_ON[case.status], clock)
        timeline.append_line(session, case, Act.INFO_LAPSED, {}, clock)
        phrase = texts.INFO_LAPSED(number=case.number)
        alerts.tell_owner(session, case, phrase, clock)
        intake.tell_asker_too(session, case, phrase, clock)
    session.flush()
    return len(found)


def review_shelved(session: Session, clock: Clock) -> int:
    """Give planned cases back to their owners on the review date; give how many.

    Nobody handles what nobody has: such a case waits for an owner again.
    """
    found = take_due(session, clock, (Status.SHELVED,))
    for case in found:
        is_owned = offers.owner_in_office(session, case) is not None
        lifecycle.move(session, case, GOES_ON[case.status], clock)
        timeline.append_line(session, case, Act.REVIEWED, {}, clock)
        if not is_owned:
            taking.lay_down(session, case, clock)
            timeline.append_line(session, case, Act.RETURNED, {}, clock)
        alerts.tell_owner(session, case, texts.REVIEW(number=case.number), clock)
    session.flush()
    return len(found)


def end_notice_period(session: Session, clock: Clock) -> int:
    """Watch answered cases from when their notice period is over; give how many went on.

    What nobody published in time goes on as not public: its reporter has a notice period to
    answer in. While an objection waits for its answer, the case waits too.
    """
    found = take_due(session, clock, (Status.ANSWERED,), ~IS_OBJECTED_TO)
    for case in found:
        if case.is_private or _was_settled(session, case):
            lifecycle.move(session, case, GOES_ON[case.status], clock)
            timeline.append_line(session, case, Act.TRACKED, {}, clock)
        else:
            days = rules_of(session).notice_days
            case.step_due_at = add_workdays(session, clock.now(), days, clock).at
            timeline.append_line(session, case, Act.KEPT_PRIVATE, {}, clock)
    session.flush()
    return len(found)


def take_due(
    session: Session, clock: Clock, states: Iterable[Status], *also: ColumnElement[bool]
) -> Sequence[Case]:
    """Take cases whose step clock ran out in one of these states; locked, the oldest first."""
    return session.exec(
        select(Case)
        .where(col(Case.status).in_(list(states)), col(Case.step_due_at) <= clock.now(), *also)
        .order_by(col(Case.step_due_at), col(Case.id))
        .limit(SCANNED)
        .with_for_update(of=Case, key_share=True, skip_locked=True)
    ).all()


def _who_is_late(session: Session, case: Case) -> Sequence[int]:
    """Give who was to take the step: who was to sign, else those responsible."""
    owner_id = offers.owner_in_office(session, case)
    whom = reach.who_has(session, case)
    named = permits.list_liaisons(session, case.unit_id) if whom is None else [whom]
    found = reach.only_reachable(session, case, named)
    return found or alerts.find_responsible(session, case, besides=owner_id)


def _was_settled(session: Session, case: Case) -> bool:
    """Tell whether this round's answer was published, or kept private."""
    found = session.exec(
        select(TimelineLine.id).where(
            TimelineLine.case_id == case.id,
            TimelineLine.round == case.round,
            col(TimelineLine.act).in_((Act.PUBLISHED, Act.KEPT_PRIVATE)),
        )
    ).first()
    return found is not None


IS_OBJECTED_TO = exists().where(
    col(Objection.notice_id) == col(Notice.id),
    col(Notice.case_id) == col(Case.id),
    col(Notice.round) == col(Case.round),
    col(Objection.state) == ObjectionState.OPEN,
)

IS_UP = exists().where(
    col(Notice.case_id) == col(Case.id),
    col(Notice.round) == col(Case.round),
    col(Notice.state) == NoticeState.PUBLISHED,
)
