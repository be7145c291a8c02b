"""Calls of WeChat on the real address: what is stored, what is answered, who is turned away."""

import logging
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlencode

import httpx
import pytest

from handlers.talking.messages import Kind
from services.sealing import Vault
from services.store import Store
from tests.servers.xml import Fields
from tests.support.builders import SECRET
from tests.support.wechat_bodies import BOMB, a_text, an_event
from tests.support.wechat_house import House, a_house, post, signed
from tests.wechat_server import AES_KEY, WeChatServer

ADDRESS = "bot.platforms.tencent.turning_away"


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture(params=["plain", "compatible", "safe"])
async def house(request: pytest.FixtureRequest, store: Store) -> AsyncIterator[House]:
    """Open the door in each mode of the account."""
    mode = str(request.param)
    key = "" if mode == "plain" else AES_KEY
    with WeChatServer(aes_key=key, mode=mode) as server:
        async with a_house(store, server) as house:
            yield house
        assert server.refused == []


@pytest.fixture
async def safe(store: Store) -> AsyncIterator[House]:
    with WeChatServer(aes_key=AES_KEY) as server:
        async with a_house(store, server, text="收到") as house:
            yield house


@pytest.fixture
async def plain(store: Store) -> AsyncIterator[House]:
    with WeChatServer() as server:
        async with a_house(store, server, text="收到") as house:
            yield house


async def test_the_console_may_save_our_address(house: House) -> None:
    async with httpx.AsyncClient() as client:
        query = urlencode(signed(echostr="5838479218127813673"))
        answer = await client.get(f"{house.server.callback_url}?{query}")
        assert (answer.status_code, answer.text) == (200, "5838479218127813673")
        wrong = urlencode(signed(echostr="5838479218127813673") | {"signature": "0" * 40})
        assert (await client.get(f"{house.server.callback_url}?{wrong}")).status_code == 403


async def test_what_is_said_is_stored_as_it_was_written(house: House) -> None:
    zhang = await house.follower()
    delivery = await house.hears(zhang.says("三号楼]]>路灯<b>不亮"))
    assert delivery.was_taken
    (kept,) = house.kept
    assert (kept.sender, kept.chat, kept.is_private) == (zhang.openid, zhang.openid, True)
    heard = house.adapter.hear(kept.payload)
    assert (heard.kind, heard.words) == (Kind.TEXT, "三号楼]]>路灯<b>不亮")


async def test_an_answer_in_time_is_read_by_who_asked(house: House) -> None:
    zhang = await house.follower()
    house.words.text = "已收到：a]]>b <c> & 路灯\x0b\n1 提交"
    await house.hears(zhang.says("路灯不亮"))
    shown = zhang.shown[-1]
    assert (shown.kind, shown.text) == ("passive", "已收到：a]]>b <c> & 路灯\n1 提交")
    assert house.words.asked == [house.kept[0].event_key]
    assert house.words.went_out == [house.words.text]


async def test_without_an_answer_wechat_is_told_that_we_have_it(house: House) -> None:
    zhang = await house.follower()
    delivery = await house.hears(zhang.says("路灯不亮"))
    assert delivery.tries[-1].answer is not None
    assert delivery.tries[-1].answer.body == b"success"
    assert zhang.shown == []


async def test_what_cannot_be_stored_is_asked_again(house: House) -> None:
    zhang = await house.follower()
    house.shelf.is_full = True
    house.words.text = "收到"
    delivery = await house.hears(zhang.says("路灯不亮"))
    assert [it.failure for it in delivery.tries] == ["HTTP 503"] * 3
    assert house.words.asked == []


async def test_a_repeat_is_the_same_event(house: House) -> None:
    zhang = await house.follower()
    house.words.text = "收到"
    house.server.loses_answers(2)
    await house.hears(zhang.says("路灯不亮"))
    assert len(house.kept) == 3
    assert len({it.event_key for it in house.kept}) == 1
    house.server.loses_answers()
    await house.hears(zhang.scans("area-ZX-01"))
    scans = house.kept[3:]
    assert len(scans) == 2
    assert len({it.event_key for it in scans}) == 1
    assert house.adapter.hear(scans[0].payload).words == "/start area-ZX-01"


async def test_who_leaves_is_not_answered_but_heard(house: House) -> None:
    zhang = await house.follower()
    await house.hears(zhang.unfollows())
    assert house.adapter.hear(house.kept[0].payload).kind is Kind.LEFT


