"""`cases import`, `cases export`."""

import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import typer
from sqlalchemy.exc import IntegrityError

from bot.cli.notes import list_notes
from bot.cli.opening import clock_of, open_store
from bot.cli.output import progress, remark, say
from bot.cli.tables import STANDARD_OUTPUT, write_rows
from bot.settings import read_settings
from models.cases import Channel
from models.errors import OperatorError
from services.areas import areas
from services.clock import Clock, local
from services.office.staff import mask_phone
from services.store import Store
from services.tables import case_export, case_import
from services.tables.case_cells import find_channel
from services.tables.sheets import bind_columns, read_sheet
from services.texts.casework.categories import CATEGORY_LABELS
from services.texts.labels import CHANNEL_LABELS
from services.texts.phrases import put_into_words
from services.wording import clip

SHOWN_ROWS = 3
SHOWN_KINDS = 8
SHOWN_WORDS = 60
KNOWN_CHANNELS = "、".join(
    f"{put_into_words(label())}（{channel}）" for channel, label in CHANNEL_LABELS.items()
)

commands = typer.Typer(help="民情：从别的系统的表格导入，导出。", no_args_is_help=True)


def _read_channel(word: str) -> Channel:
    found = find_channel(word)
    if found is None:
        raise typer.BadParameter(f"不认识的渠道“{word}”：{KNOWN_CHANNELS}")
    return found


@commands.command("import")
def import_(
    file: Path = typer.Argument(
        help="csv 或 xlsx，列：内容 姓名 电话 渠道 地点 网格 类别 时间 工单编号 来源 办理时限"
        " 是否公开；只有内容是必须的"
    ),
    source: str = typer.Option("", "--source", help="来自哪个系统；表里有“来源”的行不变"),
    channel: Channel = typer.Option(
        "online",
        "--channel",
        parser=_read_channel,
        metavar="CHANNEL",
        help=f"没有“渠道”的行算哪个：{KNOWN_CHANNELS}",
    ),
    yes: bool = typer.Option(False, "--yes", help="不再问，直接导入"),
    dry_run: bool = typer.Option(False, "--dry-run", help="只看会导入什么，不写入"),
) -> None:
    """导入民情：有错就一行也不写；同一张表再导，不会多出来。在终端里先给您看，再问。

    例：minqing cases import 热线.xlsx --source 12345 --channel hotline
    """
    settings = read_settings()
    clock = clock_of(settings)
    table = bind_columns(read_sheet(file), case_import.COLUMNS)
    with open_store(settings) as store:
        with store.read() as session:
            plan = case_import.plan_import(session, table, clock, channel, source)
        _say_plan(file, plan)
        if not yes and (dry_run or is_terminal()):
            _preview(plan, clock)
        if dry_run or not plan.incoming:
            say("没有写入" if dry_run else "没有新的，什么也没有写入")
            return
        if not yes and is_terminal() and not typer.confirm("写入吗？", err=True):
            raise OperatorError("没有写入")
        done = _carry_out(store, plan, clock)
    known = plan.known + done.known
    say(f"新增 {done.added}，表里重复 {plan.repeats}，以前导过 {known}")
    say(f"已告诉 {done.told} 位工作人员各有多少件")
    if done.untold:
        remark(f"有 {done.untold} 件还没有人可以告诉：用 minqing invite 邀请工作人员")


def _carry_out(store: Store, plan: case_import.Plan, clock: Clock) -> case_import.Imported:
    """File a plan; once more, when somebody else filed some of it in the same moment."""
    for _ in range(2):
        with suppress(IntegrityError), progress("导入") as advance, store.write() as session:
            return case_import.carry_out(session, plan, clock, advance)
    raise OperatorError("另一个导入正在进行，什么也没有写入；等它做完再试")


@commands.command()
def export(
    file: Path = typer.Argument(help="写到哪里，csv 或 xlsx；- 是标准输出，csv"),
    since: datetime | None = typer.Option(
        None, "--since", formats=["%Y-%m-%d"], help="从哪天反映的"
    ),
    until: datetime | None = typer.Option(
        None, "--until", formats=["%Y-%m-%d"], help="到哪天，含当天"
    ),
    area: str = typer.Option("", "--area", help="区域的编码；不写就是全部"),
    answers: bool = typer.Option(False, "--answers", help="多一列答复的原文，可送回原来的系统"),
) -> None:
    """导出民情：编号、工单编号、进度、时限、评价；没有反映人的资料。

    例：minqing cases export 答复.csv --since 2026-11-01 --answers
    """
    settings = read_settings()
    clock = clock_of(settings)
    with open_store(settings) as store, store.read() as session:
        wanted = case_export.Wanted(
            since.date() if since else None,
            until.date() if until else None,
            areas.get_area(session, area) if area else None,
            has_answers=answers,
        )
        rows = case_export.list_rows(session, wanted, clock)
        count = write_rows(file, case_export.headers(wanted), rows)
    if answers:
        remark("注意：“answer”一列是答复的原文，没有遮住个人信息，只送回原来的系统，不要公开")
    if file != STANDARD_OUTPUT:
        remark(f"已写 {count} 件到 {file}")


def _say_plan(file: Path, plan: case_import.Plan) -> None:
    if plan.extra_columns:
        remark(f"没有用到的列：{'、'.join(plan.extra_columns)}")
    if plan.errors:
        list_notes(plan.errors)
        raise OperatorError(f"{file} 有 {len(plan.errors)} 处要改，什么也没有写入")
    if plan.unknown:
        remark(f"不认识的类别，按内容来判断：{_counts(plan.unknown)}")
    parts = f"可导入 {len(plan.incoming)}，表里重复 {plan.repeats}，以前导过 {plan.known}"
    remark(f"{plan.count} 行：{parts}")


def _preview(plan: case_import.Plan, clock: Clock) -> None:
    """Show what would be filed: how many of what, when, and the first rows."""
    found = plan.incoming
    channels = Counter(put_into_words(CHANNEL_LABELS[each.channel]()) for each in found)
    kinds = Counter(put_into_words(CATEGORY_LABELS[each.category]()) for each in found)
    remark(f"渠道：{_counts(channels)}")
    remark(f"类别：{_counts(kinds)}")
    instants = sorted(each.reported_at for each in found if each.reported_at)
    if instants:
        first, last = (local(at, clock) for at in (instants[0], instants[-1]))
        remark(f"时间：{first:%Y-%m-%d} 至 {last:%Y-%m-%d}")
    placed, called, urgent, hidden = (
        sum(map(bool, marks))
        for marks in (
            [each.area_id for each in found],
            [each.contact.phone for each in found],
            [each.is_urgent for each in found],
            [each.is_private for each in found],
        )
    )
    remark(f"认出地方 {placed}，有电话 {called}，紧急 {urgent}，不公开 {hidden}")
    for each in found[:SHOWN_ROWS]:
        words = clip(" ".join(each.words.split()), SHOWN_WORDS)
        remark(f"第 {each.row} 行：{words} {mask_phone(each.contact.phone)}".rstrip())


def _counts(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    shown = "、".join(f"{clip(name, 20)} {count}" for name, count in ordered[:SHOWN_KINDS])
    return shown + (f" 等 {len(counts)} 种" if len(counts) > SHOWN_KINDS else "")


def is_terminal() -> bool:
    """Tell whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
