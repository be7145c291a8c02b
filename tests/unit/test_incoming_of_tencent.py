"""Whose something is that WeChat or WeCom brings, and what nobody can be told of."""

import json
from collections.abc import Callable

import pytest

from bot.doors import Envelope
from bot.platforms.tencent import xml
from bot.platforms.wechat import reading as wechat
from bot.platforms.wecom import reading as wecom
from bot.platforms.wecom import smart_bot
from bot.platforms.wecom.messages import Members, text_letter
from models.errors import Unreachable
from tests.support import wechat_bodies, wecom_bodies


def said_on_wechat(sender: str, number: int = 7) -> Envelope | None:
    raw = wechat_bodies.a_text("路灯不亮", number, FromUserName=sender)
    return wechat.envelope(xml.read(raw) or {}, raw)


def said_on_wecom(sender: str, number: int = 7) -> Envelope | None:
    raw = wecom_bodies.a_text("路灯不亮", number, FromUserName=sender)
    return wecom.envelope(xml.read(raw) or {}, raw)


def said_to_the_bot(sender: str, number: int = 7, **more: object) -> Envelope | None:
    fields = {"msgtype": "text", "msgid": str(number), "from": {"userid": sender}, **more}
    raw = json.dumps(fields).encode()
    return smart_bot.envelope_of(smart_bot.read(raw), raw)


SAY = [said_on_wechat, said_on_wecom, said_to_the_bot]


@pytest.mark.parametrize("say", SAY)
@pytest.mark.parametrize(
    "sender", ["@all", "u1|u2", "bot:x", "robot:x", "appchat:x", "张三", "a b", "a" * 65, ""]
)
def test_who_is_no_person_is_never_answered(
    say: Callable[[str], Envelope | None], sender: str
) -> None:
    found = say(sender)
    assert found is not None
    assert (found.sender, found.chat, found.is_readable) == ("", "", False)


@pytest.mark.parametrize("say", [said_on_wecom, said_to_the_bot])
def test_a_member_is_known_by_the_form_of_an_id(say: Callable[[str], Envelope | None]) -> None:
    for sender in ("WangGang", "li.si-2_x@street", "7"):
        found = say(sender)
        assert found is not None
        assert (found.sender, found.chat) == (sender, sender)
    found = say("sys")
    assert found is not None
    assert found.sender == ""


def test_a_group_without_a_sensible_id_is_a_dead_letter() -> None:
    for chat in ("", "x" * 62, 7):
        found = said_to_the_bot("WangGang", chattype="group", chatid=chat)
        assert found is not None
        assert (found.sender, found.is_readable) == ("", False)


async def test_nothing_is_posted_to_more_than_one() -> None:
    never: object = None
    members = Members(never, 1)  # type: ignore[arg-type]
    for many in ("@all", "u1|u2", ""):
        with pytest.raises(Unreachable):
            await members.post(many, text_letter("您的事办好了"))


@pytest.mark.parametrize("say", SAY)
def test_the_number_of_a_message_is_its_senders_own(
    say: Callable[[str, int], Envelope | None],
) -> None:
    said = [say("oZhang", 7), say("oZhang", 7), say("oLi", 7), say("oZhang", 8)]
    keys = [it.event_key for it in said if it is not None]
    assert [keys.index(it) for it in keys] == [0, 0, 2, 3]
    assert max(map(len, keys)) <= 96


def test_what_no_store_takes_is_taken_out_of_ids() -> None:
    fields = {
        "msgtype": "text",
        "msgid": "a\ud800\0b",
        "chattype": "group",
        "chatid": "c\ud800\0d",
        "from": {"userid": " WangGang\0 "},
        "text": {"content": "灯\ud800\0"},
        "response_url": "https://a/\ud800\0",
    }
    raw = json.dumps(fields).encode()
    found = smart_bot.envelope_of(smart_bot.read(raw), raw)
    assert found is not None
    assert (found.sender, found.chat) == ("WangGang", "bot:c?d")
    heard = smart_bot.hear(raw)
    assert (heard.words, heard.outer_id) == ("灯?", "a?b")
