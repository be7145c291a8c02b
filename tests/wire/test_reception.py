"""Reception: nothing is called received before it is stored, and one spoils nothing for others."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DataError, OperationalError
from sqlmodel import col, select

from bot.reception import Reception
from models.inbox import Event
from models.people import Door
from services.clock import Clock, SetClock
from services.reception import inbox
from services.reception.inbox import Envelope
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, SECRET


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


class Desk:
    """A reception with a door, and what it did."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.woken = 0
        self.commits = 0
        self.reception = Reception(store, SetClock(MONDAY), self._wake)
        self.receive = self.reception.at(Door.TELEGRAM, ROBOT)
        event.listen(store.engine, "commit", self._count)

    def _wake(self) -> None:
        self.woken += 1

    def _count(self, _: object) -> None:
        self.commits += 1

    def stored(self) -> list[tuple[str, str]]:
        with self.store.read() as session:
            rows = session.exec(select(Event).order_by(col(Event.id))).all()
            return [(row.robot, row.event_key) for row in rows]


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def envelopes(*keys: str) -> list[Envelope]:
    return [Envelope(key, b"x", "7", "7") for key in keys]


async def test_what_is_received_is_stored_and_wakes_the_turns(desk: Desk) -> None:
    await desk.receive(envelopes("1", "2"))
    assert (desk.commits, desk.woken) == (1, 1)
    assert desk.stored() == [(ROBOT, "1"), (ROBOT, "2")]


async def test_a_repeat_wakes_nobody(desk: Desk) -> None:
    await desk.receive(envelopes("1"))
    await desk.receive(envelopes("1"))
    await desk.receive([])
    assert desk.stored() == [(ROBOT, "1")]
    assert desk.woken == 1


async def test_those_who_come_at_the_same_time_share_a_transaction(desk: Desk) -> None:
    other = desk.reception.at(Door.TELEGRAM, "2")
    await asyncio.gather(
        *(desk.receive(envelopes(str(number))) for number in range(50)), other(envelopes("1"))
    )
    assert desk.commits <= 2
    assert len(desk.stored()) == 51
    assert ("2", "1") in desk.stored()


async def test_who_comes_while_others_are_stored_is_stored_next(desk: Desk) -> None:
    first = asyncio.ensure_future(desk.receive(envelopes("1")))
    await asyncio.sleep(0)
    await asyncio.gather(desk.receive(envelopes("2")), first)
    assert [key for _, key in desk.stored()] == ["1", "2"]


async def test_who_went_away_does_not_keep_the_others(desk: Desk) -> None:
    gone = asyncio.ensure_future(desk.receive(envelopes("1")))
    await asyncio.sleep(0)
    gone.cancel()
    await desk.receive(envelopes("2"))
    await desk.receive(envelopes("3"))
    assert [key for _, key in desk.stored()] == ["1", "2", "3"]


@pytest.fixture
def spoilt(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Errors with which storing an event called `bad` fails, once each."""
    errors: list[Exception] = []
    receive = inbox.receive

    def fail(
        session: object, door: Door, robot: str, given: Sequence[Envelope], clock: Clock
    ) -> int:
        if errors and any(it.event_key == "bad" for it in given):
            raise errors.pop(0)
        return receive(session, door, robot, given, clock)  # type: ignore[arg-type]

    monkeypatch.setattr(inbox, "receive", fail)
    return errors


async def test_one_that_cannot_be_stored_spoils_nothing_for_those_beside_it(
    desk: Desk, spoilt: list[Exception]
) -> None:
    spoilt += [DataError("INSERT", (), Exception("too long")) for _ in range(2)]
    ends = await asyncio.gather(
        *(desk.receive(envelopes(key)) for key in ("1", "bad", "3")), return_exceptions=True
    )
    assert [type(end) for end in ends] == [type(None), DataError, type(None)]
    assert [key for _, key in desk.stored()] == ["1", "3"]
    await desk.receive(envelopes("bad"))
    assert [key for _, key in desk.stored()] == ["1", "3", "bad"]


async def test_trouble_with_the_store_is_told_to_everybody_at_once(
    desk: Desk, spoilt: list[Exception]
) -> None:
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    spoilt.append(OperationalError("INSERT", (), locked))
    ends = await asyncio.gather(
        *(desk.receive(envelopes(key)) for key in ("1", "bad")), return_exceptions=True
    )
    assert [type(end) for end in ends] == [OperationalError] * 2
    assert desk.stored() == []
    assert desk.woken == 0
