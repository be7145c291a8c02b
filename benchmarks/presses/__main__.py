"""`python -m benchmarks.presses`: a thousand members press 认领 at once for ten places."""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager

from benchmarks.presses.run import Outcome, rush
from tests.support import databases

KINDS = ("sqlite", "postgresql")


def main() -> int:
    """Measure what was asked for; give 1 when a place was given twice, or a press was lost."""
    arguments = _read_arguments()
    is_well = True
    for url in (arguments.url,) if arguments.url else KINDS:
        outcomes: list[Outcome] = []
        for _ in range(arguments.rounds):
            with _a_database(url) as made:
                asked = (arguments.presses, arguments.places, arguments.processes)
                outcomes.append(rush(made, *asked))
        is_well &= _print(url.partition(":")[0], outcomes, arguments)
    return 0 if is_well else 1


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.presses", description=__doc__)
    parser.add_argument("--presses", type=int, default=1000, help="members who press (1000)")
    parser.add_argument("--places", type=int, default=10, help="of the one opening (10)")
    parser.add_argument("--processes", type=int, default=3, help="that take turns (3)")
    parser.add_argument("--rounds", type=int, default=1, help="each on an empty database (1)")
    parser.add_argument(
        "--url", help="sqlite, postgresql (empty and temporary) or a URL; both where none is given"
    )
    return parser.parse_args()


def _print(name: str, outcomes: list[Outcome], arguments: argparse.Namespace) -> bool:
    """Print what came of the rounds; tell whether all of them went as they must."""
    places = min(arguments.places, arguments.presses)
    waiting = arguments.presses - places
    wrong = [
        it
        for it in outcomes
        if (it.holders, it.waiting, it.taken) != (places, waiting, places)
        or not it.is_in_order
        or it.dead
    ]
    seconds = statistics.median(it.seconds for it in outcomes)
    print(f"{name}, {arguments.processes} processes, median of {len(outcomes)}")
    print(f"  holders              {outcomes[-1].holders:>8,}")
    print(f"  waiting, in order    {outcomes[-1].waiting:>8,}")
    print(f"  last press placed    {max(it.latest for it in outcomes):>8,}")
    print(f"  dead letters         {sum(it.dead for it in outcomes):>8,}")
    print(f"  seconds              {seconds:>8.1f}")
    print(f"  presses a second     {arguments.presses / seconds:>8.0f}")
    for each in wrong:
        print(f"  NOT as it should be: {each}")
    return not wrong


@contextmanager
def _a_database(url: str) -> Generator[str]:
    if url == "sqlite":
        with tempfile.TemporaryDirectory(prefix="minqing-presses-") as folder:
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
