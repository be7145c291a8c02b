"""One run of the replay: program, town, proof."""

import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import migrations
from benchmarks.replay.ledger import Findings, count_lines, examine, is_quiet
from benchmarks.replay.program import PATIENCE, Program
from benchmarks.replay.town import Kills, Matter, Town
from benchmarks.street import ROBOT, open_street
from services.clock import SystemClock
from services.store import Store
from tests.telegram_server import TelegramServer

TOKEN = f"{ROBOT}:AAF-a_token_that_only_measurements_use"


@dataclass(frozen=True, slots=True)
class Plan:
    """How to replay.

    Args:
        matters: what is reported.
        database_url: an empty database.
        at_once: people under way at a time.
        processes: of the program, over the one database.
        kills: when one of them is killed.
    """

    matters: Sequence[Matter]
    database_url: str
    at_once: int = 60
    processes: int = 1
    kills: Kills | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Args:
        findings: what is wrong in the ledger.
        filed: people who hold a case number.
        answered: cases answered by a grid manager.
        presses: of all residents until their number.
        typed: answers written by all residents until their number, the report not counted.
        updates: of Telegram's.
        refused: calls the Bot API server did not take.
        lines: in the files of all cases.
        killed: how often the program was killed.
        seconds: from the first word to the last.
    """

    findings: Findings
    filed: int
    answered: int
    presses: int
    typed: int
    updates: int
    refused: int
    lines: int
    killed: int
    seconds: float


def replay(plan: Plan) -> Outcome:
    """File all matters through the Telegram door and compare the ledger with what was said."""
    folder = Path(tempfile.mkdtemp(prefix="minqing-replay-"))
    try:
        with ExitStack() as stack:
            return _replay(plan, folder, stack)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replay(plan: Plan, folder: Path, stack: ExitStack) -> Outcome:
    migrations.upgrade(plan.database_url)
    store = open_street(plan.database_url)
    stack.callback(store.close)
    server = stack.enter_context(TelegramServer(TOKEN, is_recording=False))
    first_update = server.world.updates.next_id
    town = Town(server, store, SystemClock())
    programs = [
        stack.enter_context(Program(plan.database_url, server.origin, TOKEN, folder))
        for _ in range(plan.processes)
    ]
    town.wait_for_managers(programs)
    if plan.kills is not None:
        plan.kills.choose(_count_acts(plan.matters))
    town.acts = 0
    started = time.monotonic()
    killed = town.report(plan.matters, programs, plan.at_once, plan.kills)
    seconds = time.monotonic() - started
    _wait_until_quiet(server, store)
    for program in programs:
        program.stop()
    last_update = server.world.updates.next_id
    return Outcome(
        findings=examine(store, town.expected(), range(first_update, last_update)),
        filed=sum(len(it.numbers) for it in town.residents),
        answered=sum(len(it.answered) for it in town.managers),
        presses=sum(it.presses for it in town.residents),
        typed=sum(it.typed for it in town.residents),
        updates=last_update - first_update,
        refused=len(server.refused),
        lines=count_lines(store),
        killed=killed,
        seconds=seconds,
    )


def _count_acts(matters: Sequence[Matter]) -> int:
    """Estimate what people do: words, place, two presses; sign, answer, write, confirm."""
    return sum(8 if matter.answer is not None else 4 for matter in matters)


def _wait_until_quiet(server: TelegramServer, store: Store) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_quiet(store) or server.pending_count:
        if time.monotonic() > deadline:
            return  # the findings will say what is left
        time.sleep(0.1)
