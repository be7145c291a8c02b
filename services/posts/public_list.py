"""Posts as everybody may read of them: what is open, and who holds a place.

A holder is named only where a list that was published names them, and as they still choose; of
the others it is told how many there are.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session, col, exists, select

from models.areas import Area
from models.notices import Notice, NoticeClaim, NoticeState
from models.posts import Claim, ClaimState, Opening, Post
from services.areas import areas
from services.clock import Clock, today
from services.members import members
from services.posts import opening_cards
from services.texts.phrases import Phrase
from services.texts.posts.posts import name_post

PAGE = 24
NAMED = 12
"""Holders of one opening that are named; the rest are counted."""

_STANDS = (NoticeState.PUBLISHED, NoticeState.ENDED)


class PublicOpening(NamedTuple):
    """One opening as the board shows it.

    Args:
        id: of the opening.
        post: its name.
        area: where.
        times: when, as people say it.
        opening: the row.
        names: of holders, as they chose.
        others: how many hold a place besides.
    """

    id: int
    post: Phrase
    area: str
    times: Phrase
    opening: Opening
    names: Sequence[Phrase]
    others: int

    @property
    def free(self) -> int:
        """How many places are left."""
        return self.opening.places - self.opening.taken


def list_public(
    session: Session, near: Area | None, clock: Clock, page: int = 0
) -> tuple[Sequence[PublicOpening], bool]:
    """List a page of the openings of a community, or of the street; those with places first.

    Returns:
        The openings, and whether there are more.
    """
    statement = (
        select(Opening, Post)
        .join(Post, col(Post.id) == Opening.post_id)
        .join(Area, col(Area.id) == Opening.area_id)
        .where(col(Opening.closed_at).is_(None), Opening.ends_on >= today(clock))
    )
    if near is not None:
        statement = statement.where(col(Area.path).startswith(near.path, autoescape=True))
    is_full = col(Opening.taken) >= col(Opening.places)
    statement = statement.order_by(is_full, col(Area.path), col(Post.position), col(Opening.id))
    rows = session.exec(statement.offset(page * PAGE).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    names = _name_holders(session, [opening.id for opening, _ in shown])
    return [_describe(session, *it, names) for it in shown], len(rows) > PAGE


def _describe(
    session: Session, opening: Opening, post: Post, names: Mapping[int, Sequence[Phrase]]
) -> PublicOpening:
    named = names.get(opening.id, ())[:NAMED]
    return PublicOpening(
        opening.id,
        name_post(post.code, post.name),
        areas.area_of(session, opening.area_id).name,
        opening_cards.say_times_of(opening),
        opening,
        named,
        max(0, opening.taken - len(named)),
    )


def _name_holders(session: Session, opening_ids: Sequence[int]) -> Mapping[int, Sequence[Phrase]]:
    """Name who holds a place, where a published list names them just so."""
    on_list = exists().where(
        col(NoticeClaim.claim_id) == col(Claim.id),
        col(NoticeClaim.shown_as) == col(Claim.shown_as),
        col(NoticeClaim.notice_id) == col(Notice.id),
        col(Notice.state).in_(_STANDS),
        col(Notice.unit_id).is_(None),
    )
    claims = session.exec(
        select(Claim)
        .where(col(Claim.opening_id).in_(opening_ids), Claim.state == ClaimState.HELD, on_list)
        .order_by(col(Claim.id))
    ).all()
    by_opening: dict[int, list[Claim]] = {}
    for claim in claims:
        by_opening.setdefault(claim.opening_id, []).append(claim)
    return {it: _name(session, held) for it, held in by_opening.items()}


def _name(session: Session, held: Sequence[Claim]) -> Sequence[Phrase]:
    shown = members.shown_names(session, {it.person_id: it.shown_as for it in held[:NAMED]})
    return list(shown.values())
