"""Telegram groups, against the stand-in: what comes in there and how it is answered."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.doors import Button, Envelope, Outgoing, Picture
from bot.platforms.telegram.adapter import TelegramAdapter
from handlers.talking.messages import Kind
from models.errors import Moved, Rejected, Unreachable
from models.media import MediaKind
from tests.support.shelves import Pauses, Shelf, until
from tests.telegram_server import TOKEN, Chat, Group, Person, TelegramServer

CLAIM = Button("认领", "m1.0")


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest.fixture
def zhang(server: TelegramServer) -> Person:
    return server.person("张三")


@pytest.fixture
def group(server: TelegramServer, zhang: Person) -> Group:
    return server.group("一网格", [zhang], kind="supergroup")


@pytest.fixture
def forum(server: TelegramServer, zhang: Person) -> Group:
    return server.group("议事厅", [zhang], kind="forum")


@pytest.fixture
async def adapter(server: TelegramServer) -> AsyncIterator[TelegramAdapter]:
    adapter = TelegramAdapter(TOKEN, server.origin, pause=Pauses())
    yield adapter
    await adapter.close()


@pytest.fixture
async def shelf(adapter: TelegramAdapter, group: Group, zhang: Person) -> Shelf:
    """Give where an open door puts things; the group's greeting is not among them."""
    assert zhang.id in group.chat.members
    shelf = Shelf()
    await adapter.open(shelf.receive)
    await until(lambda: bool(shelf.kept))
    shelf.kept.clear()
    return shelf


def to(chat: Chat, text: str, *buttons: Button, topic: str = "", edits: str = "") -> Outgoing:
    return Outgoing(str(chat.id), topic, text, buttons, edits=edits)


async def taken(shelf: Shelf, count: int) -> list[Envelope]:
    """Wait for so many events and take them off the shelf."""
    await until(lambda: len(shelf.kept) >= count)
    found = list(shelf.kept)
    shelf.kept.clear()
    assert len(found) == count
    return found


async def test_only_what_is_said_to_us_is_taken_in(
    adapter: TelegramAdapter, shelf: Shelf, group: Group, zhang: Person
) -> None:
    group.makes_the_bot("administrator")  # who hears everything
    await taken(shelf, 1)
    await adapter.send(to(group.chat, "您好"))
    zhang.says("今天天气好", chat=group.chat)
    zhang.says("/grid@other_bot", chat=group.chat)
    group.channel_posts("/grid")
    zhang.says("/grid", chat=group.chat)
    zhang.says("请 @Minqing_Test_Bot 看看", chat=group.chat)
    zhang.replies(zhang.sees("您好", chat=group.chat), "收到")
    heard = [(it, adapter.hear(it.payload)) for it in await taken(shelf, 3)]
    assert [found.words for _, found in heard] == ["/grid", "请 看看", "收到"]
    for envelope, found in heard:
        assert (envelope.sender, envelope.chat) == (str(zhang.id), str(group.chat.id))
        assert not envelope.is_private
        assert (found.name, found.chat_title) == ("张三", "一网格")


async def test_a_mention_reaches_a_bot_that_hears_little(
    adapter: TelegramAdapter, shelf: Shelf, group: Group, zhang: Person
) -> None:
    zhang.says("@minqing_test_bot_2 在吗", chat=group.chat)
    zhang.says("@minqing_test_bot 在吗", chat=group.chat)
    [envelope] = await taken(shelf, 1)
    assert adapter.hear(envelope.payload).words == "在吗"


async def test_who_hides_their_name_is_the_group_but_a_press_names_the_person(
    adapter: TelegramAdapter, shelf: Shelf, group: Group, zhang: Person
) -> None:
    group.anonymous_admin_says("/bind JD-01")
    group.channel_says("/bind JD-01")
    chat = str(group.chat.id)
    for envelope in await taken(shelf, 2):
        assert (envelope.sender, envelope.chat, envelope.is_group) == (chat, chat, True)
        assert adapter.hear(envelope.payload).words == "/bind JD-01"
    await adapter.send(to(group.chat, "哪个网格？", CLAIM))
    zhang.taps("认领", chat=group.chat)
    [pressed] = await taken(shelf, 1)
    assert (pressed.sender, pressed.is_group) == (str(zhang.id), False)


