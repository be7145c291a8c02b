"""`bodies import`, `bodies list`."""

from pathlib import Path

import typer

from bot.cli.notes import say_report
from bot.cli.opening import open_store
from bot.cli.output import remark, say_json, say_table
from services.areas import areas
from services.members.bodies import list_bodies
from services.office.units import unit_of
from services.tables.body_import import COLUMNS, import_bodies
from services.tables.sheets import bind_columns, read_sheet
from services.texts.members.members import BODY_LABELS
from services.texts.phrases import put_into_words

commands = typer.Typer(
    help="党组织：街道、社区、网格、楼栋、单位的树。\n\n例：minqing bodies import 党组织.xlsx",
    no_args_is_help=True,
)


@commands.command("import")
def import_(
    file: Path = typer.Argument(help="csv 或 xlsx，列：编码 名称 级别 上级 区域 单位"),
) -> None:
    """从表里导入党组织：有错就一行也不写；同一张表可以再导。

    例：minqing bodies import 党组织.xlsx
    """
    table = bind_columns(read_sheet(file), COLUMNS)
    with open_store() as store, store.write() as session:
        report = import_bodies(session, table)
    say_report(file, report)


@commands.command("list")
def list_(as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用")) -> None:
    """列出全部党组织，上级在前。

    例：minqing bodies list
    """
    with open_store() as store, store.read() as session:
        codes = {area.id: area.code for area in areas.list_areas(session)}
        found = list_bodies(session)
        names = {body.id: body.code for body in found}
        rows = [
            (
                body.code,
                body.name,
                body.level,
                names.get(body.parent_id or 0, ""),
                codes.get(body.area_id or 0, ""),
                "" if body.unit_id is None else unit_of(session, body.unit_id).name,
            )
            for body in found
        ]
    if as_json:
        say_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    elif rows:
        shown = [
            (code, name, put_into_words(BODY_LABELS[level]()), *rest)
            for code, name, level, *rest in rows
        ]
        say_table([("编码", "名称", "级别", "上级", "区域", "单位"), *shown])
    else:
        remark("还没有党组织；用 minqing bodies import 导入")
