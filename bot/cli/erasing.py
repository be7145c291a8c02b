"""`erase`."""

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark
from bot.settings import read_settings
from models.errors import OperatorError
from services.casework import cases
from services.erasing import erasure
from services.store import Store


def add_to(program: typer.Typer) -> None:
    """Add this command to the program."""
    program.command()(erase)


def erase(
    number: str = typer.Argument(help="这个人反映过的任何一件的编号"),
    goes_on: bool = typer.Option(
        False, "--go-on", help="没办完的事去掉他的信息接着办（须本人同意）；不写就撤回"
    ),
    is_sure: bool = typer.Option(False, "--yes", help="确实要删除；删了找不回来"),
) -> None:
    """删除一个人的资料：他书面、电话或到窗口要求，或者没有账号。

    例：minqing erase HF-2026-000123 --yes
    """
    settings = read_settings()
    if not is_sure:
        raise OperatorError("删了找不回来：核对过是本人的要求，就加 --yes")
    with open_store(settings) as store:
        person_id = _reporter_of(store, number)
        with store.write() as session:
            erasure.erase_absent(session, person_id, clock_of(settings), goes_on=goes_on)
    remark(f"{number} 的反映人已删除；名下的每一件都记了一笔")


def _reporter_of(store: Store, number: str) -> int:
    with store.read() as session:
        case = cases.find_by_number(session, number)
    if case is None:
        raise OperatorError(f"没有 {number} 这一件")
    if case.reporter_id is None:
        raise OperatorError(f"{number} 没有反映人的资料")
    return case.reporter_id
