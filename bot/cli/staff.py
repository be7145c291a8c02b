"""`staff list`, `staff dismiss`."""

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_json, say_table
from bot.cli.roles import HELP, label, read_role
from bot.settings import read_settings
from models.access import Role
from models.errors import OperatorError
from services.areas import areas
from services.clock import Clock
from services.members import removing
from services.office import access, leaving_office, staff
from services.store import Store

commands = typer.Typer(help="谁在哪里是什么身份。", no_args_is_help=True)


@commands.command("list")
def list_(
    area: str = typer.Option("", "--area", help="区域的编码；不写就是全部"),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """列出有身份的人：号、称呼、身份、区域；电话只显示头尾。

    例：minqing staff list --area HF
    """
    with open_store() as store, store.read() as session:
        where = areas.get_area(session, area) if area else None
        posts = staff.list_posts(session, where)
    if as_json:
        say_json([post._asdict() for post in posts])
    elif posts:
        rows = [
            (str(post.number), post.name, label(post.role), post.area, post.phone)
            for post in posts
        ]
        say_table([("号", "称呼", "身份", "区域", "电话"), *rows])
    else:
        remark("还没有人凭邀请码加入")


@commands.command()
def dismiss(
    number: int = typer.Argument(help="这个人的号，见 minqing staff list"),
    role: Role = typer.Option(..., "--role", parser=read_role, metavar="ROLE", help=HELP),
    area: str = typer.Option("", "--area", help="区域的编码；只在一处任职时可以不写"),
) -> None:
    """免去一个人的身份；他手上的事回到待签收，告诉能接的人；党员认领的岗位一起结束。

    例：minqing staff dismiss 17 --role grid_manager --area HF-01
    """
    settings = read_settings()
    with open_store(settings) as store:
        where = _dismiss(store, number, role, area, clock_of(settings))
    remark(f"{number} 不再是“{where}”的{label(role)}")


def _dismiss(store: Store, number: int, role: Role, code: str, clock: Clock) -> str:
    with store.write() as session:
        held = staff.areas_held(session, number, role)
        if code:
            held = [areas.get_area(session, code)]
        if not held:
            raise OperatorError(f"{number} 没有这个身份；见 minqing staff list")
        if len(held) > 1:
            codes = "、".join(area.code for area in held)
            raise OperatorError(f"{number} 在几处都是{label(role)}，请加 --area：{codes}")
        if role is Role.MEMBER:
            removing.dismiss_member(session, number, held[0], clock)
        else:
            access.dismiss(session, number, role, held[0], clock)
        leaving_office.tell_of_left_cases(session, number, clock)
        return held[0].name
