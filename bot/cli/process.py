"""`run`, `settings`, `doctor`, `migrate`."""

from dataclasses import asdict

import typer
from sqlalchemy.exc import DBAPIError

import migrations
from bot import doctor
from bot.checks.findings import Finding, Grade
from bot.cli.opening import open_store
from bot.cli.output import remark, say, say_json, say_table
from bot.logs import set_up_logs
from bot.settings import list_settings, read_settings
from bot.shape import is_known
from models.errors import OperatorError

MARKS = {Grade.GOOD: "✓", Grade.NOTE: "·", Grade.WRONG: "✗"}


def add_to(program: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (run, settings, examine, migrate):
        name = "doctor" if command is examine else command.__name__
        program.command(name)(command)


def run() -> None:
    """运行本程序，直到按 Ctrl-C。

    例：minqing run
    """
    from bot import app

    given = read_settings()
    set_up_logs(given)
    app.run(given)


def settings() -> None:
    """列出每个设置、它的值和来源；密钥和令牌不显示。

    例：minqing settings
    """
    rows = [
        (each.name, each.value, str(each.origin), each.description) for each in list_settings()
    ]
    say_table([("名称", "值", "来源", "说明"), *rows])


def examine(
    as_json: bool = typer.Option(False, "--json", help="输出 JSON，供脚本使用"),
) -> None:
    """检查哪里不对、怎样改；有不对的就以 1 退出。

    例：minqing doctor
    """
    findings = _examine()
    if as_json:
        say_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            say(f"{MARKS[finding.grade]} {finding.message}")
            if finding.mend:
                say(f"    → {finding.mend}")
    if any(finding.grade is Grade.WRONG for finding in findings):
        raise typer.Exit(1)


def migrate() -> None:
    """把数据库改成这一版的结构；可以重复运行。先备份。

    例：minqing migrate
    """
    given = read_settings()
    before = migrations.current(given.database_url)
    if before is not None and before != migrations.head() and is_known(before):
        migrations.upgrade(given.database_url)
    with open_store(given):
        pass
    remark("数据库的结构是新的" if before == migrations.head() else "数据库的结构已更新")


def _examine() -> list[Finding]:
    try:
        given = read_settings()
    except OperatorError as error:
        return [Finding("settings", Grade.WRONG, str(error), "改 .env 或环境变量")]
    good = Finding("settings", Grade.GOOD, "设置都能用")
    try:
        with open_store(given) as store:
            return [good, *doctor.examine(given, store)]
    except (OperatorError, DBAPIError) as error:
        why = str(error.orig if isinstance(error, DBAPIError) else error)
        message = " ".join(f"数据库用不了：{why}".split())
        return [good, Finding("store", Grade.WRONG, message, "见 docs/running.md, Doctor")]
