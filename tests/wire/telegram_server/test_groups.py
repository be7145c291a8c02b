"""Groups, supergroups and forums."""

import pytest
from telegram import (
    Bot,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
)

from tests.telegram_server import TelegramServer
from tests.telegram_server.client import PRESS


async def test_a_group_has_members_and_lets_the_bot_hear_little(
    bot: Bot, server: TelegramServer
) -> None:
    zhang, li = server.person("张三"), server.person("李四")
    group = server.group("一网格", [zhang, li])
    sent = await bot.send_message(group.chat.id, "待认领", reply_markup=PRESS)
    zhang.says("今天天气好", chat=group.chat)
    zhang.says("/grid", chat=group.chat)
    zhang.says("/grid@other_bot", chat=group.chat)
    li.replies(zhang.sees("待认领", chat=group.chat), "我来")
    li.taps("提交", chat=group.chat)
    added, asked, answered, pressed = await bot.get_updates()
    assert added.my_chat_member
    assert asked.message
    assert asked.message.text == "/grid"
    assert answered.message
    assert answered.message.reply_to_message
    assert pressed.callback_query
    assert pressed.callback_query.from_user.id == li.id
    admins = await bot.get_chat_administrators(group.chat.id)
    assert [admin.user.id for admin in admins] == [zhang.id]
    assert (await bot.get_chat_member(group.chat.id, li.id)).status == "member"
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned"):
        await bot.pin_chat_message(group.chat.id, sent.id)
    group.makes_the_bot("administrator")
    assert await bot.pin_chat_message(group.chat.id, sent.id)
    assert (await bot.get_chat_administrators(group.chat.id))[-1].user.id == bot.id
    assert await bot.leave_chat(group.chat.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group.chat.id, "还在吗")
    group.makes_the_bot("kicked")
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.chat.id, "还在吗")


async def test_a_group_becomes_a_supergroup(bot: Bot, server: TelegramServer) -> None:
    group = server.group("一网格", [server.person("张三")])
    old = group.chat.id
    new = group.migrates()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "您好")
    assert moved.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "您好")).message_id == 2
    leaving, arrived = (await bot.get_updates())[1:]
    assert leaving.message
    assert leaving.message.migrate_to_chat_id == new.id
    assert arrived.message
    assert arrived.message.migrate_from_chat_id == old


async def test_a_forum_has_topics_and_anonymous_admins(bot: Bot, server: TelegramServer) -> None:
    zhang = server.person("张三")
    forum = server.group("议事厅", [zhang], kind="forum")
    topic = forum.opens_topic("维修")
    zhang.says("/grid", chat=forum.chat, topic=topic)
    forum.anonymous_admin_says("/grid")
    asked, anonymous = [it.message for it in (await bot.get_updates())[1:] if it.message]
    assert asked.message_thread_id == topic
    assert anonymous.sender_chat
    assert anonymous.sender_chat.id == forum.chat.id
    sent = await bot.send_message(forum.chat.id, "收到", message_thread_id=topic)
    assert sent.is_topic_message
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.chat.id, "收到", message_thread_id=topic + 99)
