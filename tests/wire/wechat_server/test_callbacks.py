"""Callbacks: how they are signed and wrapped, and which answers the platform takes."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, parse_qsl

import pytest

from tests.servers.crypt import signature
from tests.servers.http import Request
from tests.servers.program import Program
from tests.servers.xml import read_xml, write_xml
from tests.wechat_server import AES_KEY, TOKEN, TROUBLE, Person, WeChatServer
from tests.wechat_server.client import Hands

NOW = 1_750_000_000


@pytest.fixture(params=["plain", "compatible", "safe"])
def server(
    request: pytest.FixtureRequest, hands: Hands, program: Program
) -> Iterator[WeChatServer]:
    """Give a server in each mode, that posts to the program."""
    mode = str(request.param)
    key = "" if mode == "plain" else AES_KEY
    with WeChatServer(aes_key=key, mode=mode, callback_url=program.url, clock=hands) as running:
        running.answers_within(0.3)
        yield running


@pytest.fixture
def wang(server: WeChatServer) -> Person:
    """Give a person who follows; what that brought is over."""
    person = server.person("王大爷")
    person.follows()
    assert server.is_quiet()
    return person


def _reply(person: Person, words: str = "收到", **changes: str | int) -> str:
    fields: dict[str, str | int] = {
        "ToUserName": person.openid,
        "FromUserName": "gh_0123456789ab",
        "CreateTime": NOW,
        "MsgType": "text",
        "Content": words,
    }
    return write_xml(fields | changes)


def _sealed(server: WeChatServer, words: str, **changes: str | int) -> str:
    if server.platform.mode == "plain":
        return words
    sealed = server.cipher.seal(words)
    fields: dict[str, str | int] = {
        "Encrypt": sealed,
        "MsgSignature": server.cipher.sign(str(NOW), "n1", sealed),
        "TimeStamp": NOW,
        "Nonce": "n1",
    }
    return write_xml(fields | changes)


def _always(answer: bytes) -> Callable[[Request], bytes]:
    return lambda _: answer


def _opened(server: WeChatServer, request: Request) -> str:
    query = dict(parse_qsl(request.query))
    assert query["signature"] == signature(TOKEN, query["timestamp"], query["nonce"])
    if server.platform.mode == "plain":
        assert "encrypt_type" not in query
        return request.body.decode()
    sealed = read_xml(request.body).words("Encrypt")
    assert query["encrypt_type"] == "aes"
    assert query["msg_signature"] == server.cipher.sign(query["timestamp"], query["nonce"], sealed)
    return server.cipher.open(sealed)


def test_a_message_arrives_whole_and_signed(
    server: WeChatServer, program: Program, wang: Person
) -> None:
    said = wang.says("灯不亮]]>了<b>&amp;")
    assert server.is_quiet()
    assert said.was_taken
    message = read_xml(_opened(server, program.requests[-1]).encode())
    assert message.words("Content") == "灯不亮]]>了<b>&amp;"
    assert message.words("FromUserName") == wang.openid
    assert message.number("MsgId") == said.fields["MsgId"]
    outside = {it.name for it in read_xml(program.requests[-1].body).children}
    if server.platform.mode == "safe":
        assert outside == {"ToUserName", "Encrypt"}
    assert ("Content" in outside) == (server.platform.mode != "safe")


def test_a_good_reply_is_shown(server: WeChatServer, program: Program, wang: Person) -> None:
    program.answers = lambda _: _sealed(server, _reply(wang, "收到]]>了")).encode()
    wang.says("您好")
    assert wang.sees("收到]]>了").kind == "passive"
    program.answers = lambda _: b""
    wang.says("再见")
    assert server.is_quiet()
    assert len(wang.shown) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("收到", "好" * 683),
        ("收到", ""),
        ("收到", "一]]>"),
        ("<![CDATA[收到]]>", "收到"),
        ("<ToUserName><![CDATA[o", "<ToUserName><![CDATA[x"),
        ("gh_", "wx_"),
        (str(NOW), "now"),
        (str(NOW), "5"),
        ("[text]", "[card]"),
        ("[text]", "[image]"),
        ("<Content>", "<Colour><![CDATA[red]]></Colour><Content>"),
        ("<Content>", '<Content kind="a">'),
        ("<Content>", "<MsgType><![CDATA[text]]></MsgType><Content>"),
        ("</xml>", ""),
        ("xml>", "html>"),
        ("<xml>", '<!DOCTYPE xml [<!ENTITY a "b">]><xml>'),
        ("<xml>", "<!-- --><xml>"),
        ("<xml>", "ok"),
    ],
)
def test_a_malformed_reply_is_asked_for_three_times(
    server: WeChatServer, program: Program, wang: Person, old: str, new: str
) -> None:
    words = _reply(wang).replace(old, new)
    program.answers = lambda _: _sealed(server, words).encode()
    said = wang.says("您好")
    wang.sees(TROUBLE, kind="trouble")
    assert [bool(it.failure) for it in said.tries] == [True] * 3
    ids = {read_xml(_opened(server, it).encode()).number("MsgId") for it in program.requests[1:]}
    assert list(ids) == [said.fields["MsgId"]]
    signed = {parse_qs(it.query)["nonce"][0] for it in program.requests[1:]}
    assert len(signed) == 3


def test_an_envelope_must_be_signed_and_ours(
    server: WeChatServer, program: Program, wang: Person
) -> None:
    good = _reply(wang)
    if server.platform.mode == "plain":
        answers = [write_xml({"Encrypt": "AAAA", "MsgSignature": "", "TimeStamp": 1, "Nonce": ""})]
    else:
        answers = [
            _sealed(server, good, MsgSignature="0" * 40),
            _sealed(server, good, TimeStamp=NOW + 1),
            _sealed(server, good, Encrypt="AAAA"),
            _sealed(server, good, More="x"),
        ]
    if server.platform.mode == "safe":
        answers.append(good)
    for answer in answers:
        program.answers = _always(answer.encode())
        wang.says("您好")
        wang.sees(TROUBLE)
    assert {it.kind for it in wang.shown} == {"trouble"}


def test_silence_and_errors_are_asked_again(
    server: WeChatServer, program: Program, wang: Person
) -> None:
    program.answers = lambda _: None
    wang.says("您好")
    wang.sees(TROUBLE)
    program.answers = lambda _: b"success"
    program.status = 500
    wang.says("您好")
    wang.sees(TROUBLE)
    program.refuses_connections()
    said = wang.says("您好")
    wang.sees(TROUBLE)
    assert server.is_quiet()
    assert [it.answer for it in said.tries] == [None] * 3
    assert not said.was_taken


def test_a_lost_answer_is_asked_for_again_and_shown_once(
    server: WeChatServer, program: Program, wang: Person
) -> None:
    program.answers = lambda _: _sealed(server, _reply(wang)).encode()
    server.loses_answers(2)
    said = wang.says("您好")
    wang.sees("收到")
    assert [it.failure for it in said.tries] == ["lost on the way"] * 2 + [""]
    assert len(wang.shown) == 1


def test_the_address_is_checked_by_an_echo(
    server: WeChatServer, program: Program, hands: Hands
) -> None:
    program.answers = lambda request: parse_qs(request.query)["echostr"][0].encode()
    assert server.checks_url()
    query = parse_qs(program.requests[-1].query)
    assert query["timestamp"] == [str(int(hands.now))]
    program.answers = lambda request: parse_qs(request.query)["echostr"][0].encode() + b"\n"
    assert not server.checks_url()
    program.status = 403
    assert not server.checks_url()
    program.refuses_connections()
    assert not server.checks_url()


def test_a_test_can_post_anything(server: WeChatServer, program: Program, wang: Person) -> None:
    answer = server.posts(b"junk", server.platform.signed_query(wang.openid, timestamp="1"))
    assert (answer.status, answer.body) == (200, b"success")
    assert program.requests[-1].body == b"junk"
    server.delivers(wang, {"Event": "made_up"})
    assert server.is_quiet()
    assert "made_up" in _opened(server, program.requests[-1])
