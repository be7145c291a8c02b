"""What the app asks about itself and the corp, and its menu."""

from typing import Any

import pytest

from tests.wecom_server import AGENT_ID, Person, WeComServer
from tests.wecom_server.client import Caller, Program

MENU = {
    "button": [
        {"type": "click", "name": "我要反映", "key": "menu:report"},
        {"name": "更多", "sub_button": [{"type": "view", "name": "说明", "url": "https://a.cn/"}]},
    ]
}


def test_the_app_is_described_only_to_itself(
    server: WeComServer, caller: Caller, wang: Person
) -> None:
    server.person("外人", is_in_scope=False)
    agent = caller.gets("agent/get", agentid=str(AGENT_ID))
    assert agent["allow_userinfos"] == {"user": [{"userid": wang.userid}]}
    assert caller.gets("agent/get", agentid="77")["errcode"] == 40056
    server.add_app(1000003, "another-secret")
    assert caller.gets("agent/get", agentid="1000003")["errcode"] == 301002


@pytest.mark.usefixtures("wang")
def test_a_member_is_described_if_in_scope(server: WeComServer, caller: Caller) -> None:
    server.person("外人", userid="far", is_in_scope=False)
    assert caller.gets("user/get", userid="wang")["name"] == "王网格"
    assert caller.gets("user/get", userid="far")["errcode"] == 60011
    assert caller.gets("user/get", userid="nobody")["errcode"] == 60111
    assert caller.gets("getcallbackip")["ip_list"] == ["127.0.0.1"]
    assert caller.gets("getcallbackip", more="1")["errcode"] == 40035


def test_a_menu_can_be_pressed(
    server: WeComServer, program: Program, caller: Caller, wang: Person
) -> None:
    assert caller.posts("menu/create", MENU, agentid=str(AGENT_ID))["errcode"] == 0
    wang.clicks("我要反映")
    wang.views("说明")
    server.settles()
    assert [it.words("EventKey") for it in program.heard] == ["menu:report", "https://a.cn/"]
    with pytest.raises(AssertionError, match="the menu has no click"):
        wang.clicks("别的")


@pytest.mark.parametrize(
    ("button", "code"),
    [
        ({"type": "click", "name": "六个汉字的名", "key": "k"}, 45002),
        ({"type": "click", "name": "好", "key": "k" * 129}, 45002),
        ({"type": "click", "name": "好"}, 40058),
        ({"type": "view", "name": "好", "key": "k"}, 40058),
        ({"type": "press", "name": "好", "key": "k"}, 40058),
        ({"name": "好"}, 40058),
        ({"name": "好", "sub_button": []}, 40016),
        ({"name": "好", "sub_button": [{"type": "click", "name": "一", "key": "k"}] * 6}, 40016),
    ],
)
def test_a_wrong_menu_is_refused(caller: Caller, button: dict[str, Any], code: int) -> None:
    answer = caller.posts("menu/create", {"button": [button]}, agentid=str(AGENT_ID))
    assert answer["errcode"] == code


def test_a_menu_has_three_buttons_at_most(caller: Caller) -> None:
    button = {"type": "click", "name": "好", "key": "k"}
    for number, code in ((0, 40016), (3, 0), (4, 40016)):
        answer = caller.posts("menu/create", {"button": [button] * number}, agentid=str(AGENT_ID))
        assert answer["errcode"] == code
