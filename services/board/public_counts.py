"""How many public cases there are, by step and by community; services/board/kept.py keeps it."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models.board import BoardCase
from models.cases import Step


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
