"""Calls that the real server would refuse are refused."""

import httpx
import pytest
from telegram import (
    Bot,
    InputMediaDocument,
    InputMediaPhoto,
    ReplyKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
)

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.client import PRESS, a_bot, call, refusal


async def test_a_wrong_token_is_told_from_a_right_one(server: TelegramServer) -> None:
    with pytest.raises(InvalidToken):
        async with a_bot(server, "700000001:AAanother"):
            pass


def test_a_wrong_token_or_method_is_not_found(server: TelegramServer) -> None:
    assert httpx.get(f"{server.origin}/bot700000001:AAanother/getMe").status_code == 401
    assert httpx.get(f"{server.origin}/botnonsense/getMe").status_code == 404
    assert httpx.get(f"{server.origin}/").status_code == 404
    assert refusal(server, "sendGreeting") == "Not Found: method not found"
    assert httpx.get(f"{server.origin}/file/bot{server.token}/no/such").status_code == 404
    assert call(server, "GETME")[0] == 200


async def test_only_chats_that_were_opened_can_be_written_to(
    bot: Bot, server: TelegramServer
) -> None:
    zhang, li = server.person("张三"), server.person("李四")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(zhang.id, "您好")
    server.group("一网格", [zhang, li])
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(li.id, "您好")
    zhang.opens()
    zhang.blocks_the_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(zhang.id, "您好")
    zhang.unblocks_the_bot()
    assert (await bot.send_message(zhang.id, "您好")).text == "您好"
    assert [(it.call.method, it.code) for it in server.refused] == [
        ("sendMessage", 400),
        ("sendMessage", 403),
        ("sendMessage", 403),
    ]


async def test_an_edit_must_change_something_of_the_bots_own(
    bot: Bot, zhang: Person, server: TelegramServer
) -> None:
    sent = await bot.send_message(zhang.id, "请核对", reply_markup=PRESS)
    with pytest.raises(BadRequest, match="Message is not modified: specified new message"):
        await bot.edit_message_text("请核对", zhang.id, sent.id, reply_markup=PRESS)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(zhang.id, sent.id, reply_markup=PRESS)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("好", zhang.id, 9)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("好", zhang.id, zhang.says("别动").id)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(zhang.id, sent.id, caption="好")
    photo = await bot.send_photo(zhang.id, b"jpeg")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("好", zhang.id, photo.id)
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.edit_message_caption(zhang.id, photo.id, caption="长" * 1025)
    assert "inline keyboard expected" in refusal(
        server,
        "editMessageReplyMarkup",
        chat_id=zhang.id,
        message_id=sent.id,
        reply_markup={"keyboard": [["一"]]},
    )
    fixed = await bot.send_message(zhang.id, "请选", reply_markup=ReplyKeyboardMarkup([["一"]]))
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("好", zhang.id, fixed.id)
    await bot.delete_message(zhang.id, sent.id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(zhang.id, sent.id)


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("setMyCommands", {"commands": [["a", "b"]]}, "Object expected"),
        ("setMyCommands", {}, 'parameter "commands" is required'),
        ("setMyCommands", {"commands": [{"command": "Grid"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a" * 33}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": " "}]},
            "command description must be non-empty",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "长" * 257}]},
            "command description length must not exceed 256",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "b"}] * 101},
            "must have 0 to 100 items",
        ),
        ("setMyCommands", {"commands": [], "scope": {"type": "all"}}, "unsupported type"),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "chat", "chat_id": 9}},
            "chat not found",
        ),
        ("setMyCommands", {"commands": [], "language_code": "zh-CN"}, "invalid language code"),
        ("setMyDescription", {"description": "长" * 513}, "must be 0 to 512"),
        ("setMyShortDescription", {"short_description": "长" * 121}, "must be 0 to 120"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old and response"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "长" * 201}, "TOO_LONG"),
        ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
        ("getUpdates", {"limit": 101}, 'parameter "limit" must be between 1 and 100'),
        ("getUpdates", {"offset": "soon"}, 'parameter "offset" must be an Integer'),
        ("setWebhook", {"url": "http://bot.example.com/"}, "An HTTPS URL must be provided"),
        ("setWebhook", {"url": "https://a.cn/", "secret_token": "秘"}, "unallowed characters"),
        ("sendPhoto", {"chat_id": 1}, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": 1, "photo": "x"}, "wrong file identifier/HTTP URL specified"),
        ("sendLocation", {"chat_id": 1, "latitude": 91, "longitude": 0}, "between -90 and 90"),
        ("sendChatAction", {"chat_id": 1, "action": "dancing"}, "must be one of typing"),
        ("setChatMenuButton", {"menu_button": {"type": "big"}}, "unsupported type specified"),
        ("getChat", {"chat_id": "@nobody_here"}, "chat not found"),
    ],
)
def test_wrong_parameters_are_refused(
    server: TelegramServer, method: str, params: dict[str, object], reason: str
) -> None:
    assert reason in refusal(server, method, **params)
    assert [it.call.method for it in server.refused] == [method]


async def test_an_album_must_be_one(bot: Bot, zhang: Person, server: TelegramServer) -> None:
    mixed: list[InputMediaPhoto | InputMediaDocument] = [
        InputMediaPhoto(b"a"),
        InputMediaDocument(b"b"),
    ]
    with pytest.raises(BadRequest, match="Document can't be mixed with other media types"):
        await bot.send_media_group(zhang.id, mixed)
    media = [{"type": "photo", "media": "attach://gone"}] * 2
    assert "media not found" in refusal(server, "sendMediaGroup", chat_id=zhang.id, media=media)
    assert "2 to 10" in refusal(server, "sendMediaGroup", chat_id=zhang.id, media=media[:1])


async def test_a_reaction_is_one_of_the_known_emojis(bot: Bot, zhang: Person) -> None:
    said = zhang.says("好")
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(zhang.id, said.id, "🚑")
    with pytest.raises(BadRequest, match="Message to react not found"):
        await bot.set_message_reaction(zhang.id, 9, "👍")
