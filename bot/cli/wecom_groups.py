"""`wecom group list`, `wecom group bind`: groups of residents that employees keep."""

import typer

from bot.cli.corporation import AREA, JSON, KIND, WHO, corporation, label, say_rows
from bot.cli.output import remark, say_json
from bot.platforms.wecom import outside
from models.groups import GroupKind
from services.groups import forward_tasks

commands = typer.Typer(help="居民的外部群：由群主在企业微信里确认后发出。", no_args_is_help=True)


@commands.command("list")
def list_groups(
    employee: str = typer.Option("", "--employee", help="只看这位员工的群：成员账号"),
    as_json: bool = JSON,
) -> None:
    """列出员工带的居民外部群，绑定了的写明是什么群。

    例：minqing wecom group list --employee zhangsan
    """
    with corporation() as corp:
        found = corp.ask(lambda line: outside.list_groups(line, employee))
        with corp.store.read() as session:
            bound = {
                chat: group.kind for chat, group in forward_tasks.list_outside(session).items()
            }
    if as_json:
        listed = [
            {"chat": it.chat, "name": it.name, "owner": it.owner, "kind": bound.get(it.chat)}
            for it in found
        ]
        say_json(listed)
        return
    rows = [
        (it.chat, it.name, it.owner, label(bound[it.chat]) if it.chat in bound else "没有绑定")
        for it in found
    ]
    say_rows(("编号", "群名", "群主", "绑定"), rows, "应用看得到的范围里没有外部群")


@commands.command("bind")
def bind_group(
    chat: str = typer.Argument(help="群的编号，见 minqing wecom group list"),
    area: list[str] = AREA,
    kind: GroupKind = KIND,
    employee: str = typer.Option("", "--employee", help="由谁发：成员账号；不写就是群主"),
    who: int = WHO,
) -> None:
    """绑定一个居民外部群：要发的内容成为员工企业微信里的一条群发，由他确认。

    例：minqing wecom group bind wrOgQhDgAAMYQ --area HF-01 --kind residents --as 3
    """
    with corporation(who) as corp:
        places = corp.places(area)
        group = corp.ask(lambda line: outside.get_group(line, chat))
        known = forward_tasks.Outside(corp.robot, chat, group.name, employee or group.owner)
        with corp.store.write() as session:
            forward_tasks.bind_outside(session, known, kind, places, who, corp.clock)
    remark(f"绑定好了“{group.name}”；要发的内容由 {known.employee} 在企业微信里确认")
