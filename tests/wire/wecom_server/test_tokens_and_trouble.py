"""Tokens, what is refused before anything is read, and trouble on order."""

import httpx
import pytest

from tests.wecom_server import AGENT_ID, Person, WeComServer
from tests.wecom_server.client import Caller


def test_a_token_is_the_same_while_it_lives() -> None:
    with WeComServer(clock=lambda: 1_800_000_000.0) as server, Caller(server) as caller:
        first = caller.asks_token()
        assert (first["errcode"], first["expires_in"]) == (0, 7200)
        server.later(7100)
        again = caller.asks_token()
        assert (again["access_token"], again["expires_in"]) == (first["access_token"], 100)
        server.later(100)
        assert caller.asks_token()["access_token"] != first["access_token"]


def test_two_apps_of_a_corp_have_tokens_of_their_own(server: WeComServer, caller: Caller) -> None:
    server.add_app(1000003, "another-secret")
    other = caller.asks_token(corpsecret="another-secret")["access_token"]
    assert other != caller.asks_token()["access_token"]
    body = {"touser": "wang", "agentid": AGENT_ID, "msgtype": "text", "text": {"content": "您好"}}
    assert caller.posts("message/send", body, token=other)["errcode"] == 301002


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"corpid": "ww-other"}, 40013),
        ({"corpsecret": "wrong"}, 40001),
        ({"corpid": ""}, 41002),
        ({"corpsecret": ""}, 41004),
    ],
)
def test_a_token_needs_the_right_values(
    server: WeComServer, caller: Caller, change: dict[str, str], code: int
) -> None:
    assert caller.asks_token(**change)["errcode"] == code
    assert server.codes_refused() == [code]


def test_an_address_off_the_list_gets_no_token(server: WeComServer, caller: Caller) -> None:
    server.refuses_address()
    assert caller.asks_token()["errcode"] == 60020
    server.refuses_address(does=False)
    assert caller.asks_token()["errcode"] == 0


def test_calls_need_a_living_token(server: WeComServer, caller: Caller) -> None:
    assert caller.posts("message/send", {}, token="")["errcode"] == 41001
    assert caller.posts("message/send", {}, token="made-up")["errcode"] == 40014
    token = caller.asks_token()["access_token"]
    server.expires_tokens()
    assert caller.posts("message/send", {}, token=token)["errcode"] == 42001


def test_a_server_that_keeps_refusing_refuses_fresh_tokens_too(
    server: WeComServer, caller: Caller, wang: Person
) -> None:
    server.refuses_tokens()
    assert [caller.says("您好")["errcode"] for _ in range(2)] == [40014, 40014]
    server.refuses_tokens(does=False)
    assert caller.says("您好")["errcode"] == 0
    assert wang.shown == ["您好"]


def test_unknown_paths_and_wrong_verbs_are_refused(server: WeComServer, caller: Caller) -> None:
    assert httpx.get(f"{server.origin}/cgi-bin/nothing").status_code == 404
    assert caller.gets("message/send")["errcode"] == 43002
    assert caller.posts("gettoken", {})["errcode"] == 43001
    assert server.codes_refused() == [404, 43002, 43001]


def test_a_body_must_be_json(server: WeComServer, caller: Caller) -> None:
    url = f"{server.origin}/cgi-bin/message/send"
    token = {"access_token": caller.asks_token()["access_token"]}
    assert httpx.post(url, params=token, content=b"{").json()["errcode"] == 47001


def test_trouble_on_order_is_no_refusal(server: WeComServer, caller: Caller, wang: Person) -> None:
    token = caller.asks_token()["access_token"]
    server.is_busy()
    assert caller.posts("message/send", {}, token=token)["errcode"] == -1
    server.answers_garbage(path="/cgi-bin/gettoken")
    with pytest.raises(ValueError, match="Expecting value"):
        caller.asks_token()
    server.drops_next("/cgi-bin/message/send")
    with pytest.raises(httpx.RemoteProtocolError):
        caller.says("您好")
    assert wang.shown == ["您好"]
    server.is_slow(5.0, path="/cgi-bin/getcallbackip")
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(
            f"{server.origin}/cgi-bin/getcallbackip", params={"access_token": token}, timeout=0.05
        )
    server.is_down()
    with pytest.raises(httpx.HTTPError):
        caller.asks_token()
    server.is_up()
    assert caller.asks_token()["errcode"] == 0
    assert server.refused == []
