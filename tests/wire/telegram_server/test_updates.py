"""Updates are handed out by polling and by webhook."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
)
from telegram.error import (
    Conflict,
)
from typing_extensions import override

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.client import a_bot, call


async def test_updates_come_again_until_they_are_confirmed(bot: Bot, zhang: Person) -> None:
    zhang.says("一")
    first = await bot.get_updates()
    assert [u.update_id for u in await bot.get_updates()] == [u.update_id for u in first]
    assert len(await bot.get_updates(limit=1)) == 1
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [u.update_id for u in rest] == [first[1].update_id]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()
    zhang.says("二")
    zhang.says("三")
    (last,) = await bot.get_updates(offset=-1)
    assert last.message
    assert last.message.text == "三"


async def test_a_long_poll_ends_when_something_happens(
    bot: Bot, zhang: Person, server: TelegramServer
) -> None:
    (opened,) = await bot.get_updates()
    polling = asyncio.create_task(bot.get_updates(offset=opened.update_id + 1, timeout=50))
    await asyncio.to_thread(server.waits_until, lambda: len(server.calls_of("getUpdates")) == 2)
    zhang.says("有人吗")
    (update,) = await polling
    assert update.message
    assert update.message.text == "有人吗"


async def test_the_second_poll_ends_the_first(bot: Bot, server: TelegramServer) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.to_thread(server.waits_until, lambda: bool(server.calls_of("getUpdates")))
    async with a_bot(server) as other:
        assert await other.get_updates() == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await first
    assert [it.code for it in server.refused] == [409]


async def test_a_poller_that_went_away_is_in_nobodys_way(
    zhang: Person, server: TelegramServer
) -> None:
    (opened,) = call(server, "getUpdates")[1]["result"]
    url = f"{server.origin}/bot{server.token}/getUpdates"
    params = {"timeout": 50, "offset": opened["update_id"] + 1}
    async with httpx.AsyncClient(timeout=None) as impatient:  # noqa: S113 - it is ended before
        polling = asyncio.create_task(impatient.get(url, params=params))
        await asyncio.to_thread(
            server.waits_until, lambda: len(server.calls_of("getUpdates")) == 2
        )
        polling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await polling
    assert call(server, "getUpdates", offset=params["offset"])[1]["result"] == []
    said = zhang.says("还在吗")
    (update,) = call(server, "getUpdates", **params)[1]["result"]
    assert update["message"]["message_id"] == said.id
    assert server.refused == []


async def test_only_the_kinds_asked_for_are_queued(
    bot: Bot, zhang: Person, server: TelegramServer
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    before = server.pending_count
    zhang.says("不要")
    zhang.blocks_the_bot()
    assert server.pending_count == before
    await bot.get_updates(allowed_updates=[])
    zhang.unblocks_the_bot()
    assert server.pending_count == before + 1


def test_junk_and_repeats_are_handed_out_as_they_are(server: TelegramServer) -> None:
    number = server.pushes({"unknown_kind": {"deep": [1]}})
    server.pushes({"update_id": number, "message": "not an object"})
    _, answer = call(server, "getUpdates")
    assert [update["update_id"] for update in answer["result"]] == [number, number]
    server.pushes({"update_id": number - 5, "message": {}})
    _, answer = call(server, "getUpdates", offset=number + 1)
    assert [update["update_id"] for update in answer["result"]] == [number - 5]
    assert call(server, "getUpdates", offset=number + 1)[1]["result"] == []


def test_many_updates_are_queued_at_once(server: TelegramServer) -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "好"}
    assert server.queue_updates({"message": message} for _ in range(5000)) == 5000
    offset, got = 0, 0
    with httpx.Client(base_url=f"{server.origin}/bot{server.token}/") as client:
        while batch := client.post("getUpdates", data={"offset": offset}).json()["result"]:
            got += len(batch)
            offset = batch[-1]["update_id"] + 1
    assert got == 5000
    assert server.pending_count == 0


class Receiver(BaseHTTPRequestHandler):
    """A bot's end of a webhook, which refuses as often as it is told."""

    got: list[tuple[str, dict[str, Any]]]
    refusals: int

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if type(self).refusals:
            type(self).refusals -= 1
            self.send_error(503)
            return
        self.got.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[tuple[str, type[Receiver]]]:
    """Give the address of a running receiver, and its class with what came."""

    class Mine(Receiver):
        """One test's own."""

    Mine.got, Mine.refusals = [], 2
    with HTTPServer(("127.0.0.1", 0), Mine) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/telegram", Mine
        http.shutdown()
        thread.join()


async def test_a_webhook_gets_each_update_in_order_until_it_accepts(
    bot: Bot, zhang: Person, server: TelegramServer, receiver: tuple[str, type[Receiver]]
) -> None:
    url, mine = receiver
    zhang.says("一")
    assert await bot.set_webhook(url, secret_token="s3cret", max_connections=1)
    zhang.says("二")
    done = await asyncio.to_thread(server.waits_until, lambda: not server.pending_count)
    assert done
    assert [(secret, body["message"]["text"]) for secret, body in mine.got] == [
        ("s3cret", "/start"),
        ("s3cret", "一"),
        ("s3cret", "二"),
    ]
    seen = await bot.get_webhook_info()
    assert (seen.url, seen.pending_update_count) == (url, 0)
    assert seen.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    assert await bot.delete_webhook()
    zhang.says("三")
    assert len(await bot.get_updates()) == 1


async def test_setting_a_webhook_ends_the_poll(bot: Bot, server: TelegramServer) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.to_thread(server.waits_until, lambda: bool(server.calls_of("getUpdates")))
    await bot.set_webhook("https://127.0.0.1:9/")
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await polling
