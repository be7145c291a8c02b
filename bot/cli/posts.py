"""`posts import`, `posts export`, `posts list`, `posts kinds`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from bot.cli.notes import say_report
from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_json, say_table
from bot.cli.tables import write_rows
from bot.settings import read_settings
from models.categories import Category
from models.errors import OperatorError
from services.areas import areas
from services.posts import kinds, openings
from services.posts.kinds import KindChange
from services.posts.weekly_times import read_times, say_times
from services.tables import post_export
from services.tables.case_cells import find_category
from services.tables.post_import import COLUMNS, import_openings
from services.tables.sheets import bind_columns, read_sheet
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.phrases import put_into_words
from services.texts.posts.posts import CONFIRMATION_LABELS

STANDARD_OUTPUT = Path("-")
KNOWN_CATEGORIES = "、".join(
    f"{put_into_words(label())}（{category}）" for category, label in CATEGORY_LABELS.items()
)

commands = typer.Typer(
    help="岗位：定岗的表、在岗的人、十项岗位本身。\n\n例：minqing posts list --area HF",
    no_args_is_help=True,
)
kind_commands = typer.Typer()
commands.add_typer(kind_commands, name="kinds")


@commands.command("import")
def import_(
    file: Path = typer.Argument(
        help="csv 或 xlsx，列：岗位 网格 名额 起 止 时间 确认；可以有：地点 签到 条件 类型"
        " 纬度 经度"
    ),
) -> None:
    """从表里定岗：有错就一行也不写；同一张表可以再导，名额和确认方式改了就跟着改。

    例：minqing posts import 定岗.xlsx
    """
    table = bind_columns(read_sheet(file), COLUMNS)
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        report = import_openings(session, table, clock_of(settings))
    say_report(file, report)


@commands.command()
def export(
    file: Path = typer.Argument(help="写到哪里，csv 或 xlsx；- 是标准输出，csv"),
) -> None:
    """导出认领：每个认领一行，岗位、区域、名额、姓名、电话、状态、从何时起。

    例：minqing posts export 在岗.xlsx
    """
    settings = read_settings()
    with open_store(settings) as store, store.read() as session:
        rows = list(post_export.list_rows(session, clock_of(settings)))
    write_rows(file, post_export.HEADERS, rows)
    if file != STANDARD_OUTPUT:
        remark(f"已写 {len(rows)} 行到 {file}；里面有电话，请保管好")


@commands.command("list")
def list_(
    area: str = typer.Option("", "--area", help="区域的编码；不写就是全部"),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """列出现在开着的岗位，和几个名额里有几个在岗。

    例：minqing posts list --area HF
    """
    settings = read_settings()
    clock = clock_of(settings)
    with open_store(settings) as store, store.read() as session:
        place = areas.get_area(session, area) if area else areas.get_street(session)
        rows: list[dict[str, Any]] = [
            {
                "post": openings.post_of(session, each).code,
                "name": openings.post_of(session, each).name,
                "area": areas.area_of(session, each.area_id).code,
                "taken": each.taken,
                "places": each.places,
                "from": each.starts_on.isoformat(),
                "to": each.ends_on.isoformat(),
                "times": each.times,
                "place": each.place,
                "confirm": each.confirm,
            }
            for each in openings.list_open(session, place, clock)
        ]
    if as_json:
        say_json(rows)
        return
    if not rows:
        remark("现在没有开着的岗位；用 minqing posts import 定岗")
        return
    shown = [
        (
            row["name"],
            row["area"],
            f"{row['taken']}/{row['places']}",
            row["from"],
            row["to"],
            say_times(read_times(row["times"])),
            row["place"],
            put_into_words(CONFIRMATION_LABELS[row["confirm"]]()),
        )
        for row in rows
    ]
    say_table([("岗位", "网格", "在岗/名额", "起", "止", "时间", "地点", "确认"), *shown])


@kind_commands.callback(invoke_without_command=True)
def kinds_(
    context: typer.Context,
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """列出岗位的种类：编码、名称、也叫什么、配哪些类别的民情。

    例：minqing posts kinds
    """
    if context.invoked_subcommand is not None:
        return
    with open_store() as store, store.read() as session:
        rows: list[dict[str, Any]] = [
            {
                "code": post.code,
                "name": post.name,
                "words": post.words.split(),
                "categories": kinds.categories_of(session, post.id),
                "ended": post.ended_at is not None,
            }
            for post in kinds.list_posts(session, with_ended=True)
        ]
    if as_json:
        say_json(rows)
        return
    shown = [
        (
            row["code"],
            row["name"],
            " ".join(row["words"]),
            "、".join(put_into_words(CATEGORY_LABELS[each]()) for each in row["categories"]),
            "已停用" if row["ended"] else "",
        )
        for row in rows
    ]
    say_table([("编码", "名称", "也叫", "配的类别", ""), *shown])


@kind_commands.command("set")
def set_(
    code: str = typer.Argument(help="编码；没有这个编码就新加一种"),
    name: str | None = typer.Option(None, "--name", help="名称，1–40 个字"),
    words: str | None = typer.Option(None, "--words", help="也叫什么，用空格或顿号隔开"),
    categories: str | None = typer.Option(
        None, "--categories", help=f"配哪些类别的民情，用逗号隔开：{KNOWN_CATEGORIES}"
    ),
) -> None:
    """新加或修改一种岗位；没写的不变；停用的又可以开。

    例：minqing posts kinds set library --name 图书管理 --words "看书 借书" --categories education
    """
    fits = None if categories is None else _read_categories(categories)
    with open_store() as store, store.write() as session:
        post = kinds.set_post(session, code, KindChange(name, words, fits))
        remark(f"{post.name}（{post.code}）已记下")


@kind_commands.command()
def end(code: str = typer.Argument(help="编码、名称或别名，见 minqing posts kinds")) -> None:
    """停用一种岗位：不能再开；已经开着的照旧到期。

    例：minqing posts kinds end library
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        post = kinds.end_post(session, code, clock_of(settings))
        remark(f"{post.name} 已停用，不能再开；用 minqing posts kinds set 恢复")


def _read_categories(words: str) -> Sequence[Category]:
    found: list[Category] = []
    for word in words.replace("，", ",").replace("、", ",").split(","):
        if not word.strip():
            continue
        category = find_category(word)
        if category is None:
            raise OperatorError(f"不认识的类别“{word.strip()}”：{KNOWN_CATEGORIES}")
        found.append(category)
    return found
