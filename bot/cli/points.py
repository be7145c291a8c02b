"""`points list`, `points rules`, `points rewards`."""

import re
from pathlib import Path

import typer

from bot.cli.notes import say_report
from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_json, say_table
from bot.settings import read_settings
from models.errors import OperatorError
from models.points import PointReason
from services.areas import areas
from services.points import rules
from services.tables.reward_import import COLUMNS, import_rewards
from services.tables.sheets import bind_columns, read_sheet
from services.texts.members.points import REASON_LABELS
from services.texts.phrases import put_into_words

NO_LIMIT = "none"
_MOST = re.compile(r"-?\d+", re.ASCII)

commands = typer.Typer(
    help="积分：规则、兑换品、各人的分。\n\n例：minqing points list --area HF",
    no_args_is_help=True,
)
rule_commands = typer.Typer(help="每样记多少分，每月最多多少。", invoke_without_command=True)
reward_commands = typer.Typer(
    help="积分可以换的东西。\n\n例：minqing points rewards import 兑换品.xlsx",
    no_args_is_help=True,
)
commands.add_typer(rule_commands, name="rules")
commands.add_typer(reward_commands, name="rewards")


@commands.command("list")
def list_(
    area: str = typer.Option("", "--area", help="区域的编码，连同下面的全部；不写就是全街道"),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """列出党员现在有多少分，多的在前。

    例：minqing points list --area HF
    """
    with open_store() as store, store.read() as session:
        place = areas.get_area(session, area) if area else areas.get_street(session)
        rows = rules.list_balances(session, place)
    if as_json:
        say_json([row._asdict() for row in rows])
        return
    if not rows:
        remark("这里还没有党员")
        return
    say_table([("编号", "姓名", "区域", "积分"), *[tuple(map(str, row)) for row in rows]])


@rule_commands.callback()
def list_rules(
    context: typer.Context,
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """列出积分规则；改规则用 minqing points rules set。

    例：minqing points rules
    """
    if context.invoked_subcommand is not None:
        return
    with open_store() as store, store.read() as session:
        rows = [
            (rule.reason, rule.points, rule.most_a_month) for rule in rules.list_rules(session)
        ]
    if as_json:
        names = ("reason", "points", "most_a_month")
        say_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    shown = [
        (
            str(reason),
            put_into_words(REASON_LABELS[reason]()),
            str(points),
            "不限" if most is None else str(most),
        )
        for reason, points, most in rows
    ]
    say_table([("代码", "名称", "积分", "每月最多"), *shown])


@rule_commands.command("set")
def set_rule(
    reason: PointReason = typer.Argument(help="哪一样，见 minqing points rules"),
    points: int = typer.Option(
        ..., "--points", help="记多少分；服务时长按每小时，无故未到岗写负数或 0"
    ),
    most: str = typer.Option(
        "", "--most", help="每人每月最多多少分；none 是不限，不写就和原来一样"
    ),
) -> None:
    """改一条积分规则；已经记的分不变。

    例：minqing points rules set hours --points 10 --most 400
    """
    if most not in ("", NO_LIMIT) and not _MOST.fullmatch(most):
        raise OperatorError(f"--most {most}：写一个数，不限写 {NO_LIMIT}")
    with open_store() as store, store.write() as session:
        rule = rules.set_rule(session, reason, points)
        if most:
            rules.set_most(session, rule, None if most == NO_LIMIT else int(most))
        limit = "不限" if rule.most_a_month is None else f"每月最多 {rule.most_a_month} 分"
    remark(f"{put_into_words(REASON_LABELS[reason]())}：{points} 分，{limit}")


@reward_commands.command("import")
def import_(file: Path = typer.Argument(help="csv 或 xlsx，列：名称 积分 数量 区域")) -> None:
    """从表里加入兑换品：有错就一行也不写；同一张表可以再导。

    数量空着是不限；区域空着是全街道。已有的只改积分，剩下的数量用 rewards stock 改。

    例：minqing points rewards import 兑换品.xlsx
    """
    table = bind_columns(read_sheet(file), COLUMNS)
    with open_store() as store, store.write() as session:
        report = import_rewards(session, table)
    say_report(file, report)


@reward_commands.command("list")
def list_rewards(
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """列出兑换品和剩下的数量。

    例：minqing points rewards list
    """
    with open_store() as store, store.read() as session:
        rows = [
            (
                each.id,
                each.name,
                each.cost,
                each.stock,
                areas.area_of(session, each.area_id).code,
                each.ended_at is not None,
            )
            for each in rules.list_all_rewards(session)
        ]
    if as_json:
        names = ("id", "name", "cost", "stock", "area", "ended")
        say_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    if not rows:
        remark("还没有兑换品；用 minqing points rewards import 加入")
        return
    shown = [
        (
            str(id_),
            name,
            str(cost),
            "不限" if stock is None else str(stock),
            area,
            "已停" if has_ended else "",
        )
        for id_, name, cost, stock, area, has_ended in rows
    ]
    say_table([("编号", "名称", "积分", "剩下", "区域", ""), *shown])


@reward_commands.command("stock")
def set_stock(
    reward: int = typer.Argument(help="编号，见 minqing points rewards list"),
    add: int = typer.Option(..., "--add", help="进了多少份；负数是拿走"),
) -> None:
    """改剩下的数量。

    例：minqing points rewards stock 3 --add 20
    """
    with open_store() as store, store.write() as session:
        name, left = rules.add_stock(session, reward, add)
    remark(f"{name}：剩下 {left} 份")


@reward_commands.command()
def end(reward: int = typer.Argument(help="编号，见 minqing points rewards list")) -> None:
    """不再换这一样；已经换了的照旧发放。

    例：minqing points rewards end 3
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        name = rules.end_reward(session, reward, clock_of(settings))
    remark(f"{name} 不再兑换")
