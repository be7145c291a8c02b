"""`members import`, `list`, `export`, `set`, `history` and `remove`."""

from collections.abc import Sequence
from pathlib import Path

import typer
from sqlmodel import Session

from bot.cli.notes import say_report
from bot.cli.opening import clock_of, open_store
from bot.cli.output import progress, remark, say_json, say_table
from bot.cli.tables import STANDARD_OUTPUT, write_rows
from bot.settings import read_settings
from models.errors import OperatorError
from models.members import Belonging
from services.areas import areas
from services.clock import local
from services.identity import people
from services.members import bodies, correcting, removing, roll
from services.members.roll import Entry
from services.office import units
from services.office.staff import mask_phone
from services.posts import history as posts_history
from services.tables import member_export
from services.tables.member_cells import COLUMNS
from services.tables.member_import import import_members
from services.tables.sheets import bind_columns, read_sheet
from services.texts.members.members import BELONGING_LABELS, KIND_LABELS
from services.texts.phrases import put_into_words
from services.texts.posts.posts import POST_ACT_LABELS

commands = typer.Typer(
    help="党员名册：导入、查看、导出、移出。\n\n例：minqing members import 党员名册.xlsx",
    no_args_is_help=True,
)

HEADERS = ("号", "姓名", "电话", "类型", "单位", "网格", "报到", "双报到")


@commands.command("import")
def import_(
    file: Path = typer.Argument(
        help="csv 或 xlsx，列：姓名 电话 类型 单位 网格 特长，可以有 爱好 空闲时间 党组织"
    ),
) -> None:
    """从表里导入党员：有错就一行也不写；同一张表可以再导，不会多出来。

    类型写 居民、在职、离退休、流动、下岗失业，或 直管、双重管、接管、参管、重点管。

    例：minqing members import 党员.xlsx
    """
    table = bind_columns(read_sheet(file), COLUMNS)
    settings = read_settings()
    with (
        open_store(settings) as store,
        progress("导入") as advance,
        store.write() as session,
    ):
        report = import_members(session, table, clock_of(settings), advance)
    say_report(file, report)


@commands.command("list")
def list_(
    area: str = typer.Option("", "--area", help="区域的编码；不写就是全部"),
    double: bool = typer.Option(False, "--double", help="只列双报到的：在两个党组织里的"),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """列出党员：号、姓名、类型、单位、网格、报到了没有；电话只显示头尾。

    例：minqing members list --area HF --double
    """
    with open_store() as store, store.read() as session:
        where = areas.get_area(session, area) if area else None
        held = bodies.list_double(session)
        found = [
            entry
            for entry in roll.list_entries(session, area=where)
            if not double or entry.person_id in held
        ]
        rows = [_row(session, entry, held.get(entry.person_id, ())) for entry in found]
    if as_json:
        say_json(rows)
    elif rows:
        say_table([HEADERS, *(_shown(row) for row in rows)])
    else:
        remark("没有这样的党员" if double else "名册是空的；用 minqing members import 导入")


@commands.command()
def export(
    file: Path = typer.Argument(help="写到哪里，csv 或 xlsx；- 是标准输出，csv"),
    area: str = typer.Option("", "--area", help="区域的编码；不写就是全部"),
) -> None:
    """导出党员名册，列和导入的一样；有完整的姓名和电话，请保管好。

    例：minqing members export 党员.xlsx --area HF
    """
    with open_store() as store, store.read() as session:
        where = areas.get_area(session, area) if area else None
        count = write_rows(file, member_export.HEADERS, member_export.list_rows(session, where))
    if file != STANDARD_OUTPUT:
        remark(f"已写 {count} 位到 {file}；里面有姓名和电话，请保管好")


@commands.command("set")
def set_(
    number: int = typer.Argument(help="这位党员的号，见 minqing members list"),
    name: str | None = typer.Option(None, "--name", help="姓名"),
    phone: str | None = typer.Option(None, "--phone", help="电话"),
    unit: str | None = typer.Option(None, "--unit", help="单位的名称；空着是没有单位"),
) -> None:
    """改一位党员的姓名、电话或单位；没写的不变。党员自己改不了姓名和单位。

    例：minqing members set 17 --phone 13800138000
    """
    if name is None and phone is None and unit is None:
        raise OperatorError("请写 --name、--phone 或 --unit")
    with open_store() as store, store.write() as session:
        member = correcting.correct(session, number, name=name, phone=phone, unit=unit)
        shown = people.contact_of(session, member.person_id).name
    remark(f"{number} {shown} 已改好")


@commands.command()
def history(
    number: int = typer.Argument(help="这位党员的号，见 minqing members list"),
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """列出一位党员认领过的岗位的每一步：何时、哪个岗位、做了什么、谁做的、说了什么。

    例：minqing members history 17
    """
    settings = read_settings()
    clock = clock_of(settings)
    with open_store(settings) as store, store.read() as session:
        steps = posts_history.list_steps(session, number)
    if as_json:
        say_json([each._asdict() | {"at": each.at.isoformat()} for each in steps])
        return
    if not steps:
        remark("这一位没有认领过岗位")
        return
    rows = [
        (
            f"{local(each.at, clock):%Y-%m-%d %H:%M}",
            each.post,
            each.area,
            put_into_words(POST_ACT_LABELS[each.act]()),
            "" if each.actor_id is None else str(each.actor_id),
            each.words,
        )
        for each in steps
    ]
    say_table([("时间", "岗位", "网格", "步骤", "谁（号）", "原话"), *rows])


@commands.command()
def remove(
    number: int = typer.Argument(help="这位党员的号，见 minqing members list"),
) -> None:
    """把一位党员移出名册：身份、党组织关系、认领的岗位一起结束，服务记录保留。

    例：minqing members remove 17
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        member = removing.get_member(session, number)
        name = people.contact_of(session, member.person_id).name
        removing.remove_member(session, member.person_id, clock_of(settings))
    remark(f"{number} {name} 已移出名册")


def _row(
    session: Session, entry: Entry, held: Sequence[tuple[Belonging, str]]
) -> dict[str, object]:
    bodies_ = [f"{put_into_words(BELONGING_LABELS[how]())}：{name}" for how, name in held]
    return {
        "number": entry.person_id,
        "name": entry.name,
        "phone": mask_phone(entry.phone),
        "kind": None if entry.kind is None else str(entry.kind),
        "kind_label": "" if entry.kind is None else put_into_words(KIND_LABELS[entry.kind]()),
        "unit": "" if entry.unit_id is None else units.unit_of(session, entry.unit_id).name,
        "area": areas.area_of(session, entry.area_id).code,
        "has_reported": entry.has_account,
        "double": "；".join(bodies_),
    }


def _shown(row: dict[str, object]) -> Sequence[str]:
    columns = ("number", "name", "phone", "kind_label", "unit", "area")
    reported = "是" if row["has_reported"] else "还没有"
    return [*(str(row[name]) for name in columns), reported, str(row["double"])]
