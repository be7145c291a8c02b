"""Which cases may be one matter: of one category, near, lately, and alike in their words."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import islice, pairwise
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.cases import UNANSWERED, Case, Status
from models.categories import Category
from services.areas import areas
from services.case_files import timeline
from services.casework import alerts, permits
from services.clock import Clock
from services.reporters import followers
from services.wording import squeeze

LATELY = timedelta(days=14)
OFFERED = 5
SAME = 0.4
"""From here on two texts are taken for one matter, where they are put side by side."""

HINT = SAME / 2
"""Two texts that have so much in common are shown beside each other."""

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
    here = areas.area_of(session, case.area_id)
    is_open = col(Case.is_private).is_(False) | followers.of_one_where(case)
    near = _near(session, here, case.category, clock, Case.id != case.id, is_open)
    ranked = _rank(session, near, words, here)
    may = (it for it in ranked if permits.may(session, actor_id, Action.MERGE_CASE, it.case))
    return list(islice(may, limit))


def list_heard(
    session: Session, words: str, category: Category, here: Area, actor_id: int, clock: Clock
) -> Sequence[Like]:
    """List what somebody may see that sounds like what is just being said, the most alike first.

    As with cases nothing private is among it: it is not known yet who speaks.
    """
    near = _near(session, here, category, clock, col(Case.is_private).is_(False))
    ranked = _rank(session, near, words, here)
    sounds = (it for it in ranked if alike(words, it.words) >= HINT)
    may = (it for it in sounds if permits.may(session, actor_id, Action.VIEW_CASE, it.case))
    return list(islice(may, OFFERED))


def group_alike(
    session: Session, found: Sequence[Case], said: Mapping[int, str]
) -> Sequence[Sequence[Case]]:
    """Put like cases side by side: a group stands where its first one stood, in its order.

    Alike is what `list_alike` would offer: of one category and community, lately, and nothing
    private of somebody else; and with enough words in common.
    """
    groups: list[list[Case]] = []
    pairs = {case.id: _pairs(said.get(case.id, "")) for case in found}
    for case in found:
        home = next(
            (
                it
                for it in groups
                if _may_be_one(session, it[0], case)
                and _share(pairs[it[0].id], pairs[case.id]) >= SAME
            ),
            None,
        )
        if home is None:
            groups.append([case])
        else:
            home.append(case)
    return groups


def alike(one: str, other: str) -> float:
    """Tell how alike two texts are, from 0 to 1: the share of pairs of characters they have both.

    「三号楼灯不亮」 and 「三号楼的灯又不亮了」 share 三号, 号楼 and 不亮.
    """
    return _share(_pairs(one), _pairs(other))


def _share(pairs: set[tuple[str, str]], others: set[tuple[str, str]]) -> float:
    if not pairs or not others:
        return 0.0
    return 2 * len(pairs & others) / (len(pairs) + len(others))


def _may_be_one(session: Session, one: Case, other: Case) -> bool:
    is_open = not (one.is_private or other.is_private) or followers.is_of_one(one, other)
    here, there = areas.area_of(session, one.area_id), areas.area_of(session, other.area_id)
    is_near = areas.community_of(session, here) == areas.community_of(session, there)
    is_lately = abs(one.reported_at - other.reported_at) <= LATELY
    return one.category is other.category and is_open and is_near and is_lately


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(squeeze(text)))


def _rank(session: Session, found: Sequence[Case], words: str, here: Area) -> Sequence[Like]:
    """Put cases in order: by their words, then by how near they are."""
    said = timeline.first_words(session, [each.id for each in found])

    def likeness(like: Like) -> tuple[float, int, int]:
        there = areas.area_of(session, like.case.area_id)
        shared = len(set(areas.ids_upward(here)) & set(areas.ids_upward(there)))
        return alike(words, like.words), shared, like.case.id

    return sorted((Like(it, said.get(it.id, "")) for it in found), key=likeness, reverse=True)


def _near(
    session: Session,
    here: Area,
    category: Category,
    clock: Clock,
    *where: ColumnElement[bool] | bool,
) -> Sequence[Case]:
    around = areas.community_of(session, here) or here
    return session.exec(
        select(Case)
        .join(Area, col(Area.id) == Case.area_id)
        .where(
            *where,
            Case.category == category,
            col(Case.status).in_(OPEN),
            Case.reported_at >= clock.now() - LATELY,
            col(Area.path).startswith(around.path, autoescape=True),
        )
        .order_by(col(Case.id).desc())
        .limit(READ)
    ).all()
