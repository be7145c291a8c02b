"""`areas import`, `areas add`, `areas list`."""

from pathlib import Path

import typer

from bot.cli.notes import say_report
from bot.cli.opening import open_store
from bot.cli.output import remark, say_json, say_table
from models.areas import Level
from services.areas import areas
from services.tables.area_import import COLUMNS, import_areas
from services.tables.sheets import bind_columns, read_sheet
from services.texts.operator import LEVEL_LABELS
from services.texts.phrases import put_into_words

commands = typer.Typer(help="区域：街道、片区、社区、网格、小区、楼栋。", no_args_is_help=True)


@commands.command("import")
def import_(file: Path = typer.Argument(help="csv 或 xlsx，列：编码 名称 级别 上级")) -> None:
    """从表里导入区域：有错就一行也不写；同一张表可以再导。

    例：minqing areas import 区域.xlsx
    """
    table = bind_columns(read_sheet(file), COLUMNS)
    with open_store() as store, store.write() as session:
        report = import_areas(session, table)
    say_report(file, report)


@commands.command()
def add(
    code: str = typer.Argument(help="编码；社区用 2–6 个大写字母，就是民情编号的开头"),
    name: str = typer.Argument(help="名称"),
    level: Level = typer.Argument(help="级别"),
    parent: str = typer.Option("", "--parent", help="上级的编码；不写就是街道"),
) -> None:
    """添一个区域。

    例：minqing areas add HF-02 和风二网格 grid --parent HF
    """
    with open_store() as store, store.write() as session:
        above = areas.get_area(session, parent) if parent else areas.get_street(session)
        areas.add_area(session, code, name, level, None if level is Level.STREET else above)
    remark(f"已添加 {code} {name}")


@commands.command("list")
def list_(as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用")) -> None:
    """列出全部区域。

    例：minqing areas list
    """
    with open_store() as store, store.read() as session:
        found = areas.list_areas(session)
        codes = {area.id: area.code for area in found}
        rows = [
            (area.code, area.name, area.level, codes.get(area.parent_id or 0, ""))
            for area in found
        ]
    if as_json:
        say_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
        return
    shown = [
        (code, name, put_into_words(LEVEL_LABELS[level]()), above)
        for code, name, level, above in rows
    ]
    say_table([("编码", "名称", "级别", "上级"), *shown])
