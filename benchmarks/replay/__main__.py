"""`python -m benchmarks.replay FILE.csv`: real messages through the Telegram door, with proof."""

import argparse
import csv
import random
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.replay.run import Outcome, Plan, replay
from benchmarks.replay.town import LONGEST_SAID, Kills, Matter
from services.wording import clean
from tests.support import databases

TEXT_COLUMNS = ("text", "内容")
LEAST_WORDS = 2


def main() -> int:
    """Replay the file; give 1 when the ledger is not what it should be."""
    arguments = _read_arguments()
    matters = _read(arguments)[: arguments.most]
    seed = arguments.seed if arguments.seed is not None else random.randrange(10**6)
    kills = Kills(arguments.kill, seed) if arguments.kill else None
    with _a_database(arguments.url) as url:
        outcome = replay(Plan(matters, url, arguments.at_once, arguments.processes, kills))
    _print(outcome, len(matters), seed if kills else None)
    return 1 if outcome.findings.wrong else 0


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.replay",
        description="File every message of a table through the real program and a Bot API server"
        " of our own; one simulated person each. The ledger is compared with what was said.",
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--column", help="the column of the messages (text or 内容)")
    parser.add_argument("--answers", metavar="COLUMN", help="answer each with this column")
    parser.add_argument("--most", type=int, help="only the first so many")
    parser.add_argument(
        "--url", default="sqlite", help="sqlite, postgresql (both empty and temporary) or a URL"
    )
    parser.add_argument("--at-once", type=int, default=60, help="people under way at a time (60)")
    parser.add_argument("--processes", type=int, default=1, help="of the program (1)")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill it N times")
    parser.add_argument("--seed", type=int, help="of the moments to kill at")
    return parser.parse_args()


def _read(arguments: argparse.Namespace) -> Sequence[Matter]:
    csv.field_size_limit(10**8)
    with arguments.file.open(encoding="utf-8-sig", newline="") as opened:
        table = csv.DictReader(opened)
        names = table.fieldnames or ()
        column = arguments.column or next((it for it in TEXT_COLUMNS if it in names), "")
        for name in filter(None, (column or "text", arguments.answers)):
            if name not in names:
                raise SystemExit(
                    f"{arguments.file}: no column {name}; there are {', '.join(names)}"
                )
        return [
            Matter(row[column].strip(), _answer(row, arguments.answers))
            for row in table
            if row[column].strip()
        ]


def _answer(row: dict[str, str], column: str | None) -> str | None:
    if column is None:
        return None
    answer = row[column].strip()[:LONGEST_SAID].strip()
    return answer if len(clean(answer)) >= LEAST_WORDS else "已经办理。"


def _print(outcome: Outcome, count: int, seed: int | None) -> None:
    filed = max(outcome.filed, 1)
    print(f"messages            {count:>8,}")
    print(f"filed               {outcome.filed:>8,}")
    print(f"answered            {outcome.answered:>8,}")
    print(f"presses per report  {outcome.presses / filed:>8.2f}")
    print(f"typed answers       {outcome.typed / filed:>8.2f} per report, beside the report")
    print(f"updates             {outcome.updates:>8,}")
    print(f"calls refused       {outcome.refused:>8,}")
    print(f"lines in the files  {outcome.lines:>8,}")
    print(f"seconds             {outcome.seconds:>8.1f}")
    print(f"reports a second    {count / outcome.seconds:>8.1f}")
    print(f"updates a second    {outcome.updates / outcome.seconds:>8.1f}")
    if seed is not None:
        print(f"killed              {outcome.killed:>8,} times, seed {seed}")
    wrong = outcome.findings.wrong
    if wrong:
        print("NOT as it should be:", ", ".join(f"{name} {it:,}" for name, it in wrong.items()))
    else:
        print("The ledger is what it should be: each person one case, in their words; every file")
        print("verifies; every update is kept and handled; every message sent.")


@contextmanager
def _a_database(url: str) -> Generator[str]:
    if url == "sqlite":
        with tempfile.TemporaryDirectory(prefix="minqing-replay-") as folder:
            yield f"sqlite:///{folder}/minqing.db"
    elif url == "postgresql":
        with (
            databases.a_postgres_server() as server,
            databases.a_postgres_database(server) as made,
        ):
            yield made
    else:
        yield url


if __name__ == "__main__":
    sys.exit(main())
