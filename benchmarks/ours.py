"""Our side of the comparison: the real reading, reception, turns, dialogue, ledger and sealing."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select, update
from sqlmodel import Session, col

from benchmarks import updates
from benchmarks.reports import place_of, words_of
from benchmarks.street import ROBOT, open_street
from benchmarks.updates import Update
from bot.doors import Envelope
from bot.platforms.telegram import reading
from bot.reception import Reception
from bot.turns import Turns
from handlers.talking.buttons import question_token
from handlers.talking.messages import Heard
from models.base import table
from models.cases import Case
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.outbox import OutMessage
from models.people import Account, Door
from services.clock import SystemClock
from services.reception.turns import count_waiting
from services.store import Store

POLL = 100
"""Updates in one answer of getUpdates, and so in one transaction of reception."""

TURNS = 4
"""Words, 同意, the place, 提交."""


@dataclass(frozen=True, slots=True)
class Wave:
    """One turn of every resident: texts, or presses of the choice with this number."""

    name: str
    choice: int | None = None


WAVES: Sequence[Wave] = (Wave("words"), Wave("agree", 0), Wave("place"), Wave("submit", 0))


class Ours:
    """One process of ours over a store, to which Telegram speaks."""

    door = Door.TELEGRAM
    robot = ROBOT
    hear: Callable[[bytes], Heard] = staticmethod(reading.hear)

    def __init__(self, url: str) -> None:
        self.store = open_street(url)
        self._clock = SystemClock()
        self._turns = Turns(self.store, {self.door: self.hear}, self._clock)
        self._reception = Reception(self.store, self._clock, lambda: None)
        self._receive = self._reception.at(self.door, self.robot)

    def play(self, residents: Sequence[int]) -> float:
        """Let each resident file one report in four turns; give the seconds it took."""
        seconds = 0.0
        for wave in WAVES:
            prepared = self.write(wave, residents)
            seconds += self.take(prepared)
            self.show()
        return seconds

    def write(self, wave: Wave, residents: Sequence[int]) -> Sequence[Update]:
        """Write what each resident sends in a wave."""
        return write_wave(self.store, wave, residents)

    def read(self, update: Update) -> Envelope:
        """Read what was sent as the adapter does."""
        return _envelope(update)

    def show(self) -> None:
        """Let everybody see what they are asked."""
        show_questions(self.store)

    def take(self, prepared: Sequence[Update]) -> float:
        """Take updates in and answer all of them; give the seconds until the last commit."""
        started = time.perf_counter()
        asyncio.run(self._take_in(prepared))
        while self._turns.run_once() or self._is_anything_left():
            pass
        return time.perf_counter() - started

    def _is_anything_left(self) -> bool:
        """Tell whether another process is still busy, whose share may become ours."""
        with self.store.read() as session:
            return bool(count_waiting(session))

    async def _take_in(self, prepared: Sequence[Update]) -> None:
        for first in range(0, len(prepared), POLL):
            await self._receive([self.read(it) for it in prepared[first : first + POLL]])


def write_wave(store: Store, wave: Wave, residents: Sequence[int]) -> Sequence[Update]:
    """Write what each resident sends in a wave."""
    if wave.choice is None:
        say = words_of if wave.name == "words" else place_of
        return [updates.message(it, say(it)) for it in residents]
    with store.read() as session:
        questions = _open_questions(session, residents)
    return [
        updates.press(it, wave.name, question_token(*questions[str(it)], wave.choice))
        for it in residents
    ]


def show_questions(store: Store) -> None:
    """Do as if delivery had begun to send every message: from now on it can be answered."""
    outbox = table(OutMessage)
    with store.write() as session:
        newest = select(func.max(col(Event.id))).scalar_subquery()
        session.connection().execute(
            update(outbox)
            .where(outbox.c.after_event.is_(None), outbox.c.turn.is_not(None))
            .values(after_event=newest)
        )


def check_ledger(store: Store, count: int) -> None:
    """See that the residents' reports are all there, and nothing was left or died."""
    with store.read() as session:
        filed = session.connection().execute(select(func.count()).select_from(table(Case)))
        left = session.connection().execute(
            select(func.count())
            .select_from(table(Event))
            .where(col(Event.state).in_((EventState.WAITING, EventState.DEAD)))
        )
        found = filed.scalar_one(), left.scalar_one()
    if found != (count, 0):
        raise AssertionError(f"filed {found[0]} of {count}, {found[1]} events left")


def _open_questions(session: Session, residents: Sequence[int]) -> dict[str, tuple[int, int]]:
    conversations, accounts = table(Conversation), table(Account)
    joined = and_(accounts.c.id == conversations.c.account_id)
    found = session.connection().execute(
        select(accounts.c.outer_id, conversations.c.id, conversations.c.turn)
        .join(accounts, joined)
        .where(accounts.c.outer_id.in_([str(it) for it in residents]))
    )
    return {row.outer_id: (row.id, row.turn) for row in found}


def _envelope(update_: Update) -> Envelope:
    """Read an update as the adapter does with each that a poll brings."""
    raw = json.dumps(update_, separators=(",", ":")).encode()
    found = reading.envelope(update_, raw)
    if found is None:
        raise AssertionError("these updates concern the bot")
    return found
