"""Ways for a test to call the server with bare HTTP."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.wechat_server.people import Person
from tests.wechat_server.server import WeChatServer


@dataclass
class Hands:
    """The hands of a clock that stands still until it is moved."""

    now: float = 1_750_000_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def a_token(server: WeChatServer, **changes: object) -> dict[str, Any]:
    """Ask for a token as the program should; `changes` go into the body."""
    body = {
        "grant_type": "client_credential",
        "appid": server.account.app_id,
        "secret": server.account.secret,
    } | changes
    return post_raw(server, "/cgi-bin/stable_token", json.dumps(body).encode())


def call(server: WeChatServer, path: str, body: object = None, **query: str) -> dict[str, Any]:
    """Call with a living token: POST where there is a body, else GET."""
    query = {"access_token": a_token(server)["access_token"]} | query
    address = f"/cgi-bin/{path}?{urlencode(query)}"
    if body is None:
        return read(httpx.get(server.origin + address))
    return post_raw(server, address, json.dumps(body, ensure_ascii=False).encode())


def post_raw(server: WeChatServer, address: str, body: bytes) -> dict[str, Any]:
    """Post any bytes."""
    kind = {"Content-Type": "application/json"}
    return read(httpx.post(server.origin + address, content=body, headers=kind))


def code(server: WeChatServer, path: str, body: object = None, **query: str) -> int:
    """Call and return the errcode; a refusal is also in the server's record."""
    answer = call(server, path, body, **query)
    errcode = int(answer.get("errcode", 0))
    if errcode:
        assert server.refused[-1].code == errcode
        assert server.refused[-1].reason == answer["errmsg"]
    return errcode


def says(server: WeChatServer, person: Person, text: str) -> int:
    """Send a customer-service text; return the errcode."""
    body = {"touser": person.openid, "msgtype": "text", "text": {"content": text}}
    return code(server, "message/custom/send", body)


def upload(
    server: WeChatServer, kind: str, name: str, content: bytes, mime: str
) -> dict[str, Any]:
    """Upload a file; return the answer."""
    query = {"access_token": a_token(server)["access_token"], "type": kind}
    url = f"{server.origin}/cgi-bin/media/upload?{urlencode(query)}"
    return read(httpx.post(url, files={"media": (name, content, mime)}))


def read(answer: httpx.Response) -> dict[str, Any]:
    """Return the JSON object of an answer with HTTP 200."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json; encoding=utf-8"
    value: dict[str, Any] = json.loads(answer.content)
    return value
