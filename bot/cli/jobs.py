"""`jobs list`, `jobs run`."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_json, say_table
from bot.settings import read_settings
from models.errors import OperatorError
from scheduler.jobs import prepare
from services.clock import Clock, SetClock, local
from services.store import Store
from services.texts.jobs import label_of
from services.texts.phrases import put_into_words

if TYPE_CHECKING:
    from scheduler.timetable import Entry

commands = typer.Typer(help="定时做的事。", no_args_is_help=True)


class _RehearsalOver(Exception):
    """No error: it rolls the transaction of a dry run back."""


@commands.command("list")
def list_(as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用")) -> None:
    """列出定时做的事和下次的时间。

    例：minqing jobs list
    """
    from scheduler.timetable import TIMETABLE, next_times

    clock = clock_of(read_settings())
    times = next_times(clock)
    rows = [(entry.name, entry.trigger_text, times.get(entry.name)) for entry in TIMETABLE]
    if as_json:
        say_json(
            [
                {"name": name, "trigger": trigger, "next": at.isoformat() if at else None}
                for name, trigger, at in rows
            ]
        )
        return
    shown = [
        (
            name,
            put_into_words(label_of(name)),
            trigger,
            f"{local(at, clock):%Y-%m-%d %H:%M}" if at else "",
        )
        for name, trigger, at in rows
    ]
    say_table([("名称", "做什么", "什么时候", "下次"), *shown])


@commands.command("run")
def run(
    name: str = typer.Argument(help="名称，见 minqing jobs list"),
    at: str = typer.Option("", "--at", help="当作这个时刻，例如 2026-11-23T09:00"),
    dry_run: bool = typer.Option(False, "--dry-run", help="只看会做多少，不留下任何改动"),
) -> None:
    """现在就做一件定时的事；要说的话由正在运行的程序发出。

    例：minqing jobs run remind_drafts --at 2026-11-23T09:00 --dry-run
    """
    from scheduler.timetable import TIMETABLE, run_now

    entry = next((entry for entry in TIMETABLE if entry.name == name), None)
    if entry is None:
        raise OperatorError(f"没有叫“{name}”的；全部见 minqing jobs list")
    settings = read_settings()
    clock = _clock_at(at, clock_of(settings))
    with open_store(settings) as store:
        count = _rehearse(store, entry, clock) if dry_run else run_now(store, entry, clock)
    remark(f"{name}：{count}" + ("（试运行，没有留下改动）" if dry_run else ""))


def _rehearse(store: Store, entry: "Entry", clock: Clock) -> int:
    """Do all of it in one transaction, and take that back."""
    do_some = prepare(entry.job, store, clock)
    total = 0
    with suppress(_RehearsalOver), store.write() as session:
        while done := do_some(session, clock):
            total += done
            if entry.grace is not None:
                break
        raise _RehearsalOver
    return total


def _clock_at(at: str, clock: Clock) -> Clock:
    if not at:
        return clock
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        raise typer.BadParameter(
            f"“{at}”不是时刻，例如 2026-11-23T09:00", param_hint="--at"
        ) from None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=clock.zone)
    return SetClock(instant, clock.zone)
