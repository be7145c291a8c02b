"""Template and subscription messages: templates, fields, consent."""

from typing import Any

import pytest

from tests.wechat_server import Person, WeChatServer
from tests.wechat_server.client import call, code

TEMPLATE = "message/template/send"
SUBSCRIPTION = "message/subscribe/bizsend"
GOOD = {
    "thing1": "三号楼路灯不亮",
    "character_string2": "HF-2026-0001",
    "time3": "2026年11月22日 15:01",
    "phrase4": "处理中",
    "const5": "已受理",
}


@pytest.fixture(autouse=True)
def _on_the_account(server: WeChatServer) -> None:
    server.template("T1", list(GOOD), choices={"const5": ["已受理", "已办结"]})
    server.template("S1", ["thing1"], is_subscription=True)


def _message(person: Person, **changes: str) -> dict[str, Any]:
    data = {name: {"value": value} for name, value in (GOOD | changes).items()}
    return {"touser": person.openid, "template_id": "T1", "data": data}


def _subscription(person: Person) -> dict[str, Any]:
    data = {"thing1": {"value": "路灯修好了"}}
    return {"touser": person.openid, "template_id": "S1", "data": data}


def test_a_template_message_is_shown_without_a_window(server: WeChatServer, zhang: Person) -> None:
    wang = server.person("王大爷")
    wang.follows()
    answer = call(server, TEMPLATE, _message(wang) | {"url": "https://a.cn/case/1"})
    assert answer["errcode"] == 0
    assert wang.sees("路灯", kind="template").raw["url"] == "https://a.cn/case/1"
    done = server.deliveries[-1]
    assert done.fields["Event"] == "TEMPLATESENDJOBFINISH"
    assert done.fields["MsgID"] == answer["msgid"]
    assert zhang.shown == []


@pytest.mark.parametrize(
    "changes",
    [
        {"thing1": "好" * 21},
        {"thing1": ""},
        {"thing1": "一\n二"},
        {"character_string2": "1" * 33},
        {"character_string2": "编号一"},
        {"time3": "明天下午"},
        {"time3": "25:00"},
        {"phrase4": "正在处理之中"},
        {"phrase4": "OK"},
        {"const5": "别的"},
        {"thing9": "多的"},
    ],
)
def test_a_value_outside_the_rules_of_its_kind_is_refused(
    server: WeChatServer, zhang: Person, changes: dict[str, str]
) -> None:
    assert code(server, TEMPLATE, _message(zhang, **changes)) == 47003
    assert zhang.shown == []


@pytest.mark.parametrize("value", ["15:01", "2019-10-01 15:01:02", "2019年10月1日~2019年11月1日"])
def test_times_may_be_written_in_several_ways(
    server: WeChatServer, zhang: Person, value: str
) -> None:
    assert code(server, TEMPLATE, _message(zhang, time3=value)) == 0


def test_a_wrong_template_person_or_field_is_refused(server: WeChatServer, zhang: Person) -> None:
    good = _message(zhang)
    short = {name: good["data"][name] for name in list(GOOD)[1:]}
    assert code(server, TEMPLATE, good | {"template_id": "T9"}) == 40037
    assert code(server, TEMPLATE, good | {"template_id": "S1"}) == 40037
    assert code(server, TEMPLATE, good | {"touser": "oNobody"}) == 40003
    assert code(server, TEMPLATE, good | {"url": "javascript:1"}) == 40066
    assert code(server, TEMPLATE, good | {"data": short}) == 47003
    assert code(server, TEMPLATE, good | {"data": good["data"] | {"thing1": "bare"}}) == 47001
    assert code(server, TEMPLATE, good | {"more": ""}) == 40035
    zhang.unfollows()
    assert code(server, TEMPLATE, good) == 43004


def test_a_person_can_switch_a_template_off(server: WeChatServer, zhang: Person) -> None:
    zhang.switches_off("T1")
    assert code(server, TEMPLATE, _message(zhang)) == 43101


def test_one_consent_is_good_for_one_message(server: WeChatServer, zhang: Person) -> None:
    assert code(server, SUBSCRIPTION, _subscription(zhang)) == 43101
    zhang.rejects("S1")
    assert code(server, SUBSCRIPTION, _subscription(zhang)) == 43101
    zhang.accepts("S1")
    assert code(server, SUBSCRIPTION, _subscription(zhang)) == 0
    zhang.sees("路灯修好了", kind="subscription")
    assert code(server, SUBSCRIPTION, _subscription(zhang)) == 43101


def test_a_template_has_fields_of_known_kinds(server: WeChatServer) -> None:
    with pytest.raises(ValueError, match="first"):
        server.template("T2", ["first", "keyword1"])


def test_the_day_has_its_quota(server: WeChatServer, zhang: Person) -> None:
    server.quota.per_day["/cgi-bin/message/template/send"] = 1
    assert code(server, TEMPLATE, _message(zhang)) == 0
    assert code(server, TEMPLATE, _message(zhang)) == 45009
