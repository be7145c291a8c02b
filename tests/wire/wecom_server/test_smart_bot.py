"""The smart bot: who reaches it, what it may answer, once later."""

from typing import Any

import pytest

from tests.wecom_server import Person, WeComServer
from tests.wecom_server.client import Caller, Program, buttons, sealed_json


def stream(content: str, *, finish: bool = True) -> dict[str, Any]:
    """Return an answer that may grow."""
    return {"msgtype": "stream", "stream": {"id": "s1", "finish": finish, "content": content}}


def code_of(heard: dict[str, Any]) -> str:
    """Return the code in the address for a later answer."""
    address, _, code = heard["response_url"].partition("?response_code=")
    assert address.endswith("/cgi-bin/aibot/response")
    return str(code)


def test_the_bot_hears_only_who_names_it_in_a_group(
    server: WeComServer, program: Program, wang: Person
) -> None:
    group = server.bot_group("一网格")
    wang.says("早上好", group=group)
    wang.says("@民情直通车 三号楼路灯不亮", group=group, quote="昨天说过")
    server.settles()
    (heard,) = program.bot_heard
    assert (heard["chattype"], heard["chatid"]) == ("group", group.chat_id)
    assert heard["from"] == {"userid": "wang"}
    assert heard["text"] == {"content": "@民情直通车 三号楼路灯不亮"}
    assert heard["quote"] == {"msgtype": "text", "text": {"content": "昨天说过"}}
    assert program.heard == []


def test_a_chat_of_ones_own_has_no_chat_id(
    server: WeComServer, program: Program, wang: Person
) -> None:
    wang.says("您好", to_bot=True)
    server.settles()
    (heard,) = program.bot_heard
    assert heard["chattype"] == "single"
    assert heard.keys().isdisjoint({"chatid", "quote"})


def test_an_answer_is_shown_in_the_group(
    server: WeComServer, program: Program, wang: Person
) -> None:
    group = server.bot_group("一网格")
    program.bot_answers = [stream("请到应用里说")]
    wang.says("@民情直通车 您好", group=group)
    wang.sees("应用里说", group=group)
    assert group.said == ["请到应用里说"]
    assert server.refused == []


def test_an_answer_that_grows_is_asked_for_until_it_is_done(
    server: WeComServer, program: Program, wang: Person
) -> None:
    program.bot_answers = [
        stream("请", finish=False),
        stream("请稍", finish=False),
        stream("请稍候"),
    ]
    wang.says("您好", to_bot=True)
    wang.sees("请稍候", group=wang.bot_chat)
    server.settles()
    assert wang.bot_chat.said == ["请稍候"]
    assert [it["msgtype"] for it in program.bot_heard] == ["text", "stream", "stream"]
    assert program.bot_heard[-1]["stream"] == {"id": "s1"}


@pytest.mark.parametrize(
    "answer",
    [
        {"msgtype": "text", "text": {"content": "only a welcome may be text"}},
        {"msgtype": "markdown", "markdown": {"content": "only later"}},
        {"msgtype": "stream", "stream": {"finish": True, "content": "no id"}},
        {"msgtype": "stream", "stream": {"id": "s", "content": "好" * 6827}},
        {"msgtype": "template_card", "template_card": {"card_type": "vote"}},
        {},
    ],
)
def test_a_wrong_answer_is_refused(
    server: WeComServer, program: Program, wang: Person, answer: dict[str, Any]
) -> None:
    program.raw_answer = sealed_json(program.bot_cipher, answer)
    wang.says("您好", to_bot=True)
    server.settles()
    assert len(server.refused) == 1
    assert wang.bot_chat.said == []


def test_an_answer_in_the_open_or_wrongly_signed_is_refused(
    server: WeComServer, program: Program, wang: Person
) -> None:
    for answer in (b'{"msgtype":"stream"}', b"success"):
        program.raw_answer = answer
        wang.says("您好", to_bot=True)
        server.settles()
    sealed = sealed_json(program.bot_cipher, stream("好"))
    program.raw_answer = sealed.replace(b"1700000000", b"1700000001")
    wang.says("您好", to_bot=True)
    server.settles()
    assert len(server.refused) == 3
    assert wang.bot_chat.said == []


def test_a_welcome_may_be_text(server: WeComServer, program: Program, wang: Person) -> None:
    program.bot_answers = [{"msgtype": "text", "text": {"content": "欢迎"}}]
    wang.enters_bot()
    wang.sees("欢迎", group=wang.bot_chat)
    assert program.bot_heard[0]["event"] == {"eventtype": "enter_chat"}
    assert server.refused == []


def test_a_later_answer_comes_once_within_an_hour(
    server: WeComServer, program: Program, caller: Caller, wang: Person
) -> None:
    wang.says("您好", to_bot=True)
    wang.says("在吗", to_bot=True)
    server.settles()
    body = {"msgtype": "markdown", "markdown": {"content": "已受理"}}
    first, second = (code_of(it) for it in program.bot_heard)
    path = "aibot/response"
    wrong = {"msgtype": "text", "text": {"content": "已受理"}}
    assert caller.posts(path, wrong, response_code=first)["errcode"] == 40008
    assert caller.posts(path, body, response_code=first)["errcode"] == 0
    assert wang.bot_chat.said == ["已受理"]
    assert caller.posts(path, body, response_code=first)["errcode"] == 42045
    server.later(3600)
    assert caller.posts(path, body, response_code=second)["errcode"] == 42045
    assert caller.posts(path, body, response_code="none")["errcode"] == 42045


def test_a_button_of_the_bots_card_can_be_pressed(
    server: WeComServer, program: Program, wang: Person
) -> None:
    group = server.bot_group("一网格")
    card = buttons(take="认领")
    changed = card | {"replace_text": "已认领"}
    program.bot_answers = [
        {"msgtype": "template_card", "template_card": card},
        {"response_type": "update_template_card", "template_card": changed},
    ]
    wang.says("@民情直通车 有新的吗", group=group)
    wang.taps("认领", group=group)
    wang.sees("已认领", group=group)
    server.settles()
    event = program.bot_heard[-1]["event"]
    assert event["template_card_event"]["event_key"] == "take"
    assert program.bot_heard[-1]["chatid"] == group.chat_id
    assert group.screen.messages[-1].buttons == []
    assert server.refused == []
