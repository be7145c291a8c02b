import json
import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.doors import Outgoing
from bot.platforms.telegram.adapter import TelegramAdapter
from handlers.talking.messages import Kind
from models.people import Door
from services.texts.commands import COMMANDS
from tests.support.shelves import Pauses, Shelf, until
from tests.telegram_server import TOKEN, TelegramServer


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def adapter(server: TelegramServer, pauses: Pauses) -> AsyncIterator[TelegramAdapter]:
    adapter = TelegramAdapter(TOKEN, server.origin, pause=pauses)
    yield adapter
    await adapter.close()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [it.getMessage() for it in caplog.records if it.name.startswith("bot.")]


async def test_the_door_opens_with_commands_and_knows_its_name(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    await adapter.open(shelf.receive)
    assert (adapter.door, adapter.robot) == (Door.TELEGRAM, TOKEN.split(":")[0])
    assert (adapter.username, adapter.fault) == ("minqing_test_bot", None)
    assert server.commands_of("default") == list(COMMANDS)
    assert server.commands_of("all_private_chats") == list(COMMANDS)
    assert server.commands_of("all_group_chats") == ["report", "grid", "help"]
    assert server.commands_of("all_chat_administrators") == ["report", "grid", "help", "bind"]
    assert server.refused == []


async def test_what_people_do_is_taken_in_as_it_was_sent(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    await adapter.open(shelf.receive)
    zhang = server.person("张三")
    said = zhang.says("三号楼路灯不亮\U0001f62d")
    zhang.edits(said, "四号楼路灯不亮")
    zhang.shares_location(39.5, 116.25)
    zhang.sends("sticker")
    await until(lambda: len(shelf.kept) == 4)
    assert {(it.sender, it.chat) for it in shelf.kept} == {(str(zhang.id), str(zhang.id))}
    heard = [adapter.hear(it.payload) for it in shelf.kept]
    assert [it.kind for it in heard] == [Kind.TEXT, Kind.EDIT, Kind.PLACE, Kind.OTHER]
    assert [it.words for it in heard[:2]] == ["三号楼路灯不亮\U0001f62d", "四号楼路灯不亮"]
    assert json.loads(shelf.kept[0].payload)["message"]["date"] > 0
    poll = server.calls_of("getUpdates")[-1].params
    assert poll["allowed_updates"] == [
        *("message", "edited_message", "callback_query", "my_chat_member"),
    ]
    assert 25 <= poll["timeout"] <= 50


async def test_what_waited_while_we_were_away_is_taken_in(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    zhang = server.person("张三")
    for number in range(250):
        zhang.says(str(number))
    await adapter.open(shelf.receive)
    await until(lambda: len(shelf.kept) == 250)
    assert [adapter.hear(it.payload).words for it in shelf.kept] == [str(n) for n in range(250)]
    dropped = [
        call.params.get("drop_pending_updates") for call in server.calls_of("deleteWebhook")
    ]
    assert dropped == [None]


async def test_nothing_is_confirmed_before_it_is_stored(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    shelf.is_full = True
    await adapter.open(shelf.receive)
    server.person("张三").says("别丢")
    await until(lambda: shelf.calls > 2)
    assert server.pending_count == 1
    shelf.is_full = False
    await until(lambda: len(shelf.kept) == 1)
    await until(lambda: server.pending_count == 0)
    await until(lambda: adapter.fault is None)


async def test_a_store_that_fails_is_told_once(
    server: TelegramServer,
    adapter: TelegramAdapter,
    shelf: Shelf,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await adapter.open(shelf.receive)
    shelf.is_full = True
    with caplog.at_level(logging.WARNING):
        server.person("张三").says("别丢")
        await until(lambda: shelf.calls > 4)
        shelf.is_full = False
        await until(lambda: len(shelf.kept) == 1)
    assert len(lines(caplog)) == 1
    assert "cannot be stored" in lines(caplog)[0]


async def test_a_press_is_acknowledged_after_it_was_stored(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    zhang = server.person("张三")
    zhang.opens()
    await adapter.open(shelf.receive)
    with server.world.changed:
        keyboard = {"inline_keyboard": [[{"text": "提交", "callback_data": "q1.1.0"}]]}
        server.world.post(zhang.private_chat, server.bot, {"text": "请核对"}, keyboard)
    shelf.is_full = True
    tap = zhang.taps("提交")
    await until(lambda: shelf.calls > 2)
    assert server.calls_of("answerCallbackQuery") == []
    shelf.is_full = False
    await until(lambda: tap.is_answered)
    assert adapter.hear(shelf.kept[-1].payload).token == "q1.1.0"
    server.fails_next("answerCallbackQuery", 400, "Bad Request: query is too old")
    zhang.taps("提交")
    await until(lambda: len(server.calls_of("answerCallbackQuery")) == 2)
    assert adapter.fault is None


async def test_junk_updates_stop_nothing(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    server.pushes({"message": 7})
    server.pushes({"message": {"chat": {"type": []}, "from": [1]}})
    server.pushes({"never_heard_of": {"x": None}})
    server.pushes({"callback_query": {"id": {}, "from": None}})
    server.person("张三").says("还在吗")
    await adapter.open(shelf.receive)
    await until(lambda: len(shelf.kept) == 5)
    assert [bool(it.sender) for it in shelf.kept] == [False] * 4 + [True]


async def test_the_door_opens_by_itself_when_telegram_comes_back(
    server: TelegramServer,
    adapter: TelegramAdapter,
    shelf: Shelf,
    pauses: Pauses,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.is_down()
    with caplog.at_level(logging.INFO):
        await adapter.open(shelf.receive)
        assert adapter.fault is not None
        await until(lambda: len(pauses.seconds) >= 12)
        server.is_up()
        await until(lambda: adapter.fault is None)
    server.person("张三").says("喂")
    await until(lambda: len(shelf.kept) == 1)
    assert max(pauses.seconds) <= 60
    assert min(pauses.seconds[6:]) >= 30
    assert len(lines(caplog)) == 2
    assert TOKEN not in caplog.text


async def test_an_outage_in_the_middle_is_outlived(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf, pauses: Pauses
) -> None:
    await adapter.open(shelf.receive)
    await until(lambda: len(server.calls_of("getUpdates")) > 1)
    server.is_down()
    await until(lambda: adapter.fault is not None and len(pauses.seconds) > 1)
    server.is_up()
    server.person("张三").says("喂")
    await until(lambda: len(shelf.kept) == 1)


async def test_a_refused_token_is_named_and_not_shown(
    server: TelegramServer, shelf: Shelf, pauses: Pauses, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "700000001:AAF-not_the_token"
    adapter = TelegramAdapter(wrong, server.origin, pause=pauses)
    with caplog.at_level(logging.DEBUG, "bot"):
        await adapter.open(shelf.receive)
        await until(lambda: len(pauses.seconds) > 3)
        assert adapter.fault == "the token is refused"
        await adapter.close()
    assert adapter.fault is None
    assert len(lines(caplog)) == 1
    assert "AAF" not in caplog.text


async def test_another_program_that_polls_is_named_in_one_line(
    server: TelegramServer,
    adapter: TelegramAdapter,
    shelf: Shelf,
    pauses: Pauses,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.fails_next("getUpdates", 409, "Conflict: terminated by other getUpdates", times=6)
    with caplog.at_level(logging.WARNING):
        await adapter.open(shelf.receive)
        assert adapter.fault == "another program takes this bot's updates"
        await until(lambda: adapter.fault is None)
    assert (len(pauses.seconds), len(lines(caplog))) == (6, 1)


async def test_a_webhook_set_elsewhere_gives_way_to_polling(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    await adapter.open(shelf.receive)
    server.person("张三").says("一")
    await until(lambda: len(shelf.kept) == 1)
    with server.world.changed:
        server.world.webhook.url = "https://elsewhere.example/x"
    server.fails_next("getUpdates", 409, "Conflict: can't use getUpdates while webhook is active")
    server.person("李四").says("二")
    await until(lambda: server.world.webhook.url == "")
    await until(lambda: len(shelf.kept) == 2)


async def test_a_closed_door_still_sends_and_opens_again(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    zhang = server.person("张三")
    await adapter.open(shelf.receive)
    zhang.says("一")
    await until(lambda: len(shelf.kept) == 1)
    await adapter.close()
    await adapter.send(Outgoing(str(zhang.id), "", "回复"))
    zhang.says("二")
    await adapter.open(shelf.receive)
    await until(lambda: len(shelf.kept) == 2)
    zhang.sees("回复")


async def test_a_flood_wait_is_obeyed(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf, pauses: Pauses
) -> None:
    server.fails_next("getMe", 429, "Too Many Requests", retry_after=77)
    await adapter.open(shelf.receive)
    assert adapter.fault == "told to wait"
    await until(lambda: adapter.fault is None)
    assert pauses.seconds == [77]


async def test_commands_that_are_refused_do_not_keep_the_door_shut(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    server.fails_next("setMyCommands", 400, "Bad Request: BOT_COMMAND_INVALID")
    await adapter.open(shelf.receive)
    assert adapter.fault is None


async def test_after_silence_numbers_may_start_anywhere(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf
) -> None:
    server.pushes({"update_id": 900_000_000, "poll": {}})
    await adapter.open(shelf.receive)
    await until(lambda: len(shelf.kept) == 1)
    server.pushes({"update_id": 900_000_001, "poll": {}})
    await until(lambda: len(server.calls_of("getUpdates")) == 3)
    asked = [call.params.get("offset") for call in server.calls_of("getUpdates")]
    assert len(shelf.kept) == 2
    assert asked == [None, 900_000_001, 900_000_002]
