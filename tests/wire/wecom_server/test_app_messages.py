"""Messages of the app: what is taken, what is refused, what is dropped in silence."""

from typing import Any

import httpx
import pytest

from tests.wecom_server import Person, WeComServer
from tests.wecom_server.client import Caller, buttons

JPG = b"\xff\xd8\xff\xe0 a picture"


def test_a_message_reaches_who_is_in_scope(server: WeComServer, caller: Caller) -> None:
    wang, li = server.person("王", userid="wang"), server.person("李", userid="Li")
    server.person("外人", userid="far", is_in_scope=False)
    answer = caller.says("您好", to="wang|li|far|nobody")
    assert (answer["errcode"], answer["invaliduser"]) == (0, "far|nobody")
    assert "response_code" not in answer
    assert wang.sees("您好").text == li.sees("您好").text
    assert server.refused == []


def test_a_message_to_nobody_in_scope_is_refused(caller: Caller) -> None:
    assert caller.says("您好", to="nobody")["errcode"] == 81013


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"agentid": "1000002"}, 40056),
        ({"agentid": 7}, 40056),
        ({"msgtype": "song"}, 40008),
        ({"text": {"content": ""}}, 40058),
        ({"text": {"content": "好" * 683}}, 45002),
        ({"text": {"content": 5}}, 40058),
        ({"text": {"content": "好", "color": "red"}}, 40058),
        ({"colour": "red"}, 40058),
        ({"safe": 2}, 40058),
        ({"safe": True}, 40058),
        ({"touser": ["wang"]}, 40058),
        ({"msgtype": "markdown", "markdown": {"content": "好" * 683}, "text": None}, 45002),
        ({"msgtype": "image", "image": {"media_id": "none"}, "text": None}, 40007),
    ],
)
@pytest.mark.usefixtures("wang")
def test_a_wrong_message_is_refused(
    server: WeComServer, caller: Caller, change: dict[str, Any], code: int
) -> None:
    body: dict[str, Any] = {"touser": "wang", "agentid": caller.agent_id, "msgtype": "text"}
    body |= {"text": {"content": "您好"}} | change
    given = {name: value for name, value in body.items() if value is not None}
    assert caller.posts("message/send", given)["errcode"] == code
    assert server.codes_refused() == [code]


@pytest.mark.usefixtures("wang")
def test_a_text_of_2048_bytes_is_taken(caller: Caller) -> None:
    assert caller.says("好" * 682 + "..")["errcode"] == 0


def test_more_than_thirty_a_minute_are_dropped_in_silence(
    server: WeComServer, caller: Caller, wang: Person
) -> None:
    assert {caller.says(f"{number}")["errcode"] for number in range(32)} == {0}
    assert len(wang.shown) == 30
    assert [(it.userid, it.reason) for it in server.dropped] == [("wang", "minute")] * 2
    server.later(61)
    caller.says("又来")
    assert wang.shown[-1] == "又来"


def test_more_than_a_thousand_an_hour_are_dropped_in_silence(
    server: WeComServer, caller: Caller, wang: Person
) -> None:
    wang.member.sent = [server.world.now()] * 1000
    server.later(61)
    assert caller.says("太多")["errcode"] == 0
    assert (wang.shown, [it.reason for it in server.dropped]) == ([], ["hour"])
    server.later(3600)
    caller.says("又来")
    assert wang.shown == ["又来"]


def test_a_repeated_message_is_left_out_where_the_app_asks_for_it(
    server: WeComServer, caller: Caller, wang: Person
) -> None:
    for _ in range(2):
        caller.sends("text", {"content": "一次"}, enable_duplicate_check=1)
    assert (wang.shown, [it.reason for it in server.dropped]) == (["一次"], ["duplicate"])


def test_a_message_can_be_taken_back(server: WeComServer, caller: Caller, wang: Person) -> None:
    msgid = caller.says("错了")["msgid"]
    assert caller.posts("message/recall", {"msgid": msgid})["errcode"] == 0
    assert wang.shown == []
    assert caller.posts("message/recall", {"msgid": "none"})["errcode"] == 40058
    msgid = caller.says("晚了")["msgid"]
    server.later(86401)
    assert caller.posts("message/recall", {"msgid": msgid})["errcode"] == 40058


def test_files_are_uploaded_sent_and_fetched(caller: Caller, wang: Person) -> None:
    media_id = caller.uploads("media/upload", "a.jpg", JPG, type="image")["media_id"]
    assert caller.sends("image", {"media_id": media_id})["errcode"] == 0
    assert wang.inbox[-1].media == JPG
    assert caller.sends("file", {"media_id": media_id})["errcode"] == 40007
    query = {"access_token": caller.asks_token()["access_token"], "media_id": media_id}
    answer = httpx.get(f"{caller.server.origin}/cgi-bin/media/get", params=query)
    assert answer.content == JPG
    assert answer.headers["content-disposition"] == 'attachment; filename="a.jpg"'


