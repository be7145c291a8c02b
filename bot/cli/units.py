"""`units import`, `units list`, `units end`."""

from pathlib import Path

import typer

from bot.cli.notes import say_report
from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_json, say_table
from bot.settings import read_settings
from services.areas import areas
from services.office import units
from services.tables.sheets import bind_columns, read_sheet
from services.tables.unit_import import COLUMNS, import_units
from services.texts.members.units import UNIT_KIND_LABELS
from services.texts.phrases import put_into_words

commands = typer.Typer(help="单位：共建单位、职能部门、外单位。", no_args_is_help=True)


@commands.command("import")
def import_(
    file: Path = typer.Argument(help="csv 或 xlsx，列：编码 名称 类型 电话 区域 兜底"),
) -> None:
    """从表里导入单位：有错就一行也不写；同一张表可以再导。

    例：minqing units import 单位.xlsx
    """
    table = bind_columns(read_sheet(file), COLUMNS)
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        report = import_units(session, table, clock_of(settings))
    say_report(file, report)


@commands.command("list")
def list_(as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用")) -> None:
    """列出全部单位。

    例：minqing units list
    """
    with open_store() as store, store.read() as session:
        codes = {area.id: area.code for area in areas.list_areas(session)}
        found = units.list_units(session)
        rows = [
            (
                unit.code,
                unit.name,
                unit.kind,
                unit.phone,
                codes.get(unit.area_id or 0, ""),
                unit.is_backstop,
            )
            for unit in found
        ]
    if as_json:
        say_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
        return
    shown = [
        (code, name, put_into_words(UNIT_KIND_LABELS[kind]()), phone, area, "是" if last else "")
        for code, name, kind, phone, area, last in rows
    ]
    if not shown:
        remark("还没有单位；用 minqing units import 导入")
        return
    say_table([("编码", "名称", "类型", "电话", "区域", "兜底"), *shown])


@commands.command()
def end(code: str = typer.Argument(help="编码或名称，见 minqing units list")) -> None:
    """不再把民情交给这个单位；它手里的照旧办完，或由工作人员改派。

    例：minqing units end WY
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        unit = units.get_unit(session, code)
        units.end_unit(session, unit.id, clock_of(settings))
        remark(f"{unit.name} 已停用，不再交给它新的民情")
