"""The real program in a thread of this process, and a clock that it shares with the tests."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from typing_extensions import override

from bot import app
from bot.cli.opening import open_store
from bot.serving import Server
from bot.setting_groups import Budget, Media, Settings, Telegram, Web
from scheduler.timetable import TIMETABLE, run_job, run_period
from services.clock import Clock, local
from services.store import Store
from tests.doors.ledger import is_at_rest
from tests.played.clock import MovedClock
from tests.support.builders import SECRET
from tests.support.patience import PATIENCE, wait_until
from tests.support.processes import a_free_port
from tests.telegram_server import TOKEN, TelegramServer


class Complaints(logging.Handler):
    """What the program logged as errors."""

    def __init__(self) -> None:
        """Hear nothing yet."""
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


@dataclass
class House:
    """The program under way.

    Args:
        store: its ledger.
        clock: what it takes for the time.
        server: Telegram.
        origin: where its pages are.
        folder: where its files are.
        wake: says that there may be something to send.
        worked: how much each job of the timetable did.
    """

    store: Store
    clock: MovedClock
    server: TelegramServer
    origin: str
    folder: Path
    wake: Callable[[], None]
    worked: dict[str, int] = field(default_factory=dict[str, int])

    def rests(self) -> None:
        """Wait until all that was said and pressed is heard, thought about, and answered."""
        self.wake()
        wait_until(
            lambda: (
                not len(self.server.world.updates)
                and is_at_rest(self.store, self.clock)
                and all(tap.is_answered for tap in list(self.server.world.taps.values()))
            )
        )

    def ticks(self) -> None:
        """Do what the timetable has for now; what is done at an hour only at that hour."""
        hour = local(self.clock.now(), self.clock).hour
        for entry in TIMETABLE:
            done = 0
            if entry.grace is not None:
                done = run_period(self.store, entry, self.clock)
            elif entry.every is not None or entry.at_hour == hour:
                done = run_job(self.store, entry.job, self.clock)
            self.worked[entry.name] = self.worked.get(entry.name, 0) + done
        self.rests()


@contextmanager
def a_house(folder: Path, url: str, begins: datetime) -> Generator[House]:
    """Run the program behind Telegram and the chat page; it ends without a complaint."""
    clock, port, complaints = MovedClock(begins), a_free_port(), Complaints()
    origin = f"http://127.0.0.1:{port}"
    with TelegramServer(clock=lambda: clock.now().timestamp()) as server:
        settings = Settings(
            database_url=url,
            secret_key=SecretStr(SECRET),
            street_name="清河街道",
            web=Web(port=port, public_url=origin),
            telegram=Telegram(token=SecretStr(TOKEN), api_url=server.origin),
            budget=Budget(chat_per_second=1000, group_per_minute=60000, robot_per_second=1000),
            media=Media(folder=folder / "media"),
        )
        logging.getLogger().addHandler(complaints)
        try:
            with (
                _patched(clock) as inside,
                open_store(settings) as store,
                _running(settings, store, inside),
            ):
                yield House(store, clock, server, origin, folder, inside.wakes[-1])
        finally:
            logging.getLogger().removeHandler(complaints)
        assert complaints.lines == []
        reasons = [it.reason for it in server.refused]
        wrong = [it for it in reasons if "message is not modified" not in it]
        assert wrong == [], wrong


@dataclass
class _Inside:
    """What the tests take out of the program: its server, and how its delivery is woken."""

    servers: list[Server] = field(default_factory=list[Server])
    wakes: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])


@contextmanager
def _patched(clock: MovedClock) -> Generator[_Inside]:
    """Let the program take our clock, leave the timetable to us, and no signal reach it."""
    inside = _Inside()

    def our_clock(_: Settings) -> Clock:
        return clock

    def start_ticking(_: Store, __: Clock, wake: Callable[[], None]) -> Callable[[], None]:
        inside.wakes.append(wake)
        return lambda: None

    @contextlib.contextmanager
    def no_signals(server: Server) -> Generator[None]:
        inside.servers.append(server)
        yield

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "clock_of", our_clock)
        patch.setattr(app, "start_ticking", start_ticking)
        patch.setattr(Server, "capture_signals", no_signals)
        yield inside


@contextmanager
def _running(settings: Settings, store: Store, inside: _Inside) -> Generator[None]:
    """Run it in a thread of its own."""
    ended: list[BaseException | None] = []

    def run() -> None:
        try:
            asyncio.run(app.Process(settings, store).run())
        except BaseException as error:  # noqa: BLE001 - told below, in the thread of the test
            ended.append(error)
        else:
            ended.append(None)

    thread = threading.Thread(target=run, name="minqing", daemon=True)
    thread.start()
    try:
        wait_until(lambda: bool(ended or (inside.servers and inside.servers[0].started)))
        yield
    finally:
        for server in inside.servers:
            server.stop()
        thread.join(PATIENCE)
        assert ended == [None]
