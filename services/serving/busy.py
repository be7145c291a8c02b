"""Who cannot be at a shift, because they are to be elsewhere at that time: one rule for all.

Somebody is busy where they have a part in another shift, and where a place is theirs, or kept
for them, whose weekly times overlap. What became of a shift of that place goes before its weekly
times: who took leave from it is free, and so is everybody where it is cancelled.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, select

from models.people import Person
from models.posts import Claim, Opening
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import Clock
from services.identity import people
from services.posts.eligibility import keeps_place, term_of, term_of_shift
from services.posts.weekly_times import find_clash

ON_DUTY = frozenset({AttendanceState.EXPECTED, AttendanceState.PRESENT})
"""States in which somebody is to be there, or is."""


class Elsewhere(NamedTuple):
    """Where somebody is to be: at another shift, or at a place without one at that time yet."""

    shift: Shift | None
    opening: Opening


def find_elsewhere(
    session: Session, person_id: int, shift: Shift, clock: Clock
) -> Elsewhere | None:
    """Find where somebody is to be during a shift, if that is somewhere else."""
    whom = people.present(session, person_id)
    return list_elsewhere(session, [whom], shift, clock).get(whom)


def list_elsewhere(
    session: Session, person_ids: Collection[int], shift: Shift, clock: Clock
) -> Mapping[int, Elsewhere]:
    """Give where each of these people is to be during a shift; who is free is left out.

    People are named as who they are now. A few queries, however many they are.
    """
    found: dict[int, Elsewhere] = {}
    known: set[tuple[int, int]] = set()
    for person_id, attendance, other, opening in _parts_then(session, person_ids, shift):
        known.add((person_id, other.opening_id))
        if other.cancelled_at is None and attendance.state in ON_DUTY:
            found.setdefault(person_id, Elsewhere(other, opening))
    for person_id, opening in _places_then(session, person_ids, shift, clock):
        if (person_id, opening.id) not in known:
            found.setdefault(person_id, Elsewhere(None, opening))
    return found


def list_with_part(session: Session, person_ids: Collection[int], shift: Shift) -> set[int]:
    """Give which of these people have a part in a shift, whatever became of it."""
    found = session.exec(
        select(_NOW)
        .join(Attendance, col(Attendance.person_id) == Person.id)
        .where(Attendance.shift_id == shift.id, _NOW.in_(person_ids))
    )
    return set(found.all())


def _parts_then(
    session: Session, person_ids: Collection[int], shift: Shift
) -> Iterator[tuple[int, Attendance, Shift, Opening]]:
    found = session.exec(
        select(_NOW, Attendance, Shift, Opening)
        .select_from(Attendance)
        .join(Person, col(Person.id) == Attendance.person_id)
        .join(Shift, col(Shift.id) == Attendance.shift_id)
        .join(Opening, col(Opening.id) == Shift.opening_id)
        .where(_overlaps(shift), Shift.id != shift.id, _NOW.in_(person_ids))
        .order_by(col(Shift.starts_at), col(Attendance.id))
    )
    yield from found.all()


def _places_then(
    session: Session, person_ids: Collection[int], shift: Shift, clock: Clock
) -> Iterator[tuple[int, Opening]]:
    """Give the places whose weekly times overlap a shift, but those whose shift is cancelled."""
    called_off = select(Shift.opening_id).where(
        _overlaps(shift), col(Shift.cancelled_at).is_not(None)
    )
    found = session.exec(
        select(_NOW, Opening)
        .select_from(Claim)
        .join(Person, col(Person.id) == Claim.person_id)
        .join(Opening, col(Opening.id) == Claim.opening_id)
        .where(
            keeps_place(),
            Opening.id != shift.opening_id,
            _NOW.in_(person_ids),
            col(Opening.id).not_in(called_off),
        )
        .order_by(col(Claim.id))
    )
    then = term_of_shift(shift.starts_at, shift.ends_at, clock)
    for person_id, opening in found.all():
        if find_clash(then, term_of(opening, clock)) is not None:
            yield person_id, opening


def _overlaps(shift: Shift) -> ColumnElement[bool]:
    return and_(col(Shift.starts_at) < shift.ends_at, col(Shift.ends_at) > shift.starts_at)


_NOW = func.coalesce(col(Person.merged_into_id), col(Person.id))
