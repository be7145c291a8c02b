"""`python -m benchmarks.board`: how long the pages of the public board take with many cases."""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
from sqlalchemy import text

import migrations
from benchmarks.many_cases import fill_store
from benchmarks.street import open_street
from services.board import repairing
from services.clock import SystemClock
from services.store import Store
from tests.support import databases
from web.app import Site, make_app
from web.board.parts import Board
from web.limits import Buckets

EXAMPLE = """example:
  python -m benchmarks.board --cases 1000000               SQLite, in a file of its own
  python -m benchmarks.board --cases 1000000 --postgresql  the PostgreSQL that tests use
  python -m benchmarks.board --cases 20000 --runs 5        a quick look
"""
PAGES = (
    "/board",
    "/board/notices",
    "/board/notices?place={community}",
    "/board/notices?over=1",
    "/board/notices?over=1&place={community}",
    "/board/notices?over=1&page=3",
    "/board/year",
    "/board/announcements",
    "/board/posts",
    "/board/people",
    "/board/people?place={community}",
    "/board/briefs",
    "/follow",
    "/board/cases",
    "/board/cases?before={middle}",
    "/board/cases?after={middle}",
    "/board/cases?step=handling",
    "/board/cases?category=street",
    "/board/cases?category=street&step=intake",
    "/board/cases?place={community}",
    "/board/cases?place={community}&category=noise&step=oversight",
    "/board/cases?place={grid}",
    "/board/cases?place={grid}&category=noise&step=intake",
    "/board/cases?place={grid}&category=noise&before={middle}",
    "/board/cases?q=路灯",
    "/board/cases?q=灯",
    "/board/cases?q=的",
    "/board/cases?q=垃圾桶+苍蝇",
    "/board/cases?q=龙凤呈祥",
    "/board/cases?q=路灯&before={middle}",
    "/board/cases?q=路灯&place={grid}&step=notice",
    "/board/cases?q=处理&category=noise&step=intake",
    "/board/cases?q={number}",
    "/board/cases/{number}",
    "/board/cases/XX-2026-000000",
    "/board/figures",
    "/board/figures?period=twelve_months",
    "/board/figures/reported?period=twelve_months",
    "/board/figures/solved?period=twelve_months&from=5000",
    "/board/figures/open",
    "/board/charts/months.svg",
    "/board/charts/rates.svg",
    "/board/charts/categories.svg",
    "/board/charts/communities.svg",
    "/board/charts/places.svg",
    "/board/charts/months.svg?area={community}",
    "/board/charts/categories.svg?area={community}&year={last_year}",
)
AIM = 50
"""Milliseconds."""

BEING_COUNTED = 503


def main() -> None:
    """Measure the pages of the public board over a made-up store of many cases."""
    arguments = _read_arguments()
    opened = _a_postgres() if arguments.postgresql else _a_file()
    with opened as own:
        url = arguments.url or own
        migrations.upgrade(url)
        store = open_street(url)
        try:
            named = _prepare(store, arguments.cases)
            asyncio.run(_measure(store, named, arguments.runs))
        finally:
            store.close()


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.board",
        description=main.__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--cases", type=int, default=100_000, help="how many (100000)")
    parser.add_argument("--runs", type=int, default=20, help="times each page is opened (20)")
    parser.add_argument("--postgresql", action="store_true", help="on the PostgreSQL of the tests")
    parser.add_argument("--url", help="a database of your own: empty, or filled by a run before")
    return parser.parse_args()


def _prepare(store: Store, cases: int) -> dict[str, str]:
    """Make the cases and put them on the board as after an update."""
    began = time.perf_counter()
    named = fill_store(store, cases, _progress)
    print(f"made up in {time.perf_counter() - began:.0f} s", flush=True)
    began, done = time.perf_counter(), 0
    while True:
        with store.write() as session:
            some = repairing.fill(session, SystemClock())
        if not some:
            break
        done += some
        _progress("on the board", done, cases)
    print(f"put on the board in {time.perf_counter() - began:.0f} s", flush=True)
    if done:
        _compare(store)
    if done and not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    return named


def _compare(store: Store) -> None:
    began = time.perf_counter()
    wrong = len(repairing.list_wrong(store))
    print(f"compared at night in {time.perf_counter() - began:.0f} s: {wrong} to mend", flush=True)


async def _measure(store: Store, named: dict[str, str], runs: int) -> None:
    board = Board(store, SystemClock(), asking=Buckets(1_000_000, 1))
    site = Site("清河街道", lambda: "1", lambda: None, dict, dict, board=board)
    transport = httpx.ASGITransport(make_app(site))
    async with httpx.AsyncClient(transport=transport, base_url="http://board.test") as client:
        print(f"{'first':>8} {'median':>8} {'max':>8} {'cpu':>8}   ms, of {runs} runs")
        for pattern in PAGES:
            path = pattern.format(**named)
            first, _ = await _open(client, path)
            await _until_counted(client, path)
            taken = [await _open(client, path) for _ in range(runs)]
            times, work = zip(*taken, strict=True)
            figures = (first, statistics.median(times), max(times), statistics.median(work))
            late = "  over the aim" if figures[1] >= AIM else ""
            print(" ".join(f"{it:8.1f}" for it in figures), f"  {path}{late}", flush=True)


async def _until_counted(client: httpx.AsyncClient, path: str) -> None:
    """Wait until a count is there that is being made beside."""
    for _ in range(1200):
        answer = await client.get(path)
        if answer.status_code != BEING_COUNTED and "正在统计" not in answer.text:
            return
        await asyncio.sleep(0.5)
    raise AssertionError(f"{path} is never counted")


async def _open(client: httpx.AsyncClient, path: str) -> tuple[float, float]:
    """Open a page; give the milliseconds it took, and those that the processor worked."""
    began, worked = time.perf_counter(), time.process_time()
    answer = await client.get(path)
    took = time.perf_counter() - began, time.process_time() - worked
    if answer.status_code not in (200, 404, 409, BEING_COUNTED):
        raise AssertionError(f"{path}: {answer.status_code}")
    return 1000 * took[0], 1000 * took[1]


def _progress(what: str, done: int, total: int) -> None:
    end = "\n" if done >= total else "\r"
    if sys.stdout.isatty() or done >= total:
        print(f"{what}: {done:,} of {total:,}", end=end, flush=True)


@contextmanager
def _a_file() -> Generator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'many.db'}"


@contextmanager
def _a_postgres() -> Generator[str]:
    with databases.a_postgres_server() as server, databases.a_postgres_database(server) as url:
        yield url


if __name__ == "__main__":
    main()
