"""The library calls every method of the stand-in server and can read each answer."""

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InputMediaPhoto,
    MenuButtonCommands,
    MessageEntity,
    ReplyParameters,
)

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.client import PRESS


async def test_the_bot_describes_itself(bot: Bot, zhang: Person, server: TelegramServer) -> None:
    assert (await bot.get_me()).username == server.bot["username"]
    commands = [BotCommand("grid", "我的网格"), BotCommand("office", "电话")]
    assert await bot.set_my_commands(commands)
    assert await bot.get_my_commands() == tuple(commands)
    scope = BotCommandScopeChat(zhang.id)
    assert await bot.set_my_commands(commands[:1], scope=scope, language_code="zh")
    assert await bot.get_my_commands(scope=scope, language_code="zh") == (commands[0],)
    assert await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
    assert await bot.set_my_description("说出来，我们办")
    assert await bot.set_my_short_description("民情直通车")
    assert await bot.set_chat_menu_button(zhang.id, MenuButtonCommands())
    assert server.world.profile.descriptions == {"": "说出来，我们办"}
    assert await bot.send_chat_action(zhang.id, "typing")
    assert zhang.private_chat.actions == ["typing"]


async def test_text_is_sent_edited_and_deleted(bot: Bot, zhang: Person) -> None:
    sent = await bot.send_message(zhang.id, "<b>请核对</b> &amp; 提交", "HTML", reply_markup=PRESS)
    assert sent.text == "请核对 & 提交"
    assert sent.entities == (MessageEntity("bold", 0, 3),)
    assert sent.reply_markup == PRESS
    assert zhang.sees("请核对").buttons == ["提交 ✅"]
    edited = await bot.edit_message_text("已提交", zhang.id, sent.id)
    assert isinstance(edited, type(sent))
    assert edited.edit_date
    assert zhang.sees("已提交").buttons == []
    await bot.edit_message_reply_markup(zhang.id, sent.id, reply_markup=PRESS)
    assert zhang.inbox[0].rows == [["提交 ✅"]]
    assert await bot.delete_message(zhang.id, sent.id)
    assert zhang.inbox == []


async def test_files_go_out_and_come_back(bot: Bot, zhang: Person) -> None:
    photo = await bot.send_photo(zhang.id, b"jpeg", caption="现场")
    assert photo.photo[-1].file_size == 4
    assert zhang.sees("现场").raw["photo"]
    again = await bot.send_photo(zhang.id, photo.photo[-1].file_id)
    assert await (await again.photo[-1].get_file()).download_as_bytearray() == b"jpeg"
    voice = await bot.send_voice(zhang.id, b"ogg", duration=7)
    assert voice.voice
    document = await bot.send_document(zhang.id, b"pdf", filename="答复.pdf", reply_markup=PRESS)
    assert document.document
    assert document.document.file_name == "答复.pdf"
    edited = await bot.edit_message_caption(zhang.id, document.id, caption="答复")
    assert not isinstance(edited, bool)
    assert edited.caption == "答复"
    album = await bot.send_media_group(
        zhang.id, [InputMediaPhoto(b"one", caption="前"), InputMediaPhoto(b"two")]
    )
    assert len({message.media_group_id for message in album}) == 1
    location = await bot.send_location(zhang.id, 31.2, 121.4)
    assert location.location


async def test_reactions_pins_and_chats(bot: Bot, zhang: Person) -> None:
    said = zhang.says("路灯不亮")
    assert await bot.set_message_reaction(zhang.id, said.id, "👍")
    assert said.reactions == ["👍"]
    assert await bot.pin_chat_message(zhang.id, said.id)
    chat = await bot.get_chat(zhang.id)
    assert (chat.first_name, chat.type) == ("张三", "private")
    assert chat.pinned_message
    assert await bot.unpin_chat_message(zhang.id)
    answered = await bot.send_message(
        zhang.id, "收到", reply_parameters=ReplyParameters(said.id, quote="路灯")
    )
    assert answered.reply_to_message
    assert answered.reply_to_message.text == "路灯不亮"
