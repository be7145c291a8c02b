"""Taking a case on, and laying it down: who has it, in which state."""

from sqlmodel import Session

from models.cases import Case, Status
from models.timeline import Act
from models.units import UnitKind
from services.case_files import timeline
from services.casework import lifecycle, permits, transfers
from services.clock import Clock
from services.office.units import unit_of


def take_on(session: Session, case: Case, actor_id: int, clock: Clock) -> None:
    """Walk a case to where its new owner handles it; each step has its line."""
    way = [Status.ASSIGNED, Status.HANDLING]
    if case.status in (Status.SUBMITTED, Status.NEEDS_INFO):
        way.insert(0, Status.ACCEPTED)
    elif case.status in (Status.ASSIGNED, Status.SHELVED):
        way = [Status.HANDLING]
    elif case.status is Status.HANDLING:  # who had it has left the office
        way.insert(0, Status.ACCEPTED)
    if not _is_units(session, case, actor_id):
        case.unit_id = None
    for status in way:
        lifecycle.move(session, case, status, clock)
        case.owner_id = None if status is Status.ACCEPTED else actor_id
        timeline.append_line(session, case, _TAKES[status], {}, clock, actor_id=actor_id)
    case.owner_id = actor_id
    case.extension_asked = None
    case.signed_at = clock.now()


def lay_down(session: Session, case: Case, clock: Clock) -> None:
    """Let nobody have a case."""
    if case.status is Status.SHELVED:
        lifecycle.move(session, case, Status.HANDLING, clock)
    if case.status in (Status.ASSIGNED, Status.HANDLING):
        lifecycle.move(session, case, Status.ACCEPTED, clock)
    transfers.stop_chasing(session, case)
    case.owner_id = case.unit_id = None
    case.signed_at = case.extension_asked = None


_TAKES = {
    Status.ACCEPTED: Act.ACCEPTED,
    Status.ASSIGNED: Act.ASSIGNED,
    Status.HANDLING: Act.SIGNED,
}


def _is_units(session: Session, case: Case, actor_id: int) -> bool:
    """Tell whether whoever takes a case on does so for its unit, or to chase an outside body."""
    if case.unit_id is None:
        return False
    is_outside = unit_of(session, case.unit_id).kind is UnitKind.OUTSIDE
    return is_outside or actor_id in permits.list_liaisons(session, case.unit_id)
