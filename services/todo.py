"""What waits for a worker (待办), the most pressing first."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from models.access import Action, Appointment
from models.areas import Area
from models.base import table
from models.cases import Case, Status
from services import absences, access
from services.wording import clip

LISTED = 10
SHORT = 40


def list_waiting(session: Session, person_id: int, limit: int = LISTED) -> Sequence[Case]:
    """List what is theirs to answer and what nobody has signed in their areas."""
    unsigned = _unsigned(session, person_id)
    theirs = absences.list_acted_for(session, person_id)
    mine = col(Case.owner_id).in_(theirs) & col(Case.status).in_(_IN_HAND)
    condition = mine if unsigned is None else or_(mine, unsigned)
    return session.exec(select(Case).where(condition).order_by(*_MOST_PRESSING).limit(limit)).all()


def list_unsigned(session: Session, person_id: int, limit: int = LISTED) -> Sequence[Case]:
    """List what nobody has signed in the areas where this person may."""
    unsigned = _unsigned(session, person_id)
    if unsigned is None:
        return ()
    return session.exec(select(Case).where(unsigned).order_by(*_MOST_PRESSING).limit(limit)).all()


def in_short(words: str) -> str:
    """Give the beginning of a text, for a line in a list."""
    return clip(words, SHORT)


_IN_HAND = (Status.ASSIGNED, Status.HANDLING)
_UNSIGNED = (Status.SUBMITTED, Status.ACCEPTED)
_MOST_PRESSING = (
    col(Case.is_urgent).desc(),
    col(Case.urged_at).is_(None),
    col(Case.due_at),
    col(Case.id),
)


def _unsigned(session: Session, person_id: int) -> ColumnElement[bool] | None:
    scopes = access.areas_where(session, person_id, Action.SIGN_CASE)
    if not scopes:
        return None
    areas = table(Area)
    below = select(areas.c.id).where(or_(*(areas.c.path.startswith(area.path) for area in scopes)))
    is_free = col(Case.owner_id).is_(None) & col(Case.status).in_(_UNSIGNED)
    in_office = select(Appointment.person_id).where(
        col(Appointment.until).is_(None),
        col(Appointment.role).in_(access.roles_that_may(Action.ANSWER_CASE)),
    )
    is_left = col(Case.owner_id).not_in(in_office) & col(Case.status).in_(_IN_HAND)
    return or_(is_free, is_left) & col(Case.area_id).in_(below)
