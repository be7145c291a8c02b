"""Everything that happened to the claims of a member, as the ledger has it: for the office."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.post_lines import PostAct
from models.posts import Claim
from services.areas import areas
from services.identity import people
from services.posts import ledger, openings


class Step(NamedTuple):
    """One line of the ledger, with the post and the area that it is about."""

    claim: int
    at: datetime
    post: str
    area: str
    act: PostAct
    actor_id: int | None
    words: str


def list_steps(session: Session, person_id: int) -> Sequence[Step]:
    """List what happened to all that somebody ever claimed, claim by claim, the oldest first."""
    selves = people.selves(session, people.present(session, person_id))
    claims = session.exec(
        select(Claim).where(col(Claim.person_id).in_(selves)).order_by(col(Claim.id))
    )
    return [step for claim in claims for step in _steps_of(session, claim)]


def _steps_of(session: Session, claim: Claim) -> Sequence[Step]:
    opening = openings.get_opening(session, claim.opening_id)
    post = openings.post_of(session, opening).name
    area = areas.area_of(session, opening.area_id).code
    return [
        Step(claim.id, line.at, post, area, line.act, line.actor_id, line.words)
        for line in ledger.list_lines(session, claim.id)
    ]
