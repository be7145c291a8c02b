"""How much waits, for those who watch the process: counts only, each found by an index."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.cases import UNANSWERED, Case
from models.inbox import Event, EventState
from models.outbox import MessageState, OutMessage
from services.clock import Clock
from services.store import written_out


@dataclass(frozen=True, slots=True)
class Measures:
    """What waits now; ages in seconds.

    Args:
        inbox: letters by their state, those that are done left out.
        inbox_age: of the oldest letter that waits.
        outbox: messages by their state, those that went out left out.
        outbox_age: how long the oldest message is overdue.
        unanswered: cases without an answer.
        overdue: those of them whose limit is over.
    """

    inbox: Mapping[str, int]
    inbox_age: float
    outbox: Mapping[str, int]
    outbox_age: float
    unanswered: int
    overdue: int


def take_measures(session: Session, clock: Clock) -> Measures:
    """Count what waits."""
    now = clock.now()
    events = (EventState.WAITING, EventState.DEAD)
    messages = (
        MessageState.WAITING,
        MessageState.SENDING,
        MessageState.HELD,
        MessageState.DEAD,
    )
    heard = select(func.min(Event.received_at)).where(Event.state == EventState.WAITING)
    due = select(func.min(OutMessage.due_at)).where(
        OutMessage.state == MessageState.WAITING, col(OutMessage.due_at) <= now
    )
    unanswered = select(func.count()).select_from(Case).where(col(Case.status).in_(UNANSWERED))
    return Measures(
        {
            state.value: session.exec(
                select(func.count()).select_from(Event).where(Event.state == state)
            ).one()
            for state in events
        },
        _age(session.exec(heard).one(), now),
        {
            state.value: session.exec(
                select(func.count())
                .select_from(OutMessage)
                .where(col(OutMessage.state) == written_out(state))
            ).one()
            for state in messages
        },
        _age(session.exec(due).one(), now),
        session.exec(unanswered).one(),
        session.exec(unanswered.where(col(Case.due_at) <= now)).one(),
    )


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max((now - since).total_seconds(), 0.0)
