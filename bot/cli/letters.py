"""`inbox list|retry|drop`, `outbox list|retry|drop`: what waits for a human."""

from collections.abc import Sequence

import typer

from bot.cli.opening import clock_of, open_store
from bot.cli.output import remark, say_table
from bot.settings import read_settings
from models.errors import OperatorError
from services.clock import Clock, local
from services.delivery import holding, unsent
from services.delivery.holding import Held
from services.reception import inbox, letters

MOST_HELD = 1000
"""Held messages in one list."""

_HELD = ("号", "账号", "入口", "写于", "事项", "提醒过")

inbox_commands = typer.Typer(help="没能处理的来信。", no_args_is_help=True)
outbox_commands = typer.Typer(help="没能发出的消息。", no_args_is_help=True)


@inbox_commands.command("list")
def list_inbox() -> None:
    """列出没能处理的来信；原话不显示。

    例：minqing inbox list
    """
    settings = read_settings()
    clock = clock_of(settings)
    with open_store(settings) as store, store.read() as session:
        rows = [
            (
                str(letter.event_id),
                str(letter.door),
                f"{local(letter.received_at, clock):%Y-%m-%d %H:%M}",
                letter.fault,
            )
            for letter in inbox.list_dead(session)
        ]
    _list(("号", "入口", "收到", "原因"), rows, "没有未能处理的来信")


@inbox_commands.command("retry")
def retry_inbox(
    ids: list[int] = typer.Argument(None, help="号；不写就是全部"),
) -> None:
    """把没能处理的来信重新处理。

    例：minqing inbox retry 17 18
    """
    with open_store() as store, store.write() as session:
        count = inbox.retry_dead(session, ids or None)
        _require_known(ids, count, "inbox")
    remark(f"{count} 条来信重新处理")


@inbox_commands.command("drop")
def drop_inbox(ids: list[int] = typer.Argument(help="号，见 minqing inbox list")) -> None:
    """不再处理这些来信：已经另外办妥；原话随即删去。

    例：minqing inbox drop 17 18
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        count = letters.drop_events(session, ids, clock_of(settings))
        _require_known(ids, count, "inbox")
    remark(f"{count} 条来信不再处理")


@outbox_commands.command("list")
def list_outbox(
    *,
    is_held: bool = typer.Option(
        False, "--held", help="列出推不到、留着等对方来说话的，最早的在前"
    ),
) -> None:
    """列出没能发出的消息；内容不显示。

    例：minqing outbox list --held
    """
    settings = read_settings()
    clock = clock_of(settings)
    with open_store(settings) as store, store.read() as session:
        if is_held:
            held = holding.list_held(session, MOST_HELD)
            _list(_HELD, [_held(it, clock) for it in held], "没有留着的消息")
            return
        rows = [
            (
                str(message.id),
                f"{local(message.created_at, clock):%Y-%m-%d %H:%M}",
                str(message.tries),
                message.fault or "",
            )
            for message in unsent.list_dead(session)
        ]
    _list(("号", "写于", "试过", "原因"), rows, "没有未能发出的消息")


@outbox_commands.command("retry")
def retry_outbox(
    ids: list[int] = typer.Argument(None, help="号；不写就是全部"),
) -> None:
    """把没能发出的消息重新发出。

    例：minqing outbox retry
    """
    settings = read_settings()
    with open_store(settings) as store, store.write() as session:
        count = unsent.retry_dead(session, ids or None, clock_of(settings))
        _require_known(ids, count, "outbox")
    remark(f"{count} 条消息重新发出")


@outbox_commands.command("drop")
def drop_outbox(ids: list[int] = typer.Argument(help="号，见 minqing outbox list")) -> None:
    """不再发这些消息：已经另外告诉了对方；内容随即删去。

    例：minqing outbox drop 17
    """
    with open_store() as store, store.write() as session:
        count = letters.drop_messages(session, ids)
        _require_known(ids, count, "outbox")
    remark(f"{count} 条消息不再发")


def _require_known(ids: Sequence[int] | None, count: int, box: str) -> None:
    """Undo what was done if a number that was given stands for nothing there.

    Raises:
        OperatorError: one does not.
    """
    wrong = len(set(ids or ())) - count
    if ids and wrong > 0:
        named = "、".join(str(each) for each in ids)
        raise OperatorError(
            f"{named}：有 {wrong} 个号对不上，什么也没有改；号见 minqing {box} list"
        )


def _held(held: Held, clock: Clock) -> tuple[str, ...]:
    return (
        str(held.id),
        str(held.account_id),
        str(held.door),
        f"{local(held.created_at, clock):%Y-%m-%d %H:%M}",
        held.case_number or "",
        "" if held.nudged_at is None else f"{local(held.nudged_at, clock):%Y-%m-%d %H:%M}",
    )


def _list(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], none: str) -> None:
    if rows:
        say_table([header, *rows])
    else:
        remark(none)
