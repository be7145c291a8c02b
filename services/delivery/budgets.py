"""Budgets: how soon one chat or one robot may be sent to again, shared by every process.

A leaky bucket that keeps one instant (GCRA): `full_at` is when the bucket would be full again if
nothing more were sent. One message moves it by `Rate.every`; a message may go while it lies less
than `burst` messages ahead of now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Session, col

from models.base import table
from models.outbox import Budget
from models.people import Door
from services.store import insert_missing


@dataclass(frozen=True, slots=True)
class Rate:
    """One message `every` so often, and `burst` at once after a rest; none at zero."""

    every: timedelta
    burst: int = 1


def at_most(count: int, span: timedelta, burst: int) -> Rate:
    """Give the rate that lets no more than `count` through within any such span."""
    burst = max(1, min(burst, count - 1))
    return Rate(span / max(1, count - burst), burst)


FREE = Rate(timedelta(0))
"""No limit."""


TO_A_PERSON = Rate(timedelta(seconds=1), 3)
TO_A_GROUP = at_most(20, timedelta(minutes=1), 3)
OF_A_ROBOT = at_most(30, timedelta(seconds=1), 5)
"""Telegram's limits (Bot API FAQ, 2026): about 1/s to a person, with some patience."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What one platform bears."""

    private: Rate = TO_A_PERSON
    group: Rate = TO_A_GROUP
    robot: Rate = OF_A_ROBOT


OF_WECOM = Rates(
    private=Rate(timedelta(seconds=3.7), 10),
    group=TO_A_GROUP,
    robot=at_most(40, timedelta(seconds=1), 10),
)
"""WeCom's limits (developer.work.weixin.qq.com, "发送应用消息", "访问频率限制", 2025).

To one member at most 26 a minute and 982 an hour go out: beyond 30 and 1,000 they are dropped
without a word. Into a group by its robot 20 a minute; in all 1,810 a minute and 108,010 an hour,
of 10,000 and 150,000.
"""

OF_WECHAT = Rates(
    private=Rate(timedelta(seconds=0.3), 5),
    group=TO_A_GROUP,
    robot=at_most(1500, timedelta(minutes=1), 50),
)
"""For WeChat, which names a day's quota only (500,000, 客服消息); how often somebody may be
written to at all is told by windows (services/delivery/windows.py)."""

UNLIMITED = Rates(FREE, FREE, FREE)
"""For benchmarks, and for doors without limits."""

Claim: TypeAlias = Mapping[str, Rate]
"""The scopes that one message is charged to, each with its rate."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not yet: this scope is full until then."""

    scope: str
    until: datetime


def robot_scope(door: Door, robot: str) -> str:
    """Name the budget of one robot."""
    return f"{door}:{robot}"


def chat_scope(door: Door, robot: str, chat: str) -> str:
    """Name the budget of one chat of a robot."""
    return f"{door}:{robot}:{chat}"


def take(session: Session, claims: Sequence[Claim], now: datetime) -> Sequence[Wait | None]:
    """Charge messages one after the other; those that must wait are not charged.

    Rows stay locked until the transaction ends, always in the order of their ids.

    Returns:
        For each claim None when it may go now, else what it waits for.
    """
    scopes = {scope for claim in claims for scope, rate in claim.items() if rate.every}
    if not scopes:
        return [None] * len(claims)
    buckets = _lock_buckets(session, scopes, now)
    waits = [_charge(buckets, claim, now) for claim in claims]
    changed = [{"of_id": it.row_id, "to": it.full_at} for it in buckets.values() if it.is_charged]
    if changed:
        statement = (
            update(table(Budget))
            .where(table(Budget).c.id == bindparam("of_id"))
            .values(full_at=bindparam("to"))
        )
        session.connection().execute(statement, changed)
    return waits


def block(session: Session, scope: str, until: datetime) -> None:
    """Let nothing go to a scope before an instant: the platform named it."""
    _insert(session, [scope], until)
    statement = update(table(Budget)).where(col(Budget.scope) == scope)
    session.connection().execute(statement.values(blocked_until=until))


def forget_idle(session: Session, now: datetime) -> int:
    """Drop budgets that have been full for a day; give how many."""
    a_day_ago = now - timedelta(days=1)
    statement = delete(table(Budget)).where(
        col(Budget.full_at) < a_day_ago,
        col(Budget.blocked_until).is_(None) | (col(Budget.blocked_until) < a_day_ago),
    )
    return session.connection().execute(statement).rowcount


@dataclass(slots=True)
class _Bucket:
    row_id: int
    full_at: datetime
    blocked_until: datetime | None
    is_charged: bool = False

    def free_at(self, rate: Rate, now: datetime) -> datetime:
        if self.blocked_until is not None and self.blocked_until > now:
            return self.blocked_until
        if self.full_at > now + rate.every * rate.burst:
            self.full_at = now  # further ahead than it can get: the clock was set back
        return self.full_at - rate.every * (rate.burst - 1)

    def charge(self, rate: Rate, now: datetime) -> None:
        self.full_at = max(self.full_at, now) + rate.every
        self.is_charged = True


def _charge(buckets: Mapping[str, _Bucket], claim: Claim, now: datetime) -> Wait | None:
    limited = [(scope, rate) for scope, rate in claim.items() if rate.every]
    for scope, rate in limited:
        free_at = buckets[scope].free_at(rate, now)
        if free_at > now:
            return Wait(scope, free_at)
    for scope, rate in limited:
        buckets[scope].charge(rate, now)
    return None


def _lock_buckets(session: Session, scopes: set[str], now: datetime) -> Mapping[str, _Bucket]:
    budgets = table(Budget)
    known = select(budgets.c.scope).where(budgets.c.scope.in_(scopes))
    # Missing rows come first: nothing is locked yet while another process inserts the same.
    _insert(session, scopes - set(session.connection().execute(known).scalars()), now)
    found = session.connection().execute(
        select(budgets.c.scope, budgets.c.id, budgets.c.full_at, budgets.c.blocked_until)
        .where(budgets.c.scope.in_(scopes))
        .order_by(budgets.c.id)
        .with_for_update(key_share=True)
    )
    return {scope: _Bucket(*rest) for scope, *rest in found}


def _insert(session: Session, scopes: Iterable[str], now: datetime) -> None:
    rows: list[dict[str, Any]] = [
        {"scope": scope, "full_at": now, "blocked_until": None} for scope in sorted(scopes)
    ]
    insert_missing(session, Budget, rows)
