"""Giving points by the rule table, once for each record."""

from sqlmodel import Session

from models.points import PointReason
from services.clock import Clock


def award(
    session: Session,
    person_id: int,
    reason: PointReason,
    record: str,
    clock: Clock,
    *,
    units: float = 1,
) -> int:
    """Give what a record is worth; asked twice it gives nothing twice.

    Args:
        session: the open transaction.
        person_id: to whom.
        reason: which rule.
        record: the row it comes from, `attendances:17`.
        clock: tells the time.
        units: how often the rule counts, hours for HOURS.

    Returns:
        The points given now; 0 when they were given before, or there is no rule.
    """
    del session, person_id, reason, record, clock, units
    return 0


def take_back(
    session: Session, person_id: int, reason: PointReason, record: str, clock: Clock
) -> None:
    """Take back what a record gave, because the record was corrected."""
    del session, person_id, reason, record, clock
