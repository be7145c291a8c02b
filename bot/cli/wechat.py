"""`wechat menu`, `wechat code`."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say, say_table
from bot.consoles import NO_CODE_RIGHT, NO_MENU_RIGHT
from bot.setting_groups import Settings
from bot.settings import read_settings
from handlers.groups.binding import AREA_LINK
from models.errors import DeliveryError, OperatorError, WindowClosed
from services.areas import areas
from services.qr_codes import draw_code
from services.store import Store

if TYPE_CHECKING:
    from bot.platforms.tencent.calling import Line

T = TypeVar("T")

commands = typer.Typer(help="微信公众号：自定义菜单、网格的二维码。", no_args_is_help=True)


@commands.command("menu")
def menu_(
    show: bool = typer.Option(False, "--show", help="只看现在的菜单"),
    remove: bool = typer.Option(False, "--remove", help="撤掉菜单"),
) -> None:
    """设好公众号的自定义菜单：我要反映、认领岗位、我的；再设一次就是更新。

    例：minqing wechat menu

    例：minqing wechat menu --show
    """
    if show and remove:
        raise typer.BadParameter("--show、--remove 写其中一个")
    from bot.platforms.wechat import menu

    settings = read_settings()
    buttons = menu.draw_menu(settings.web.public_url or "")
    with open_store(settings) as store:
        if show:
            buttons = _ask(settings, store, menu.find_menu)
        elif remove:
            _ask(settings, store, menu.remove_menu)
            buttons = ()
        else:
            _ask(settings, store, lambda line: menu.set_menu(line, buttons))
    if buttons:
        say_table([("名称", "点了就是"), *menu.list_buttons(buttons)])
    else:
        remark("公众号现在没有菜单")
    if not show:
        remark("已更新；关注的人最迟 24 小时后看到，取消关注再关注马上看到")


@commands.command()
def code(
    area: str = typer.Argument(help="区域的编码，见 minqing areas list"),
    out: Path | None = typer.Option(None, "--out", help="图片写到哪个文件（.jpg）"),
) -> None:
    """做一个区域的永久二维码：扫了就关注公众号，并记住扫的人住在那里。

    例：minqing wechat code HF-01 --out 和风一网格.jpg
    """
    from bot.platforms.wechat import menu

    settings = read_settings()
    with open_store(settings) as store:
        with store.read() as session:
            found = areas.get_area(session, area)
            name, scene = found.name, AREA_LINK + found.code
        link = _ask(settings, store, lambda line: menu.make_code(line, scene), NO_CODE_RIGHT)
    if out is None:
        say(link)
        return
    out.write_bytes(draw_code(link))
    remark(f"“{name}”的二维码已写到 {out}")


def _ask(
    settings: Settings,
    store: Store,
    question: Callable[["Line"], Awaitable[T]],
    no_right: str = NO_MENU_RIGHT,
) -> T:
    """Ask WeChat for something; what it says instead is one line."""
    from bot.platforms.wechat import make_line

    line = make_line(settings, store, clock_of(settings))

    async def ask() -> T:
        try:
            return await question(line)
        finally:
            await line.close()

    try:
        return asyncio.run(ask())
    except WindowClosed as error:  # 48001: to a call that is no message it says no more than that
        raise OperatorError(f"{no_right}（{error}）") from error
    except DeliveryError as error:
        raise OperatorError(f"微信没有照办：{error}（minqing doctor 说怎么改）") from error
