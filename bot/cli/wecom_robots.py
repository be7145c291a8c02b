"""`wecom robot add`, `wecom robot list`, `wecom robot remove`: robots that push into groups."""

import sys
from urllib.parse import parse_qs, urlsplit

import typer

from bot.cli.corporation import AREA, JSON, KIND, WHO, corporation, label, reached, say_rows
from bot.cli.output import remark, say_json
from models.groups import GroupKind
from services.groups import group_robots

commands = typer.Typer(help="群机器人：只能往它的群里发。", no_args_is_help=True)


@commands.command("add")
def add_robot(
    area: list[str] = AREA,
    kind: GroupKind = KIND,
    name: str = typer.Option(..., "--name", help="群名，1–30 个字；以后靠它认"),
    who: int = WHO,
) -> None:
    """登记一个群机器人；Webhook 地址从提示或标准输入读，不写在命令里，加密保存。

    例：minqing wecom robot add --area HF-01 --kind affairs --name 荷花通知群 --as 3
    """
    with corporation(who) as corp:
        places = corp.places(area)
        new = group_robots.NewRobot(corp.robot, name, _read_key(), kind, places)
        with corp.store.write() as session:
            group_robots.add(session, new, who, corp.clock)
    remark(f"登记好了“{name}”；该发到这种群的，从现在起由它发")


@commands.command("list")
def list_robots(as_json: bool = JSON) -> None:
    """列出登记的群机器人；不显示密钥。

    例：minqing wecom robot list
    """
    with corporation() as corp, corp.store.read() as session:
        found = group_robots.list_robots(session, corp.robot)
    if as_json:
        say_json([it._asdict() for it in found])
        return
    rows = [(it.name, label(it.kind), "、".join(it.areas), reached(it.is_reached)) for it in found]
    say_rows(("群名", "种类", "区域", ""), rows, "还没有；用 minqing wecom robot add 登记")


@commands.command("remove")
def remove_robot(name: str = typer.Argument(help="群名"), who: int = WHO) -> None:
    """不再往这个群发，删掉密钥。

    例：minqing wecom robot remove 荷花通知群 --as 3
    """
    with corporation(who) as corp, corp.store.write() as session:
        group_robots.remove(session, corp.robot, name, who, corp.clock)
    remark(f"“{name}”不再发了")


def _read_key() -> str:
    """Read a robot's key, or its whole address, from the terminal or from standard input."""
    if sys.stdin.isatty():
        given = str(typer.prompt("Webhook 地址（输入时不显示）", hide_input=True))
    else:
        given = sys.stdin.readline()
    given = given.strip()
    return next(iter(parse_qs(urlsplit(given).query).get("key", [])), given)
