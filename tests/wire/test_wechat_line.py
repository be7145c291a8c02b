"""The token of the official account, and trouble with WeChat's servers."""

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from bot.doors import Outgoing
from bot.platforms.wechat import WechatAdapter
from models.errors import (
    PlatformDown,
    RetryAfter,
)
from services.clock import SetClock, SystemClock
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.shelves import Pauses, Shelf, until
from tests.support.wechat_house import account_of
from tests.wechat_server import Fault, Person, WeChatServer


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
def server() -> Iterator[WeChatServer]:
    with WeChatServer() as server:
        yield server


@pytest.fixture
async def door(store: Store, server: WeChatServer) -> AsyncIterator[WechatAdapter]:
    adapter = WechatAdapter(account_of(server), store, SystemClock())
    yield adapter
    await adapter.close()


@pytest.fixture
def zhang(server: WeChatServer) -> Person:
    person = server.person("张奶奶")
    person.follows()
    person.says("路灯不亮")
    return person


def to(person: Person, text: str) -> Outgoing:
    return Outgoing(person.openid, "", text)


async def test_too_often_is_waited_for(
    door: WechatAdapter, server: WeChatServer, zhang: Person
) -> None:
    server.quota.per_minute["/cgi-bin/message/custom/send"] = 1
    await door.send(to(zhang, "1"))
    with pytest.raises(RetryAfter) as told:
        await door.send(to(zhang, "2"))
    assert told.value.delay == timedelta(minutes=1)


async def test_a_server_that_is_away_is_down_and_up_again(
    door: WechatAdapter, server: WeChatServer, zhang: Person
) -> None:
    await door.send(to(zhang, "1"))
    server.is_down()
    with pytest.raises(PlatformDown):
        await door.send(to(zhang, "2"))
    assert door.fault is not None
    server.is_up()
    await door.send(to(zhang, "3"))
    assert door.fault is None


async def test_a_token_that_was_replaced_elsewhere_is_renewed_once(
    door: WechatAdapter, server: WeChatServer, zhang: Person
) -> None:
    await door.send(to(zhang, "1"))
    server.refuses_tokens()
    with pytest.raises(PlatformDown):
        await door.send(to(zhang, "2"))
    asked = len(server.calls_of("/cgi-bin/stable_token"))
    for _ in range(3):
        with pytest.raises(PlatformDown):
            await door.send(to(zhang, "3"))
    assert len(server.calls_of("/cgi-bin/stable_token")) == asked == 2
    forced = [it.body["force_refresh"] for it in server.calls_of("/cgi-bin/stable_token")]
    assert forced == [False, True]


async def test_a_wrong_secret_marks_the_door_down_with_one_question(
    store: Store, server: WeChatServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pauses = Pauses()
    wrong = "f" * 32
    door = WechatAdapter(account_of(server, secret=wrong), store, SetClock(MONDAY), pauses)
    await door.open(Shelf().receive)
    await until(lambda: len(pauses.seconds) > 5)
    assert door.fault is not None
    assert "40125" in door.fault or "40001" in door.fault
    assert len(server.calls_of("/cgi-bin/stable_token")) == 1
    await door.close()
    ours = [it for it in caplog.records if it.name.endswith("wechat.adapter")]
    assert len(ours) == 1
    assert wrong not in caplog.text


async def test_a_door_that_was_down_opens_by_itself(
    store: Store, server: WeChatServer, zhang: Person
) -> None:
    clock, pauses = SetClock(MONDAY), Pauses()
    server.is_down()
    door = WechatAdapter(account_of(server), store, clock, pauses)
    await door.open(Shelf().receive)
    await until(lambda: door.fault is not None)
    server.is_up()
    clock.move(timedelta(hours=1))
    await until(lambda: door.fault is None)
    await door.send(to(zhang, "1"))
    await door.close()


async def test_neither_token_nor_secret_gets_into_an_error_or_the_log(
    door: WechatAdapter, server: WeChatServer, zhang: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await door.send(to(zhang, "1"))
    token = server.calls_of("/cgi-bin/message/custom/send")[-1].query["access_token"]
    said = [""]
    for spoil in (server.is_down, server.refuses_connections):
        spoil()
        with pytest.raises(PlatformDown) as error:
            await door.send(to(zhang, "2"))
        said.append(str(error.value))
    assert token not in caplog.text + "".join(said)
    assert server.account.secret not in caplog.text + "".join(said)


@pytest.mark.parametrize("answer", [b"junk", b"[]", b"<html>", b'{"access_token": 7}'])
async def test_an_answer_that_makes_no_sense_is_trouble_and_no_bug(
    door: WechatAdapter, server: WeChatServer, zhang: Person, answer: bytes
) -> None:
    server.faults("/cgi-bin/stable_token", Fault(garbage=answer))
    with pytest.raises(PlatformDown):
        await door.send(to(zhang, "x"))
