"""Leases: something only one process may do at a time, such as polling a platform."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlmodel import Session

from models.base import table
from models.jobs import Lease, Slot
from services.clock import Clock
from services.store import insert_missing

_leases = table(Lease)
_slots = table(Slot)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SLOTS_KEPT = timedelta(days=90)
"""Longer than any period that is made up."""


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


def wait_in_line(session: Session, name: str) -> None:
    """Let nobody else do this until the transaction ends: who comes second finds it done."""
    insert_missing(session, Lease, [{"name": name, "holder": "", "until": _LONG_AGO}])
    mine = select(_leases.c.id).where(_leases.c.name == name)
    session.connection().execute(mine.with_for_update(key_share=True))


def take_slot(session: Session, job: str, period: str, clock: Clock) -> bool:
    """Take one period of a job; False when it was done already."""
    row = {"job": job, "period": period, "taken_at": clock.now()}
    return insert_missing(session, Slot, [row]) == 1


def list_periods(session: Session, job: str) -> Sequence[str]:
    """List the periods of a job that were taken, the first one first."""
    taken = select(_slots.c.period).where(_slots.c.job == job).order_by(_slots.c.id)
    return session.connection().execute(taken).scalars().all()


def is_slot_taken(session: Session, job: str, period: str) -> bool:
    """Tell whether a period of a job was done."""
    taken = select(_slots.c.id).where(_slots.c.job == job, _slots.c.period == period)
    return session.connection().execute(taken).first() is not None


def still_without(
    session: Session, job: str, period: str, receivers: Sequence[str]
) -> Sequence[str]:
    """Give those of a work list whose slot of a period was not taken yet, in their order."""
    begins = _slots.c.period.startswith(part_of(period, ""), autoescape=True)
    found = select(_slots.c.period).where(_slots.c.job == job, begins)
    taken = set(session.connection().execute(found).scalars())
    return [each for each in receivers if part_of(period, each) not in taken]


def part_of(period: str, receiver: str) -> str:
    """Name one receiver's part of a period."""
    return f"{period}/{receiver}"


def forget_slots(session: Session, clock: Clock) -> int:
    """Forget slots of long ago; give how many."""
    old = delete(_slots).where(_slots.c.taken_at < clock.now() - SLOTS_KEPT)
    return session.connection().execute(old).rowcount
