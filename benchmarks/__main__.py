"""`python -m benchmarks`: turns and messages a second, beside a plain bot, in two minutes."""

import argparse
import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from sqlalchemy import update

from benchmarks.deliveries import deliver_over_http, deliver_to_nobody
from benchmarks.followers import Followers
from benchmarks.measuring import Play, Result, crowds, race
from benchmarks.ours import TURNS, Ours, check_ledger
from benchmarks.plain_bot import PlainBot
from benchmarks.street import found_street
from benchmarks.workers import Workers
from models.base import table
from models.outbox import MessageState, OutMessage
from services.clock import SystemClock
from services.store import Store
from tests.support import databases

OURS = "this program"
WECHAT = "this program, WeChat's door"
PLAIN = "plain bot, a transaction each turn"
LIGHT = "plain bot, drafts in memory only"
TWO = "this program, two processes"


def main() -> None:
    """Measure what was asked for."""
    arguments = _read_arguments()
    databases_ = {"sqlite": _a_sqlite_file, "postgresql": _a_postgres}
    print(
        "Reports by people who never wrote before: words, 同意, the place, 提交. Each turn ends\n"
        "with the commit of what is to be said; median of "
        f"{arguments.rounds} rounds of {arguments.residents} people (least–most).\n"
    )
    for name, open_databases in databases_.items():
        if arguments.database in {name, "both"}:
            with open_databases() as make_url:
                _measure(name, make_url, arguments)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="counted rounds of each (5)")
    parser.add_argument("--residents", type=int, default=200, help="people in a round (200)")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--no-plain", action="store_true", help="without the plain bot")
    parser.add_argument("--no-delivery", action="store_true", help="without delivery")
    return parser.parse_args()


def _measure(name: str, make_url: Callable[[], str], arguments: argparse.Namespace) -> None:
    url, people, rounds = make_url(), arguments.residents, arguments.rounds
    with ExitStack() as stack:
        ours = Ours(url)
        stack.callback(ours.store.close)
        found_street(ours.store, SystemClock())
        followers = Followers(url)
        stack.callback(followers.store.close)
        contestants = {OURS: ours.play, WECHAT: followers.play}
        if not arguments.no_plain:
            for title, keeps_drafts in ((PLAIN, True), (LIGHT, False)):
                bot = stack.enter_context(closing(PlainBot(make_url(), keeps_drafts=keeps_drafts)))
                contestants[title] = bot.play
        if name == "postgresql":
            workers = stack.enter_context(closing(Workers(url)))
            contestants[TWO] = workers.play
        results = race(contestants, crowds(people), TURNS, rounds)
        _print_turns(name, results)
        check_ledger(ours.store, people * (rounds + 1) * (3 if TWO in results else 2))
        if not arguments.no_delivery:
            _measure_delivery(ours.store, people, rounds)
    print()


def _measure_delivery(store: Store, people: int, rounds: int) -> None:
    known = next(crowds(people))
    with store.write() as session:
        outbox = table(OutMessage)
        session.connection().execute(update(outbox).values(state=MessageState.SENT))
    doors: Mapping[str, Play] = {
        "a door that takes all": lambda _: deliver_to_nobody(store, known),
        "Telegram's door, HTTP": lambda _: deliver_over_http(store, known),
    }
    results = race(doors, crowds(people), 1, rounds)
    for title, result in results.items():
        print(f"  {'delivery, ' + title:<40}{_in_words(result)} messages/s")


def _print_turns(name: str, results: Mapping[str, Result]) -> None:
    print({"sqlite": "SQLite, synchronous=FULL", "postgresql": "PostgreSQL"}[name])
    plain = results.get(PLAIN)
    for title, result in results.items():
        ratio = f"   × {result.median / plain.median:.1f}" if plain else ""
        print(f"  {title:<40}{_in_words(result)} turns/s{ratio}")


def _in_words(result: Result) -> str:
    return f"{result.median:>7,.0f} ({result.least:,.0f}–{result.most:,.0f})"


@contextmanager
def _a_sqlite_file() -> Generator[Callable[[], str]]:
    with tempfile.TemporaryDirectory(prefix="minqing-bench-") as folder:
        numbers = iter(range(100))
        yield lambda: f"sqlite:///{Path(folder) / f'{next(numbers)}.db'}"


@contextmanager
def _a_postgres() -> Generator[Callable[[], str]]:
    with databases.a_postgres_server() as server, ExitStack() as stack:
        yield lambda: stack.enter_context(databases.a_postgres_database(server))


if __name__ == "__main__":
    main()
