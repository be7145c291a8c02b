"""What must be true at the end of whatever was played."""

from sqlmodel import col, select

from models.outbox import MessageState, OutMessage
from tests.doors.ledger import trouble
from tests.played.diary import Diary


def everything_was_delivered(diary: Diary) -> None:
    """Nothing is dead, undelivered or left behind."""
    assert trouble(diary.store) == []
    now = diary.house.clock.now()
    with diary.store.read() as session:
        left = select(OutMessage).where(
            col(OutMessage.state).in_((MessageState.WAITING, MessageState.SENDING)),
            OutMessage.due_at <= now,
        )
        assert session.exec(left).all() == []
