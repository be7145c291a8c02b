"""The custom menu: three buttons, five under each, names and keys within their bytes."""

from functools import partial
from typing import NamedTuple, cast
from urllib.parse import urlsplit

from tests.servers.api import Ask, Route
from tests.servers.errors import JsonObject, WeixinError
from tests.servers.shapes import Field, Shape, check, may
from tests.wechat_server.world import World

LONGEST_KEY = 128
LONGEST_URL = 1024
CREATE: Shape = {"button": Field(list, missing=40016)}
_BUTTON: Shape = {
    "name": Field(missing=40018),
    **{
        name: may()
        for name in ("type", "key", "url", "media_id", "article_id", "appid", "pagepath")
    },
    "sub_button": may(list),
}
_NEEDS: dict[str, tuple[str, ...]] = {
    "click": ("key",),
    "view": ("url",),
    "scancode_push": ("key",),
    "scancode_waitmsg": ("key",),
    "pic_sysphoto": ("key",),
    "pic_photo_or_album": ("key",),
    "pic_weixin": ("key",),
    "location_select": ("key",),
    "media_id": ("media_id",),
    "article_id": ("article_id",),
    "article_view_limited": ("article_id",),
    "miniprogram": ("url", "appid", "pagepath"),
}


class _Level(NamedTuple):
    """The limits of one level, and the codes of its refusals."""

    what: str
    most: int
    longest_name: int
    number: int
    type: int
    name: int
    key: int
    url: int


_TOP = _Level("button", 3, 16, 40016, 40017, 40018, 40019, 40020)
_SUB = _Level("sub button", 5, 60, 40023, 40024, 40025, 40026, 40027)


def create(world: World, ask: Ask) -> JsonObject:
    """Answer /cgi-bin/menu/create."""
    _check_level(cast("list[object]", ask.body["button"]), _TOP)
    world.menu = ask.body
    return {"errcode": 0, "errmsg": "ok"}


def get(world: World, _ask: Ask) -> JsonObject:
    """Answer /cgi-bin/menu/get."""
    if world.menu is None:
        raise WeixinError(46003, "menu no exist")
    buttons = [{"sub_button": []} | button for button in world.menu["button"]]
    return {"menu": {"button": buttons}}


def delete(world: World, _ask: Ask) -> JsonObject:
    """Answer /cgi-bin/menu/delete."""
    world.menu = None
    return {"errcode": 0, "errmsg": "ok"}


def buttons_of(menu: JsonObject) -> list[JsonObject]:
    """Return the buttons that can be pressed."""
    return [leaf for button in menu["button"] for leaf in (button.get("sub_button") or [button])]


def _check_level(buttons: list[object], level: _Level) -> None:
    if not 1 <= len(buttons) <= level.most:
        raise WeixinError(level.number, f"invalid {level.what} size")
    for button in buttons:
        check(button, _BUTTON, "button.")
        _check_button(cast("JsonObject", button), level)


def _check_button(button: JsonObject, level: _Level) -> None:
    if not 1 <= len(button["name"].encode()) <= level.longest_name:
        raise WeixinError(level.name, f"invalid {level.what} name size")
    if button.get("sub_button"):
        if level is _SUB:
            raise WeixinError(40022, "invalid sub button level")
        if set(button) != {"name", "sub_button"}:
            raise WeixinError(level.type, f"invalid {level.what} type")
        _check_level(button["sub_button"], _SUB)
        return
    needs = _NEEDS.get(button.get("type", ""))
    if needs is None or set(button) - {"name", "type", "sub_button"} - set(needs):
        raise WeixinError(level.type, f"invalid {level.what} type")
    _check_values(button, needs, level)


def _check_values(button: JsonObject, needs: tuple[str, ...], level: _Level) -> None:
    for name in needs:
        value = cast("str", button.get(name, ""))
        longest = LONGEST_URL if name == "url" else LONGEST_KEY
        if not 1 <= len(value.encode()) <= longest:
            code = level.url if name == "url" else level.key
            raise WeixinError(code, f"invalid {level.what} {name} size")
        if name == "url" and urlsplit(value).scheme not in {"http", "https"}:
            raise WeixinError(40055, "invalid button url domain")


def routes(world: World) -> dict[str, Route]:
    """Return the paths of this module."""
    return {
        "/cgi-bin/menu/create": Route("POST", partial(create, world), shape=CREATE),
        "/cgi-bin/menu/get": Route("GET", partial(get, world)),
        "/cgi-bin/menu/delete": Route("GET", partial(delete, world)),
    }
