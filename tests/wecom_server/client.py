"""Ways for a test to stand where the program will stand: to call, and to be called."""

import json
from collections.abc import Callable
from typing import Any, Self, cast
from urllib.parse import parse_qsl

import httpx
from typing_extensions import override

from tests.servers.crypt import Cipher
from tests.servers.http import Exchange
from tests.servers.running import LoopServer
from tests.servers.xml import Fields, Node, read_xml, write_xml
from tests.wecom_server.server import (
    AES_KEY,
    BOT_AES_KEY,
    BOT_TOKEN,
    CORP_ID,
    TOKEN,
    WeComServer,
)

Handler = Callable[[str], str]
"""Takes the words that came, gives the words to answer."""


_INSTEAD = {"key", "response_code"}
"""What stands in a query in place of a token."""


def buttons(task_id: str = "case-1", **labels: str) -> dict[str, Any]:
    """Return a card with these buttons, by key."""
    return {
        "card_type": "button_interaction",
        "main_title": {"title": "待认领"},
        "sub_title_text": "三号楼路灯不亮",
        "task_id": task_id,
        "button_list": [{"text": text, "key": key} for key, text in labels.items()],
    }


class Caller:
    """Calls the API with a token; use it with `with`."""

    def __init__(self, server: WeComServer) -> None:
        """Call as the server's first app; no token yet."""
        self.server = server
        self._client = httpx.Client()
        self.agent_id = server.agent_id
        self.secret = server.secret

    def __enter__(self) -> Self:
        """Keep a connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._client.close()

    def asks_token(self, **change: str) -> dict[str, Any]:
        """Ask for a token; return the answer."""
        query = {"corpid": self.server.corp_id, "corpsecret": self.secret} | change
        return self._read(self._client.get(f"{self.server.origin}/cgi-bin/gettoken", params=query))

    def posts(self, path: str, body: object, *, token: str | None = None, **query: str) -> Any:  # noqa: ANN401
        """Post JSON; return the answer."""
        url = f"{self.server.origin}/cgi-bin/{path}"
        if not query.keys() & _INSTEAD:
            query |= {"access_token": self._token() if token is None else token}
        raw = json.dumps(body, ensure_ascii=False).encode()
        return self._read(self._client.post(url, params=query, content=raw))

    def gets(self, path: str, **query: str) -> Any:  # noqa: ANN401
        """Get; return the answer."""
        url = f"{self.server.origin}/cgi-bin/{path}"
        return self._read(self._client.get(url, params={"access_token": self._token()} | query))

    def uploads(self, path: str, name: str, content: bytes, **query: str) -> Any:  # noqa: ANN401
        """Upload a file; return the answer."""
        url = f"{self.server.origin}/cgi-bin/{path}"
        if not query.keys() & _INSTEAD:
            query |= {"access_token": self._token()}
        return self._read(self._client.post(url, params=query, files={"media": (name, content)}))

    def sends(self, kind: str, content: object, to: str = "wang", **more: object) -> Any:  # noqa: ANN401
        """Send a message of the app; return the answer."""
        body = {"touser": to, "agentid": self.agent_id, "msgtype": kind, kind: content}
        return self.posts("message/send", body | more)

    def says(self, words: str, to: str = "wang") -> Any:  # noqa: ANN401
        """Send text; return the answer."""
        return self.sends("text", {"content": words}, to)

    def _token(self) -> str:
        return cast("str", self.asks_token()["access_token"])

    def _read(self, answer: httpx.Response) -> dict[str, Any]:
        assert answer.status_code == 200, answer
        return cast("dict[str, Any]", answer.json())


class Program(LoopServer):
    """Opens what is posted to it and answers what a test says; keeps what it heard."""

    def __init__(self, server: WeComServer) -> None:
        """Hold the values of the server's console."""
        super().__init__("program")
        self.cipher = Cipher(TOKEN, AES_KEY, CORP_ID)
        self.bot_cipher = Cipher(BOT_TOKEN, BOT_AES_KEY, "")
        self.server = server
        self.heard: list[Node] = []
        self.bot_heard: list[dict[str, Any]] = []
        self.answers: list[str] = []
        """Words to seal and answer with, in turn; none is an empty answer."""
        self.bot_answers: list[dict[str, Any]] = []
        self.statuses: list[int] = []
        """HTTP statuses to answer with before it takes anything."""
        self.raw_answer: bytes | None = None
        """Answered as it is."""

    @override
    def _take(self, exchange: Exchange) -> None:
        request = exchange.request
        query = dict(parse_qsl(request.query, keep_blank_values=True))
        if self.statuses:
            exchange.respond(self.statuses.pop(0), b"")
        elif self.raw_answer is not None:
            exchange.respond(200, self.raw_answer)
        elif request.path.endswith("/bot"):
            exchange.respond(200, self._take_bot(request.verb, query, request.body))
        else:
            exchange.respond(200, self._take_app(request.verb, query, request.body))
        self.changed.notify_all()

    def _take_app(self, verb: str, query: dict[str, str], body: bytes) -> bytes:
        if verb == "GET":
            return _open(self.cipher, query, query["echostr"]).encode()
        outer = read_xml(body)
        assert outer.words("ToUserName") == self.server.corp_id
        assert outer.words("AgentID") == str(self.server.agent_id)
        self.heard.append(read_xml(_open(self.cipher, query, outer.words("Encrypt")).encode()))
        return sealed_xml(self.cipher, self.answers.pop(0)) if self.answers else b""

    def _take_bot(self, verb: str, query: dict[str, str], body: bytes) -> bytes:
        if verb == "GET":
            return _open(self.bot_cipher, query, query["echostr"]).encode()
        outer = json.loads(body)
        assert outer.keys() == {"encrypt"}
        self.bot_heard.append(json.loads(_open(self.bot_cipher, query, outer["encrypt"])))
        return sealed_json(self.bot_cipher, self.bot_answers.pop(0)) if self.bot_answers else b""


def _open(cipher: Cipher, query: dict[str, str], ciphertext: str) -> str:
    signed = cipher.sign(query["timestamp"], query["nonce"], ciphertext)
    assert signed == query["msg_signature"]
    return cipher.open(ciphertext)


def sealed_xml(cipher: Cipher, words: str, nonce: str = "123") -> bytes:
    """Return an answer of the app's address."""
    ciphertext = cipher.seal(words)
    fields: Fields = {
        "Encrypt": ciphertext,
        "MsgSignature": cipher.sign("1700000000", nonce, ciphertext),
    }
    return write_xml({**fields, "TimeStamp": 1700000000, "Nonce": nonce}).encode()


def sealed_json(cipher: Cipher, answer: dict[str, Any]) -> bytes:
    """Return an answer of the bot's address."""
    ciphertext = cipher.seal(json.dumps(answer, ensure_ascii=False))
    signed = cipher.sign("1700000000", "123", ciphertext)
    outer: dict[str, Any] = {"encrypt": ciphertext, "msgsignature": signed}
    return json.dumps(outer | {"timestamp": 1700000000, "nonce": "123"}).encode()


def reply_xml(words: str, to: str = "wang") -> str:
    """Return a text reply as the app's address may answer."""
    fields: Fields = {"ToUserName": to, "FromUserName": CORP_ID, "CreateTime": 1700000000}
    return write_xml({**fields, "MsgType": "text", "Content": words})
