"""Who holds which post, as a table: one row for each claim, of those that ended too."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from models.areas import Area
from models.posts import Claim, Opening, Post
from services.clock import Clock, local
from services.identity import people

HEADERS = ("post", "area", "places", "holder", "phone", "status", "since")


def list_rows(session: Session, clock: Clock) -> Iterator[Sequence[str]]:
    """Give the rows; an opening that nobody claimed has none.

    `since` is when the claim came to stand as it does.
    """
    found = session.exec(
        select(Claim, Opening, Post.code, Area.code)
        .join(Opening, col(Opening.id) == Claim.opening_id)
        .join(Post, col(Post.id) == Opening.post_id)
        .join(Area, col(Area.id) == Opening.area_id)
        .order_by(
            col(Post.position),
            col(Area.code),
            col(Opening.id),
            col(Claim.pressed_at),
            col(Claim.id),
        )
    ).all()
    for claim, opening, post, area in found:
        holder = people.contact_of(session, claim.person_id)
        since = local(claim.since, clock).isoformat(timespec="seconds")
        yield (post, area, str(opening.places), holder.name, holder.phone, claim.state, since)
