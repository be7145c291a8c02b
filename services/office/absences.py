"""Who is away, and who stands in for them (A/B角): read wherever somebody is told or asked."""

from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, col, select

from models.duty import Absence
from services.versions import Remembered

MOST_STEPS = 5
"""How many stand-ins in a row are followed."""


def list_away(session: Session) -> Mapping[int, int | None]:
    """List who is away, each with their stand-in; None where nobody stands in."""
    return AWAY.get(session)


def in_place_of(session: Session, person_id: int) -> int | None:
    """Give who is told what is for somebody: themselves, or their stand-in while they are away.

    One who stands in and goes away too is stood in for; None where the way ends at nobody.
    """
    away, whom = list_away(session), person_id
    for _ in range(MOST_STEPS):
        after = away.get(whom, whom)
        if after is None or after == whom:
            return after
        whom = after
    return None


def acts_for(session: Session, person_id: int, owner_id: int | None) -> bool:
    """Tell whether somebody has in hand what this owner has: it is theirs, or they stand in."""
    return owner_id is not None and (
        person_id == owner_id or _stands_in(session, person_id, owner_id)
    )


def list_acted_for(session: Session, person_id: int) -> Sequence[int]:
    """List whose work somebody does: their own, and that of whom they stand in for."""
    return [person_id, *(it for it in list_away(session) if _stands_in(session, person_id, it))]


def only_present(session: Session, person_ids: Iterable[int]) -> Sequence[int]:
    """Leave out who is away."""
    away = list_away(session)
    return [person_id for person_id in person_ids if person_id not in away]


def _stands_in(session: Session, person_id: int, absent_id: int) -> bool:
    named = list_away(session).get(absent_id)
    return person_id != absent_id and person_id in (named, in_place_of(session, absent_id))


def _read(session: Session) -> Mapping[int, int | None]:
    in_force = col(Absence.begun_at).is_not(None) & col(Absence.ended_at).is_(None)
    return {
        row.person_id: row.stand_in_id
        for row in session.exec(select(Absence).where(in_force).order_by(col(Absence.id)))
    }


AWAY = Remembered(Absence, _read)
