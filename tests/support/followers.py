"""Followers of an account that they can be written from only after they did something."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, select
from typing_extensions import override

from bot.delivery import Delivery, Policy
from bot.doors import FindsReplies, Outgoing
from models.doors import ReplyWindow, WindowKind
from models.people import Account, Door
from services.clock import SetClock
from services.delivery import holding, windows
from services.delivery.budgets import UNLIMITED
from services.delivery.outbox import AT_ONCE
from services.store import Store
from tests.support.builders import MONDAY, an_account
from tests.support.mouths import Mouth


@dataclass
class Narrow(Mouth):
    """A door with windows and numbers, that answers within the call."""

    door: Door = Door.WECHAT
    is_numbered: bool = True
    has_windows: bool = True
    part_size: int = 600
    longest_passive: int = 2048
    nudges: list[Outgoing] = field(default_factory=list[Outgoing])
    passive: FindsReplies | None = None

    @override
    async def nudge(self, outgoing: Outgoing) -> bool:
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        self.nudges.append(outgoing)
        return True

    def answer_through(self, passive: FindsReplies) -> None:
        self.passive = passive


def deliver(store: Store, door: Narrow, clock: SetClock, **policy: Any) -> Delivery:  # noqa: ANN401
    """Make the delivery of such a door."""
    return Delivery(store, [door], clock, Policy(rates={Door.WECHAT: UNLIMITED}, **policy))


def a_follower(session: Session, outer_id: str = "o1", **columns: Any) -> Account:  # noqa: ANN401
    """Make somebody who follows the account."""
    return an_account(session, outer_id, door=Door.WECHAT, **columns)


def opens(
    session: Session,
    account: Account,
    kind: WindowKind = WindowKind.MESSAGE,
    at: datetime = MONDAY,
    event_id: int | None = None,
) -> None:
    """Let somebody do what opens a window, and what was held go out."""
    opened = [windows.Opened(account.id, kind, at, event_id, AT_ONCE)]
    windows.grant(session, opened)
    holding.release(session, opened, at)


def left(session: Session, account: Account) -> Sequence[tuple[str, int]]:
    """Give what may still be said, by kind."""
    session.expire_all()
    found = session.exec(select(ReplyWindow).where(ReplyWindow.account_id == account.id)).all()
    return sorted((it.kind.value, it.left) for it in found)
