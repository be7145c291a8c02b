"""Groups, supergroups and forums."""

import pytest
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
)

from tests.telegram_server import TelegramServer
from tests.telegram_server.client import PRESS, a_bot


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


async def test_a_topic_can_be_closed_and_deleted(bot: Bot, server: TelegramServer) -> None:
    forum = server.group("议事厅", [server.person("张三")], kind="forum")
    topic = forum.opens_topic("维修")
    forum.closes_topic(topic)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(forum.chat.id, "收到", message_thread_id=topic)
    forum.makes_the_bot("administrator")
    await bot.send_message(forum.chat.id, "收到", message_thread_id=topic)
    forum.deletes_topic(topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.chat.id, "收到", message_thread_id=topic)
    assert all(message.is_deleted for message in forum.chat.messages.values())


async def test_a_bot_that_may_not_speak_is_told_so(bot: Bot, server: TelegramServer) -> None:
    group = server.group("一网格", [server.person("张三")], kind="supergroup")
    group.makes_the_bot("restricted")
    with pytest.raises(BadRequest, match="Not enough rights to send text messages"):
        await bot.send_message(group.chat.id, "停水")
    change = (await bot.get_updates())[-1].my_chat_member
    assert change
    assert change.new_chat_member.status == "restricted"


async def test_somebody_may_speak_as_a_channel_and_a_channel_may_publish(
    bot: Bot, server: TelegramServer
) -> None:
    group = server.group("一网格", [server.person("张三")], kind="supergroup")
    group.channel_says("大家好")
    group.channel_says("@minqing_test_bot 在吗")
    group.channel_posts("/grid")
    spoken, published = [it.message for it in (await bot.get_updates())[1:]]
    assert spoken
    assert spoken.sender_chat
    assert spoken.sender_chat.type == "channel"
    assert published
    assert published.is_automatic_forward


async def test_a_button_with_a_link_of_the_bot_starts_it_in_private(
    bot: Bot, server: TelegramServer
) -> None:
    zhang = server.person("张三")
    group = server.group("一网格", [zhang])
    for label, url in (
        ("私下说", "https://t.me/minqing_test_bot?start=r_abc"),
        ("网站", "https://example.cn/?start=x"),
        ("坏的", "https://t.me/minqing_test_bot?start=r%20abc"),
    ):
        markup = InlineKeyboardMarkup.from_button(InlineKeyboardButton(label, url=url))
        await bot.send_message(group.chat.id, label, reply_markup=markup)
    zhang.taps("网站", chat=group.chat)
    with pytest.raises(AssertionError):
        zhang.taps("坏的", chat=group.chat)
    zhang.taps("私下说", chat=group.chat)
    [message] = [it.message for it in await bot.get_updates() if it.message]
    assert (message.text, message.chat.type) == ("/start r_abc", "private")


async def test_a_press_waits_some_minutes_for_its_answer() -> None:
    now = [1_800_000_000.0]
    with TelegramServer(clock=lambda: now[0]) as server:
        async with a_bot(server) as bot:
            zhang = server.person("张三")
            zhang.opens()
            await bot.send_message(zhang.id, "请核对", reply_markup=PRESS)
            early, late = zhang.taps("提交"), zhang.taps("提交")
            assert await bot.answer_callback_query(early.id)
            now[0] += 601
            with pytest.raises(BadRequest, match="Query is too old"):
                await bot.answer_callback_query(late.id)


async def test_commands_are_kept_for_each_kind_of_chat(bot: Bot, server: TelegramServer) -> None:
    await bot.set_my_commands([("grid", "网格员")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([("menu", "菜单")])
    assert server.commands_of("all_group_chats") == ["grid"]
    assert server.commands_of() == ["menu"]
    assert server.commands_of("all_private_chats") == []
