"""`facts list`, `facts set`, `facts remove`, `facts import`."""

from pathlib import Path

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_json, say_table
from bot.settings import read_settings
from models.errors import OperatorError, Refusal
from services import facts
from services.tables.sheets import bind_columns, read_sheet
from services.texts.operator import explain

COLUMNS = {
    "key": ("名称", "名字"),
    "answer": ("答复", "回答", "内容"),
    "asked_as": ("问法", "怎么问"),
}

commands = typer.Typer(
    help="常问的事：电话（office_phone）、时间（office_hours）、地址（where）等。",
    no_args_is_help=True,
)


@commands.command("list")
def list_(as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用")) -> None:
    """列出全部答复，包括还没改过的默认答复。

    例：minqing facts list
    """
    with open_store() as store, store.read() as session:
        rows = [(fact.key, fact.answer, fact.asked_as) for fact in facts.list_facts(session)]
    if as_json:
        say_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    else:
        say_table([("名称", "答复", "问法"), *rows])


@commands.command("set")
def set_(
    key: str = typer.Argument(help="名称，例如 office_phone"),
    answer: str = typer.Argument(help="答复"),
    asked_as: str = typer.Option(None, "--asked-as", help="居民怎么问，用、隔开；不写就不变"),
) -> None:
    """写一个答复，或改它。

    例：minqing facts set office_hours "周一至周六 8:30–17:30" --asked-as 几点上班、周末开门吗
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        fact = facts.set_fact(session, key, answer, clock_of(settings), asked_as)
        can_be_asked = bool(fact.asked_as)
    remark(f"已写好 {key}")
    if not can_be_asked:
        remark("还没有问法，居民问不到：用 --asked-as 写上居民会怎么问")


@commands.command()
def remove(key: str = typer.Argument(help="名称")) -> None:
    """删去一个答复；默认的会回来。

    例：minqing facts remove where
    """
    with open_store() as store, store.write() as session:
        facts.remove_fact(session, key)
    remark(f"已删去 {key}")


@commands.command("import")
def import_(file: Path = typer.Argument(help="csv 或 xlsx，列：名称 答复 问法")) -> None:
    """从表里写许多答复：有错就一个也不写。

    例：minqing facts import 常问.xlsx
    """
    settings = read_settings()
    table = bind_columns(read_sheet(file), COLUMNS)
    if missing := [COLUMNS[name][0] for name in table.missing if name != "asked_as"]:
        raise OperatorError(f"{file} 缺少这些列：{'、'.join(missing)}")
    if table.extra:
        remark(f"没有用到的列：{'、'.join(table.extra)}")
    with open_store(settings) as store, store.write() as session:
        for row in table.rows:
            key, answer, asked = (row.cells.get(name) for name in COLUMNS)
            try:
                facts.set_fact(session, key or "", answer or "", clock_of(settings), asked)
            except Refusal as refusal:
                raise OperatorError(f"{file} 第 {row.number} 行：{explain(refusal)}") from None
    remark(f"已写好 {len(table.rows)} 个答复")
