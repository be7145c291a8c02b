"""Customer-service messages: to followers, within the window, within the count."""

from functools import partial
from typing import cast

from tests.servers.api import Ask, Route
from tests.servers.errors import JsonObject, WeixinError
from tests.servers.shapes import Field, Shape, check, may
from tests.wechat_server.world import World

LONGEST_TEXT = 2048
MOST_ARTICLES = 1
_CONTENT: dict[str, Shape] = {
    "text": {"content": Field(most_bytes=LONGEST_TEXT, too_long=45002, missing=44004)},
    "image": {"media_id": Field(missing=41006)},
    "voice": {"media_id": Field(missing=41006)},
    "video": {
        "media_id": Field(missing=41006),
        "thumb_media_id": Field(missing=41006),
        "title": may(most_bytes=LONGEST_TEXT),
        "description": may(most_bytes=LONGEST_TEXT),
    },
    "news": {
        "articles": Field(
            list, shape={"title": Field(), "description": may(), "url": may(), "picurl": may()}
        )
    },
    "msgmenu": {
        "head_content": may(most_bytes=LONGEST_TEXT),
        "list": Field(list, shape={"id": Field(), "content": Field()}),
        "tail_content": may(most_bytes=LONGEST_TEXT),
    },
}
SEND: Shape = {
    "touser": Field(missing=41009),
    "msgtype": Field(missing=40008),
    "customservice": may(dict, {"kf_account": Field()}),
    **{name: may(dict) for name in _CONTENT},
}


def send(world: World, ask: Ask) -> JsonObject:
    """Answer /cgi-bin/message/custom/send."""
    body = ask.body
    kind = cast("str", body["msgtype"])
    if kind not in _CONTENT:
        raise WeixinError(40008, "invalid message type")
    if kind not in body or any(other in body for other in _CONTENT if other != kind):
        raise WeixinError(40035, f"invalid parameter: {kind} and nothing else belongs here")
    content = cast("JsonObject", body[kind])
    check(content, _CONTENT[kind], f"{kind}.")
    _check_content(world, kind, content)
    person = world.follower(cast("str", body["touser"]))
    world.spend(person)
    world.show(person, "service", kind, body)
    return {"errcode": 0, "errmsg": "ok"}


def _check_content(world: World, kind: str, content: JsonObject) -> None:
    if kind == "text" and not content["content"]:
        raise WeixinError(44004, "empty content")
    if kind == "news" and len(content["articles"]) != MOST_ARTICLES:
        raise WeixinError(45008, "article size out of limit")
    if "media_id" in content:
        media = world.find_media(content["media_id"])
        if media.kind != kind:
            raise WeixinError(40007, "invalid media_id")
    if "thumb_media_id" in content:
        world.find_media(content["thumb_media_id"])


def routes(world: World) -> dict[str, Route]:
    """Return the paths of this module."""
    return {"/cgi-bin/message/custom/send": Route("POST", partial(send, world), shape=SEND)}
