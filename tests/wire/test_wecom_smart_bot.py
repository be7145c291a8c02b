"""The smart bot: what is said to it in a group, and how it answers there."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.doors import Outgoing
from bot.platforms.wecom import smart_bot
from models.access import Role
from models.doors import ReplyLink
from models.groups import Forward, GroupKind
from services import reply_links
from services.announcements import announcements
from services.areas import areas
from services.clock import SetClock
from services.groups import group_robots
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.towns import a_town
from tests.support.wecom_bodies import a_text
from tests.support.wecom_corp import Corporation, a_corporation, account_named, only_group
from tests.wecom_server import BOT_NAME, BotGroup, Person


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    with store.write() as session:
        a_town(session)
    yield store
    store.close()


@pytest.fixture
async def corp(store: Store) -> AsyncIterator[Corporation]:
    async with a_corporation(store, SetClock(MONDAY)) as corp:
        yield corp


@pytest.fixture
def wang(corp: Corporation) -> Person:
    return corp.joins("王网格", Role.GRID_MANAGER, "XF-1")[0]


@pytest.fixture
def group(corp: Corporation) -> BotGroup:
    return corp.server.bot_group("一网格工作群")


def links(session: Session) -> list[ReplyLink]:
    return list(session.exec(select(ReplyLink).order_by(ReplyLink.event_key)))


async def bound(corp: Corporation, wang: Person, group: BotGroup) -> None:
    """Let the group be bound as the managers' of their grid."""
    wang.says(f"@{BOT_NAME} 绑定 XF-1", group=group)
    await corp.settles()
    wang.says(f"@{BOT_NAME} 5", group=group)
    await corp.settles()


async def test_the_address_of_the_bot_is_checked(corp: Corporation) -> None:
    await asyncio.to_thread(corp.server.checks_bot_callback)


async def test_a_group_is_bound_by_speaking_to_the_bot(
    corp: Corporation, wang: Person, group: BotGroup
) -> None:
    await bound(corp, wang, group)
    assert "这是什么群" in group.said[0]
    assert "5 网格员群" in group.said[0]
    assert "在群里回我，要先 @我" in group.said[0]
    assert "@我。" not in group.said[1]
    assert "已绑定：第一网格，网格员群" in group.said[1]
    assert "只能回答 @我的话" in group.said[1]
    with corp.store.read() as session:
        assert only_group(session).kind is GroupKind.GRID_MANAGERS
    assert corp.server.refused == []


async def test_words_of_a_group_are_never_repeated_there_and_wait_in_private(
    corp: Corporation, wang: Person, group: BotGroup
) -> None:
    wang.says(f"@{BOT_NAME} 三号楼李大爷家漏水，电话13812345678", group=group)
    await corp.settles()
    [said] = group.said
    assert "李大爷" not in said
    assert "您的事请私下跟我说。\n\n（我已经在企业微信的应用“民情直通车”里找您" in said
    wang.taps("私下接着说")
    await corp.settles()
    wang.says("阳光花园3号楼")
    await corp.settles()
    assert "李大爷家漏水" in wang.member.screen.messages[-1].text
    assert corp.server.refused == []


async def test_an_answer_that_the_group_cannot_take_goes_to_who_asked(
    corp: Corporation, wang: Person, group: BotGroup
) -> None:
    wang.says(f"@{BOT_NAME} 帮助", group=group)
    await corp.hears()
    corp.clock.move(timedelta(hours=1))
    await corp.settles()
    assert group.said == []
    assert "在群里我只听命令" in wang.member.screen.messages[-1].text


async def test_a_link_is_used_once_by_whoever_takes_it_first(
    corp: Corporation, wang: Person, group: BotGroup
) -> None:
    wang.says(f"@{BOT_NAME} 帮助", group=group)
    await corp.hears()
    robot, chat, now = corp.adapter.robot, f"bot:{group.chat_id}", corp.clock.now()
    with corp.store.write() as session:
        assert reply_links.take(session, robot, "somebody", chat, now) is None
        over = now + reply_links.GOOD_FOR
        assert reply_links.take(session, robot, wang.userid, chat, over) is None
        url = reply_links.take(session, robot, wang.userid, chat, now)
        assert url is not None
        assert url.startswith(corp.server.origin)
        assert reply_links.take(session, robot, wang.userid, chat, now) is None
        [link] = links(session)
        assert url.encode() not in link.url


@pytest.mark.parametrize(
    "strange",
    [
        "http://127.0.0.1:9/cgi-bin/aibot/response?response_code=1",
        "https://[::1",
        "https://qyapi.weixin.qq.com:99999/cgi-bin/aibot/response?response_code=1",
        "https://a.cn\\.weixin.qq.com/cgi-bin/aibot/response?response_code=1",
        "https://a@qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=1",
        "{}/cgi-bin/webhook/send?key=x",
        "{}/cgi-bin/aibot/../webhook/send?key=x",
        "{}",
    ],
)
async def test_no_answer_goes_to_an_address_that_is_not_for_it(
    corp: Corporation, wang: Person, group: BotGroup, strange: str
) -> None:
    chat, strange = f"bot:{group.chat_id}", strange.replace("{}", corp.server.origin)
    with corp.store.write() as session:
        heard = reply_links.Heard("bot:1", wang.userid, chat, strange)
        reply_links.keep(session, corp.adapter.robot, heard, corp.clock)
    await corp.adapter.send(Outgoing(chat, "", "已记下", to=wang.userid))
    assert wang.member.screen.messages[-1].text == "已记下"
    assert corp.server.calls_of("/cgi-bin/webhook/send") == []


