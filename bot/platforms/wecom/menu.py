"""The menu under the app's chat (自定义菜单): what staff and members come for, one press away."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from bot.platforms.tencent.calling import Line
from services.texts import wechat, wecom
from services.texts.phrases import Template, put_into_words

Button: TypeAlias = Mapping[str, Any]

CREATE = "/cgi-bin/menu/create"


def draw_menu() -> Sequence[Button]:
    """Give the menu; a press says a command word."""
    return (
        _click(*wecom.MENU_TO_DO),
        _above(wechat.MENU_POSTS, wechat.MENU_OF_POSTS),
        _above(wechat.MENU_MINE, wecom.MENU_OF_MINE),
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
        rows.extend((f"  {it['name']}", it["key"]) for it in button.get("sub_button", ()))
    return rows


def _click(label: Template, key: str) -> Button:
    return {"type": "click", "name": put_into_words(label()), "key": key}


def _above(label: Template, below: Mapping[Template, str]) -> Button:
    return {
        "name": put_into_words(label()),
        "sub_button": [_click(*it) for it in below.items()],
    }