async def test_a_press_is_answered_by_its_turn_and_once(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf, group: Group, zhang: Person
) -> None:
    await adapter.send(to(group.chat, "待认领", CLAIM))
    tap = zhang.taps("认领", chat=group.chat)
    [envelope] = await taken(shelf, 1)
    heard = adapter.hear(envelope.payload)
    assert (heard.kind, heard.token, heard.press) == (Kind.PRESS, "m1.0", tap.id)
    assert server.calls_of("answerCallbackQuery") == []
    word = Outgoing(str(zhang.id), "", "已被李四认领。" + "长" * 300, answers=tap.id)
    assert await adapter.send(word) == ""
    assert zhang.hears_back(tap) == word.text[:200]
    assert tap.is_alert
    assert await adapter.send(word) == ""
    assert len(server.calls_of("answerCallbackQuery")) == 2
    assert server.calls_of("sendMessage")[1:] == []


async def test_an_answer_without_words_just_stops_the_clock(
    adapter: TelegramAdapter, shelf: Shelf, group: Group, zhang: Person
) -> None:
    await adapter.send(to(group.chat, "待认领", CLAIM))
    tap = zhang.taps("认领", chat=group.chat)
    await taken(shelf, 1)
    assert await adapter.send(Outgoing(str(zhang.id), "", "", answers=tap.id)) == ""
    assert (zhang.hears_back(tap), tap.is_alert) == ("", False)


async def test_an_answer_that_telegram_cannot_take_is_refused(
    server: TelegramServer, adapter: TelegramAdapter
) -> None:
    server.fails_next("answerCallbackQuery", 400, "Bad Request: MESSAGE_TOO_LONG")
    with pytest.raises(Rejected):
        await adapter.send(Outgoing("7", "", "好", answers="5"))


async def test_a_link_leads_into_the_private_chat_also_from_a_process_that_only_sends(
    server: TelegramServer, adapter: TelegramAdapter, group: Group, zhang: Person
) -> None:
    for _ in range(2):
        await adapter.send(to(group.chat, "私下说", Button("私下说", "", "r_abc"), CLAIM))
    assert len(server.calls_of("getMe")) == 1
    tap = zhang.taps("私下说", chat=group.chat)
    assert tap.url == "https://t.me/minqing_test_bot?start=r_abc"
    [started] = zhang.private_chat.messages.values()
    assert started.text == "/start r_abc"


async def test_a_card_is_changed_in_place_until_it_is_gone(
    server: TelegramServer, adapter: TelegramAdapter, group: Group, zhang: Person
) -> None:
    first = await adapter.send(to(group.chat, "待认领", CLAIM))
    card = zhang.sees("待认领", chat=group.chat)
    assert await adapter.send(to(group.chat, "张三认领", edits=first)) == first
    assert (card.text, card.buttons) == ("张三认领", [])
    assert await adapter.send(to(group.chat, "张三认领", edits=first)) == first
    assert len(group.chat.messages) == 1
    card.is_deleted = True
    second = await adapter.send(to(group.chat, "已办结", edits=first))
    assert second != first
    assert zhang.sees("已办结", chat=group.chat).id == int(second)
    own = zhang.says("/grid", chat=group.chat)
    for gone in (str(own.id), "not a number"):
        assert await adapter.send(to(group.chat, "已办结", edits=gone)) != gone
    server.fails_next("editMessageText", 400, "Bad Request: message is too long")
    with pytest.raises(Rejected):
        await adapter.send(to(group.chat, "已办结", edits=second))


