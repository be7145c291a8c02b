"""How many public cases there are, by step and by community."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models.board import BoardCase
from models.cases import Step
from services.clock import Clock
from services.figures.kept import kept_for


class PublicCounts(NamedTuple):
    """Public cases by step, and by the id of their community.

    `over` are those that are over without an answer of their own: in none of the steps.
    """

    by_step: Mapping[Step, int]
    by_community: Mapping[int, int]
    over: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_step.values()) + self.over


NOTHING = PublicCounts({}, {})


def kept_public(session: Session, clock: Clock) -> PublicCounts:
    """Give the public cases as they were counted; nothing while that is first being done."""
    counted = kept_for(session, clock).get(session, "public", count_public)
    return NOTHING if counted is None else counted.value


def count_public(session: Session) -> PublicCounts:
    """Count the public cases."""
    rows = session.exec(
        select(col(BoardCase.community_id), col(BoardCase.step), func.count()).group_by(
            col(BoardCase.community_id), col(BoardCase.step)
        )
    ).all()
    by_step, by_community = dict.fromkeys(Step, 0), dict[int, int]()
    over = 0
    for community_id, step, count in rows:
        if step is None:
            over += count
        else:
            by_step[step] += count
        if community_id is not None:
            by_community[community_id] = by_community.get(community_id, 0) + count
    return PublicCounts(by_step, by_community, over)
