"""The process: the only place where the parts are joined."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy.exc import DBAPIError

from bot.cli.opening import clock_of, open_store
from bot.configured import make_adapters, rates_of
from bot.delivery import Delivery, Policy
from bot.demo import fill_if_new
from bot.doors import Adapter, AnswersInCall
from bot.errands.errands import Errands
from bot.fetching import Fetching
from bot.health import PULSE, Health
from bot.platforms.browser import BrowserAdapter
from bot.platforms.telegram import TelegramAdapter
from bot.reception import Reception
from bot.serving import Server, listen
from bot.setting_groups import Settings
from bot.site import make_site
from bot.speaking.passive import PassiveReplies
from bot.turns import Turns
from models.people import Door
from scheduler.timetable import start_ticking
from services import leases, marks
from services.attachments import fetching
from services.casework.alerts import tell_who_stands_above
from services.delivery.budgets import OF_WECHAT, OF_WECOM, UNLIMITED
from services.reporters.held import tell_while_held
from services.store import Store, is_transient
from web.app import Site, make_app

logger = logging.getLogger(__name__)

REST = 0.5  # seconds after which work is looked for that another process stored
AFTER_TROUBLE = 2.0
POLL_LEASE = timedelta(seconds=30)
RENEWAL = 5.0


def run(settings: Settings) -> None:
    """Run until a signal says stop."""
    with open_store(settings) as store:
        fill_if_new(store, settings, clock_of(settings))
        asyncio.run(Process(settings, store).run())


class Process:
    """Everything that runs, over one store.

    Args:
        settings: as read at the start.
        store: open and of the right shape.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock_of(settings)
        self._holder = f"{socket.gethostname()}:{settings.web.port}"
        self._stop = asyncio.Event()
        self._work = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._username = ""
        self._health = Health()
        self._browser = BrowserAdapter(store, self._clock)
        self._adapters = (*make_adapters(settings, store, self._clock), self._browser)
        self._delivery = Delivery(
            store,
            self._adapters,
            self._clock,
            Policy(
                rates={
                    Door.TELEGRAM: rates_of(settings),
                    Door.WECHAT: OF_WECHAT,
                    Door.WECOM: OF_WECOM,
                    Door.BROWSER: UNLIMITED,
                },
                sender=self._holder,
                on_undelivered=lambda session, row: tell_who_stands_above(
                    session, row, self._clock
                ),
                on_held=lambda session, row: tell_while_held(session, row, self._clock),
            ),
        )
        self._passive = [
            self._answer_through(it) for it in self._adapters if isinstance(it, AnswersInCall)
        ]
        self._fetching = Fetching(store, self._adapters, self._clock)
        self._errands = Errands(store, self._adapters, self._clock)
        self._turns = Turns(
            store, {adapter.door: adapter.hear for adapter in self._adapters}, self._clock
        )

    def _hang_up(self, site: Site) -> None:
        """End what keeps pages open."""
        self._browser.hang_up()
        if site.desk is not None:
            site.desk.live.hang_up()

    async def run(self) -> None:
        """Open the doors, work, and close them again."""
        self._loop = asyncio.get_running_loop()
        web = self._settings.web
        ours = listen(web.host, web.port)  # first: whoever has the port is `self._holder`
        site = make_site(web, self._store, self._clock, self._adapters, self._health.check)
        server = Server(make_app(site), partial(self._hang_up, site), web.trusted_proxy)
        was_clean = await asyncio.to_thread(self._begin)
        reception = Reception(self._store, self._clock, self._wake_turns)
        stop_ticking = start_ticking(self._store, self._clock, self._delivery.wake)
        tasks = [
            asyncio.create_task(self._think(is_careful=not was_clean)),
            asyncio.create_task(self._delivery.run(self._stop)),
            asyncio.create_task(self._fetching.run(self._stop)),
            asyncio.create_task(self._errands.run(self._stop)),
            asyncio.create_task(self._beat()),
            *(asyncio.create_task(self._keep_open(it, reception)) for it in self._adapters),
        ]
        for task in tasks:
            task.add_done_callback(server.stop_on_failure)
        try:
            await server.serve([ours])
        finally:
            self._stop.set()
            self._work.set()
            await asyncio.gather(*tasks, return_exceptions=True)
            stop_ticking()
            await asyncio.to_thread(self._end)
        for task in tasks:
            task.result()

    def _wake_turns(self) -> None:
        """Say that something was stored; from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._work.set)

    async def _beat(self) -> None:
        """Write a line again and again: a store that only reads is of no use to anybody."""
        while not self._stop.is_set():
            await asyncio.to_thread(self._beat_once)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), RENEWAL)

    def _beat_once(self) -> None:
        try:
            with self._store.write() as session:
                now = self._clock.now().isoformat()
                marks.set_mark(session, self._running, f"{os.getpid()} {now}")
        except DBAPIError as error:
            self._health.fails(PULSE, error)
        else:
            self._health.is_well(PULSE)

    async def _think(self, *, is_careful: bool) -> None:
        """Handle what waits, again and again; trouble with the store is waited out."""
        run_next: Callable[[], int] = (
            self._turns.run_carefully if is_careful else self._turns.run_once
        )
        in_trouble = False
        while not self._stop.is_set():
            self._work.clear()
            try:
                count = await asyncio.to_thread(run_next)
            except Exception as error:
                if not in_trouble:
                    logger.exception("turns stand still", exc_info=_or_none(error))
                in_trouble = True
                self._health.fails("turns", error)
                await self._rest(AFTER_TROUBLE)
                continue
            if in_trouble:
                logger.info("turns go on")
            in_trouble = False
            self._health.is_well("turns")
            run_next = self._turns.run_once
            if count:
                for it in self._passive:
                    it.wake()
                self._delivery.wake()
                self._fetching.wake()
            else:
                await self._rest(REST)

    def _answer_through(self, adapter: AnswersInCall) -> PassiveReplies:
        passive = PassiveReplies(self._store, self._clock, adapter)
        adapter.answer_through(passive)
        return passive

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._work.wait(), seconds)

    async def _keep_open(self, adapter: Adapter, reception: Reception) -> None:
        """Open a door while we hold its lease: of several processes only one polls."""
        is_open = False
        while not self._stop.is_set():
            is_ours = await asyncio.to_thread(self._hold, adapter)
            if is_ours and not is_open:
                await adapter.open(reception.at(adapter.door, adapter.robot))
            elif is_open and not is_ours:
                await adapter.close()
            is_open = is_ours
            if is_open:
                await asyncio.to_thread(self._remember_name, adapter)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), RENEWAL)
        if is_open:
            await adapter.close()
            await asyncio.to_thread(self._let_go, adapter)

    def _hold(self, adapter: Adapter) -> bool:
        """Tell whether this process opens the door: the one that polls, or every one it calls."""
        if not adapter.is_polling:
            return True
        name = _lease_name(adapter)
        try:
            with self._store.write() as session:
                is_ours = leases.take_lease(session, name, self._holder, POLL_LEASE, self._clock)
        except DBAPIError as error:
            if not is_transient(error):
                raise
            self._health.fails(name, error)
            return False
        self._health.is_well(name)
        return is_ours

    def _let_go(self, adapter: Adapter) -> None:
        """Let another process take over at once; if that fails it does when the lease ends."""
        if not adapter.is_polling:
            return
        with contextlib.suppress(DBAPIError), self._store.write() as session:
            leases.give_back(session, _lease_name(adapter), self._holder, self._clock)

    def _remember_name(self, adapter: Adapter) -> None:
        """Keep the bot's name, so that the command line can print links to it."""
        if not isinstance(adapter, TelegramAdapter) or adapter.username in {"", self._username}:
            return
        with contextlib.suppress(DBAPIError), self._store.write() as session:
            marks.set_mark(session, "telegram_username", adapter.username)
            self._username = adapter.username

    def _begin(self) -> bool:
        """Note that we run; tell whether the last run ended cleanly."""
        with self._store.write() as session:
            was_clean = marks.get_mark(session, self._running) is None
            if not was_clean:
                fetching.release_left(session, self._clock)
            marks.set_mark(session, self._running, str(os.getpid()))
        return was_clean

    def _end(self) -> None:
        with self._store.write() as session:
            marks.remove_mark(session, self._running)

    @property
    def _running(self) -> str:
        return f"running:{self._holder}"


def _lease_name(adapter: Adapter) -> str:
    return f"poll:{adapter.door}:{adapter.robot}"


def _or_none(error: Exception) -> Exception | None:
    return None if is_transient(error) else error
