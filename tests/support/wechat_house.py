"""An official account in front of the real door, over HTTP: WeChat calls it and is called."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from bot.doors import Envelope, Passive
from bot.platforms.wechat import Account, WechatAdapter
from bot.serving import Server, listen
from services.clock import SystemClock
from services.store import Store
from tests.servers.crypt import signature
from tests.support.shelves import Shelf
from tests.wechat_server import TOKEN, Delivery, Person, WeChatServer
from web.app import Site, make_app


@dataclass
class Words:
    """Says the same to everything, or nothing; notes what it was asked and what went out."""

    text: str = ""
    asked: list[str] = field(default_factory=list[str])
    went_out: list[str] = field(default_factory=list[str])

    async def wait(self, event_key: str, arrived: float) -> Passive | None:
        """Give what is to be said at once."""
        del arrived
        self.asked.append(event_key)
        return Passive(self.text, self._done) if self.text else None

    async def _done(self) -> None:
        self.went_out.append(self.text)


@dataclass
class House:
    """A door, what it stored, what it says, and the platform in front of it."""

    server: WeChatServer
    adapter: WechatAdapter
    shelf: Shelf
    words: Words

    @property
    def kept(self) -> Sequence[Envelope]:
        """What was stored, oldest first."""
        return self.shelf.kept

    async def hears(self, delivery: Delivery) -> Delivery:
        """Wait until the platform has an answer to what it posted."""
        await asyncio.to_thread(self.server.waits_until, lambda: delivery.is_done)
        return delivery

    async def follower(self, name: str = "张奶奶") -> Person:
        """Give somebody who follows the account; what that brought is forgotten."""
        person = self.server.person(name)
        await self.hears(person.follows())
        self.shelf.kept.clear()
        self.words.asked.clear()
        self.words.went_out.clear()
        return person


def account_of(server: WeChatServer, **changes: str) -> Account:
    """Give what an operator sets for the account of a platform."""
    account = server.account
    given = {
        "app_id": account.app_id,
        "token": account.token,
        "aes_key": account.aes_key,
        "secret": account.secret,
        "api_url": server.origin,
    }
    return Account(**(given | changes))


def signed(age: float = 0, **more: str) -> dict[str, str]:
    """Sign a query as WeChat signs it."""
    stamp = str(int(time.time() - age))
    query = {"timestamp": stamp, "nonce": "n", "signature": signature(TOKEN, stamp, "n")}
    return query | more


async def post(house: House, body: bytes, query: dict[str, str]) -> httpx.Response:
    """Post a body as a stranger might."""
    async with httpx.AsyncClient() as client:
        return await client.post(f"{house.server.callback_url}?{urlencode(query)}", content=body)


@asynccontextmanager
async def a_house(
    store: Store, server: WeChatServer, *, text: str = "", **changes: str
) -> AsyncGenerator[House]:
    """Open the door of an account on a port of its own."""
    pause = asyncio.Event()  # never set: it knocks once
    adapter = WechatAdapter(
        account_of(server, **changes), store, SystemClock(), lambda _: _wait(pause)
    )
    words, shelf = Words(text), Shelf()
    adapter.answer_through(words)
    site = Site(
        "解放街道", lambda: "12345", lambda: None, dict, dict, callbacks={"/wechat": adapter}
    )
    taken = listen("127.0.0.1", 0)
    web = Server(make_app(site), lambda: None)
    serving = asyncio.create_task(web.serve([taken]))
    server.callback_url = f"http://127.0.0.1:{taken.getsockname()[1]}/wechat"
    await adapter.open(shelf.receive)
    try:
        yield House(server, adapter, shelf, words)
    finally:
        web.should_exit = True
        await serving
        await adapter.close()


async def _wait(event: asyncio.Event) -> None:
    await event.wait()
