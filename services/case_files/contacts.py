"""Contact data of a reporter: whoever of the office sees it stands in the file of the case.

Every way to see it (a press, a call back, a letter, a print, a list) goes through `view`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from models.access import GRANTS, Action, Appointment, Role
from models.areas import Area
from models.cases import Case
from models.errors import NotAllowed
from models.timeline import Act, TimelineLine
from services.case_files import timeline
from services.casework import permits
from services.casework.cases import get_case_for
from services.clock import Clock
from services.identity import people
from services.identity.people import Contact
from services.office import access
from services.reporters import anonymity

NOTED_AGAIN = timedelta(days=1)
"""After so long a further look-up by phone is noted in the file again."""


class View(NamedTuple):
    """Somebody saw the contact data of a case; `role` is None where they held none any more."""

    number: str
    at: datetime
    viewer_id: int
    role: Role | None
    area: str


def view(session: Session, case_id: int, actor_id: int, clock: Clock) -> tuple[str, Contact]:
    """Show how to reach the reporter; that it was shown is written down first.

    Returns:
        The case's number and the contact; empty fields where nothing is known.

    Raises:
        NotFound, NotAllowed: not theirs to see.
        Conflict: reporter_anonymous.
    """
    case = get_case_for(session, case_id, actor_id, Action.VIEW_CONTACT)
    if case.reporter_id is None:
        return case.number, Contact("", "")
    anonymity.check_known(case)
    timeline.append_line(session, case, Act.CONTACT_VIEWED, {}, clock, actor_id=actor_id)
    session.flush()
    return case.number, people.contact_of(session, case.reporter_id)


def view_again(session: Session, case_id: int, actor_id: int) -> Contact:
    """Give what `view` has shown to them, again; nothing more is written down.

    Raises:
        NotFound, NotAllowed: not theirs to see, or they never pressed to see it.
    """
    case = get_case_for(session, case_id, actor_id, Action.VIEW_CONTACT)
    if case.reporter_id is None or case.is_anonymous:
        return Contact("", "")
    me = people.selves(session, people.present(session, actor_id))
    if not any(it.viewer_id in me for it in _list(session, col(Case.id) == case.id)):
        raise NotAllowed("not_allowed")
    return people.contact_of(session, case.reporter_id)


def require_viewer(session: Session, actor_id: int) -> None:
    """Refuse who may see no contact data anywhere.

    Raises:
        NotAllowed: not_allowed.
    """
    if access.areas_where(session, actor_id, Action.VIEW_CONTACT):
        return
    if not permits.list_spoken_for(session, actor_id):
        raise NotAllowed("not_allowed")


def note_found(session: Session, case: Case, actor_id: int, clock: Clock) -> None:
    """Write down that a locked case was found by its reporter's phone, once a day for each."""
    now = clock.now()
    seen = _list(session, col(Case.id) == case.id)
    if any(it.viewer_id == actor_id and now - it.at < NOTED_AGAIN for it in seen):
        return
    timeline.append_line(session, case, Act.CONTACT_VIEWED, {}, clock, actor_id=actor_id)
    session.flush()


def list_views(session: Session, case: Case, actor_id: int) -> Sequence[View]:
    """List who saw the contact data of a case, for whoever oversees it.

    Raises:
        NotAllowed: not_allowed.
    """
    permits.require(session, actor_id, Action.OVERSEE, case)
    return _list(session, col(Case.id) == case.id)


def list_views_of(session: Session, person_id: int) -> Sequence[View]:
    """List when somebody's own contact data was seen, the oldest first."""
    return _list(session, col(Case.reporter_id) == person_id)


def _list(session: Session, which: ColumnElement[bool]) -> Sequence[View]:
    found = session.exec(
        select(col(Case.number), col(TimelineLine.at), col(TimelineLine.actor_id))
        .join(Case, col(Case.id) == TimelineLine.case_id)
        .where(which, TimelineLine.act == Act.CONTACT_VIEWED, col(TimelineLine.actor_id) > 0)
        .order_by(col(TimelineLine.id))
    ).all()
    return [View(number, at, who or 0, *_post(session, who, at)) for number, at, who in found]


def _post(session: Session, person_id: int | None, at: datetime) -> tuple[Role | None, str]:
    """Give what somebody was then, and where; what permits the view before anything else."""
    held = session.exec(
        select(col(Appointment.role), col(Area.name))
        .join(Area, col(Area.id) == Appointment.area_id)
        .where(
            Appointment.person_id == person_id,
            Appointment.since <= at,
            or_(col(Appointment.until).is_(None), col(Appointment.until) > at),
        )
        .order_by(col(Appointment.id))
    ).all()
    able = [(role, area) for role, area in held if Action.VIEW_CONTACT in GRANTS[role]]
    return next(iter(able or held), (None, ""))
