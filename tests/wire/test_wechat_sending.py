"""Customer-service messages, files and nudges, against a strict server."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.doors import Outgoing, Picture
from bot.platforms.wechat import WechatAdapter
from models.errors import (
    DeliveryError,
    PlatformDown,
    Rejected,
    Unreachable,
    WindowClosed,
)
from models.media import MediaKind
from services.attachments.pictures import clean
from services.clock import SetClock, SystemClock
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.photos import a_photo
from tests.support.shelves import Shelf
from tests.support.sounds import an_amr, an_ogg, mp3_frames
from tests.support.wechat_house import account_of
from tests.wechat_server import Person, WeChatServer

PHOTO = Picture(MediaKind.PHOTO, "image/jpeg", a_photo(), "c1")
MOST = 20 * 2**20


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
def server() -> Iterator[WeChatServer]:
    with WeChatServer() as server:
        yield server


@pytest.fixture
async def door(store: Store, server: WeChatServer) -> AsyncIterator[WechatAdapter]:
    adapter = WechatAdapter(account_of(server), store, SystemClock())
    yield adapter
    await adapter.close()


@pytest.fixture
def zhang(server: WeChatServer) -> Person:
    person = server.person("张奶奶")
    person.follows()
    person.says("路灯不亮")
    return person


def to(person: Person, text: str = "", *pictures: Picture, key: str = "") -> Outgoing:
    return Outgoing(person.openid, "", text, key=key, pictures=pictures)


async def test_words_arrive_as_they_are_written(door: WechatAdapter, zhang: Person) -> None:
    assert await door.send(to(zhang, "已受理：三号楼]]><路灯> & 👨‍👩‍👧\n1 提交")) == ""
    assert zhang.sees("已受理").text == "已受理：三号楼]]><路灯> & 👨‍👩‍👧\n1 提交"


async def test_every_part_of_a_long_text_is_taken(door: WechatAdapter, zhang: Person) -> None:
    text = "三号楼的路灯不亮，晚上看不见路。" * 90
    parts = door.split(text)
    assert len(parts) > 1
    for part in parts:
        await door.send(to(zhang, part))
    assert "".join(it.text for it in zhang.shown) == text


async def test_photos_and_voices_are_brought_once_and_shown(
    door: WechatAdapter, server: WeChatServer, zhang: Person
) -> None:
    wang = server.person("王大爷")
    wang.follows()
    voice = Picture(MediaKind.VOICE, "audio/amr", an_amr(), "c2")
    song = Picture(MediaKind.VOICE, "audio/mpeg", mp3_frames(), "c3")
    for outgoing in (to(zhang, "", PHOTO), to(wang, "", PHOTO), to(zhang, "", voice)):
        await door.send(outgoing)
    await door.send(to(zhang, "", song))
    assert [it.type for it in zhang.shown] == ["image", "voice", "voice"]
    assert [it.type for it in wang.shown] == ["image"]
    assert len(server.calls_of("/cgi-bin/media/upload")) == 3
    assert server.refused == []


async def test_what_wechat_forgot_is_brought_once_more(
    door: WechatAdapter, server: WeChatServer, zhang: Person
) -> None:
    await door.send(to(zhang, "", PHOTO))
    with server.changed:
        server.world.media.clear()
    await door.send(to(zhang, "", PHOTO))
    assert [it.type for it in zhang.shown] == ["image", "image"]
    assert [it.code for it in server.refused] == [40007]


@pytest.mark.parametrize(
    "picture",
    [
        Picture(MediaKind.PHOTO, "image/jpeg", a_photo() + bytes(10 * 2**20), "c1"),
        Picture(MediaKind.VOICE, "audio/amr", an_amr() + bytes(2 * 2**20), "c2"),
        Picture(MediaKind.VOICE, "audio/ogg", an_ogg(), "c3"),
    ],
)
async def test_what_wechat_does_not_show_is_left_out_with_a_warning(
    door: WechatAdapter,
    server: WeChatServer,
    zhang: Person,
    picture: Picture,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    await door.send(to(zhang, "请看", picture))
    assert [it.text for it in zhang.shown] == ["请看"]
    assert "left out" in caplog.text
    assert server.calls_of("/cgi-bin/media/upload") == []


async def test_a_picture_that_wechat_refuses_keeps_no_words_back(
    door: WechatAdapter, zhang: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await door.send(to(zhang, "请看", Picture(MediaKind.PHOTO, "image/jpeg", b"no photo", "c4")))
    assert [it.text for it in zhang.shown] == ["请看"]
    assert "left out: 40005" in caplog.text


async def test_a_document_is_said_to_be_had_elsewhere(
    store: Store, server: WeChatServer, zhang: Person
) -> None:
    paper = Picture(MediaKind.DOCUMENT, "application/pdf", b"%PDF-1.7", "c5", name="鉴定.pdf")
    for page, where in (("", "请到社区领取"), ("https://a.cn/chat", "选“在电脑上打开”")):
        door = WechatAdapter(account_of(server, page=page), store, SystemClock())
        await door.send(to(zhang, "", paper))
        assert where in zhang.sees("鉴定.pdf").text
        await door.close()
    assert server.calls_of("/cgi-bin/media/upload") == []


async def test_after_five_messages_nothing_more_can_be_said(
    door: WechatAdapter, zhang: Person
) -> None:
    for number in range(5):
        await door.send(to(zhang, str(number)))
    with pytest.raises(WindowClosed, match="45047"):
        await door.send(to(zhang, "6"))
    zhang.says("在吗")
    await door.send(to(zhang, "7"))


async def test_who_left_and_who_never_was_there_cannot_be_reached(
    door: WechatAdapter, zhang: Person
) -> None:
    with pytest.raises(Unreachable, match="40003"):
        await door.send(Outgoing("nobody", "", "x"))
    zhang.unfollows()
    with pytest.raises(Unreachable, match="43004"):
        await door.send(to(zhang, "x"))


async def test_files_are_fetched_and_stay_what_they_are(
    door: WechatAdapter, server: WeChatServer, zhang: Person
) -> None:
    zhang.sends_photo(a_photo())
    zhang.sends_voice(an_amr(), "路灯")
    photo, voice = (it.fields["MediaId"] for it in server.deliveries[-2:])
    assert await door.fetch(str(photo), MOST) == a_photo()
    kept = clean(await door.fetch(str(voice), MOST), MediaKind.VOICE)
    assert (kept.mime, kept.data) == ("audio/amr", an_amr())


async def test_a_file_that_is_gone_or_too_large_is_refused(
    door: WechatAdapter, server: WeChatServer, zhang: Person
) -> None:
    with pytest.raises(Rejected, match="40007"):
        await door.fetch("gone", MOST)
    zhang.sends_photo(a_photo() + bytes(2000))
    handle = str(server.deliveries[-1].fields["MediaId"])
    with pytest.raises(Rejected, match="too large"):
        await door.fetch(handle, 1000)


async def test_without_a_secret_everything_later_is_held(
    store: Store, server: WeChatServer, zhang: Person
) -> None:
    door = WechatAdapter(account_of(server, secret=""), store, SystemClock())
    await door.open(Shelf().receive)
    with pytest.raises(WindowClosed):
        await door.send(to(zhang, "x"))
    with pytest.raises(PlatformDown):
        await door.fetch("x", MOST)
    assert not await door.nudge(to(zhang, "x"))
    assert door.fault is None
    await door.close()
    assert server.calls == []


FIELDS = "thing1=what,character_string2=number,time3=when,phrase4=what,number5=number"


async def test_a_nudge_says_that_something_waits_and_no_more(
    store: Store, server: WeChatServer, zhang: Person
) -> None:
    server.template("T1", ["thing1", "character_string2", "time3", "phrase4", "number5"])
    given = account_of(server, template_id="T1", template_fields=FIELDS)
    door = WechatAdapter(given, store, SetClock(MONDAY))
    text = "HF-2026-000123 已答复：张奶奶家三号楼的路灯修好了"
    assert await door.nudge(to(zhang, text, key="17.nudge"))
    shown = zhang.sees("", kind="template")
    assert "HF-2026-000123" in shown.text
    assert "2026年11月16日 10:00" in shown.text
    for word in ("张奶奶", "路灯", "答复"):
        assert word not in shown.text
    assert await door.nudge(to(zhang, "没有编号的话"))
    await door.close()
    assert server.refused == []


async def test_a_subscription_message_reaches_who_agreed(
    store: Store, server: WeChatServer, zhang: Person
) -> None:
    server.template("S1", ["thing1", "time2"], is_subscription=True)
    door = WechatAdapter(account_of(server, subscription_id="S1"), store, SystemClock())
    with pytest.raises(DeliveryError, match="43101"):
        await door.nudge(to(zhang, "HF-2026-000123"))
    zhang.accepts("S1")
    assert await door.nudge(to(zhang, "HF-2026-000123"))
    assert zhang.sees("", kind="subscription")
    await door.close()


async def test_without_a_template_nobody_is_nudged(door: WechatAdapter, zhang: Person) -> None:
    assert not await door.nudge(to(zhang, "HF-2026-000123"))
