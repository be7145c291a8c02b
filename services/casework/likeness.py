"""Which cases may be one matter: of one category, near, lately, and alike in their words."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice, pairwise
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.cases import UNANSWERED, Case, Status
from services import areas
from services.casework import alerts, permits, timeline
from services.clock import Clock
from services.wording import squeeze

LATELY = timedelta(days=14)
OFFERED = 5
READ = 60
"""Cases at most whose words are read."""

OPEN = UNANSWERED | {Status.ANSWERED, Status.TRACKING}


class Like(NamedTuple):
    """A case that may be the same matter, and its words."""

    case: Case
    words: str


def list_alike(
    session: Session, case: Case, actor_id: int, clock: Clock, limit: int = OFFERED
) -> Sequence[Like]:
    """List what a case may be merged into, the most alike first."""
    words = alerts.words_of(session, case)[0]
    near = _near(session, case, clock)
    said = timeline.first_words(session, [each.id for each in near])
    found = [Like(each, said.get(each.id, "")) for each in near]
    here = areas.area_of(session, case.area_id)

    def likeness(like: Like) -> tuple[float, int, int]:
        there = areas.area_of(session, like.case.area_id)
        shared = len(set(areas.ids_upward(here)) & set(areas.ids_upward(there)))
        return alike(words, like.words), shared, like.case.id

    ranked = sorted(found, key=likeness, reverse=True)
    may = (it for it in ranked if permits.may(session, actor_id, Action.MERGE_CASE, it.case))
    return list(islice(may, limit))


def alike(one: str, other: str) -> float:
    """Tell how alike two texts are, from 0 to 1: the share of pairs of characters they have both.

    「三号楼灯不亮」 and 「三号楼的灯又不亮了」 share 三号, 号楼 and 不亮.
    """
    pairs, others = _pairs(one), _pairs(other)
    if not pairs or not others:
        return 0.0
    return 2 * len(pairs & others) / (len(pairs) + len(others))


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(squeeze(text)))


def _near(session: Session, case: Case, clock: Clock) -> Sequence[Case]:
    here = areas.area_of(session, case.area_id)
    around = areas.community_of(session, here) or here
    return session.exec(
        select(Case)
        .join(Area, col(Area.id) == Case.area_id)
        .where(
            Case.id != case.id,
            Case.category == case.category,
            col(Case.status).in_(OPEN),
            Case.reported_at >= clock.now() - LATELY,
            col(Case.is_private).is_(False) | (col(Case.reporter_id) == case.reporter_id),
            col(Area.path).startswith(around.path, autoescape=True),
        )
        .order_by(col(Case.id).desc())
        .limit(READ)
    ).all()
