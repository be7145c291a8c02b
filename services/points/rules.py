"""What an operator sees and sets: what things are worth, what is exchanged, who has how much."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from models.areas import Area
from models.base import table
from models.errors import Conflict, Invalid, NotFound
from models.points import Point, PointReason, PointRule, Reward
from services.areas import areas
from services.clock import Clock
from services.members import roll
from services.points import awarding

WITHOUT_RULE = frozenset({PointReason.EXCHANGED, PointReason.CORRECTED})
"""Their points come from the record itself."""

HIGHEST = 1000
"""Points of one thing."""

MOST_A_MONTH = 100_000


class Balance(NamedTuple):
    """How many points a member has."""

    id: int
    name: str
    area: str
    points: int


def list_rules(session: Session) -> Sequence[PointRule]:
    """List what things are worth."""
    return session.exec(select(PointRule).order_by(col(PointRule.id))).all()


def set_rule(session: Session, reason: PointReason, points: int) -> PointRule:
    """Say what something is worth from now on; the most of it in a month stays.

    Raises:
        Invalid: rule_fixed or rule_points.
    """
    if reason in WITHOUT_RULE:
        raise Invalid("rule_fixed")
    least, highest = (-HIGHEST, 0) if reason is PointReason.NO_SHOW else (0, HIGHEST)
    if not least <= points <= highest:
        raise Invalid("rule_points", least=least, most=highest)
    rule = awarding.find_rule(session, reason)
    if rule is None:
        rule = PointRule(reason=reason, points=points)
        session.add(rule)
    rule.points = points
    session.flush()
    return rule


def set_most(session: Session, rule: PointRule, most: int | None) -> None:
    """Say how much of it one person gets in a month; None for no limit.

    Raises:
        Invalid: rule_most.
    """
    if most is not None and not 0 <= most <= MOST_A_MONTH:
        raise Invalid("rule_most", most=MOST_A_MONTH)
    rule.most_a_month = most
    session.flush()


def list_balances(session: Session, place: Area) -> Sequence[Balance]:
    """List the members of a place with their points, the most first."""
    sums = select(Point.person_id, func.sum(col(Point.points))).group_by(col(Point.person_id))
    points = dict(session.exec(sums).all())
    listed = [
        Balance(
            each.person_id,
            each.name,
            areas.area_of(session, each.area_id).code,
            points.get(each.person_id) or 0,
        )
        for each in roll.list_entries(session, area=place)
    ]
    return sorted(listed, key=lambda each: -each.points)


def list_all_rewards(session: Session) -> Sequence[Reward]:
    """List what points are exchanged for, what has ended too."""
    return session.exec(select(Reward).order_by(col(Reward.id))).all()


def add_stock(session: Session, reward_id: int, count: int) -> tuple[str, int]:
    """Add to what is left of a reward; give its name and what is left now.

    Raises:
        NotFound: reward_unknown.
        Conflict: reward_stock; less than nothing would be left.
    """
    reward = _get(session, reward_id)
    rewards = table(Reward)
    left = rewards.c.stock + count
    if reward.stock is None:
        changed = update(rewards).where(rewards.c.id == reward.id).values(stock=max(count, 0))
    else:
        changed = update(rewards).where(rewards.c.id == reward.id, left >= 0).values(stock=left)
    if not session.connection().execute(changed).rowcount:
        raise Conflict("reward_stock", name=reward.name)
    session.refresh(reward)
    return reward.name, reward.stock or 0


def end_reward(session: Session, reward_id: int, clock: Clock) -> str:
    """Exchange something no more; give its name.

    Raises:
        NotFound: reward_unknown.
    """
    reward = _get(session, reward_id)
    reward.ended_at = reward.ended_at or clock.now()
    session.flush()
    return reward.name


def _get(session: Session, reward_id: int) -> Reward:
    reward = session.get(Reward, reward_id)
    if reward is None:
        raise NotFound("reward_unknown")
    return reward
