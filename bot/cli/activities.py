"""`activities import`."""

from pathlib import Path

import typer

from bot.cli.notes import list_notes
from bot.cli.opening import clock_of, open_store
from bot.cli.output import progress, remark
from bot.settings import read_settings
from models.errors import OperatorError
from services.tables.activity_import import COLUMNS, import_activities
from services.tables.sheets import bind_columns, read_sheet

commands = typer.Typer(no_args_is_help=True)


@commands.callback()
def activities() -> None:
    """活动：谁参加了什么，记到绿色活动卡。

    例：minqing activities import 十一月党日.xlsx
    """


@commands.command("import")
def import_(
    file: Path = typer.Argument(help="csv 或 xlsx，列：活动 日期 姓名 电话 党组织 组织生活"),
) -> None:
    """从表里记活动，一行一人：有错就一行也不写；同一张表可以再导。

    例：minqing activities import 十一月党日.xlsx
    """
    settings = read_settings()
    table = bind_columns(read_sheet(file), COLUMNS)
    with (
        progress("记活动") as advance,
        open_store(settings) as store,
        store.write() as session,
    ):
        report = import_activities(session, table, clock_of(settings), advance)
    if report.extra_columns:
        remark(f"没有用到的列：{'、'.join(report.extra_columns)}")
    list_notes(report.errors)
    if report.errors:
        raise OperatorError(f"{file} 有 {len(report.errors)} 处要改，什么也没有写入")
    remark(f"新增 {report.added}，已有 {report.unchanged}")
