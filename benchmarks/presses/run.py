"""A rush: presses come in while several processes take turns; then the ledger is looked at."""

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event as Signal

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, func, select

from benchmarks.presses.crowd import Crowd, gather
from benchmarks.street import ROBOT, open_street
from bot.platforms.telegram import reading
from bot.turns import Turns
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.people import Account, Door
from models.posts import Claim, ClaimState, Opening
from services.clock import SystemClock
from services.posts import claim_rows
from services.reception import inbox, turns
from services.reception.inbox import Envelope
from services.store import Store, is_transient

POLL = 100
"""Updates in one answer of getUpdates, and so in one transaction of reception."""

PATIENCE = 300.0
"""Seconds until a process must have come to its end."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a rush.

    Args:
        holders: claims that hold a place.
        waiting: claims on the waiting list.
        taken: places as the opening counts them.
        is_in_order: whether the waiting list stands in the order of the presses.
        latest: which press was the last that got a place; the first is 1.
        dead: dead letters, and presses nobody handled.
        seconds: from the first press to the commit of the last answer.
    """

    holders: int
    waiting: int
    taken: int
    is_in_order: bool
    latest: int
    dead: int
    seconds: float


def rush(url: str, presses: int, places: int, processes: int) -> Outcome:
    """Let so many members press at once, for so many places."""
    store = open_street(url)
    crowd = gather(store, presses, places, SystemClock())
    context = multiprocessing.get_context("spawn")
    is_over, ready = context.Event(), [context.Event() for _ in range(processes)]
    workers: list[BaseProcess] = [
        context.Process(target=take_turns, args=(url, each, is_over), daemon=True)
        for each in ready
    ]
    for worker in workers:
        worker.start()
    if not all(each.wait(PATIENCE) for each in ready):
        raise AssertionError("a process does not begin")
    started = time.perf_counter()
    for first in range(0, presses, POLL):
        _receive(store, crowd.presses[first : first + POLL])
    is_over.set()
    for worker in workers:
        worker.join(PATIENCE)
    seconds = time.perf_counter() - started
    if any(worker.exitcode != 0 for worker in workers):
        raise AssertionError("a process did not end well")
    with store.read() as session:
        outcome = _look(session, crowd, seconds)
    store.close()
    return outcome


def _receive(store: Store, some: Sequence[Envelope]) -> None:
    """Store what came in; what could not be stored comes again, as Telegram sends it again."""
    while True:
        try:
            with store.write() as session:
                inbox.receive(session, Door.TELEGRAM, ROBOT, some, SystemClock())
        except DBAPIError as error:
            if not is_transient(error):
                raise
        else:
            return


def take_turns(url: str, is_ready: Signal, is_over: Signal) -> None:
    """Be one process: take turns until all has come in and nothing waits."""
    store = open_street(url)
    mine = Turns(store, {Door.TELEGRAM: reading.hear}, SystemClock())
    is_ready.set()
    while _run(mine) or not is_over.is_set() or _is_anything_waiting(store):
        pass
    store.close()


def _run(mine: Turns) -> int:
    try:
        return mine.run_once()
    except DBAPIError as error:
        if not is_transient(error):
            raise
        return 1


def _is_anything_waiting(store: Store) -> bool:
    with store.read() as session:
        return bool(turns.count_waiting(session))


def _look(session: Session, crowd: Crowd, seconds: float) -> Outcome:
    pressed = _in_order_of_pressing(session)
    claims = session.exec(select(Claim).order_by(col(Claim.id))).all()
    holders = [it.person_id for it in claims if it.state is ClaimState.HELD]
    waiting = [it.person_id for it in claim_rows.list_waiting(session, crowd.opening_id)]
    unhandled = session.exec(
        select(func.count()).select_from(Event).where(Event.state != EventState.DONE)
    ).one()
    return Outcome(
        holders=len(set(holders)),
        waiting=len(set(waiting)),
        taken=session.get_one(Opening, crowd.opening_id).taken,
        is_in_order=waiting == [it for it in pressed if it in set(waiting)],
        latest=max((pressed.index(it) + 1 for it in holders), default=0),
        dead=unhandled,
        seconds=seconds,
    )


def _in_order_of_pressing(session: Session) -> Sequence[int | None]:
    """Give who pressed, in the order in which their presses were stored."""
    return session.exec(
        select(Account.person_id)
        .join(Conversation, col(Conversation.account_id) == Account.id)
        .join(Event, col(Event.conversation_id) == Conversation.id)
        .order_by(col(Event.id))
    ).all()
