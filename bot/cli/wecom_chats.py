"""`wecom chat create`, `wecom chat list`, `wecom chat update`: groups that our app makes."""

import typer

from bot.cli.corporation import AREA, JSON, KIND, WHO, corporation, label, reached, say_rows
from bot.cli.output import remark, say, say_json
from bot.platforms.tencent.calling import Line
from bot.platforms.wecom import appchats
from models.errors import OperatorError
from models.groups import GroupKind
from services.groups import group_members

commands = typer.Typer(help="应用建的群：能发，听不到。", no_args_is_help=True)

FEWEST = group_members.FEWEST
_NONE = "还没有；用 minqing wecom chat create 建"


@commands.command("create")
def create(
    area: list[str] = AREA,
    kind: GroupKind = KIND,
    name: str = typer.Option("", "--name", help="群名；不写就用区域和群的种类"),
    who: int = WHO,
) -> None:
    """建一个群：在那里任职、用企业微信跟本号说过话的人都进群，并绑定好。

    例：minqing wecom chat create --area HF-01 --kind grid_managers --as 3
    """
    with corporation(who) as corp:
        places = corp.places(area)
        with corp.store.read() as session:
            members = group_members.list_belonging(session, corp.robot, kind, places)
            group_members.require(session, who, places)
        if len(members) < FEWEST:
            raise OperatorError(
                f"至少要 {FEWEST} 个人，现在 {len(members)} 个："
                "请他们先在企业微信里凭邀请码加入，跟应用说一句话"
            )
        title = name or "、".join(it.name for it in places) + label(kind)
        chat = corp.ask(lambda line: appchats.create(line, title, members))
        made = (corp.robot, chat, title)
        with corp.store.write() as session:
            group_members.bind_made(session, made, kind, places, who, corp.clock)
        remark(f"建好了“{title}”，{len(members)} 人；以后有人来去，用 minqing wecom chat update")
        say(chat)


@commands.command("list")
def list_chats(as_json: bool = JSON) -> None:
    """列出应用建的群。

    例：minqing wecom chat list
    """
    with corporation() as corp, corp.store.read() as session:
        found = group_members.list_made(session, corp.robot)
    if as_json:
        say_json([it._asdict() for it in found])
        return
    rows = [
        (it.chat, it.title, label(it.kind), "、".join(it.areas), reached(it.is_reached))
        for it in found
    ]
    say_rows(("编号", "群名", "种类", "区域", ""), rows, _NONE)


@commands.command("update")
def update(
    chat: str = typer.Argument("", help="群的编号，见 minqing wecom chat list；不写就是全部"),
) -> None:
    """照现在谁在那里任职，把新来的加进群，把走了的移出群。可以每天跑一次。

    例：minqing wecom chat update
    """
    with corporation() as corp:
        with corp.store.read() as session:
            listed = [it.chat for it in group_members.list_made(session, corp.robot)]
            if not listed and not chat:
                remark(_NONE)
            wanted = {
                it: group_members.belonging_to(session, corp.robot, it)
                for it in ([chat] if chat else listed)
            }

        too_few = [it for it, members in wanted.items() if len(members) < FEWEST]
        with corp.store.write() as session:
            for each in too_few:
                group_members.end(session, corp.robot, each, corp.clock)
                remark(f"{each}：只剩 {len(wanted.pop(each))} 人，移不出离任的人，已解除绑定")

        async def bring_up_to_date(line: Line) -> None:
            for each, members in wanted.items():
                there = await appchats.list_members(line, each)
                added = [it for it in members if it not in there]
                gone = [it for it in there if it not in members]
                await appchats.change(line, each, added, gone)
                remark(f"{each}：加 {len(added)} 人，移出 {len(gone)} 人")

        corp.ask(bring_up_to_date)
