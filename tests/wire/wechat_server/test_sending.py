"""Customer-service messages: what goes, what is refused, how many and for how long."""

from typing import Any

import pytest

from tests.wechat_server import Person, WeChatServer
from tests.wechat_server.client import Hands, a_token, call, code, post_raw, says, upload

JPEG = b"\xff\xd8\xff\xe0picture"
SEND = "message/custom/send"


def _message(person: Person, kind: str = "text", content: object = None) -> dict[str, Any]:
    return {"touser": person.openid, "msgtype": kind, kind: content or {"content": "收到"}}


def test_a_text_is_shown(server: WeChatServer, zhang: Person) -> None:
    assert call(server, SEND, _message(zhang)) == {"errcode": 0, "errmsg": "ok"}
    shown = zhang.sees("收到", kind="service")
    assert (shown.kind, shown.type) == ("service", "text")
    assert server.refused == []


def test_pictures_articles_and_choices_are_shown(server: WeChatServer, zhang: Person) -> None:
    media_id = upload(server, "image", "a.jpg", JPEG, "image/jpeg")["media_id"]
    assert code(server, SEND, _message(zhang, "image", {"media_id": media_id})) == 0
    assert zhang.sees("").type == "image"
    article = {"title": "公示", "description": "三号楼", "url": "https://a.cn/1", "picurl": ""}
    assert code(server, SEND, _message(zhang, "news", {"articles": [article]})) == 0
    zhang.sees("三号楼")
    menu = {"head_content": "满意吗", "list": [{"id": "1", "content": "满意"}], "tail_content": ""}
    assert code(server, SEND, _message(zhang, "msgmenu", menu)) == 0
    zhang.sees("满意")
    two = {"articles": [article, article]}
    assert code(server, SEND, _message(zhang, "news", two)) == 45008


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"touser": "oNobody"}, 40003),
        ({"touser": 5}, 47001),
        ({"msgtype": "carrier_pigeon"}, 40008),
        ({"msgtype": "image"}, 40035),
        ({"text": "收到"}, 47001),
        ({"text": {}}, 44004),
        ({"text": {"content": ""}}, 44004),
        ({"text": {"content": "好" * 683}}, 45002),
        ({"text": {"content": "好", "color": "red"}}, 40035),
        ({"image": {"media_id": "m"}}, 40035),
        ({"parse_mode": "HTML"}, 40035),
    ],
)
def test_a_wrong_message_is_refused(
    server: WeChatServer, zhang: Person, changes: dict[str, Any], expected: int
) -> None:
    assert code(server, SEND, _message(zhang) | changes) == expected
    assert zhang.shown == []
    assert len(server.refused) == 1


def test_2048_bytes_are_not_too_many(server: WeChatServer, zhang: Person) -> None:
    assert says(server, zhang, "好" * 682 + "ab") == 0
    assert says(server, zhang, "好" * 682 + "abc") == 45002


def test_a_file_that_is_unknown_or_of_another_kind_is_refused(
    server: WeChatServer, zhang: Person
) -> None:
    assert code(server, SEND, _message(zhang, "image", {"media_id": "no"})) == 40007
    voice = upload(server, "voice", "a.amr", b"#!AMR\nx", "audio/amr")["media_id"]
    assert code(server, SEND, _message(zhang, "image", {"media_id": voice})) == 40007
    assert code(server, SEND, _message(zhang, "voice", {"media_id": voice})) == 0


def test_escaped_characters_are_refused(server: WeChatServer, zhang: Person) -> None:
    token = a_token(server)["access_token"]
    address = f"/cgi-bin/{SEND}?access_token={token}"
    start = f'{{"touser":"{zhang.openid}","msgtype":"text","text":{{"content":'.encode()
    assert post_raw(server, address, start + rb'"\u6536"}}')["errcode"] == 47001
    assert post_raw(server, address, start + rb'"a\u0009b\nc"}}')["errcode"] == 0


def test_five_messages_answer_one(server: WeChatServer, zhang: Person) -> None:
    assert [says(server, zhang, "收到") for _ in range(6)] == [0] * 5 + [45047]
    zhang.says("还有")
    zhang.says("还有")
    assert [says(server, zhang, "收到") for _ in range(6)] == [0] * 5 + [45047]


def test_after_48_hours_nothing_goes(server: WeChatServer, zhang: Person, hands: Hands) -> None:
    hands.now += 48 * 3600 - 1
    assert says(server, zhang, "收到") == 0
    hands.now += 1
    assert says(server, zhang, "收到") == 45015


def test_three_messages_answer_a_press_within_a_minute(server: WeChatServer, hands: Hands) -> None:
    wang = server.person("王大爷")
    wang.follows()
    assert [says(server, wang, "欢迎") for _ in range(4)] == [0] * 3 + [45047]
    wang.clicks("report")
    hands.now += 59
    assert says(server, wang, "请说") == 0
    hands.now += 1
    assert says(server, wang, "请说") == 45015
    wang.scans("area-HF-A-3")
    assert says(server, wang, "您在三号楼") == 0


def test_a_press_of_a_link_allows_nothing(server: WeChatServer, hands: Hands) -> None:
    wang = server.person("王大爷")
    wang.follows()
    hands.now += 60
    link = {"type": "view", "name": "看板", "url": "https://a.cn/"}
    assert code(server, "menu/create", {"button": [link]}) == 0
    wang.clicks("看板")
    assert says(server, wang, "欢迎") == 45015


def test_who_does_not_follow_hears_nothing(server: WeChatServer, zhang: Person) -> None:
    assert says(server, server.person("王大爷"), "收到") == 43004
    zhang.unfollows()
    assert says(server, zhang, "收到") == 43004
    with pytest.raises(AssertionError, match="does not follow"):
        zhang.says("您好")


def test_a_press_adds_nothing_to_what_a_message_left(
    server: WeChatServer, zhang: Person, hands: Hands
) -> None:
    zhang.clicks("report")
    assert [says(server, zhang, "收到") for _ in range(6)] == [0] * 5 + [45047]
    zhang.clicks("report")
    assert [says(server, zhang, "收到") for _ in range(4)] == [0] * 3 + [45047]
    hands.now += 60
    assert says(server, zhang, "收到") == 45047
