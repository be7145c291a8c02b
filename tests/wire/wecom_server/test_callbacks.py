"""What the platform posts to the app's address, and what it takes as an answer."""

from typing import Any

import httpx
import pytest

from tests.wecom_server import AGENT_ID, CORP_ID, Person, WeComServer
from tests.wecom_server.client import Caller, Program, buttons, reply_xml, sealed_xml


def names(program: Program) -> list[str]:
    """Give the types of what the program heard: messages by type, events by name."""
    heard = [(it.words("MsgType"), it) for it in program.heard]
    return [it.words("Event") if kind == "event" else kind for kind, it in heard]


def test_the_address_must_answer_the_bare_words(server: WeComServer, program: Program) -> None:
    server.checks_callback(within=60)
    server.checks_bot_callback(within=60)
    program.raw_answer = b'"123"'
    with pytest.raises(AssertionError, match="bare words"):
        server.checks_callback(within=60)
    program.is_down()
    with pytest.raises(AssertionError, match="did not answer"):
        server.checks_callback(within=60)


def test_text_comes_sealed_and_in_order(
    server: WeComServer, program: Program, wang: Person
) -> None:
    for number in range(5):
        wang.says(f"第{number}句 ]]> & <b>")
    server.settles()
    assert [it.words("Content") for it in program.heard] == [
        f"第{number}句 ]]> & <b>" for number in range(5)
    ]
    first = program.heard[0]
    assert first.words("FromUserName") == "wang"
    assert first.words("ToUserName") == CORP_ID
    assert first.number("AgentID") == AGENT_ID
    assert len({it.number("MsgId") for it in program.heard}) == 5


def test_every_kind_of_message_comes(server: WeComServer, program: Program, wang: Person) -> None:
    photo = wang.sends_photo(b"\xff\xd8\xff a photo")
    wang.sends_voice()
    wang.sends_video()
    wang.shares_location(31.2, 121.5, "槐荫路")
    wang.sends_link("题目", "https://example.com/")
    wang.sends_file()
    server.settles()
    assert names(program) == ["image", "voice", "video", "location", "link", "file"]
    image, where = program.heard[0], program.heard[3]
    assert image.words("MediaId") == photo
    assert httpx.get(image.words("PicUrl")).content == b"\xff\xd8\xff a photo"
    x = where.child("Location_X")
    assert x is not None
    assert x.text == "31.200000"


def test_every_kind_of_event_comes(server: WeComServer, program: Program, wang: Person) -> None:
    wang.joins()
    wang.enters()
    wang.reports_location(31.2, 121.5)
    wang.clicks("menu:report")
    wang.views("https://example.com/")
    wang.leaves()
    server.settles()
    assert names(program) == [
        "subscribe",
        "enter_agent",
        "LOCATION",
        "click",
        "view",
        "unsubscribe",
    ]
    server.finishes_job("job-1")
    server.changes_contact("delete_user", "wang")
    server.changes_external_chat(server.external_group("一网格", wang), "update", "add_member")
    server.settles()
    told = program.heard[-3:]
    assert names(program)[-3:] == ["batch_job_result", "change_contact", "change_external_chat"]
    assert {it.words("FromUserName") for it in told} == {"sys"}
    assert told[1].words("UserID") == "wang"


def test_a_pressed_button_brings_a_code_of_its_own(
    server: WeComServer, program: Program, caller: Caller, wang: Person
) -> None:
    caller.sends("template_card", buttons(take="认领 ✅", skip="转交"))
    wang.taps("认领")
    server.settles()
    event = program.heard[-1]
    assert event.words("Event") == "template_card_event"
    assert (event.words("EventKey"), event.words("TaskId")) == ("take", "case-1")
    assert event.words("CardType") == "button_interaction"
    body: dict[str, Any] = {"userids": ["wang"], "agentid": AGENT_ID}
    body["button"] = {"replace_name": "已认领"}
    body["response_code"] = event.words("ResponseCode")
    assert caller.posts("message/update_template_card", body)["errcode"] == 0
    with pytest.raises(AssertionError, match="no button '认领'"):
        wang.taps("认领", within=0.01)


