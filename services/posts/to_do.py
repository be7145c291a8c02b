"""What waits for staff about shifts (待办): hours to confirm, disputes to decide."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.access import Action, Appointment
from models.areas import Area, Level
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.office import absences, access
from services.serving import hours, no_shows
from services.serving.parts import say_shift
from services.texts.phrases import Phrase
from services.texts.posts import shift_hours as texts


def list_to_do(session: Session, person_id: int, clock: Clock) -> tuple[Choice, ...]:
    """Give what waits for somebody, one press each."""
    waiting = hours.list_waiting(session, person_id, clock, limit=1).total
    disputes = len(no_shows.list_disputed(session, person_id))
    offered: list[Choice] = []
    if waiting:
        offered.append(Choice(texts.SHIFTS_WAITING(count=waiting), Command("hours", {})))
    if disputes:
        label = texts.DISPUTES_WAITING(count=disputes)
        offered.append(Choice(label, Command("disputed_absences", {})))
    return tuple(offered)


def list_receivers(session: Session, clock: Clock) -> Sequence[str]:
    """List who confirms hours in a grid or community, and is not away."""
    del clock
    found = session.exec(
        select(Appointment.person_id)
        .join(Area, col(Area.id) == Appointment.area_id)
        .where(
            col(Appointment.until).is_(None),
            col(Appointment.role).in_(access.roles_that_may(Action.CONFIRM_SERVICE)),
            Area.level != Level.STREET,
        )
        .order_by(col(Appointment.person_id))
        .distinct()
    ).all()
    return [str(person_id) for person_id in absences.only_present(session, found)]


def tell_evening(session: Session, receiver: str, clock: Clock) -> bool:
    """Tell one of them in the evening which hours wait; False when none do."""
    person_id = int(receiver)
    page = hours.list_waiting(session, person_id, clock)
    if not page.items:
        return False
    subject = f"shift_hours:{person_id}"
    outbox.cancel(session, subject)
    lines = [say_waiting(session, each, clock) for each in page.items]
    choices = (Choice(texts.TO_HOURS(), Command("hours", {})),)
    said = (texts.WAITING(), *lines)
    return outbox.tell(session, person_id, Saying(said, choices, subject=subject), clock)


def say_waiting(session: Session, waiting: hours.Waiting, clock: Clock) -> Phrase:
    """Say of a shift how many wait, and how many did not check in."""
    template = texts.LINE_MISSING if waiting.missing else texts.LINE
    told: dict[str, int] = {"missing": waiting.missing} if waiting.missing else {}
    shift = say_shift(session, waiting.shift, clock)
    return template(shift=shift, count=waiting.served, **told)
