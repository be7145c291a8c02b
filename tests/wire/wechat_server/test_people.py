"""People: in order, without waiting, reading and picking what came."""

from collections.abc import Iterator

import httpx
import pytest

from tests.servers.http import Request
from tests.servers.program import Program
from tests.servers.xml import read_xml, write_xml
from tests.wechat_server import Person, WeChatServer
from tests.wechat_server.client import Hands, says
from tests.wechat_server.gcj import gcj_from_wgs

CARD = "请核对：\n1 提交\n2. 改内容\n3、提交并匿名\n4号楼\n【5】取消\n回数字即可"


@pytest.fixture
def server(hands: Hands, program: Program) -> Iterator[WeChatServer]:
    """Give a server that posts to the program."""
    with WeChatServer(callback_url=program.url, clock=hands) as running:
        yield running


def _texts(program: Program) -> list[str]:
    messages = [read_xml(it.body) for it in program.requests]
    return [it.words("Content") for it in messages if it.child("Content")]


def test_the_next_message_does_not_wait_for_the_answer(
    server: WeChatServer, program: Program, zhang: Person
) -> None:
    assert server.is_quiet()
    program.answers = lambda _: None
    said = [zhang.says(f"第{number}句") for number in range(20)]
    assert program.waits_until(lambda: len(_texts(program)) >= 21)
    assert _texts(program)[1:21] == [f"第{number}句" for number in range(20)]
    assert not any(it.is_done for it in said)


def test_one_reads_downwards_and_picks_from_the_newest(
    server: WeChatServer, zhang: Person
) -> None:
    assert says(server, zhang, CARD) == 0
    assert says(server, zhang, "提交好了") == 0
    zhang.sees("提交好了")
    with pytest.raises(AssertionError, match="请核对"):
        zhang.sees("请核对", within=0.05)
    assert [zhang.picks(it).fields["Content"] for it in ("提交", "提交并", "改")] == [
        "1",
        "3",
        "2",
    ]
    assert zhang.picks("取消").fields["Content"] == "5"
    with pytest.raises(AssertionError, match="no numbered line"):
        zhang.picks("号楼", within=0.05)
    assert zhang.unread() == []


def test_a_reply_and_a_message_stand_as_they_came(
    server: WeChatServer, program: Program, zhang: Person
) -> None:
    assert server.is_quiet()

    def answer(_: Request) -> bytes:
        fields = {"ToUserName": zhang.openid, "FromUserName": server.account.original_id}
        text = {"MsgType": "text", "Content": "马上答"}
        return write_xml({**fields, "CreateTime": int(server.clock()), **text}).encode()

    program.answers = answer
    zhang.says("您好")
    zhang.sees("马上答")
    assert says(server, zhang, "后来答") == 0
    zhang.sees("后来答")
    assert [it.kind for it in zhang.shown] == ["passive", "service"]
    assert zhang.transcript() == "  passive: 马上答\n  service: 后来答"


def test_pictures_voices_and_places_arrive(
    server: WeChatServer, program: Program, zhang: Person
) -> None:
    zhang.sends_photo(b"\xff\xd8\xffphoto")
    zhang.sends_voice(b"#!AMR", recognition="灯不亮")
    zhang.sends_voice(b"#!AMR")
    zhang.shares_location(31.8206, 117.2272, "三号楼")
    zhang.sends("link")
    zhang.sends("sticker")
    assert server.is_quiet()
    got = [read_xml(it.body) for it in program.requests[2:]]
    assert [it.words("MsgType") for it in got] == [
        "image",
        "voice",
        "voice",
        "location",
        "link",
        "text",
    ]
    assert server.world.media[got[0].words("MediaId")].content == b"\xff\xd8\xffphoto"
    assert httpx.get(got[0].words("PicUrl")).content == b"\xff\xd8\xffphoto"
    assert got[1].words("Recognition") == "灯不亮"
    assert got[2].child("Recognition") is None
    place = got[3].child("Location_X")
    assert place is not None
    assert len(place.text.partition(".")[2]) == 6
    assert place.text != "31.820600"


def test_the_chinese_map_is_shifted_in_china_only() -> None:
    # Tiananmen: the shift there is known to be about 0.0014 north and 0.0062 east.
    latitude, longitude = gcj_from_wgs(39.907333, 116.391083)
    assert latitude == pytest.approx(39.908737, abs=2e-5)
    assert longitude == pytest.approx(116.397328, abs=2e-5)
    assert gcj_from_wgs(48.8584, 2.2945) == (48.8584, 2.2945)


def test_nobody_is_shown_anything_after_leaving(
    server: WeChatServer, program: Program, zhang: Person
) -> None:
    assert server.is_quiet()
    server.answers_within(0.2)
    program.answers = lambda _: None
    said = zhang.says("您好")
    zhang.unfollows()
    assert server.is_quiet()
    assert len(said.tries) == 3
    assert zhang.shown == []
    assert says(server, zhang, "在吗") == 43004
