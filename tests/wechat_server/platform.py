"""The platform's calls to the program: signed, wrapped, asked again, read strictly."""

import asyncio
import os
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.servers.asking import Answer, NoAnswer, Question, ask
from tests.servers.crypt import Cipher, signature
from tests.servers.xml import Fields, write_xml
from tests.wechat_server.replies import Malformed, Reply, read_answer
from tests.wechat_server.world import TROUBLE, Follower, World

TRIES = 3
ANSWER_WITHIN = 5.0
MODES = ("plain", "compatible", "safe")
_UNSEEN = frozenset({"unsubscribe", "TEMPLATESENDJOBFINISH", "subscribe_msg_sent_event"})
"""Events that nobody waits for in the chat."""


class Try(NamedTuple):
    """One time the program was asked."""

    answer: Answer | None
    failure: str
    """Why the answer was not taken; empty where it was."""


@dataclass
class Delivery:
    """One callback, with all that came of it."""

    person: Follower
    fields: Fields
    tries: list[Try] = field(default_factory=list[Try])
    is_done: bool = False
    reply: Reply | None = None

    @property
    def was_taken(self) -> bool:
        """Whether the program gave an answer that the platform takes."""
        return self.is_done and bool(self.tries) and not self.tries[-1].failure


class Platform:
    """Posts callbacks; each person's in order, without waiting for the answers."""

    def __init__(self, world: World, mode: str) -> None:
        """Start without an address to post to."""
        if mode not in MODES or (mode != "plain" and not world.account.aes_key):
            raise ValueError(f"mode {mode!r} with or without a key")
        self.callback_url = ""
        self.answer_within = ANSWER_WITHIN
        self.mode = mode
        self.asks_again = asyncio.Event()
        self.asks_again.set()
        self.lost_answers = 0
        """How many of the next answers get lost on the way."""
        self.deliveries: list[Delivery] = []
        self._world = world
        account = world.account
        self._cipher: Cipher | None = None
        if account.aes_key:
            self._cipher = Cipher(account.token, account.aes_key, account.app_id)
        self._lanes: dict[str, asyncio.Queue[Delivery]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def cipher(self) -> Cipher:
        """The account's cipher, for tests that seal something themselves."""
        if self._cipher is None:
            raise ValueError("no aes_key was given")
        return self._cipher

    def deliver(
        self, loop: asyncio.AbstractEventLoop | None, person: Follower, fields: Fields
    ) -> Delivery:
        """Post soon; without an address nothing is posted and nobody sees anything."""
        account = self._world.account
        head: dict[str, str | int | float | Fields] = {
            "ToUserName": account.original_id,
            "FromUserName": person.openid,
            "CreateTime": int(self._world.clock()),
        }
        if "MsgType" not in fields:
            head["MsgType"] = "event"
        delivery = Delivery(person, {**head, **fields})
        self.deliveries.append(delivery)
        if self.callback_url and loop is not None:
            loop.call_soon_threadsafe(self._put, delivery)
        else:
            delivery.is_done = True
        return delivery

    async def finish(self) -> None:
        """Stop posting and wait until every connection is closed."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def signed_query(self, openid: str = "", timestamp: str = "", nonce: str = "") -> str:
        """Return the query of a plain callback."""
        return urlencode(self._signed(openid, timestamp, nonce))

    def question(self, delivery: Delivery) -> Question:
        """Return the request for a callback, in the account's mode, signed anew."""
        words = write_xml(delivery.fields)
        openid = delivery.person.openid
        query = self._signed(openid)
        if self.mode != "plain":
            sealed = self.cipher.seal(words)
            query["encrypt_type"] = "aes"
            query["msg_signature"] = self.cipher.sign(query["timestamp"], query["nonce"], sealed)
            to_user = delivery.fields["ToUserName"]
            outside: Fields = {"ToUserName": to_user, "Encrypt": sealed}
            if self.mode == "compatible":
                outside = {**delivery.fields, "Encrypt": sealed}
            words = write_xml(outside)
        return Question("POST", self.address(urlencode(query)), words.encode())

    def address(self, query: str) -> str:
        """Return the callback address with this query."""
        joint = "&" if "?" in self.callback_url else "?"
        return f"{self.callback_url}{joint}{query}"

    def _signed(self, openid: str, timestamp: str = "", nonce: str = "") -> dict[str, str]:
        timestamp = timestamp or str(int(self._world.clock()))
        nonce = nonce or str(int.from_bytes(os.urandom(4), "big"))
        token = self._world.account.token
        query = {
            "signature": signature(token, timestamp, nonce),
            "timestamp": timestamp,
            "nonce": nonce,
        }
        return query | ({"openid": openid} if openid else {})

    def _put(self, delivery: Delivery) -> None:
        openid = delivery.person.openid
        if openid not in self._lanes:
            self._lanes[openid] = asyncio.Queue()
            self._start(self._run(self._lanes[openid]))
        self._lanes[openid].put_nowait(delivery)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, lane: asyncio.Queue[Delivery]) -> None:
        """Send one person's callbacks out in order; their answers come as they come."""
        while True:
            delivery = await lane.get()
            is_out = asyncio.Event()
            self._start(self._deliver(delivery, is_out))
            await is_out.wait()

    async def _deliver(self, delivery: Delivery, is_out: asyncio.Event) -> None:
        try:
            for _ in range(TRIES):
                attempt, reply = await self._try(delivery, is_out)
                is_out.set()
                with self._world.changed:
                    delivery.tries.append(attempt)
                    self._world.changed.notify_all()
                    if not attempt.failure:
                        self._end(delivery, reply)
                        return
                await self.asks_again.wait()
            with self._world.changed:
                self._fail(delivery)
        finally:
            is_out.set()

    async def _try(self, delivery: Delivery, is_out: asyncio.Event) -> tuple[Try, Reply | None]:
        answer: Answer | None = None
        try:
            answer = await ask(self.question(delivery), self.answer_within, is_out.set)
            with self._world.changed:
                if self.lost_answers:
                    self.lost_answers -= 1
                    return Try(answer, "lost on the way"), None
                reply = read_answer(self._world, delivery.person, answer, self._cipher, self.mode)
        except (NoAnswer, Malformed) as error:
            return Try(answer, str(error)), None
        return Try(answer, ""), reply

    def _end(self, delivery: Delivery, reply: Reply | None) -> None:
        delivery.is_done = True
        delivery.reply = reply
        if reply is not None and delivery.person.is_following:
            self._world.show(delivery.person, "passive", reply.type, reply.raw)
        self._world.changed.notify_all()

    def _fail(self, delivery: Delivery) -> None:
        delivery.is_done = True
        if delivery.person.is_following and delivery.fields.get("Event") not in _UNSEEN:
            raw = {"text": {"content": TROUBLE}}
            self._world.show(delivery.person, "trouble", "text", raw)
        self._world.changed.notify_all()
