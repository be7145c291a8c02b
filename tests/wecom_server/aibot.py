"""The smart bot: hears who addresses it, answers at once or once later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import cast

from tests.servers.api import Ask, Route
from tests.servers.asking import Question
from tests.servers.calls import Refused
from tests.servers.crypt import Cipher
from tests.servers.errors import JsonObject
from tests.wecom_server.callbacks import Address, BadReply
from tests.wecom_server.cards import Button, read_card, read_changed_card
from tests.wecom_server.errors import RESPONSE_CODE_SPENT, refusal
from tests.wecom_server.fields import (
    Field,
    Reader,
    array,
    boolean,
    one_of,
    read_object,
    record,
    text,
)
from tests.wecom_server.messages import read_message
from tests.wecom_server.posting import Poster
from tests.wecom_server.routes import post
from tests.wecom_server.screen import Message, Screen
from tests.wecom_server.world import World

AIBOT_ID = "aib-minqing-test"
BOT_NAME = "民情直通车"
LONGEST = 20480
URL_LIFE = 3600
STREAM_WITHIN = 360.0

_FEEDBACK = Field(record({"id": Field(text(256), True)}))
_STREAM = record(
    {
        "id": Field(text(64), True),
        "finish": Field(boolean),
        "content": Field(text(LONGEST, least=0)),
        "feedback": _FEEDBACK,
    }
)
_MARKDOWN = record({"content": Field(text(LONGEST), True), "feedback": _FEEDBACK})
_LATER = {"markdown": _MARKDOWN, "template_card": read_card}
_ANSWERS = {"stream": _STREAM, "template_card": read_card}
_WELCOMES = {"text": record({"content": Field(text(LONGEST), True)}), "template_card": read_card}
_UPDATE = {
    "response_type": Field(one_of("update_template_card"), True),
    "userids": Field(array(text(64), 1, 1000)),
    "template_card": Field(read_changed_card, True),
}
_ENVELOPE = {"encrypt", "msgsignature", "timestamp", "nonce"}


@dataclass
class BotGroup:
    """A group of members with the smart bot in it."""

    chat_id: str
    name: str
    screen: Screen

    @property
    def said(self) -> list[str]:
        """What the bot said here."""
        return self.screen.said


@dataclass
class Place:
    """Where something was said: a group, or a person's own chat with the bot."""

    userid: str
    screen: Screen
    chat_id: str = ""
    since: float = 0.0
    """When the word was said that is being answered."""
    stream: Message | None = None

    def json(self) -> JsonObject:
        """Return the fields that say where and who."""
        chat: JsonObject = {"chatid": self.chat_id} if self.chat_id else {}
        kind = "group" if self.chat_id else "single"
        return {"aibotid": AIBOT_ID} | chat | {"chattype": kind, "from": {"userid": self.userid}}


