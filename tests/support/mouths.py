"""A door for tests of delivery, and what one looks at afterwards."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, select
from typing_extensions import override

from bot.delivery import Delivery, Policy
from bot.doors import Adapter, Outgoing, Receive
from handlers.talking.messages import Heard, Kind
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from services.clock import SetClock
from services.delivery.budgets import UNLIMITED
from services.store import Store
from tests.support.builders import ROBOT, a_message, an_account


@dataclass
class Mouth(Adapter):
    """A door that notes what it is given, and fails as told."""

    door: Door = Door.TELEGRAM
    robot: str = ROBOT
    sent: list[Outgoing] = field(default_factory=list[Outgoing])
    failures: list[Exception | None] = field(default_factory=list[Exception | None])
    slow_chat: str = ""
    is_free: asyncio.Event = field(default_factory=asyncio.Event)
    part_size: int = 100
    is_numbered: bool = False
    is_silent: bool = False
    """Whether what is said leaves no message behind, as the answer to a press does."""

    @property
    def said(self) -> list[str]:
        return [it.text for it in self.sent]

    @override
    async def open(self, receive: Receive) -> None: ...

    @override
    async def close(self) -> None: ...

    @override
    def hear(self, payload: bytes) -> Heard:
        return Heard(Kind.OTHER)

    @override
    def split(self, text: str) -> Sequence[str]:
        size = self.part_size
        return [text[at : at + size] for at in range(0, len(text), size)]

    @override
    async def send(self, outgoing: Outgoing) -> str:
        if outgoing.chat == self.slow_chat:
            await self.is_free.wait()
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        self.sent.append(outgoing)
        return "" if self.is_silent else f"m{len(self.sent)}"

    @property
    @override
    def is_polling(self) -> bool:
        return False

    @property
    @override
    def fault(self) -> str | None:
        return None


def a_delivery(store: Store, door: Mouth, clock: SetClock, **policy: Any) -> Delivery:  # noqa: ANN401
    policy = {"rates": {Door.TELEGRAM: UNLIMITED}} | policy
    return Delivery(store, [door], clock, Policy(**policy))


def rows(store: Store) -> Sequence[OutMessage]:
    with store.read() as session:
        found = session.exec(select(OutMessage).order_by(col(OutMessage.id))).all()
        session.expunge_all()
        return found


def states(store: Store) -> list[MessageState]:
    return [row.state for row in rows(store)]


def tell(store: Store, *texts: str, chat: str = "6000001", **columns: Any) -> list[int]:  # noqa: ANN401
    with store.write() as session:
        found = session.exec(select(Account).where(Account.outer_id == chat)).first()
        account = found or an_account(session, chat)
        return [a_message(session, account, text, **columns) for text in texts]