def test_a_file_is_gone_after_three_days(server: WeComServer, caller: Caller) -> None:
    media_id = caller.uploads("media/upload", "a.jpg", JPG, type="image")["media_id"]
    server.later(3 * 86400 + 1)
    assert caller.gets("media/get", media_id=media_id)["errcode"] == 40007


@pytest.mark.parametrize(
    ("kind", "name", "content", "code"),
    [
        ("image", "a.gif", JPG, 40004),
        ("image", "a.jpg", b"no picture", 40004),
        ("image", "a.jpg", JPG + b" " * (10 << 20), 40006),
        ("voice", "a.mp3", b"#!AMR\n", 40004),
        ("voice", "a.amr", b"#!AMR\n" + b" " * (2 << 20), 40006),
        ("file", "a.pdf", b"12345", 40006),
        ("file", "a.pdf", b"", 44001),
        ("song", "a.mp3", b"la la la", 40005),
    ],
)
def test_a_wrong_file_is_refused(
    caller: Caller, kind: str, name: str, content: bytes, code: int
) -> None:
    assert caller.uploads("media/upload", name, content, type=kind)["errcode"] == code


def test_a_card_shows_its_words_and_buttons(caller: Caller, wang: Person) -> None:
    answer = caller.sends("template_card", buttons(take="认领", skip="转交"))
    assert answer["response_code"]
    card = wang.sees("路灯")
    assert (card.text, card.buttons) == ("待认领\n三号楼路灯不亮", ["认领", "转交"])


@pytest.mark.parametrize(
    "change",
    [
        {"task_id": None},
        {"task_id": "号"},
        {"task_id": "x" * 129},
        {"main_title": None},
        {"main_title": {"desc": "无题"}},
        {"button_list": []},
        {"button_list": [{"text": "好", "key": f"{number}"} for number in range(7)]},
        {"button_list": [{"text": "好", "key": "k" * 1025}]},
        {"button_list": [{"text": "好", "key": "k"}, {"text": "不", "key": "k"}]},
        {"button_list": [{"text": "好"}]},
        {"button_list": [{"text": "", "key": "k"}]},
        {"button_list": [{"text": "好", "type": 1}]},
        {"button_list": [{"text": "好", "key": "k", "style": True}]},
        {"card_type": "vote"},
        {"colour": "red"},
        {"card_type": "text_notice"},
    ],
)
@pytest.mark.usefixtures("wang")
def test_a_wrong_card_is_refused(caller: Caller, change: dict[str, Any]) -> None:
    card = {k: v for k, v in (buttons(take="认领") | change).items() if v is not None}
    assert caller.sends("template_card", card)["errcode"] == 40058


def test_a_notice_needs_somewhere_to_go(caller: Caller, wang: Person) -> None:
    card: dict[str, Any] = {"card_type": "text_notice", "main_title": {"title": "通知"}}
    assert caller.sends("template_card", card)["errcode"] == 40058
    card["card_action"] = {"type": 1, "url": "https://example.com/"}
    answer = caller.sends("template_card", card)
    assert (answer["errcode"], "response_code" in answer) == (0, False)
    assert wang.shown == ["通知"]


@pytest.mark.usefixtures("wang")
def test_a_task_id_is_used_once(caller: Caller) -> None:
    assert caller.sends("template_card", buttons("one", take="认领"))["errcode"] == 0
    assert caller.sends("template_card", buttons("one", take="认领"))["errcode"] == 42014


def test_a_card_is_changed_once_with_its_code(
    server: WeComServer, caller: Caller, wang: Person
) -> None:
    code = caller.sends("template_card", buttons(take="认领"))["response_code"]
    body: dict[str, Any] = {"userids": ["wang", "li"], "agentid": caller.agent_id}
    body |= {"response_code": code, "button": {"replace_name": "已认领"}}
    path = "message/update_template_card"
    assert caller.posts(path, {**body, "userids": []})["errcode"] == 40058
    assert caller.posts(path, {**body, "template_card": {}})["errcode"] == 40058
    assert caller.posts(path, body)["invaliduser"] == ["li"]
    assert wang.inbox[-1].buttons == []
    assert wang.sees("已认领").replaced == "已认领"
    assert caller.posts(path, body)["errcode"] == 42045
    code = caller.sends("template_card", buttons("two", take="认领"))["response_code"]
    server.later(72 * 3600)
    assert caller.posts(path, body | {"response_code": code})["errcode"] == 42045


def test_a_card_can_become_another_card(caller: Caller, wang: Person) -> None:
    code = caller.sends("template_card", buttons(take="认领"))["response_code"]
    body: dict[str, Any] = {"atall": 1, "agentid": caller.agent_id, "response_code": code}
    body["template_card"] = buttons(done="办结") | {"sub_title_text": "已由王网格认领"}
    assert caller.posts("message/update_template_card", body)["errcode"] == 0
    assert wang.sees("已由王网格认领").buttons == ["办结"]
