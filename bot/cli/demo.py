"""`demo`."""

import typer

from bot import demo
from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark
from bot.settings import read_settings
from services.demo import CASES


def add_to(program: typer.Typer) -> None:
    """Add the command to the program."""
    program.command("demo")(fill)


def fill() -> None:
    """往空库里填一条演示街道，谁都可以扮演里面的人；库里已有内容就不填。

    例：minqing demo
    """
    settings = read_settings()
    with open_store(settings) as store:
        demo.fill(store, clock_of(settings), CASES)
    remark("演示街道已建好：运行 minqing run，打开网页就能用")