async def test_a_group_stays_when_somebody_in_it_cannot_be_reached(
    corp: Corporation, wang: Person, group: BotGroup
) -> None:
    await bound(corp, wang, group)
    wang.says(f"@{BOT_NAME} 帮助", group=group)
    await corp.hears()
    wang.member.is_in_scope = False
    corp.clock.move(timedelta(hours=1))
    await corp.settles()
    with corp.store.read() as session:
        assert account_named(session, f"bot:{group.chat_id}").unreachable_since is None


async def test_who_speaks_to_the_bot_alone_is_answered_by_the_app(
    corp: Corporation, wang: Person
) -> None:
    wang.says("帮助", to_bot=True)
    await corp.settles()
    assert wang.bot_chat.said == []
    assert wang.member.screen.said
    with corp.store.read() as session:
        assert links(session) == []


async def test_a_repeat_is_the_same_event(
    corp: Corporation, wang: Person, group: BotGroup
) -> None:
    wang.says(f"@{BOT_NAME} 帮助", group=group)
    await corp.hears()
    [delivery] = corp.server.deliveries
    raw = delivery.plain.encode()
    fields = smart_bot.read(raw)
    assert smart_bot.envelope_of(fields, raw) == smart_bot.envelope_of(fields, raw)
    await corp.settles()
    assert len(group.said) == 1


async def test_what_nobody_asked_for_is_carried_by_hand_unless_a_robot_posts_it(
    corp: Corporation, wang: Person, group: BotGroup
) -> None:
    wang.says(f"@{BOT_NAME} 绑定 XF-1", group=group)
    await corp.settles()
    wang.says(f"@{BOT_NAME} 1", group=group)
    await corp.settles()
    with corp.store.write() as session:
        actor = account_named(session, wang.userid).person_id or 0
        grid = areas.get_area(session, "XF-1")
        counts = announcements.announce(session, grid, "明天上午停水", actor, corp.clock)
        assert counts == (0, 1)
        assert len(session.exec(select(Forward)).all()) == 1
        kind, key = GroupKind.RESIDENTS, "693a91f6-7aoc-4bc4-97a0"
        new = group_robots.NewRobot(corp.adapter.robot, "停水群", key, kind, [grid])
        group_robots.add(session, new, actor, corp.clock)
        counts = announcements.announce(session, grid, "后天上午停水", actor, corp.clock)
        assert counts == (1, 0)


async def test_links_are_forgotten_when_they_are_over(
    corp: Corporation, wang: Person, group: BotGroup
) -> None:
    wang.says(f"@{BOT_NAME} 帮助", group=group)
    await corp.hears()
    with corp.store.write() as session:
        assert reply_links.forget_over(session, corp.clock.now()) == 0
        assert reply_links.forget_over(session, corp.clock.now() + timedelta(hours=1)) == 1


async def test_json_is_told_from_xml_by_what_it_is(corp: Corporation) -> None:
    spoken = {"msgtype": "text", "text": {"content": "帮助"}, "from": {"userid": "u"}}
    for before in (b"", b"\n", b"\xef\xbb\xbf", b"\r\n \t"):
        assert corp.adapter.hear(before + json.dumps(spoken).encode()).words == "帮助"
        assert corp.adapter.hear(before + a_text("帮助")).words == "帮助"


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("@民情直通车 绑定 XF-1", "绑定 XF-1"),
        ("@民情直通车\u2005@王网格 帮助", "帮助"),
        ("帮助 @民情直通车", "帮助"),
        ("三号楼的@字牌掉了", "三号楼的@字牌掉了"),
        ("@民情直通车", ""),
        ("", ""),
    ],
)
def test_the_name_of_who_is_spoken_to_is_no_word(said: str, heard: str) -> None:
    assert smart_bot.without_name(said) == heard


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{",
        b'{"msgtype":"text"}',
        b'{"msgtype":"text","from":"x","text":[]}',
        b'{"msgtype":"stream","stream":{"id":"1"}}',
        b'{"msgtype":"text","chattype":"group","chatid":"","from":{"userid":"u"}}',
    ],
)
def test_junk_is_nobody(raw: bytes) -> None:
    envelope = smart_bot.envelope_of(smart_bot.read(raw), raw)
    assert envelope is None or not envelope.sender
    if raw in {b"[]", b"{"}:
        assert envelope is not None
        assert (envelope.payload, envelope.is_readable) == (raw, False)
