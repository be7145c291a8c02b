"""The menu under the app's chat (自定义菜单): what staff and members come for, one press away."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from bot.platforms.tencent.calling import Line
from services.texts import wechat, wecom
from services.texts.phrases import Template, put_into_words

Button: TypeAlias = Mapping[str, Any]

CREATE = "/cgi-bin/menu/create"


def draw_menu(public_url: str = "") -> Sequence[Button]:
    """Give the menu; a press says a command word.

    Args:
        public_url: where our pages are, whose board one button opens; empty where nobody can.
    """
    mine = [
        _board(public_url) if public_url and key == wechat.ON_BOARD else _click(label, key)
        for label, key in wecom.MENU_OF_MINE.items()
    ]
    return (
        _click(*wecom.MENU_TO_DO),
        _above(wechat.MENU_POSTS, [_click(*it) for it in wechat.MENU_OF_POSTS.items()]),
        _above(wechat.MENU_MINE, mine),
    )


async def set_menu(line: Line, agent_id: int, buttons: Sequence[Button]) -> None:
    """Let every member see a menu.

    Raises:
        DeliveryError: WeCom does not take it.
    """
    await line.post(CREATE, {"button": list(buttons)}, {"agentid": str(agent_id)})


def list_buttons(buttons: Sequence[Button]) -> Sequence[tuple[str, str]]:
    """List what stands in a menu, and what a press says; those below are set in."""
    rows: list[tuple[str, str]] = []
    for button in buttons:
        rows.append((button["name"], button.get("key", "")))
        below = button.get("sub_button", ())
        rows.extend((f"  {it['name']}", it.get("key") or it["url"]) for it in below)
    return rows


def _click(label: Template, key: str) -> Button:
    return {"type": "click", "name": put_into_words(label()), "key": key}


def _board(public_url: str) -> Button:
    name = put_into_words(wechat.MENU_BOARD())
    return {"type": "view", "name": name, "url": f"{public_url}/board"}


def _above(label: Template, below: Sequence[Button]) -> Button:
    return {"name": put_into_words(label()), "sub_button": list(below)}
