"""Access tokens: asked for by one at a time, kept sealed, and not begged for."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlmodel import select
from typing_extensions import override

from bot.platforms.tencent.answers import Json
from bot.platforms.tencent.calling import Line, Part, Wire
from bot.platforms.tencent.tokens import Tokens
from models.doors import AccessToken
from models.errors import DeliveryError, PlatformDown
from services import tokens
from services.clock import SetClock
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET

HOURS = timedelta(hours=2)


@dataclass
class Platform:
    """Gives out tokens `t1`, `t2` … and counts how often it is asked."""

    forced: list[bool] = field(default_factory=list[bool])
    fault: str = ""
    may_answer: asyncio.Event | None = None
    is_asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def ask(self, by_force: bool) -> tuple[str, timedelta]:
        self.forced.append(by_force)
        self.is_asked.set()
        if self.may_answer is not None:
            await self.may_answer.wait()
        if self.fault:
            raise PlatformDown(self.fault)
        return f"t{len(self.forced)}", HOURS


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MONDAY)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    store = Store(store_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
def platform() -> Platform:
    return Platform()


Process = Callable[[], Tokens]


@pytest.fixture
def process(store: Store, clock: SetClock, platform: Platform) -> Process:
    """Give what another process would have of the same robot."""
    return lambda: Tokens(store, clock, "wechat:wx1", platform.ask)


async def test_a_token_is_asked_for_once_for_all_processes(
    process: Process, platform: Platform
) -> None:
    assert {await process().get() for _ in range(3)} == {"t1"}
    assert platform.forced == [False]


async def test_two_processes_at_once_ask_once(process: Process, platform: Platform) -> None:
    platform.may_answer = asyncio.Event()
    getting = [asyncio.create_task(process().get()) for _ in range(4)]
    await platform.is_asked.wait()
    platform.may_answer.set()
    assert set(await asyncio.gather(*getting)) == {"t1"}
    assert platform.forced == [False]


async def test_it_is_renewed_before_it_ends(
    process: Process, platform: Platform, clock: SetClock
) -> None:
    ours = process()
    assert await ours.get() == "t1"
    clock.at += HOURS - timedelta(minutes=4)
    assert await ours.get() == "t2"
    assert platform.forced == [False, False]


async def test_a_refused_token_is_renewed_by_force_and_once(
    process: Process, platform: Platform
) -> None:
    one, other = process(), process()
    assert (await one.get(), await other.get()) == ("t1", "t1")
    assert await one.renew("t1") == "t2"
    assert await other.renew("t1") == "t2"
    assert platform.forced == [False, True]


async def test_a_platform_that_refuses_is_left_alone_and_each_time_longer(
    process: Process, platform: Platform, clock: SetClock
) -> None:
    ours = process()
    platform.fault = "40125 invalid appsecret"
    waits: list[float] = []
    for asked in range(1, 4):
        for _ in range(5):
            with pytest.raises(PlatformDown, match="40125"):
                await ours.get()
            with pytest.raises(PlatformDown, match="40125"):
                await process().get()
        assert len(platform.forced) == asked
        began = clock.at
        while True:
            clock.at += timedelta(seconds=10)
            try:
                await ours.get()
            except PlatformDown:
                if len(platform.forced) > asked:
                    break
        waits.append((clock.at - began).total_seconds())
    assert waits == [30, 60, 120]
    platform.fault = ""
    await ours.wake()
    assert await process().get() == "t5"


async def test_one_that_cannot_be_renewed_early_is_good_until_it_ends(
    process: Process, platform: Platform, clock: SetClock
) -> None:
    ours, other = process(), process()
    assert await ours.get() == "t1"
    platform.fault = "-1 system error"
    clock.at += HOURS - timedelta(minutes=4)
    assert [await it.get() for it in (ours, other, ours)] == ["t1"] * 3
    assert platform.forced == [False, False]
    clock.at += tokens.SHORTEST_REST
    assert await other.get() == "t1"
    assert platform.forced == [False] * 3
    clock.at += timedelta(minutes=4)
    with pytest.raises(PlatformDown, match="-1"):
        await ours.get()


async def test_one_that_is_refused_is_not_used_because_another_cannot_be_had(
    process: Process, platform: Platform, clock: SetClock
) -> None:
    ours = process()
    assert await ours.get() == "t1"
    platform.fault = "-1 system error"
    clock.at += HOURS - timedelta(minutes=4)
    assert await ours.get() == "t1"
    for it in (ours, process()):
        with pytest.raises(PlatformDown, match="-1"):
            await it.renew("t1")
        with pytest.raises(PlatformDown, match="-1"):
            await it.get()


async def test_the_one_before_is_used_while_another_process_asks(
    process: Process, platform: Platform, clock: SetClock
) -> None:
    one, other = process(), process()
    assert (await one.get(), await other.get()) == ("t1", "t1")
    clock.at += HOURS - timedelta(minutes=4)
    platform.may_answer = asyncio.Event()
    platform.is_asked.clear()
    asking = asyncio.create_task(one.get())
    await platform.is_asked.wait()
    assert await other.get() == "t1"
    platform.may_answer.set()
    assert await asking == "t2"


async def test_who_hears_late_of_a_refusal_spoils_no_newer_token(
    process: Process, platform: Platform
) -> None:
    one, other = process(), process()
    assert await one.get() == "t1"
    assert await one.renew("t1") == "t2"
    assert await other.renew("t2") == "t3"
    await one.give_up("t2", "40014 invalid access_token")
    assert [await it.get() for it in (one, other, process())] == ["t3"] * 3
    assert platform.forced == [False, True, True]


async def test_who_asked_too_long_spoils_no_newer_token(
    process: Process, platform: Platform, clock: SetClock
) -> None:
    platform.may_answer = asyncio.Event()
    late = asyncio.create_task(process().get())
    await platform.is_asked.wait()
    clock.at += tokens.ASKING
    platform.is_asked, slow = asyncio.Event(), platform.may_answer
    platform.may_answer = None
    assert await process().get() == "t2"
    platform.fault = "it does not answer"
    slow.set()
    with pytest.raises(PlatformDown):
        await late
    assert await process().get() == "t2"


async def test_calls_that_are_refused_at_once_are_one_refusal(
    process: Process, store: Store, clock: SetClock
) -> None:
    at_once = asyncio.Barrier(16)
    lines = [Line(RefusingWire(at_once), process()) for _ in range(16)]
    said = await asyncio.gather(*(it.post("/x", {}) for it in lines), return_exceptions=True)
    assert all(isinstance(it, PlatformDown) for it in said)
    with store.read() as session:
        row = session.exec(select(AccessToken)).one()
    assert (row.refusals, row.rests_until) == (1, clock.now() + tokens.SHORTEST_REST)


async def test_a_token_lies_sealed_in_the_store(process: Process, store: Store) -> None:
    token = await process().get()
    with store.read() as session:
        row = session.exec(select(AccessToken)).one()
    assert row.value is not None
    assert token.encode() not in row.value


async def test_who_died_while_asking_does_not_keep_the_others_out_for_long(
    process: Process, store: Store, clock: SetClock
) -> None:
    with store.write() as session:
        assert tokens.take_turn(session, "wechat:wx1", "a process that died", clock)
    clock.at += tokens.ASKING
    assert await process().get() == "t1"


class RefusingWire(Wire):
    """A server that refuses every token, and counts the calls."""

    def __init__(self, at_once: asyncio.Barrier | None = None) -> None:
        super().__init__("http://127.0.0.1:9")
        self.at_once = at_once
        self.tokens: list[str] = []

    @override
    async def call(
        self,
        method: str,
        path: str,
        params: Mapping[str, str],
        *,
        body: Json | None = None,
        part: Part | None = None,
    ) -> Json:
        self.tokens.append(params["access_token"])
        if self.at_once is not None:
            await self.at_once.wait()
        return {"errcode": 40014, "errmsg": "invalid access_token"}


async def test_a_server_that_keeps_refusing_is_asked_once_and_the_door_is_down(
    process: Process, platform: Platform
) -> None:
    wire = RefusingWire()
    line = Line(wire, process())
    for _ in range(3):
        with pytest.raises(DeliveryError):
            await line.post("/cgi-bin/message/custom/send", {})
    assert wire.tokens == ["t1", "t2"]
    assert platform.forced == [False, True]
    assert line.fault is not None
    assert "40014" in line.fault
