"""How many public cases there are, by step and by community; services/board/kept.py keeps it."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from models.board import BoardCase
from models.cases import Step


class PublicCounts(NamedTuple):
    """Public cases by step, and by the id of their community."""

    by_step: Mapping[Step, int]
    by_community: Mapping[int, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_step.values())


NOTHING = PublicCounts({}, {})


def count_public(session: Session) -> PublicCounts:
    """Count the public cases."""
    rows = session.exec(
        select(col(BoardCase.community_id), col(BoardCase.step), func.count()).group_by(
            col(BoardCase.community_id), col(BoardCase.step)
        )
    ).all()
    by_step, by_community = dict.fromkeys(Step, 0), dict[int, int]()
    for community_id, step, count in rows:
        by_step[step] += count
        if community_id is not None:
            by_community[community_id] = by_community.get(community_id, 0) + count
    return PublicCounts(by_step, by_community)