class SmartBot(Address):
    """The JSON callback of the bot, and the addresses it may answer to once."""

    def __init__(
        self, world: World, cipher: Cipher, poster: Poster, refused: list[Refused]
    ) -> None:
        """Start without a group."""
        super().__init__(world, cipher, poster, refused)
        self.origin = ""
        self.groups: dict[str, BotGroup] = {}
        self.refresh_delay = 0.1
        self._codes: dict[str, tuple[Place, float]] = {}
        """By response code: where an answer goes, until when."""

    def routes(self) -> dict[str, Route]:
        """Return what answers which path."""
        path = "/cgi-bin/aibot/response"
        return {path: post(self.respond, optional="response_code", needs_token=False)}

    def add_group(self, name: str) -> BotGroup:
        """Make a group with the bot in it."""
        chat_id = self.world.new_id("wrkSFfCgAA")
        self.groups[chat_id] = BotGroup(chat_id, name, Screen(self.world.changed, name))
        return self.groups[chat_id]

    def hears(self, place: Place, words: str, quote: str = "") -> None:
        """Post what somebody said to the bot."""
        place.since = self.world.now()
        more: JsonObject = {"quote": {"msgtype": "text", "text": {"content": quote}}}
        content: JsonObject = {"msgtype": "text", "text": {"content": words}}
        content = content | (more if quote else {})
        content["response_url"] = self._new_url(place)
        self._post(place, content, partial(self._take, _ANSWERS, place))

    def is_entered(self, place: Place) -> None:
        """Post that somebody opened the own chat with the bot for the first time today."""
        content = {"msgtype": "event", "event": {"eventtype": "enter_chat"}}
        self._post(place, self._timed(content), partial(self._take, _WELCOMES, place))

    def is_pressed(self, place: Place, message: Message, button: Button) -> None:
        """Post that somebody pressed a button of the bot's card."""
        pressed = {"card_type": message.content["card_type"], "event_key": button.key}
        pressed["task_id"] = message.content.get("task_id", "")
        event = {"eventtype": "template_card_event", "template_card_event": pressed}
        content = self._timed({"msgtype": "event", "event": event})
        content["response_url"] = self._new_url(place)
        self._post(place, content, partial(self._take_update, place, message))

    def respond(self, ask: Ask) -> JsonObject:
        """Take the one later answer to something said within an hour."""
        code = ask.query.get("response_code", "")
        read_message(ask.body, _LATER, {})
        place, ends = self._codes.get(code, (None, 0.0))
        if place is None or self.world.now() >= ends:
            raise refusal(RESPONSE_CODE_SPENT, code)
        del self._codes[code]
        self._show(place, ask.body)
        return {"errcode": 0, "errmsg": "ok"}

    def _timed(self, content: JsonObject) -> JsonObject:
        return {"create_time": int(self.world.now())} | content

    def _new_url(self, place: Place) -> str:
        code = self.world.new_id("bot-response-")
        self._codes[code] = (place, self.world.now() + URL_LIFE)
        return f"{self.origin}/cgi-bin/aibot/response?response_code={code}"

    def _post(
        self, place: Place, content: JsonObject, read: partial[None], delay: float = 0.0
    ) -> None:
        number = self.world.next_number()
        body: JsonObject = {"msgid": f"CAIQ16HMjQYY/NGagIOAgAMgq4KM{number:04d}"}
        body = body | place.json() | content
        plain = json.dumps(body, ensure_ascii=False)
        self.send(f"bot {place.chat_id or place.userid}", plain, self._write, read, delay)

    def _write(self, plain: str) -> Question:
        ciphertext = self.cipher.seal(plain)
        body = json.dumps({"encrypt": ciphertext}).encode()
        return Question("POST", self.sealed_query(ciphertext), body, "application/json")

    def _open(self, body: str) -> JsonObject:
        outer = json.loads(body)
        if not isinstance(outer, dict) or outer.keys() != _ENVELOPE:
            raise BadReply(f"the answer must hold {sorted(_ENVELOPE)}")
        sealed = cast("JsonObject", outer)
        timestamp, ciphertext = str(sealed["timestamp"]), str(sealed["encrypt"])
        if self.cipher.sign(timestamp, sealed["nonce"], ciphertext) != sealed["msgsignature"]:
            raise BadReply("the signature is wrong")
        answer = json.loads(self.cipher.open(ciphertext))
        if not isinstance(answer, dict):
            raise BadReply("the answer is no object")
        return cast("JsonObject", answer)

    def _take(self, kinds: Mapping[str, Reader], place: Place, body: str) -> None:
        if not body:
            return
        answer = self._open(body)
        kind = read_message(answer, kinds, {})
        if kind != "stream":
            self._show(place, answer)
            return
        stream = answer["stream"]
        if place.stream is None:
            place.stream = Message(stream["id"], "stream", {})
        place.stream.content = {"content": stream.get("content", "")}
        place.screen.show(place.stream)
        if not stream.get("finish"):
            self._refresh(place, stream["id"])

    def _take_update(self, place: Place, message: Message, body: str) -> None:
        if not body:
            return
        answer = self._open(body)
        read_object(_UPDATE, answer)
        message.content = dict(answer["template_card"])
        place.screen.show(message)

    def _refresh(self, place: Place, stream_id: str) -> None:
        """Ask for the rest of an answer that is still being written."""
        content: JsonObject = {"msgtype": "stream", "stream": {"id": stream_id}}
        if self.world.now() < place.since + STREAM_WITHIN:
            read = partial(self._take, _ANSWERS, place)
            self._post(place, content, read, self.refresh_delay)

    def _show(self, place: Place, body: JsonObject) -> None:
        kind = body["msgtype"]
        message = Message(self.world.new_id("bot-"), kind, dict(body[kind]))
        place.screen.show(message)
