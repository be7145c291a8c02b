"""The process in this process: doors and leases, trouble and its end."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.exc import OperationalError, ProgrammingError
from typing_extensions import override

from bot import app, serving
from bot.doors import Adapter, Outgoing, Receive
from bot.setting_groups import Settings, Web
from bot.turns import Turns
from handlers.talking.messages import Heard, Kind
from models.errors import OperatorError
from models.people import Door
from services import leases, marks
from services.clock import SystemClock
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.support.patience import PATIENCE
from tests.support.processes import a_free_port
from tests.support.shelves import until


@dataclass
class Gate(Adapter):
    """A door that notes when it is opened and closed."""

    door: Door = Door.TELEGRAM
    robot: str = "1"
    is_called: bool = False
    looked: int = 0
    happened: list[str] = field(default_factory=list[str])

    @override
    async def open(self, receive: Receive) -> None:
        del receive
        self.happened.append("open")

    @override
    async def close(self) -> None:
        self.happened.append("close")

    @override
    def hear(self, payload: bytes) -> Heard:
        return Heard(Kind.TEXT, payload.decode())

    @override
    def split(self, text: str) -> Sequence[str]:
        return [text]

    @override
    async def send(self, outgoing: Outgoing) -> str:
        return outgoing.chat

    @property
    @override
    def is_polling(self) -> bool:
        self.looked += 1
        return not self.is_called

    @property
    @override
    def fault(self) -> str | None:
        return None


@dataclass
class House:
    """A process under way, and what one may do to it."""

    process: app.Process
    task: "asyncio.Task[None]"
    port: int

    async def stop(self) -> None:
        """Stop it as a signal does, and see how it ended."""
        for server in SERVERS:
            server.stop()
        await self.task


SERVERS: list[serving.Server] = []


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    gate = Gate()

    def make(*_: object) -> list[Adapter]:
        return [gate]

    monkeypatch.setattr(app, "make_adapters", make)
    monkeypatch.setattr(app, "RENEWAL", 0.02)
    monkeypatch.setattr(app, "AFTER_TROUBLE", 0.02)
    return gate


@pytest.fixture
async def house(store: Store, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    assert gate.happened == []
    SERVERS.clear()
    begin = serving.Server.__init__

    def note(
        server: serving.Server, pages: FastAPI, hang_up: Callable[[], None], proxy: str | None
    ) -> None:
        begin(server, pages, hang_up, proxy)
        SERVERS.append(server)

    monkeypatch.setattr(serving.Server, "__init__", note)
    port = a_free_port()
    process = app.Process(Settings(web=Web(port=port)), store)
    house = House(process, asyncio.create_task(process.run()), port)
    await until(lambda: bool(SERVERS) and SERVERS[0].started)
    yield house
    if not house.task.done():
        await house.stop()


def refuse(*_: object) -> bool:
    return False


def a_locked_store() -> OperationalError:
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("BEGIN IMMEDIATE", (), cause)


async def test_a_door_stands_open_while_we_hold_its_lease(
    house: House, gate: Gate, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await until(lambda: gate.happened == ["open"])
    holds = leases.take_lease
    monkeypatch.setattr(leases, "take_lease", refuse)
    await until(lambda: gate.happened == ["open", "close"])
    monkeypatch.setattr(leases, "take_lease", holds)
    await until(lambda: gate.happened == ["open", "close", "open"])
    await house.stop()
    assert gate.happened == ["open", "close", "open", "close"]
    with store.write() as session:
        lasts = timedelta(seconds=30)
        assert leases.take_lease(session, "poll:telegram:1", "another", lasts, SystemClock())


async def test_while_the_store_does_not_answer_the_door_is_closed(
    house: House, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    await until(lambda: gate.happened == ["open"])
    holds = leases.take_lease

    def fail(*_: object) -> bool:
        raise a_locked_store()

    monkeypatch.setattr(leases, "take_lease", fail)
    await until(lambda: gate.happened == ["open", "close"])
    assert await ready(house) == 503
    monkeypatch.setattr(leases, "take_lease", holds)
    await until(lambda: gate.happened == ["open", "close", "open"])
    assert await ready(house) == 200
    await house.stop()


async def test_a_door_that_is_called_needs_no_lease(
    house: House, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    await until(lambda: gate.happened == ["open"])
    gate.is_called = True
    monkeypatch.setattr(leases, "take_lease", refuse)
    monkeypatch.setattr(leases, "give_back", None)
    before = gate.looked
    await until(lambda: gate.looked > before + 4)
    assert gate.happened == ["open"]
    await house.stop()
    assert gate.happened == ["open", "close"]


async def test_a_part_that_fails_ends_the_process_with_its_error(
    house: House, gate: Gate, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await until(lambda: gate.happened == ["open"])

    def fail(*_: object) -> bool:
        raise ProgrammingError("SELECT", (), Exception("no such column"))

    monkeypatch.setattr(leases, "take_lease", fail)
    with pytest.raises(ProgrammingError):
        await house.task
    assert "a part of the program failed" in caplog.text


@pytest.mark.parametrize("error", [a_locked_store(), ZeroDivisionError("a bug")])
async def test_trouble_in_the_turns_is_told_once_and_waited_out(
    house: House,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    tried: list[int] = []
    run_once = Turns.run_once

    def fail(turns: Turns) -> int:
        tried.append(1)
        if len(tried) < 5:
            raise error
        return run_once(turns)

    with caplog.at_level(logging.INFO, "bot.app"):
        monkeypatch.setattr(Turns, "run_once", fail)
        await until(lambda: "turns go on" in caplog.text)
    assert caplog.text.count("turns stand still") == 1
    assert ("Traceback" in caplog.text) == isinstance(error, ZeroDivisionError)
    await house.stop()


async def test_the_web_side_answers_for_the_parts(house: House) -> None:
    async with AsyncClient(base_url=f"http://127.0.0.1:{house.port}") as client:
        assert (await client.get("/readyz")).json() == {"store": "ok", "telegram": "ok"}
        assert "12345" in (await client.get("/")).text
    await house.stop()


async def ready(house: House) -> int:
    async with AsyncClient(base_url=f"http://127.0.0.1:{house.port}") as client:
        return (await client.get("/readyz")).status_code


async def test_a_door_that_stands_by_is_ready(
    house: House, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    await until(lambda: gate.happened == ["open"])
    monkeypatch.setattr(leases, "take_lease", refuse)
    await until(lambda: gate.happened == ["open", "close"])
    assert await ready(house) == 200
    await house.stop()


@pytest.mark.parametrize(("part", "name"), [(Turns, "run_once"), (marks, "set_mark")])
async def test_while_nothing_can_be_done_or_stored_it_is_not_ready(
    house: House, part: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    does, broken = getattr(part, name), asyncio.Event()

    def fail(*arguments: object) -> object:
        if broken.is_set():
            raise a_locked_store()
        return does(*arguments)

    monkeypatch.setattr(part, name, fail)
    for status in (200, 503, 200):
        (broken.set if status != 200 else broken.clear)()
        async with asyncio.timeout(PATIENCE):
            while await ready(house) != status:
                pass
    await house.stop()


@pytest.mark.parametrize(
    ("host", "port", "name"),
    [("127.0.0.1", None, "PORT"), ("203.0.113.7", 0, "HOST"), ("::2", 0, "HOST")],
)
def test_an_address_that_cannot_be_taken_is_named_in_one_line(
    host: str, port: int | None, name: str
) -> None:
    with serving.listen("127.0.0.1", 0) as taken:
        wanted = taken.getsockname()[1] if port is None else port
        with pytest.raises(OperatorError, match=f"^MINQING_WEB__{name}：") as refused:
            serving.listen(host, wanted)
    assert "\n" not in str(refused.value)
    assert "while" not in str(refused.value)
