"""`calendar show`, `calendar import`."""

from pathlib import Path

import typer

from bot.cli.notes import list_notes
from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_json, say_table
from bot.settings import read_settings
from models.errors import OperatorError
from services import workdays
from services.calendars import COLUMNS, import_days, list_special
from services.clock import today
from services.tables.sheets import bind_columns, read_sheet

WEEKDAYS = "一二三四五六日"

commands = typer.Typer(help="工作日历：放假和调休，期限按它算。", no_args_is_help=True)


@commands.command()
def show(
    year: int = typer.Argument(0, help="哪一年；不写就是今年", min=0, max=9000),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """列出一年里和平常不一样的日子：放假的工作日，上班的周末，自己设的日子。

    例：minqing calendar show 2026
    """
    settings = read_settings()
    year = year or today(clock_of(settings)).year
    with open_store(settings) as store, store.read() as session:
        found = list_special(session, year)
        last = workdays.last_known_year(session)
    if as_json:
        say_json(
            [
                {"date": each.day.isoformat(), "works": each.is_workday, "name": each.name}
                for each in found
            ]
        )
        return
    rows = [
        (
            each.day.isoformat(),
            f"周{WEEKDAYS[each.day.weekday()]}",
            "上班" if each.is_workday else "休息",
            each.name,
        )
        for each in found
    ]
    say_table([("日期", "", "", "名称"), *rows])
    if year > last:
        remark(
            f"{year} 年的放假安排还不知道，先按周一到周五算；公布后用 minqing calendar import 导入"
        )


@commands.command("import")
def import_(file: Path = typer.Argument(help="csv 或 xlsx，列：日期 上班（是/否） 名称")) -> None:
    """从表里设放假和调休的日子：有错就一行也不写；没办完的事按新日历重算期限。

    例：minqing calendar import 2027年放假安排.xlsx
    """
    settings = read_settings()
    table = bind_columns(read_sheet(file), COLUMNS)
    with open_store(settings) as store, store.write() as session:
        report = import_days(session, table, clock_of(settings))
    if table.extra:
        remark(f"没有用到的列：{'、'.join(table.extra)}")
    list_notes(report.errors)
    if report.errors:
        raise OperatorError(f"{file} 有 {len(report.errors)} 处要改，什么也没有写入")
    remark(f"设了 {report.days} 天，{report.cases} 件的期限重算了")
