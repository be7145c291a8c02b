"""`duty import`, `duty list`."""

from pathlib import Path

import typer

from bot.cli.notes import list_notes
from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_json, say_table
from bot.settings import read_settings
from models.errors import OperatorError
from services.areas import areas
from services.clock import local
from services.identity import people
from services.office.roster import COLUMNS, import_shifts, list_shifts
from services.tables.sheets import bind_columns, read_sheet

commands = typer.Typer(help="值班表：夜里的急事先找值班的人。", no_args_is_help=True)


@commands.command("import")
def import_(file: Path = typer.Argument(help="csv 或 xlsx，列：网格 姓名 电话 起 止")) -> None:
    """从表里导入值班：有错就一行也不写；同一张表可以再导。

    例：minqing duty import 值班表.xlsx
    """
    settings = read_settings()
    table = bind_columns(read_sheet(file), COLUMNS)
    with open_store(settings) as store, store.write() as session:
        report = import_shifts(session, table, clock_of(settings))
    if table.extra:
        remark(f"没有用到的列：{'、'.join(table.extra)}")
    list_notes(report.errors)
    if report.errors:
        raise OperatorError(f"{file} 有 {len(report.errors)} 处要改，什么也没有写入")
    remark(f"新增 {report.added}，已有 {report.known}")


@commands.command("list")
def list_(as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用")) -> None:
    """列出现在和以后的值班。

    例：minqing duty list
    """
    settings = read_settings()
    clock = clock_of(settings)
    with open_store(settings) as store, store.read() as session:
        rows = [
            (
                areas.area_of(session, shift.area_id).code,
                people.contact_of(session, shift.person_id).name,
                local(shift.starts_at, clock),
                local(shift.ends_at, clock),
            )
            for shift in list_shifts(session, clock)
        ]
    if as_json:
        names = ("area", "name", "from", "to")
        say_json(
            [
                dict(zip(names, (code, name, begin.isoformat(), end.isoformat()), strict=True))
                for code, name, begin, end in rows
            ]
        )
        return
    shown = [
        (code, name, f"{a:%Y-%m-%d %H:%M}", f"{b:%Y-%m-%d %H:%M}") for code, name, a, b in rows
    ]
    say_table([("网格", "姓名", "起", "止"), *shown])
