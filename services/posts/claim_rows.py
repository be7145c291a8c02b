"""Finding claims, and locking them with what they belong to."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_
from sqlmodel import Session, col, func, or_, select

from models.access import Action
from models.areas import Area
from models.errors import NotFound
from models.people import Person
from models.posts import Claim, ClaimState, Opening
from services.identity import people
from services.office import access
from services.posts import in_charge, openings
from services.store import lock


def get_claim(session: Session, claim_id: int) -> Claim:
    """Give a claim.

    Raises:
        NotFound: claim_unknown.
    """
    claim = session.get(Claim, claim_id)
    if claim is None:
        raise NotFound("claim_unknown")
    return claim


def get_own_claim(session: Session, claim_id: int, person_id: int) -> Claim:
    """Give somebody's own claim.

    Raises:
        NotFound: claim_unknown, for somebody else's too.
    """
    claim = get_claim(session, claim_id)
    if claim.person_id not in people.selves(session, person_id):
        raise NotFound("claim_unknown")
    return claim


def hold_claim(session: Session, claim_id: int) -> tuple[Claim, Opening]:
    """Lock an opening and one of its claims.

    Raises:
        NotFound: claim_unknown.
    """
    opening = openings.hold_opening(session, get_claim(session, claim_id).opening_id)
    claim = lock(session, Claim, claim_id)
    if claim is None:
        raise NotFound("claim_unknown")
    return claim, opening


def hold_with_member(session: Session, claim_id: int) -> tuple[Claim, Opening]:
    """Lock whoever claimed, the opening, and their claim in it.

    Raises:
        NotFound: claim_unknown.
    """
    claim = get_claim(session, claim_id)
    whose = None
    while whose != claim.person_id:  # another only if they turned out to be one while we waited
        whose = claim.person_id
        lock(session, Person, whose)
        session.refresh(claim)
    return hold_claim(session, claim_id)


def hold_own_claim(session: Session, claim_id: int, person_id: int) -> tuple[Claim, Opening]:
    """Lock somebody, an opening, and their claim in it.

    Raises:
        NotFound: claim_unknown, for somebody else's too.
    """
    get_own_claim(session, claim_id, person_id)
    lock(session, Person, person_id)
    return hold_claim(session, claim_id)


def find_open_claim(session: Session, opening_id: int, person_id: int) -> Claim | None:
    """Find somebody's open claim in an opening."""
    return session.exec(
        select(Claim).where(
            Claim.opening_id == opening_id,
            col(Claim.person_id).in_(people.selves(session, person_id)),
            col(Claim.ended_at).is_(None),
        )
    ).first()


def list_own(session: Session, person_id: int) -> Sequence[tuple[Claim, Opening]]:
    """List the open claims of somebody: places first, then what they wait for."""
    found = session.exec(
        select(Claim, Opening)
        .join(Opening, col(Opening.id) == col(Claim.opening_id))
        .where(
            col(Claim.person_id).in_(people.selves(session, person_id)),
            col(Claim.ended_at).is_(None),
        )
        .order_by(col(Claim.state) == ClaimState.WAITING, col(Claim.id))
    )
    return found.all()


def list_declined(session: Session, person_id: int) -> Collection[int]:
    """List the openings where somebody's claim was declined."""
    found = session.exec(
        select(Claim.opening_id).where(
            col(Claim.person_id).in_(people.selves(session, person_id)),
            Claim.state == ClaimState.DECLINED,
        )
    )
    return set(found.all())


def list_pending(session: Session, actor_id: int) -> Sequence[tuple[Claim, Opening]]:
    """List what waits to be confirmed in the areas where somebody confirms, the oldest first.

    Their own claims are left out, unless nobody else can decide about them.
    """
    scopes = access.areas_where(session, actor_id, Action.CONFIRM_CLAIM)
    if not scopes:
        return ()
    found = session.exec(
        select(Claim, Opening)
        .join(Opening, col(Opening.id) == Claim.opening_id)
        .join(Area, col(Area.id) == Opening.area_id)
        .where(
            Claim.state == ClaimState.PENDING,
            or_(*(col(Area.path).startswith(area.path) for area in scopes)),
        )
        .order_by(col(Claim.since), col(Claim.id))
    )
    return [it for it in found if not in_charge.is_left_to_others(session, *it, actor_id)]


def list_waiting(session: Session, opening_id: int) -> Sequence[Claim]:
    """List who waits and was not asked yet, in the order of pressing."""
    return session.exec(
        select(Claim).where(*_waits(opening_id)).order_by(col(Claim.pressed_at), col(Claim.id))
    ).all()


def count_waiting(session: Session, opening_id: int) -> int:
    """Count who waits and was not asked yet."""
    statement = select(func.count()).select_from(Claim).where(*_waits(opening_id))
    return int(session.exec(statement).one())


def position_of(session: Session, claim: Claim) -> int:
    """Give the number of somebody in the waiting list; 1 is asked next."""
    is_before = or_(
        col(Claim.pressed_at) < claim.pressed_at,
        and_(col(Claim.pressed_at) == claim.pressed_at, col(Claim.id) < claim.id),
    )
    before = select(func.count()).select_from(Claim).where(*_waits(claim.opening_id), is_before)
    return int(session.exec(before).one()) + 1


def _waits(opening_id: int) -> tuple[Any, ...]:
    return (
        Claim.opening_id == opening_id,
        Claim.state == ClaimState.WAITING,
        col(Claim.asked_until).is_(None),
    )