async def test_a_topic_is_answered_there_or_in_the_group_when_it_is_no_more(
    adapter: TelegramAdapter, forum: Group, zhang: Person
) -> None:
    topic = forum.opens_topic("维修")
    await adapter.send(to(forum.chat, "一", topic=str(topic)))
    assert zhang.sees("一", chat=forum.chat).raw["message_thread_id"] == topic
    forum.closes_topic(topic)
    await adapter.send(to(forum.chat, "二", topic=str(topic)))
    assert "message_thread_id" not in zhang.sees("二", chat=forum.chat).raw
    forum.deletes_topic(topic)
    await adapter.send(to(forum.chat, "三", topic=str(topic)))
    assert "message_thread_id" not in zhang.sees("三", chat=forum.chat).raw


async def test_what_is_refused_in_a_topic_is_not_said_beside_it(
    server: TelegramServer, adapter: TelegramAdapter, forum: Group
) -> None:
    topic = forum.opens_topic("维修")
    server.fails_next("sendMessage", 400, "Bad Request: BUTTON_DATA_INVALID")
    with pytest.raises(Rejected):
        await adapter.send(to(forum.chat, "一", topic=str(topic)))


@pytest.mark.parametrize("standing", ["left", "kicked", "restricted"])
async def test_where_we_may_not_speak_nobody_is_reached(
    adapter: TelegramAdapter, group: Group, standing: str
) -> None:
    group.makes_the_bot(standing)
    with pytest.raises(Unreachable):
        await adapter.send(to(group.chat, "停水"))


async def test_the_group_tells_that_we_were_put_out_and_let_in_again(
    adapter: TelegramAdapter, shelf: Shelf, group: Group
) -> None:
    for standing in ("administrator", "member", "kicked", "left", "member"):
        group.makes_the_bot(standing)
    told = await taken(shelf, 5)
    assert [adapter.hear(it.payload).kind for it in told] == [
        Kind.OTHER,
        Kind.OTHER,
        Kind.LEFT,
        Kind.LEFT,
        Kind.CAME_BACK,
    ]
    assert {(it.sender, it.is_group) for it in told} == {(str(group.chat.id), True)}


async def test_a_group_that_moves_says_so_twice_and_once_more_when_written_to(
    server: TelegramServer, adapter: TelegramAdapter, shelf: Shelf, zhang: Person
) -> None:
    group = server.group("二网格", [zhang])
    await taken(shelf, 1)
    old = group.chat
    first = await adapter.send(to(old, "待认领", CLAIM))
    new = group.migrates()
    for envelope in await taken(shelf, 2):
        assert (envelope.sender, envelope.chat, envelope.is_group) == (
            str(new.id),
            str(new.id),
            True,
        )
        assert envelope.moved_from == str(old.id)
        assert adapter.hear(envelope.payload).kind is Kind.OTHER
    for outgoing in (to(old, "您好"), to(old, "已认领", edits=first)):
        with pytest.raises(Moved) as caught:
            await adapter.send(outgoing)
        assert caught.value.chat == str(new.id)


async def test_commands_that_telegram_does_not_take_for_one_kind_of_chat_are_set_for_the_others(
    server: TelegramServer, adapter: TelegramAdapter
) -> None:
    server.fails_next("setMyCommands", 400, "Bad Request: BOT_COMMAND_INVALID")
    await adapter.open(Shelf().receive)
    assert adapter.fault is None
    assert server.commands_of("default") == []
    assert server.commands_of("all_group_chats") == ["report", "grid", "help"]


async def test_a_picture_for_a_topic_that_is_gone_is_shown_in_the_group(
    adapter: TelegramAdapter, forum: Group, zhang: Person
) -> None:
    topic = forum.opens_topic("维修")
    forum.deletes_topic(topic)
    photo = Picture(MediaKind.PHOTO, "image/jpeg", b"jpeg", "0" * 64)
    outgoing = Outgoing(
        str(forum.chat.id), str(topic), "修好了", [CLAIM], "1.0", pictures=[photo, photo]
    )
    await adapter.send(outgoing)
    *shown, said = [it for it in forum.chat.messages.values() if not it.is_deleted]
    assert ["photo" in it.raw for it in shown] == [True, True]
    assert zhang.sees("修好了", chat=forum.chat) is said