def test_an_item_of_a_cards_menu_can_be_chosen(
    server: WeComServer, program: Program, caller: Caller, wang: Person
) -> None:
    card = buttons(take="认领") | {
        "action_menu": {"desc": "更多", "action_list": [{"text": "不再提醒", "key": "mute"}]}
    }
    caller.sends("template_card", card)
    wang.chooses("不再")
    server.settles()
    event = program.heard[-1]
    assert (event.words("Event"), event.words("EventKey")) == ("template_card_menu_event", "mute")


def test_the_number_of_a_line_can_be_picked(
    server: WeComServer, program: Program, caller: Caller, wang: Person
) -> None:
    caller.says("请核对\n1 提交\n2 修改")
    wang.picks("修改")
    server.settles()
    assert program.heard[-1].words("Content") == "2"
    with pytest.raises(AssertionError, match="no line '撤回'"):
        wang.picks("撤回", within=0.01)


def test_what_is_not_answered_comes_three_times(
    server: WeComServer, program: Program, wang: Person
) -> None:
    program.statuses = [500, 502]
    wang.says("您好")
    server.settles()
    assert len(program.heard) == 1
    assert [(it.attempt, it.status) for it in server.deliveries] == [(1, 500), (2, 502), (3, 200)]
    program.statuses = [500, 500, 500]
    wang.says("在吗")
    server.settles()
    assert len(program.heard) == 1
    assert ["在吗" in it for it in server.lost] == [True]


def test_the_same_message_can_come_again(
    server: WeComServer, program: Program, wang: Person
) -> None:
    wang.says("您好")
    wang.repeats()
    server.settles()
    first, again = program.heard
    assert first.number("MsgId") == again.number("MsgId")


def test_an_answer_that_comes_late_is_no_answer(
    server: WeComServer, program: Program, wang: Person
) -> None:
    server.poster.answer_within = 0.0
    wang.says("您好")
    server.settles()
    assert [it.status for it in server.deliveries] == [0, 0, 0]
    assert program.bot_heard == []


def test_messages_wait_until_the_address_is_known(server: WeComServer, wang: Person) -> None:
    wang.says("您好")
    with Program(server) as late:
        server.callback_url = f"{late.origin}/wecom"
        server.settles()
        assert [it.words("Content") for it in late.heard] == ["您好"]


def test_a_sealed_reply_is_shown(server: WeComServer, program: Program, wang: Person) -> None:
    program.answers = [reply_xml("收到]]>")]
    wang.says("您好")
    assert wang.sees("收到").text == "收到]]>"
    assert server.refused == []


@pytest.mark.parametrize(
    "answer",
    [
        b"ok",
        reply_xml("bare").encode(),
        b"<xml><Encrypt><![CDATA[x]]></Encrypt></xml>",
    ],
)
def test_an_answer_that_is_not_sealed_is_refused(
    server: WeComServer, program: Program, wang: Person, answer: bytes
) -> None:
    program.raw_answer = answer
    wang.says("您好")
    server.settles()
    assert server.codes_refused() == [200]
    assert wang.shown == []


@pytest.mark.parametrize(
    "words", [reply_xml("", "wang"), reply_xml("好", "li"), reply_xml("好" * 683), "<xml></xml>"]
)
def test_a_wrong_reply_is_refused(
    server: WeComServer, program: Program, wang: Person, words: str
) -> None:
    program.raw_answer = sealed_xml(program.cipher, words)
    wang.says("您好")
    server.settles()
    assert len(server.refused) == 1
    assert wang.shown == []


def test_a_reply_under_another_signature_is_refused(
    server: WeComServer, program: Program, wang: Person
) -> None:
    sealed = sealed_xml(program.cipher, reply_xml("好"))
    program.raw_answer = sealed.replace(b"1700000000", b"1700000001")
    wang.says("您好")
    server.settles()
    assert "signature" in server.refused[0].reason


def test_an_empty_answer_and_success_say_nothing(
    server: WeComServer, program: Program, wang: Person
) -> None:
    program.raw_answer = b"success"
    wang.says("您好")
    server.settles()
    assert (server.refused, wang.shown) == ([], [])
