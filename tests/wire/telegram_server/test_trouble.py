"""Faults on order, limits, records."""

import asyncio
import time

import httpx
import pytest
from telegram import (
    Bot,
)
from telegram.error import (
    NetworkError,
    RetryAfter,
)

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.client import PRESS, call


async def test_ordered_faults_come_once(bot: Bot, zhang: Person, server: TelegramServer) -> None:
    server.fails_next("sendMessage", 500, "Internal Server Error", times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Internal Server Error"):
            await bot.send_message(zhang.id, "您好")
    server.fails_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    _, answer = call(server, "sendMessage", chat_id=zhang.id, text="您好")
    assert answer["parameters"] == {"retry_after": 3}
    assert (await bot.send_message(zhang.id, "您好")).text == "您好"


async def test_a_dropped_answer_has_been_obeyed(
    bot: Bot, zhang: Person, server: TelegramServer
) -> None:
    server.drops_next("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(zhang.id, "您好")
    assert [message.text for message in zhang.inbox] == ["您好"]
    server.drops_next("getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_a_server_that_is_down_answers_nobody(bot: Bot, server: TelegramServer) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.to_thread(server.waits_until, lambda: bool(server.calls_of("getUpdates")))
    server.is_down()
    with pytest.raises(NetworkError):
        await polling
    with pytest.raises(NetworkError):
        await bot.get_me()
    server.is_up()
    assert (await bot.get_me()).is_bot


async def test_limits_are_off_until_they_are_set(
    bot: Bot, zhang: Person, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    now = time.time()
    monkeypatch.setattr(server.world, "clock", lambda: now)
    for number in range(5):
        await bot.send_message(zhang.id, f"{number}")
    server.limits.per_chat_second = 1
    await bot.send_message(zhang.id, "还行")
    with pytest.raises(RetryAfter, match="Flood control exceeded"):
        await bot.send_message(zhang.id, "太快")
    server.limits.per_chat_second = 0
    server.limits.per_group_minute = 1
    group = server.group("一网格", [zhang])
    for chat_id in (zhang.id, zhang.id, group.chat.id):
        await bot.send_message(chat_id, "一")
    status, answer = call(server, "sendMessage", chat_id=group.chat.id, text="二")
    assert status == 429
    assert 58 <= answer["parameters"]["retry_after"] <= 61


async def test_calls_are_kept_with_what_they_said(
    bot: Bot, zhang: Person, server: TelegramServer
) -> None:
    await bot.send_message(zhang.id, "请核对", reply_markup=PRESS)
    (made,) = server.calls_of("sendMessage")
    assert made.params["chat_id"] == zhang.id
    assert made.params["reply_markup"] == PRESS.to_dict()
    assert abs(made.time - time.time()) < 60


def test_every_encoding_says_the_same(server: TelegramServer, zhang: Person) -> None:
    url = f"{server.origin}/bot{server.token}/sendMessage"
    form = {"chat_id": str(zhang.id), "text": "好 & 好"}
    httpx.get(url, params=form)
    httpx.post(url, data=form)
    httpx.post(url, json=form)
    httpx.post(url, data=form, files={"unused": b""})
    assert [message.text for message in zhang.inbox] == ["好 & 好"] * 4
    answer = httpx.post(url, content=b"chat_id=%FF")
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"
    answer = httpx.post(url, content=b"{", headers={"Content-Type": "application/json"})
    assert answer.json()["description"] == "Bad Request: can't parse JSON object"
