import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest

from bot.doors import Envelope
from bot.platforms.telegram.adapter import TelegramAdapter
from bot.platforms.telegram.greeting import Webhook
from tests.support.shelves import Shelf, until
from tests.telegram_server import TOKEN, TelegramServer

SECRET = "S3cret_of-the-tests"
HOOK = Webhook("http://127.0.0.1:9/telegram", SECRET)
UPDATE = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "from": {"id": 5, "is_bot": False},
        "chat": {"id": 5, "type": "private"},
        "text": "灯坏了",
    },
}
BODY = json.dumps(UPDATE, ensure_ascii=False).encode()


@dataclass
class Gate:
    """Holds the adapter's watch until the test lets it look."""

    may_look: asyncio.Event = field(default_factory=asyncio.Event)
    seconds: list[float] = field(default_factory=list[float])

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await self.may_look.wait()
        self.may_look.clear()


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer(retry_delay=3600) as server:
        yield server


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
async def adapter(
    server: TelegramServer, shelf: Shelf, gate: Gate
) -> AsyncIterator[TelegramAdapter]:
    adapter = TelegramAdapter(TOKEN, server.origin, HOOK, pause=gate)
    await adapter.open(shelf.receive)
    yield adapter
    await adapter.close()


async def test_the_webhook_is_set_with_its_secret(
    server: TelegramServer, adapter: TelegramAdapter
) -> None:
    [call] = server.calls_of("setWebhook")
    assert (call.params["url"], call.params["secret_token"]) == (HOOK.url, SECRET)
    assert call.params["allowed_updates"] == [
        *("message", "edited_message", "callback_query", "my_chat_member"),
    ]
    assert "drop_pending_updates" not in call.params
    assert server.calls_of("getUpdates") == []
    assert adapter.fault is None


async def test_a_call_is_answered_after_it_was_stored(
    adapter: TelegramAdapter, shelf: Shelf
) -> None:
    assert await adapter.take_webhook(SECRET, BODY) == 200
    assert shelf.kept == [Envelope("7", BODY, "5", "5")]


@pytest.mark.parametrize("secret", [None, "", "S3cret", SECRET + "x", "é\udc80"])
async def test_a_stranger_is_shown_the_door(
    adapter: TelegramAdapter, shelf: Shelf, secret: str | None
) -> None:
    assert await adapter.take_webhook(secret, BODY) == 403
    assert shelf.kept == []


async def test_without_a_webhook_of_ours_nobody_is_let_in(server: TelegramServer) -> None:
    polling = TelegramAdapter(TOKEN, server.origin)
    assert await polling.take_webhook("", BODY) == 403
    await polling.close()


@pytest.mark.parametrize("junk", [b"", b"[1]", b"\xff\xfe", b"{", b'"x"', b"[" * 99_999])
async def test_junk_is_kept_and_not_asked_for_again(
    adapter: TelegramAdapter, shelf: Shelf, junk: bytes
) -> None:
    assert await adapter.take_webhook(SECRET, junk) == 200
    [envelope] = shelf.kept
    assert (envelope.is_readable, envelope.payload, envelope.sender) == (False, junk, "")
    assert envelope.event_key.startswith("sha256:")


async def test_too_much_is_refused(adapter: TelegramAdapter, shelf: Shelf) -> None:
    assert await adapter.take_webhook(SECRET, b" " * 1_000_001) == 413
    assert shelf.kept == []


async def test_what_could_not_be_stored_is_asked_for_again(
    adapter: TelegramAdapter, shelf: Shelf
) -> None:
    shelf.is_full = True
    assert await adapter.take_webhook(SECRET, BODY) == 503
    assert "cannot be stored" in (adapter.fault or "")
    shelf.is_full = False
    assert await adapter.take_webhook(SECRET, BODY) == 200
    assert adapter.fault is None


async def test_a_closed_door_takes_nothing(adapter: TelegramAdapter) -> None:
    await adapter.close()
    assert await adapter.take_webhook(SECRET, BODY) == 503


async def test_what_does_not_concern_us_is_not_kept(
    adapter: TelegramAdapter, shelf: Shelf
) -> None:
    group = UPDATE["message"] | {"chat": {"id": -5, "type": "group"}}  # type: ignore[operator]
    body = json.dumps({"update_id": 8, "message": group}).encode()
    assert await adapter.take_webhook(SECRET, body) == 200
    assert shelf.kept == []


async def test_a_press_is_acknowledged(server: TelegramServer, adapter: TelegramAdapter) -> None:
    press = {"id": "123", "from": {"id": 5}, "data": "q1.1.1"}
    body = json.dumps({"update_id": 9, "callback_query": press}).encode()
    assert await adapter.take_webhook(SECRET, body) == 200
    await until(lambda: len(server.calls_of("answerCallbackQuery")) == 1)
    assert server.calls_of("answerCallbackQuery")[0].params["callback_query_id"] == "123"


async def test_a_webhook_that_somebody_removed_is_set_again(
    server: TelegramServer, adapter: TelegramAdapter, gate: Gate
) -> None:
    with server.world.changed:
        server.world.webhook.url = ""
    gate.may_look.set()
    await until(lambda: len(server.calls_of("setWebhook")) == 2)
    await until(lambda: len(gate.seconds) == 2)
    assert (gate.seconds, adapter.fault) == ([300, 300], None)


async def test_an_address_that_telegram_cannot_reach_is_a_fault(
    server: TelegramServer, adapter: TelegramAdapter, gate: Gate
) -> None:
    server.person("张三").says("喂")
    await until(lambda: server.world.webhook.last_error_message != "")
    gate.may_look.set()
    await until(lambda: adapter.fault is not None)
    assert adapter.fault == "the webhook does not take updates: Connection closed"
