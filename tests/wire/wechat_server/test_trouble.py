"""Trouble that a test can order, and calls that no road leads to."""

import httpx
import pytest

from tests.wechat_server import Fault, WeChatServer
from tests.wechat_server.client import a_token, code, post_raw

CHECK = "/cgi-bin/getcallbackip"


def _get(server: WeChatServer, within: float = 5.0) -> httpx.Response:
    token = a_token(server)["access_token"]
    return httpx.get(server.origin + CHECK, params={"access_token": token}, timeout=within)


def test_an_unknown_path_is_not_found(server: WeChatServer) -> None:
    assert httpx.get(f"{server.origin}/cgi-bin/token").status_code == 404
    assert [it.code for it in server.refused] == [404]


def test_a_wrong_verb_or_an_unknown_name_is_refused(server: WeChatServer) -> None:
    assert code(server, "getcallbackip", {"a": 1}) == 43001
    assert code(server, "menu/create") == 43002
    assert code(server, "getcallbackip", more="1") == 40035
    assert post_raw(server, f"{CHECK}?a=1&a=2", b"{}")["errcode"] == 43001


def test_ordered_errors_come_and_go(server: WeChatServer) -> None:
    server.fails(CHECK, -1, "system error", times=2)
    assert [_get(server).json().get("errcode", 0) for _ in range(3)] == [-1, -1, 0]
    server.fails("", 45009, times=None)
    assert a_token(server)["errcode"] == 45009
    server.heals()
    assert _get(server).json()["ip_list"]


def test_answers_can_be_garbage_late_lost_or_of_a_proxy(server: WeChatServer) -> None:
    server.faults(CHECK, Fault(garbage=b"<html>"))
    assert _get(server).content == b"<html>"
    server.faults(CHECK, Fault(status=502))
    assert _get(server).status_code == 502
    server.faults(CHECK, Fault(is_dropped=True))
    with pytest.raises(httpx.RemoteProtocolError):
        _get(server)
    server.faults(CHECK, Fault(delay=0.3))
    with pytest.raises(httpx.ReadTimeout):
        _get(server, within=0.1)
    assert _get(server).json()["ip_list"]
    assert server.refused == []


def test_the_server_goes_down_and_comes_back_where_it_was(server: WeChatServer) -> None:
    origin = server.origin
    server.refuses_connections()
    with pytest.raises(httpx.ConnectError):
        a_token(server)
    server.is_up()
    assert (server.origin, "access_token" in a_token(server)) == (origin, True)
    server.is_down()
    with pytest.raises(httpx.RemoteProtocolError):
        a_token(server)
    server.is_up()
    assert "access_token" in a_token(server)


def test_a_minute_has_its_quota(server: WeChatServer) -> None:
    server.quota.per_minute[CHECK] = 2
    codes = [_get(server).json().get("errcode", 0) for _ in range(3)]
    assert codes == [0, 0, 45011]
