"""The program: every command, and what becomes of an error."""

from collections.abc import Sequence

import typer
from sqlalchemy.exc import DBAPIError
from typer.exceptions import TyperException

from bot.cli import (
    activities,
    areas,
    backups,
    bodies,
    calendars,
    cases,
    certificates,
    demo,
    duty,
    erasing,
    facts,
    invitations,
    jobs,
    letters,
    members,
    outlines,
    points,
    posters,
    posts,
    process,
    rates,
    staff,
    systems,
    units,
    wechat,
    wecom,
)
from bot.cli.faults import describe
from bot.cli.output import remark
from models.errors import MinqingError, OperatorError, Refusal
from services.sealing import Unreadable
from services.texts.operator import explain

program = typer.Typer(
    name="minqing",
    help="民情直通车：居民反映、办理、答复的一个入口。每个命令加 --help 看用法和例子。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for part in (process, invitations, backups, erasing, demo, rates, certificates, posters):
    part.add_to(program)
outlines.add_to(areas.commands)
program.add_typer(areas.commands, name="areas")
program.add_typer(cases.commands, name="cases")
program.add_typer(facts.commands, name="facts")
program.add_typer(letters.inbox_commands, name="inbox")
program.add_typer(letters.outbox_commands, name="outbox")
program.add_typer(jobs.commands, name="jobs")
program.add_typer(staff.commands, name="staff")
program.add_typer(duty.commands, name="duty")
program.add_typer(calendars.commands, name="calendar")
program.add_typer(systems.commands, name="systems")
program.add_typer(units.commands, name="units")
program.add_typer(members.commands, name="members")
program.add_typer(bodies.commands, name="bodies")
program.add_typer(points.commands, name="points")
program.add_typer(activities.commands, name="activities")
program.add_typer(posts.commands, name="posts")
program.add_typer(wechat.commands, name="wechat")
program.add_typer(wecom.commands, name="wecom")


def run(arguments: Sequence[str]) -> int:
    """Run one command; give its exit code: 0 done, 1 refused or wrong, 2 bad arguments."""
    try:
        code = program(list(arguments), prog_name="minqing", standalone_mode=False)
    except TyperException as fault:
        remark(describe(fault))
        return fault.exit_code
    except typer.Abort:
        remark("minqing: 已取消")
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except (MinqingError, DBAPIError, OSError) as error:
        remark(f"minqing: {_one_line(error)}")
        return 1
    return code if isinstance(code, int) else 0


def _one_line(error: Exception) -> str:
    match error:
        case Refusal():
            text = explain(error)
        case OperatorError():
            text = str(error)
        case Unreadable():
            text = "有内容解不开：密钥不对，或已损坏"
        case DBAPIError():
            text = f"数据库用不了：{error.orig}（见 minqing doctor）"
        case OSError():
            text = f"{error.filename or ''} {error.strerror or error}".strip()
        case _:
            text = str(error)
    return " ".join(text.split())
