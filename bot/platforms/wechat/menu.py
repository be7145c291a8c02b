"""The custom menu (自定义菜单) and the QR codes of areas (带参数的二维码)."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

from bot.platforms.tencent.answers import Json
from bot.platforms.tencent.calling import Line
from bot.platforms.wechat.reading import LONGEST_SCENE
from models.errors import OperatorError, PlatformDown, Rejected
from services.texts import wechat as texts
from services.texts.phrases import Template, put_into_words

Button: TypeAlias = Mapping[str, Any]

NO_MENU = "46003"
"""The code that says that there is none."""


def draw_menu(public_url: str) -> Sequence[Button]:
    """Give the menu: what most people come for is one press, the rest two.

    Args:
        public_url: where our pages are; empty where nobody can open them.
    """
    board = {
        "type": "view",
        "name": put_into_words(texts.MENU_BOARD()),
        "url": f"{public_url}/board",
    }
    mine = [
        board if public_url and key == texts.ON_BOARD else _click(label, key)
        for label, key in texts.MENU_OF_MINE.items()
    ]
    return (
        _click(*texts.MENU_REPORT),
        _above(texts.MENU_POSTS, [_click(*it) for it in texts.MENU_OF_POSTS.items()]),
        _above(texts.MENU_MINE, mine),
    )


async def set_menu(line: Line, buttons: Sequence[Button]) -> None:
    """Let everybody see a menu.

    Raises:
        DeliveryError: WeChat does not take it.
    """
    await line.post("/cgi-bin/menu/create", {"button": list(buttons)})


async def find_menu(line: Line) -> Sequence[Button]:
    """Give the menu that people see; nothing when there is none.

    Raises:
        DeliveryError: WeChat does not tell.
    """
    try:
        said = await line.get("/cgi-bin/menu/get")
    except Rejected as error:
        if str(error).startswith(NO_MENU):
            return ()
        raise
    return _buttons(_object(said.get("menu")).get("button"))


async def remove_menu(line: Line) -> None:
    """Let nobody see a menu.

    Raises:
        DeliveryError: WeChat does not take it away.
    """
    await line.get("/cgi-bin/menu/delete")


async def make_code(line: Line, scene: str) -> str:
    """Have a code made that lasts; give the address that it carries.

    Raises:
        OperatorError: the scene is longer than a code carries.
        DeliveryError: WeChat does not make it.
    """
    if len(scene) > LONGEST_SCENE:
        raise OperatorError(f"区域编码太长：二维码里至多 {LONGEST_SCENE} 个字符")
    said = await line.post(
        "/cgi-bin/qrcode/create",
        {
            "action_name": "QR_LIMIT_STR_SCENE",
            "action_info": {"scene": {"scene_str": scene}},
        },
    )
    url = said.get("url")
    if not isinstance(url, str) or not url:
        raise PlatformDown("no sensible answer")
    return url


def list_buttons(buttons: Sequence[Button]) -> Sequence[tuple[str, str]]:
    """List what stands in a menu, and what each button does; those below are set in."""
    rows: list[tuple[str, str]] = []
    for button in buttons:
        rows.append((str(button.get("name", "")), _does(button)))
        rows.extend(
            (f"  {it.get('name', '')}", _does(it)) for it in _buttons(button.get("sub_button"))
        )
    return rows


def _does(button: Button) -> str:
    return str(button.get("key") or button.get("url") or button.get("type") or "")


def _click(label: Template, key: str) -> Button:
    return {"type": "click", "name": put_into_words(label()), "key": key}


def _above(label: Template, buttons: Sequence[Button]) -> Button:
    return {"name": put_into_words(label()), "sub_button": list(buttons)}


def _object(found: object) -> Json:
    return cast("Json", found) if isinstance(found, dict) else {}


def _buttons(found: object) -> Sequence[Button]:
    if not isinstance(found, list):
        return ()
    return [_object(it) for it in cast("list[object]", found)]
