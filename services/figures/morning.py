"""The morning list (晨间清单): what waits for each grid manager and clerk, overdue first."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, and_, col, or_, select

from models.access import Action, Appointment
from models.areas import Area, Level
from models.cases import Case
from services import leases
from services.areas import areas
from services.casework import todo
from services.clock import Clock, today
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.office import absences, access
from services.texts import reminders as texts
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import Phrase
from services.workdays import is_workday

LISTED = 8
"""Cases in one message; the rest are counted."""

COUNTED = 200

TOLD = "morning_list_told"
"""Notes who was told of which morning, beside what the timetable notes of its own."""


def list_receivers(session: Session, clock: Clock) -> Sequence[str]:
    """List who handles what comes up in a grid or community, and is not away."""
    holds_grid = col(Appointment.role).in_(access.roles_that_may(Action.RECEIVE_ALERTS))
    holds_community = and_(
        col(Appointment.role).in_(access.roles_that_may(Action.RECEIVE_BACKLOG)),
        Area.level != Level.STREET,
    )
    found = session.exec(
        select(Appointment.person_id)
        .join(Area, col(Area.id) == Appointment.area_id)
        .where(col(Appointment.until).is_(None), or_(holds_grid, holds_community))
        .order_by(col(Appointment.person_id))
        .distinct()
    ).all()
    del clock
    return [str(person_id) for person_id in absences.only_present(session, found)]


def list_for(session: Session, person_id: int, clock: Clock) -> Sequence[Case]:
    """List what waits for somebody this morning, overdue first, then as their list has it."""
    now = clock.now()
    waiting = todo.list_waiting(session, person_id, COUNTED)
    if not is_workday(session, today(clock)):
        waiting = [case for case in waiting if case.is_urgent or _is_over(case, now)]
    return sorted(waiting, key=lambda case: not _is_over(case, now))


def tell(session: Session, receiver: str, clock: Clock) -> bool:
    """Tell one of them what waits for them today; False when there is nothing to do.

    Whoever runs it by hand, before or after its hour, tells nobody of a morning twice.
    On days off only what is urgent or overdue is listed.
    """
    person_id, day = int(receiver), today(clock)
    waiting = list_for(session, person_id, clock)
    morning = leases.part_of(f"{day}", receiver)
    if not waiting or not leases.take_slot(session, TOLD, morning, clock):
        return False
    subject = f"morning_list:{person_id}"
    outbox.cancel(session, subject)
    over = sum(_is_over(case, clock.now()) for case in waiting)
    head = texts.MORNING_OVERDUE if over else texts.MORNING
    said = [head(month=day.month, day=day.day, count=len(waiting), overdue=over)]
    said += [_line(session, case, clock) for case in waiting[:LISTED]]
    if len(waiting) > LISTED:
        said.append(texts.MORNING_MORE(count=len(waiting) - LISTED))
    choices = (Choice(texts.TO_DO(), Command("todo", {})),)
    return outbox.tell(session, person_id, Saying(tuple(said), choices, subject=subject), clock)


def _line(session: Session, case: Case, clock: Clock) -> Phrase:
    template = texts.LINE_URGENT if case.is_urgent else texts.LINE
    if _is_over(case, clock.now()):
        template = texts.LINE_OVERDUE
    area = areas.area_of(session, case.area_id)
    return template(
        number=case.number,
        category=CATEGORY_LABELS[case.category](),
        area=areas.full_name(session, area),
        due=case.due_at,
    )


def _is_over(case: Case, now: datetime) -> bool:
    """Tell whether the limit has passed; while a clock stands it does not."""
    return case.due_at < (case.stands_since or now)
