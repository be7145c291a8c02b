"""`wecom menu`."""

import asyncio

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_table
from bot.consoles import complain
from bot.settings import read_settings
from models.errors import DeliveryError, OperatorError


def menu_() -> None:
    """设好企业微信应用的菜单：待办、认领岗位、我的；再设一次就是更新。

    例：minqing wecom menu
    """
    from bot.platforms.wecom import menu
    from bot.platforms.wecom.opening import NEEDED, make_line

    settings = read_settings()
    buttons = menu.draw_menu(settings.web.public_url or "")
    with open_store(settings) as store:
        line = make_line(settings.wecom, store, clock_of(settings))
        agent_id = settings.wecom.agent_id
        if line is None or agent_id is None:
            raise OperatorError(complain("wecom", NEEDED))

        async def put() -> None:
            try:
                await menu.set_menu(line, agent_id, buttons)
            finally:
                await line.close()

        try:
            asyncio.run(put())
        except DeliveryError as error:
            raise OperatorError(f"企业微信没有照办：{error}（minqing doctor 说怎么改）") from error
    say_table([("名称", "点了就是"), *menu.list_buttons(buttons)])
    remark("已更新；成员重新打开应用就看到")