async def test_all_kinds_of_messages_are_stored(house: House) -> None:
    zhang = await house.follower()
    kinds = ["video", "shortvideo", "link", "sticker", "file", "hologram"]
    for kind in kinds:
        await house.hears(zhang.sends(kind))
    await house.hears(zhang.shares_location(30.66, 104.06, "南门"))
    await house.hears(zhang.clicks("我要反映"))
    heard = [house.adapter.hear(it.payload) for it in house.kept]
    assert [it.kind for it in heard] == [
        *(Kind.FILE, Kind.FILE, Kind.OTHER, Kind.OTHER, Kind.FILE, Kind.OTHER),
        *(Kind.PLACE, Kind.TEXT),
    ]
    assert heard[6].latitude == pytest.approx(30.66, abs=1e-6)
    assert heard[6].longitude == pytest.approx(104.06, abs=1e-6)


async def test_events_that_mean_nothing_are_kept_and_not_answered(house: House) -> None:
    zhang = await house.follower()
    house.words.text = "收到"
    await house.hears(zhang.accepts("T1"))
    assert [it.sender for it in house.kept] == [""]
    assert house.words.asked == []


async def test_a_position_is_nowhere_kept(house: House) -> None:
    zhang = await house.follower()
    fields: Fields = {
        "Event": "LOCATION",
        "Latitude": 30.66,
        "Longitude": 104.06,
        "Precision": 12.0,
    }
    delivery = await house.hears(house.server.delivers(zhang, fields))
    assert delivery.was_taken
    assert house.kept == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"timestamp": "1", "nonce": "n"},
        signed() | {"signature": ""},
        signed() | {"signature": "路"},
        signed() | {"nonce": "other"},
        signed(age=3600),
        signed(age=-3600),
        signed() | {"timestamp": "9" * 400},
        signed() | {"timestamp": "-1"},
    ],
)
async def test_a_stranger_leaves_one_line_and_nothing_else(
    plain: House, query: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    caplog.clear()
    answer = await post(plain, a_text("路灯不亮"), query)
    assert (answer.status_code, answer.text) == (403, "")
    assert plain.kept == []
    ours = [it for it in caplog.records if it.name == ADDRESS]
    assert len(ours) == 1
    assert "\n" not in ours[0].getMessage()
    assert "路灯" not in caplog.text


async def test_four_minutes_on_the_way_are_forgiven(plain: House) -> None:
    assert (await post(plain, a_text("路灯不亮"), signed(age=240))).status_code == 200
    assert len(plain.kept) == 1


@pytest.mark.parametrize(
    "body",
    [
        a_text("x").replace(b"</xml>", b"&undefined;</xml>"),
        a_text("x").replace(b"x]]>", b"x]]></Content><FromUserName>oLi</FromUserName><Content>"),
        a_text("x") * 2,
        a_text("x")[:-3],
    ],
)
async def test_what_somebody_wrote_and_cannot_be_read_is_a_dead_letter(
    plain: House, body: bytes
) -> None:
    answer = await post(plain, body, signed())
    assert (answer.status_code, answer.text) == (200, "success")
    [kept] = plain.kept
    assert (kept.payload, kept.sender, kept.is_readable) == (body, "", False)


@pytest.mark.parametrize(
    "body",
    [
        b"junk",
        b"<xml>",
        b"<xml></xml><xml></xml>",
        b"<other/>",
        b"\xff\xfe<xml/>",
        b'{"xml": 1}',
        BOMB,
        BOMB.replace(b"<Content>", b"<FromUserName>oLi</FromUserName><Content>"),
        b"<xml>" + b"<a>" * 100_000,
    ],
)
async def test_what_nobody_wrote_is_turned_away(plain: House, body: bytes) -> None:
    assert (await post(plain, body, signed())).status_code == 400
    assert plain.kept == []


async def test_a_call_without_anything_is_turned_away(plain: House) -> None:
    assert (await post(plain, b"", signed())).status_code == 400
    assert plain.kept == []


async def test_ten_megabytes_are_not_read_to_their_end(plain: House, safe: House) -> None:
    body = a_text("路" * 3_500_000)
    for house in (plain, safe):
        assert (await post(house, body, signed())).status_code == 413
        assert house.kept == []


async def test_a_stranger_is_turned_away_before_ten_megabytes(plain: House) -> None:
    assert (await post(plain, b"x" * 10_000_000, {})).status_code == 403


async def test_an_answer_to_an_event_goes_to_who_scanned(plain: House) -> None:
    answer = await post(plain, an_event("SCAN", EventKey="area-ZX"), signed())
    assert answer.headers["content-type"].startswith("application/xml")
    assert "<Content><![CDATA[收到]]></Content>" in answer.text


async def test_before_it_is_open_and_after_it_is_closed_nothing_is_taken(plain: House) -> None:
    await plain.adapter.close()
    assert (await post(plain, a_text("路灯不亮"), signed())).status_code == 503
