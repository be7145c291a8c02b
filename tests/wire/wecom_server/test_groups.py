"""Groups of the app, group robots, residents' groups."""

import base64
import hashlib
from typing import Any

import pytest

from tests.wecom_server import Person, WeComServer
from tests.wecom_server.client import Caller, buttons

JPG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def li(server: WeComServer) -> Person:
    """Give another member."""
    return server.person("李", userid="li")


def new_chat(caller: Caller, **change: object) -> Any:  # noqa: ANN401
    """Ask for a group."""
    body = {"name": "一网格", "owner": "wang", "userlist": ["wang", "li"], "chatid": "grid1"}
    given = {name: value for name, value in (body | change).items() if value is not None}
    return caller.posts("appchat/create", given)


def say(caller: Caller, kind: str, content: object, chat_id: str = "grid1") -> int:
    """Say something in a group; return the code."""
    body = {"chatid": chat_id, "msgtype": kind, kind: content}
    return int(caller.posts("appchat/send", body)["errcode"])


@pytest.mark.usefixtures("wang", "li")
def test_the_app_makes_a_group_and_speaks_in_it(server: WeComServer, caller: Caller) -> None:
    assert new_chat(caller)["chatid"] == "grid1"
    assert say(caller, "text", {"content": "通知"}) == 0
    assert server.chats["grid1"].said == ["通知"]
    body = {"chatid": "grid1", "name": "二网格", "owner": "li"}
    assert caller.posts("appchat/update", body)["errcode"] == 0
    info = caller.gets("appchat/get", chatid="grid1")["chat_info"]
    assert (info["name"], info["owner"], info["userlist"]) == ("二网格", "li", ["wang", "li"])
    assert server.refused == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"userlist": ["wang"]}, 86006),
        ({"userlist": ["wang", "wang"]}, 86006),
        ({"userlist": [f"u{number}" for number in range(2001)]}, 86006),
        ({"userlist": ["wang", "nobody"]}, 60111),
        ({"userlist": None}, 40058),
        ({"owner": "nobody"}, 86007),
        ({"chatid": "grid-1"}, 40058),
        ({"chatid": "g" * 33}, 86001),
        ({"colour": "red"}, 40058),
    ],
)
@pytest.mark.usefixtures("wang", "li")
def test_a_wrong_group_is_refused(caller: Caller, change: dict[str, Any], code: int) -> None:
    assert new_chat(caller, **change)["errcode"] == code


@pytest.mark.usefixtures("wang", "li")
def test_what_a_group_does_not_take_is_refused(server: WeComServer, caller: Caller) -> None:
    new_chat(caller)
    assert new_chat(caller)["errcode"] == 86215
    assert say(caller, "text", {"content": "通知"}, "other") == 86003
    assert say(caller, "template_card", buttons(take="认领")) == 40008
    assert say(caller, "text", {"content": "好" * 683}) == 45002
    assert caller.gets("appchat/get", chatid="other")["errcode"] == 86003
    body = {"chatid": "grid1", "del_user_list": ["li"]}
    assert caller.posts("appchat/update", body)["errcode"] == 86006
    server.add_app(1000003, "another-secret")
    caller.secret = "another-secret"
    assert say(caller, "text", {"content": "不是我的群"}) == 86003


def robot_says(caller: Caller, key: str, kind: str, content: object) -> int:
    """Say something through a robot; return the code."""
    body = {"msgtype": kind, kind: content}
    return int(caller.posts("webhook/send", body, key=key)["errcode"])


def webhook(server: WeComServer, caller: Caller, kind: str, content: object) -> int:
    """Say something through a new robot; return the code."""
    return robot_says(caller, server.robot("通知群").key, kind, content)


def test_a_robot_speaks_twenty_times_a_minute(server: WeComServer, caller: Caller) -> None:
    robot = server.robot("通知群")
    codes = [robot_says(caller, robot.key, "text", {"content": f"{it}"}) for it in range(21)]
    assert codes == [0] * 20 + [45009]
    assert server.robots[robot.key].said[-1] == "19"
    server.later(61)
    assert robot_says(caller, robot.key, "text", {"content": "又来"}) == 0


def test_a_robot_shows_markdown_pictures_and_its_own_files(
    server: WeComServer, caller: Caller
) -> None:
    robot = server.robot("通知群")
    digest = hashlib.md5(JPG, usedforsecurity=False).hexdigest()
    image = {"base64": base64.b64encode(JPG).decode(), "md5": digest}
    assert robot_says(caller, robot.key, "image", image) == 0
    assert robot.screen.messages[-1].media == JPG
    assert robot_says(caller, robot.key, "markdown", {"content": "好" * 1365}) == 0
    path = "webhook/upload_media"
    file = caller.uploads(path, "a.pdf", b"a long file", key=robot.key, type="file")
    assert robot_says(caller, robot.key, "file", {"media_id": file["media_id"]}) == 0
    assert webhook(server, caller, "file", {"media_id": file["media_id"]}) == 40007
    assert caller.uploads(path, "a.pdf", b"1234", key=robot.key, type="file")["errcode"] == 40006
    assert caller.uploads(path, "a.pdf", b"a file", key="no", type="file")["errcode"] == 93000


