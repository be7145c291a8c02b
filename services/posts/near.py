"""What is open to a member: what is near first, and of that what suits them."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.areas import Area
from models.errors import NotAllowed
from models.members import Member
from models.posts import Opening, Post
from services.areas import areas
from services.clock import Clock, today
from services.members import members
from services.posts import claim_rows, eligibility, kinds
from services.posts.weekly_times import Term, find_clash, read_times
from services.wording import squeeze


class Near(NamedTuple):
    """One opening as a member finds it.

    Args:
        opening: it.
        post: its kind.
        distance: 0 in their own grid, 1 in their community, 2 further away.
        fit: how well it suits them; more is better.
        is_busy: whether they serve elsewhere at its times.
        was_declined: whether the community did not want them there the last time.
    """

    opening: Opening
    post: Post
    distance: int
    fit: int
    is_busy: bool = False
    was_declined: bool = False


def list_near(session: Session, person_id: int, clock: Clock, words: str = "") -> Sequence[Near]:
    """List what somebody may claim and has not; `words` narrow it down to a kind or a place.

    What they can take comes first, then what clashes with what they have, then what they were
    declined for. Own grid, then community, then street; there what has places before what is
    full, and what fits their skills, interests and free times before the rest. What asks for
    something that they are not is left out.

    Raises:
        NotAllowed: claim_not_member.
    """
    appointed = eligibility.areas_of_member(session, person_id)
    if not appointed:
        raise NotAllowed("claim_not_member")
    member = members.find_member(session, person_id)
    home = appointed[0] if member is None else areas.area_of(session, member.area_id)
    mine = {opening.id for _, opening in claim_rows.list_own(session, person_id)}
    promised = eligibility.list_promised(session, person_id, clock)
    declined = claim_rows.list_declined(session, person_id)
    found = [
        Near(
            opening,
            post,
            _distance(session, home, opening),
            _fit(member, opening, post, clock),
            eligibility.find_clash_with(opening, promised, clock) is not None,
            opening.id in declined,
        )
        for opening, post in _list_open(session, clock)
        if opening.id not in mine
        and eligibility.is_open_to(session, opening, appointed)
        and eligibility.find_lacking(opening, member) is None
    ]
    return sorted(_meant(session, found, words), key=_nearest)


def _list_open(session: Session, clock: Clock) -> Sequence[tuple[Opening, Post]]:
    return session.exec(
        select(Opening, Post)
        .join(Post, col(Post.id) == Opening.post_id)
        .where(col(Opening.closed_at).is_(None), Opening.ends_on >= today(clock))
        .execution_options(populate_existing=True)
    ).all()


def _meant(session: Session, found: Sequence[Near], words: str) -> Sequence[Near]:
    """Keep the kind of post that words name, else what has them in its name or place."""
    said = squeeze(words)
    if not said:
        return found
    kind = kinds.find_post(session, words)
    if kind is not None and (of_kind := [it for it in found if it.post.id == kind.id]):
        return of_kind
    return [it for it in found if said in _told_of(session, it)]


def _told_of(session: Session, it: Near) -> str:
    area = areas.area_of(session, it.opening.area_id)
    return squeeze(f"{it.post.name} {it.post.words} {area.name} {it.opening.place}")


def _nearest(it: Near) -> tuple[int, ...]:
    is_full = it.opening.taken >= it.opening.places
    can_take = (it.was_declined, it.is_busy)
    return (*can_take, it.distance, is_full, -it.fit, it.post.position, it.opening.id)


def _distance(session: Session, home: Area, opening: Opening) -> int:
    here = areas.area_of(session, opening.area_id)
    grid, community = areas.grid_of(session, home), areas.community_of(session, home)
    if here.id == home.id or (grid is not None and here.path.startswith(grid.path)):
        return 0
    return 1 if community is not None and here.path.startswith(community.path) else 2


def _fit(member: Member | None, opening: Opening, post: Post, clock: Clock) -> int:
    if member is None:
        return 0
    about = squeeze(f"{post.name} {post.words} {opening.asks_skill}")
    liked = f"{member.skills} {member.interests}".split()
    is_free = find_clash(
        eligibility.term_of(opening, clock),
        Term(read_times(member.free_times), opening.starts_on, opening.ends_on),
    )
    return 2 * sum(squeeze(word) in about for word in liked) + (is_free is not None)
