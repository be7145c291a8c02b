"""Dead letters that a human has dealt with: their words go, their rows stay."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session

from models.base import table
from models.inbox import Event, EventState
from models.outbox import MessageState, OutMessage
from services.clock import Clock
from services.store import written_out

_inbox, _outbox = table(Event), table(OutMessage)


def drop_events(session: Session, event_ids: Sequence[int], clock: Clock) -> int:
    """Let dead letters that came in count as handled; give how many."""
    statement = (
        update(_inbox)
        .where(_inbox.c.state == written_out(EventState.DEAD), _inbox.c.id.in_(event_ids))
        .values(state=EventState.DONE, payload=None, handled_at=clock.now())
    )
    return session.connection().execute(statement).rowcount


def drop_messages(session: Session, message_ids: Sequence[int]) -> int:
    """Give up messages that could not be sent; give how many."""
    statement = (
        update(_outbox)
        .where(_outbox.c.state == written_out(MessageState.DEAD), _outbox.c.id.in_(message_ids))
        .values(state=MessageState.CANCELLED, body=None)
    )
    return session.connection().execute(statement).rowcount
