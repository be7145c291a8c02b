"""Calls of a platform that wait for their answers, and what is said in them."""

import asyncio
from datetime import datetime, timedelta

from sqlmodel import Session, select

from bot.doors import Passive
from bot.speaking.passive import PassiveReplies
from models.conversations import Conversation
from models.inbox import Event, EventState
from models.people import Account, Door
from services.clock import SetClock
from services.delivery.messages import Choice
from services.delivery.passive import ANSWERED_WITHIN
from services.store import Store
from tests.support.builders import MONDAY, ROBOT, a_message
from tests.support.followers import Narrow

A_SECOND = timedelta(seconds=1)
KEPT_UNTIL = MONDAY + timedelta(seconds=ANSWERED_WITHIN)
BEFORE = MONDAY - timedelta(days=1)


def replies(store: Store, clock: SetClock, longest: int = 2048) -> PassiveReplies:
    """Give what answers the calls of one process."""
    return PassiveReplies(store, clock, Narrow(longest_passive=longest))


def heard(
    session: Session, talk: int, key: str = "k1", state: EventState = EventState.DONE
) -> int:
    """Store what came in with a call."""
    event = Event(
        door=Door.WECHAT,
        robot=ROBOT,
        event_key=key,
        conversation_id=talk,
        received_at=MONDAY,
        state=state,
    )
    session.add(event)
    session.flush()
    return event.id


def account_of(session: Session) -> Account:
    """Give the only account."""
    return session.exec(select(Account)).one()


def said(  # noqa: PLR0913 - columns of a row
    session: Session,
    event_id: int,
    words: str,
    *choices: Choice,
    turn: int | None = None,
    ready_at: datetime = MONDAY,
    created_at: datetime = MONDAY,
    expires_at: datetime | None = None,
) -> int:
    """Say something in reply to what came in; created before it, it was held until then."""
    talk = session.exec(select(Conversation.id)).one()
    return a_message(
        session,
        account_of(session),
        words,
        *choices,
        conversation_id=talk,
        turn=turn,
        event_id=event_id,
        ready_at=ready_at,
        due_at=max(KEPT_UNTIL, ready_at),
        created_at=created_at,
        expires_at=expires_at,
    )


def a_reply(store: Store, talk: int, *words: str) -> int:
    """Say something about what came in with a call; give the number of that."""
    with store.write() as session:
        event_id = heard(session, talk)
        for each in words:
            said(session, event_id, each)
        return event_id


async def asks(passive: PassiveReplies, key: str = "k1", ago: float = 0) -> Passive | None:
    """Call, or have called some seconds ago."""
    return await passive.wait(key, asyncio.get_running_loop().time() - ago)


async def text_for(passive: PassiveReplies, key: str = "k1", ago: float = 0) -> str | None:
    """Call; give the words of the answer."""
    answer = await asks(passive, key, ago)
    return None if answer is None else answer.text
