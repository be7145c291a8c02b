"""Leases: something only one process may do at a time, such as polling a platform."""

from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlmodel import Session

from models.base import table
from models.jobs import Lease, Slot
from services.clock import Clock
from services.store import insert_missing

_leases = table(Lease)
_slots = table(Slot)


def take_lease(session: Session, name: str, holder: str, lasts: timedelta, clock: Clock) -> bool:
    """Take or prolong a lease; False while somebody else holds it."""
    now = clock.now()
    row = {"name": name, "holder": holder, "until": now + lasts}
    if insert_missing(session, Lease, [row]):
        return True
    mine = or_(_leases.c.holder == holder, _leases.c.until <= now)
    taken = session.connection().execute(
        update(_leases)
        .where(_leases.c.name == name, mine)
        .values(holder=holder, until=now + lasts)
    )
    return taken.rowcount == 1


def give_back(session: Session, name: str, holder: str, clock: Clock) -> None:
    """Let the next one have it at once."""
    session.connection().execute(
        update(_leases)
        .where(_leases.c.name == name, _leases.c.holder == holder)
        .values(until=clock.now())
    )


def take_slot(session: Session, job: str, period: str, clock: Clock) -> bool:
    """Take one period of a job; False when it was done already."""
    row = {"job": job, "period": period, "taken_at": clock.now()}
    return insert_missing(session, Slot, [row]) == 1


def is_slot_taken(session: Session, job: str, period: str) -> bool:
    """Tell whether a period of a job was done."""
    taken = select(_slots.c.id).where(_slots.c.job == job, _slots.c.period == period)
    return session.connection().execute(taken).first() is not None
