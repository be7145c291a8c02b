"""Tokens: who gets one, how long it lives, and which are refused."""

import httpx
import pytest

from tests.wechat_server import WeChatServer
from tests.wechat_server.client import Hands, a_token, post_raw, read


def _use(server: WeChatServer, token: str | None) -> int:
    query = {} if token is None else {"access_token": token}
    answer = read(httpx.get(f"{server.origin}/cgi-bin/getcallbackip", params=query))
    return int(answer.get("errcode", 0))


def test_the_same_token_comes_while_it_lives(server: WeChatServer, hands: Hands) -> None:
    first = a_token(server)
    assert first["expires_in"] == 7200
    hands.now += 6000
    assert a_token(server) == {"access_token": first["access_token"], "expires_in": 1200}
    hands.now += 1000
    second = a_token(server)["access_token"]
    assert second != first["access_token"]
    assert _use(server, first["access_token"]) == _use(server, second) == 0
    hands.now += 200
    assert _use(server, first["access_token"]) == 42001
    assert _use(server, second) == 0


def test_a_forced_token_kills_the_one_before(server: WeChatServer, hands: Hands) -> None:
    first = a_token(server)["access_token"]
    second = a_token(server, force_refresh=True)["access_token"]
    assert second != first
    assert _use(server, first) == 40001
    assert _use(server, second) == 0
    assert a_token(server, force_refresh=True)["errcode"] == 45011
    for _ in range(19):
        hands.now += 30
        assert "access_token" in a_token(server, force_refresh=True)
    hands.now += 30
    assert a_token(server, force_refresh=True)["errcode"] == 45009


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"grant_type": "authorization_code"}, 40002),
        ({"appid": "wxother"}, 40013),
        ({"secret": "wrong"}, 40125),
        ({"force_refresh": "true"}, 47001),
        ({"more": 1}, 40035),
    ],
)
def test_who_asks_wrongly_gets_no_token(
    server: WeChatServer, changes: dict[str, object], code: int
) -> None:
    assert a_token(server, **changes)["errcode"] == code
    assert [it.code for it in server.refused] == [code]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 44002),
        (b"{", 47001),
        (b"[]", 47001),
        (b"\xff", 47001),
        (b'{"grant_type": "client_credential"}', 41002),
        (b'{"grant_type": "client_credential", "appid": "a"}', 41004),
    ],
)
def test_a_body_that_is_no_question_is_refused(
    server: WeChatServer, body: bytes, code: int
) -> None:
    assert post_raw(server, "/cgi-bin/stable_token", body)["errcode"] == code


def test_an_address_outside_the_list_gets_no_token(server: WeChatServer) -> None:
    server.tokens.whitelist = {"203.0.113.5"}
    assert a_token(server)["errcode"] == 40164
    server.tokens.whitelist.add("127.0.0.1")
    assert "access_token" in a_token(server)


def test_a_token_that_is_missing_or_made_up_is_refused(server: WeChatServer) -> None:
    assert _use(server, None) == 41001
    assert _use(server, "short") == 40014
    assert _use(server, "X" * 136) == 40001


def test_tokens_die_early_and_can_be_refused_for_ever(server: WeChatServer) -> None:
    token = a_token(server)["access_token"]
    server.tokens.kill()
    assert _use(server, token) == 40001
    server.refuses_tokens()
    assert _use(server, a_token(server)["access_token"]) == 40014
    server.refuses_tokens(0)
    assert _use(server, a_token(server)["access_token"]) == 0