def test_what_a_robot_does_not_take_is_refused(server: WeComServer, caller: Caller) -> None:
    assert robot_says(caller, "none", "text", {"content": "好"}) == 93000
    assert webhook(server, caller, "text", {"content": "好" * 683}) == 45002
    assert webhook(server, caller, "markdown", {"content": "好" * 1366}) == 45002
    assert webhook(server, caller, "template_card", buttons(take="认领")) == 40058
    picture = base64.b64encode(JPG).decode()
    assert webhook(server, caller, "image", {"base64": picture, "md5": "0" * 32}) == 301019
    large = base64.b64encode(JPG + b" " * (2 << 20)).decode()
    assert webhook(server, caller, "image", {"base64": large, "md5": "0" * 32}) == 40009
    words = base64.b64encode(b"no picture").decode()
    assert webhook(server, caller, "image", {"base64": words, "md5": "0" * 32}) == 40058


def order(caller: Caller, **change: object) -> Any:  # noqa: ANN401
    """Order a message for residents' groups."""
    body = {"chat_type": "group", "sender": "wang", "text": {"content": "停水通知"}}
    given = {name: value for name, value in (body | change).items() if value is not None}
    return caller.posts("externalcontact/add_msg_template", given)


def results(caller: Caller, msgid: str) -> list[int]:
    """Ask what became of an order in each group."""
    path = "externalcontact/get_groupmsg_send_result"
    answer = caller.posts(path, {"msgid": msgid, "userid": "wang"})
    return [it["status"] for it in answer["send_list"]]


def is_done(caller: Caller, msgid: str) -> bool:
    """Ask whether the employee has sent it."""
    answer = caller.posts("externalcontact/get_groupmsg_task", {"msgid": msgid})
    return bool(answer["task_list"][0]["status"] == 2)


def test_residents_see_only_what_the_employee_confirms(
    server: WeComServer, caller: Caller, wang: Person
) -> None:
    first, second = server.external_group("一号楼", wang), server.external_group("二号楼", wang)
    msgid = order(caller, chat_id_list=[first.chat_id])["msgid"]
    assert (first.said, results(caller, msgid), is_done(caller, msgid)) == ([], [0], False)
    assert [it.text for it in wang.tasks] == ["停水通知"]
    assert wang.confirms() == 1
    assert (first.said, second.said, wang.tasks) == (["停水通知"], [], [])
    assert (results(caller, msgid), is_done(caller, msgid)) == ([1], True)
    order(caller)
    assert second.confirms() == 2
    assert server.refused == []


def test_a_group_takes_as_many_a_month_as_it_has_days(caller: Caller) -> None:
    noon_in_february = 1_770_868_800.0
    with WeComServer(clock=lambda: noon_in_february) as server:
        caller.server = server
        wang = server.person("王", userid="wang")
        group = server.external_group("一号楼", wang)
        for _ in range(28):
            order(caller)
        late = order(caller)["msgid"]
        assert wang.confirms() == 28
        assert results(caller, late) == [3]
        assert order(caller)["errcode"] == 41048
        other = server.external_group("二号楼", wang)
        assert order(caller)["fail_list"] == [group.chat_id]
        server.later(28 * 86400)
        assert order(caller)["fail_list"] == []
        assert (wang.confirms(), len(other.said)) == (3, 2)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"chat_type": "single"}, 40058),
        ({"sender": None}, 40058),
        ({"sender": "nobody"}, 60111),
        ({"text": {"content": "好" * 1334}}, 45002),
        ({"text": None}, 40058),
        ({"chat_id_list": ["none"]}, 41048),
        ({"attachments": [{"msgtype": "image", "image": {"pic_url": "x"}}] * 10}, 40058),
        ({"attachments": [{"msgtype": "image", "file": {"media_id": "x"}}]}, 40058),
        ({"attachments": [{"msgtype": "file", "file": {"media_id": "x"}}]}, 40007),
        ({"colour": "red"}, 40058),
    ],
)
def test_a_wrong_order_is_refused(
    server: WeComServer, caller: Caller, wang: Person, change: dict[str, Any], code: int
) -> None:
    server.external_group("一号楼", wang)
    assert order(caller, **change)["errcode"] == code


def test_an_employee_is_reminded_three_times_a_day(
    server: WeComServer, caller: Caller, wang: Person
) -> None:
    server.external_group("一号楼", wang)
    body = {"msgid": order(caller)["msgid"]}
    path = "externalcontact/remind_groupmsg_send"
    assert [caller.posts(path, body)["errcode"] for _ in range(4)] == [0, 0, 0, 45009]
    assert caller.posts("externalcontact/cancel_groupmsg_send", body)["errcode"] == 0
    assert (wang.tasks, wang.confirms()) == ([], 0)


def test_the_app_lists_residents_groups(
    server: WeComServer, caller: Caller, wang: Person, li: Person
) -> None:
    group = server.external_group("一号楼", wang)
    server.external_group("二号楼", li)
    path = "externalcontact/groupchat"
    body = {"limit": 10, "owner_filter": {"userid_list": ["wang"]}}
    listed = caller.posts(f"{path}/list", body)["group_chat_list"]
    assert listed == [{"chat_id": group.chat_id, "status": 0}]
    found = caller.posts(f"{path}/get", {"chat_id": group.chat_id})["group_chat"]
    assert (found["name"], found["owner"]) == ("一号楼", "wang")
    assert caller.posts(f"{path}/list", {})["errcode"] == 40058
    assert caller.posts(f"{path}/get", {"chat_id": "none"})["errcode"] == 86003
