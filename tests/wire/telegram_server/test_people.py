"""What people do on the stand-in server reaches the bot as Telegram would put it."""

import asyncio

import pytest
from telegram import (
    Bot,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
)

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.client import PRESS, refusal


async def test_a_person_does_what_people_do(bot: Bot, server: TelegramServer) -> None:
    zhang = server.person("张三")
    zhang.opens("invite-1")
    first = zhang.says("三号楼路灯不亮 https://example.com")
    zhang.edits(first, "三号楼和四号楼路灯不亮")
    zhang.replies(first, "补充")
    zhang.shares_location(31.2, 121.4)
    kinds = ["photo", "voice", "video", "video_note", "audio", "animation", "sticker", "document"]
    for kind in [*kinds, "contact"]:
        zhang.sends(kind)
    zhang.says("长" * 5000)
    zhang.blocks_the_bot()
    updates = await bot.get_updates()
    messages = [update.message for update in updates if update.message]
    assert messages[0].text == "/start invite-1"
    assert messages[0].entities[0].type == "bot_command"
    assert updates[2].edited_message
    assert updates[2].edited_message.text == "三号楼和四号楼路灯不亮"
    assert messages[2].reply_to_message
    assert all(getattr(message, kind) for kind, message in zip(kinds, messages[4:], strict=False))
    assert messages[-3].contact
    assert [len(message.text or "") for message in messages[-2:]] == [4096, 904]
    ids = [update.update_id for update in updates]
    assert ids == list(range(ids[0], ids[0] + len(ids)))
    assert updates[-1].my_chat_member
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"


async def test_a_press_is_answered_once_and_in_time(
    bot: Bot, zhang: Person, server: TelegramServer
) -> None:
    sent = await bot.send_message(zhang.id, "请核对", reply_markup=PRESS)
    tap = zhang.taps("提交")
    query = (await bot.get_updates(timeout=2))[-1].callback_query
    assert query
    assert (query.data, query.from_user.id) == ("file:1", zhang.id)
    assert query.message
    assert query.message.message_id == sent.id
    assert await query.answer("好的", show_alert=True)
    assert zhang.hears_back(tap) == "好的"
    assert tap.is_alert
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer()
    late = zhang.taps("提交")
    late.is_expired = True
    assert "query is too old" in refusal(server, "answerCallbackQuery", callback_query_id=late.id)


async def test_an_old_screen_still_has_its_buttons(bot: Bot, zhang: Person) -> None:
    sent = await bot.send_message(zhang.id, "请核对", reply_markup=PRESS)
    card = zhang.sees("请核对")
    await bot.edit_message_text("已提交", zhang.id, sent.id)
    assert zhang.taps("提交", on=card).data == "file:1"
    await bot.delete_message(zhang.id, sent.id)
    zhang.taps("提交", on=card)
    query = (await bot.get_updates())[-1].callback_query
    assert query
    assert query.message
    assert not query.message.is_accessible


async def test_a_reply_keyboard_speaks_for_the_person(bot: Bot, zhang: Person) -> None:
    keyboard = ReplyKeyboardMarkup([["进度"], [KeyboardButton("位置", request_location=True)]])
    await bot.send_message(zhang.id, "请选", reply_markup=keyboard)
    zhang.taps("进度")
    zhang.taps("位置")
    said, placed = (await bot.get_updates())[-2:]
    assert said.message
    assert said.message.text == "进度"
    assert placed.message
    assert placed.message.location


async def test_seeing_waits_for_the_message(
    bot: Bot, zhang: Person, server: TelegramServer
) -> None:
    waiting = asyncio.create_task(asyncio.to_thread(zhang.sees, "HF-"))
    await bot.send_message(zhang.id, "编号 HF-0001")
    assert (await waiting).text == "编号 HF-0001"
    assert zhang.unread() == []
    with pytest.raises(AssertionError, match="张三: /start\n  bot: 编号 HF-0001"):
        zhang.sees("HF-", within=0.01)
    stranger = server.person("李四")
    with pytest.raises(AssertionError, match=r"no button '提交'. The chat:\n\(nothing\)"):
        stranger.taps("提交", within=0.01)
