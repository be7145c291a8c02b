"""Delivery by itself: what it costs to lease, put into words, send and mark."""

import asyncio
import multiprocessing
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection

from sqlalchemy import insert, select
from typing_extensions import override

from benchmarks.street import ROBOT
from bot.delivery import Delivery, Policy
from bot.doors import Adapter, Outgoing, Receive
from bot.platforms.telegram import TelegramAdapter
from handlers.talking.messages import Heard
from models.base import table
from models.keys import Key
from models.outbox import OutMessage
from models.people import Account, Door
from services.clock import SystemClock
from services.delivery.budgets import UNLIMITED
from services.delivery.messages import Choice, Saying
from services.delivery.outbox import Address, message_row
from services.store import Store
from services.texts.casework import cases as texts
from services.texts.phrases import verbatim
from tests.telegram_server import TelegramServer

TOKEN = f"{ROBOT}:AAF-a_token_that_only_measurements_use"


class NullAdapter(Adapter):
    """A door that takes everything at once."""

    door = Door.TELEGRAM
    robot = ROBOT

    @property
    @override
    def is_polling(self) -> bool:
        """Nothing is asked for."""
        return False

    @property
    @override
    def fault(self) -> str | None:
        """Nothing is wrong."""
        return None

    @override
    async def open(self, receive: Receive) -> None:
        """Open nothing."""

    @override
    async def close(self) -> None:
        """Close nothing."""

    @override
    def hear(self, payload: bytes) -> Heard:
        """Hear nothing."""
        raise NotImplementedError

    @override
    def split(self, text: str) -> Sequence[str]:
        """Keep a text whole."""
        return (text,)

    @override
    async def send(self, outgoing: Outgoing) -> str:
        """Send nothing."""
        return "1"


def deliver_to_nobody(store: Store, people: Sequence[int]) -> float:
    """Deliver one message to each person through a door that takes all; give the seconds."""
    return asyncio.run(_deliver(store, NullAdapter(), people))


def deliver_over_http(store: Store, people: Sequence[int]) -> float:
    """Deliver through the Telegram door to the test server in another process."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=serve, args=(far, list(people)), daemon=True)
    process.start()
    try:
        adapter = TelegramAdapter(TOKEN, near.recv())
        return asyncio.run(_deliver(store, adapter, people))
    finally:
        near.send("stop")
        process.join()


def serve(far: Connection, people: Sequence[int]) -> None:
    """Be the Bot API server, with people who have opened the bot."""
    with TelegramServer(TOKEN, is_recording=False) as server:
        for person in people:
            server.person(f"居民{person}", user_id=person).opens()
        far.send(server.origin)
        far.recv()


async def _deliver(store: Store, adapter: Adapter, people: Sequence[int]) -> float:
    _post(store, people)
    stop = asyncio.Event()
    delivery = Delivery(store, [adapter], SystemClock(), Policy(rates={Door.TELEGRAM: UNLIMITED}))
    started = time.perf_counter()
    running = asyncio.create_task(delivery.run(stop))
    while await asyncio.to_thread(_is_open, store):  # noqa: ASYNC110 - rows do not call back
        await asyncio.sleep(0.02)
    seconds = time.perf_counter() - started
    stop.set()
    delivery.wake()
    await running
    await adapter.close()
    return seconds


def _post(store: Store, people: Sequence[int]) -> None:
    accounts, keys = table(Account), table(Key)
    saying = Saying(
        (verbatim("已提交，编号 QA-2026-000123。现在第一步：受理。已告诉一甲网格网格员。"),),
        (Choice(texts.SUPPLEMENT()), Choice(texts.URGE()), Choice(texts.WITHDRAW())),
    )
    with store.write() as session:
        found = session.connection().execute(
            select(accounts.c.id, accounts.c.outer_id, keys.c.wrapped)
            .join(keys, keys.c.id == accounts.c.key_id)
            .where(accounts.c.outer_id.in_([str(it) for it in people]))
        )
        now = SystemClock().now()
        rows = [
            message_row(Address(it.id, it.outer_id, store.vault.sealer(it.wrapped)), saying, now)
            for it in found
        ]
        session.connection().execute(insert(table(OutMessage)), rows)


def _is_open(store: Store) -> bool:
    outbox = table(OutMessage)
    with store.read() as session:
        found = session.connection().execute(
            select(outbox.c.id).where(outbox.c.state.in_(("waiting", "sending"))).limit(1)
        )
        return found.first() is not None
