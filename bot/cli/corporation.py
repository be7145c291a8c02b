"""What the commands about WeCom share: the corporation as it is set, and kinds of groups."""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_table
from bot.consoles import complain
from bot.platforms.tencent.calling import Line
from bot.platforms.wecom.opening import NEEDED, make_line, robot_of
from bot.settings import read_settings
from models.areas import Area
from models.errors import DeliveryError, NotFound, OperatorError
from models.groups import GroupKind
from services.areas import areas
from services.clock import Clock
from services.identity import people
from services.store import Store
from services.texts.groups import KIND_LABELS
from services.texts.phrases import put_into_words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Corporation:
    """The corporation as it is set: its store, its clock, our app there."""

    store: Store
    clock: Clock
    robot: str
    line: Line

    def ask(self, work: Callable[[Line], Coroutine[Any, Any, T]]) -> T:
        """Ask the platform something.

        Raises:
            OperatorError: it did not do it.
        """

        async def run() -> T:
            try:
                return await work(self.line)
            finally:
                await self.line.close()

        try:
            return asyncio.run(run())
        except DeliveryError as error:
            raise OperatorError(f"企业微信没有照办：{error}") from error

    def places(self, codes: Sequence[str]) -> Sequence[Area]:
        """Find areas by their codes."""
        with self.store.read() as session:
            return [areas.get_area(session, code) for code in codes]


def read_kind(word: str) -> GroupKind:
    """Read a kind of group; for typer, which refuses a wrong one with exit code 2."""
    labels = {put_into_words(label()): kind for kind, label in KIND_LABELS.items()}
    known = labels | {str(kind): kind for kind in GroupKind}
    if word not in known:
        raise typer.BadParameter(f"不认识的群“{word}”；{KINDS}，或写中文，如 网格员群")
    return known[word]


KINDS = "什么群：" + "、".join(GroupKind)
AREA = typer.Option(..., "--area", help="属于哪里：区域的编码；可以写几次")
KIND = typer.Option(..., "--kind", parser=read_kind, metavar="KIND", help=KINDS)
WHO = typer.Option(..., "--as", help="谁办的：人的号，见 minqing staff list；要有绑定群的权限")
JSON = typer.Option(False, "--json", help="输出 JSON，供脚本使用")


@contextmanager
def corporation(who: int | None = None) -> Generator[Corporation]:
    """Open the store, and what was set of the corporation.

    Args:
        who: the number of whoever answers for what is done.

    Raises:
        OperatorError: nothing was set, or nobody has that number.
    """
    settings = read_settings()
    clock = clock_of(settings)
    with open_store(settings) as store:
        line = make_line(settings.wecom, store, clock)
        if line is None:
            raise OperatorError(complain("wecom", NEEDED))
        if who is not None:
            _require_known(store, who)
        yield Corporation(store, clock, robot_of(settings.wecom), line)


def _require_known(store: Store, who: int) -> None:
    try:
        with store.read() as session:
            people.get_person(session, who)
    except NotFound as error:
        raise OperatorError(f"没有 {who} 号，见 minqing staff list") from error


def label(kind: GroupKind) -> str:
    """Give what people call a kind of group."""
    return put_into_words(KIND_LABELS[kind]())


def reached(is_reached: bool) -> str:
    """Say that a group takes no messages."""
    return "" if is_reached else "发不进去"


def say_rows(head: Sequence[str], rows: Sequence[Sequence[str]], nothing: str) -> None:
    """Print rows below their head, or say that there are none."""
    if rows:
        say_table([head, *rows])
    else:
        remark(nothing)
