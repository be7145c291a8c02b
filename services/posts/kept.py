"""The openings that somebody looks after (岗位管理): where they open posts, and no others."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, func, or_, select

from models.access import Action
from models.areas import Area
from models.posts import PLACED, Claim, ClaimState, Opening, Post
from services.areas import areas
from services.clock import Clock, today
from services.office import access
from services.posts.openings import get_opening


def list_kept(session: Session, actor_id: int, clock: Clock) -> Sequence[Opening]:
    """List what is open and not over where somebody opens posts.

    Raises:
        NotAllowed: not_allowed; they open posts nowhere.
    """
    held = access.require_somewhere(session, actor_id, Action.OPEN_POST)
    return session.exec(
        select(Opening)
        .join(Area, col(Area.id) == Opening.area_id)
        .join(Post, col(Post.id) == Opening.post_id)
        .where(
            col(Opening.closed_at).is_(None),
            Opening.ends_on >= today(clock),
            or_(*(col(Area.path).startswith(it.path, autoescape=True) for it in held)),
        )
        .order_by(col(Post.position), col(Area.code), col(Opening.id))
    ).all()


def get_kept(session: Session, opening_id: int, actor_id: int) -> Opening:
    """Give an opening to whoever opens posts there; closed ones too.

    Raises:
        NotFound: opening_unknown.
        NotAllowed: not_allowed.
    """
    found = get_opening(session, opening_id)
    place = areas.area_of(session, found.area_id)
    access.require(session, actor_id, Action.OPEN_POST, place)
    return found


def count_waiting(session: Session, openings: Sequence[Opening]) -> Mapping[int, int]:
    """Count who waits for a place, by the opening."""
    found = session.exec(
        select(Claim.opening_id, func.count())
        .where(
            Claim.state == ClaimState.WAITING,
            col(Claim.opening_id).in_([it.id for it in openings]),
        )
        .group_by(col(Claim.opening_id))
    )
    return dict(found.all())


def list_claims(session: Session, openings: Sequence[Opening]) -> Sequence[Claim]:
    """List the claims that hold a place or wait for one, by the opening, in their order."""
    return session.exec(
        select(Claim)
        .where(
            col(Claim.opening_id).in_([it.id for it in openings]),
            col(Claim.ended_at).is_(None),
            col(Claim.state).in_({*PLACED, ClaimState.WAITING}),
        )
        .order_by(col(Claim.opening_id), col(Claim.pressed_at), col(Claim.id))
    ).all()
