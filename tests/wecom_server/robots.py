"""Group robots: whoever has the key may say something in the group, and hears nothing."""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from typing import cast

from tests.servers.api import Ask, Route
from tests.servers.errors import JsonObject
from tests.wecom_server.cards import read_card
from tests.wecom_server.errors import (
    INVALID_IMAGE_SIZE,
    INVALID_KEY,
    TOO_OFTEN,
    WRONG_MD5,
    refusal,
)
from tests.wecom_server.fields import Field, array, record, text, wrong
from tests.wecom_server.files import check_file, is_picture, the_upload
from tests.wecom_server.messages import LONGEST_TEXT, new_message, read_message
from tests.wecom_server.routes import post
from tests.wecom_server.screen import Screen
from tests.wecom_server.world import World

LONGEST_MARKDOWN = 4096
LARGEST_IMAGE = 2 * 1024 * 1024
MOST_A_MINUTE = 20
_NAMES = Field(array(text(64), 0, 1000))


def _card(card: object, where: str) -> object:
    given = read_card(card, where)
    if given["card_type"] != "text_notice" or "action_menu" in given:
        raise wrong(f"{where}.card_type", "nobody hears the buttons of a robot's card")
    return given


_KINDS = {
    "text": record(
        {
            "content": Field(text(LONGEST_TEXT), True),
            "mentioned_list": _NAMES,
            "mentioned_mobile_list": _NAMES,
        }
    ),
    "markdown": record({"content": Field(text(LONGEST_MARKDOWN), True)}),
    "markdown_v2": record({"content": Field(text(LONGEST_MARKDOWN), True)}),
    "image": record({"base64": Field(text(), True), "md5": Field(text(32), True)}),
    "file": record({"media_id": Field(text(), True)}),
    "template_card": _card,
}


@dataclass
class Robot:
    """A robot in a group; its key is its address."""

    key: str
    url: str
    screen: Screen
    sent: list[float] = field(default_factory=list[float])

    @property
    def said(self) -> list[str]:
        """What was said through it."""
        return self.screen.said


class Robots:
    """The webhook calls."""

    def __init__(self, world: World) -> None:
        """Start without a robot."""
        self._world = world
        self.robots: dict[str, Robot] = {}

    def routes(self) -> dict[str, Route]:
        """Return what answers which path."""
        path = "/cgi-bin/webhook"
        return {
            f"{path}/send": post(self.send, optional="key", needs_token=False),
            f"{path}/upload_media": Route(
                "POST",
                self.upload,
                query=frozenset({"type"}),
                optional=frozenset({"key"}),
                is_upload=True,
                needs_token=False,
            ),
        }

    def add(self, name: str, origin: str) -> Robot:
        """Put a robot into a group."""
        number = self._world.next_number()
        key = f"693a91f6-7a0c-4bc4-97a0-{number:012d}"
        url = f"{origin}/cgi-bin/webhook/send?key={key}"
        self.robots[key] = Robot(key, url, Screen(self._world.changed, name))
        return self.robots[key]

    def send(self, ask: Ask) -> JsonObject:
        """Say something in the group, at most twenty times a minute."""
        robot = self._robot(ask)
        kind = read_message(ask.body, _KINDS, {})
        now = self._world.now()
        robot.sent = [at for at in robot.sent if at > now - 60]
        if len(robot.sent) >= MOST_A_MINUTE:
            raise refusal(TOO_OFTEN)
        message = new_message(self._world, self._world.new_id("msg-"), ask.body, robot.key)
        if kind == "image":
            message.media = _picture(cast("JsonObject", ask.body["image"]))
        robot.sent.append(now)
        robot.screen.show(message)
        return {"errcode": 0, "errmsg": "ok"}

    def upload(self, ask: Ask) -> JsonObject:
        """Keep a file that only this robot may send."""
        robot = self._robot(ask)
        kind, upload = ask.query["type"], the_upload(ask)
        if kind not in {"file", "voice"}:
            raise wrong("type", "must be file or voice")
        check_file(kind, upload)
        media_id = self._world.store(
            kind, upload.name, upload.mime_type, upload.content, robot.key
        )
        created = str(int(self._world.now()))
        answer: JsonObject = {"errcode": 0, "errmsg": "ok", "type": kind, "media_id": media_id}
        return answer | {"created_at": created}

    def _robot(self, ask: Ask) -> Robot:
        robot = self.robots.get(ask.query.get("key", ""))
        if robot is None:
            raise refusal(INVALID_KEY)
        return robot


def _picture(image: JsonObject) -> bytes:
    try:
        content = base64.b64decode(image["base64"], validate=True)
    except binascii.Error as error:
        raise wrong("image.base64", "is not Base64") from error
    if len(content) > LARGEST_IMAGE:
        raise refusal(INVALID_IMAGE_SIZE, f"{len(content)} bytes")
    if not is_picture(content):
        raise wrong("image.base64", "is neither JPG nor PNG")
    if hashlib.md5(content, usedforsecurity=False).hexdigest() != image["md5"].lower():
        raise refusal(WRONG_MD5)
    return content
