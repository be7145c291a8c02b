"""What a turn said, as rows of the outbox; and what its events let us say from then on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from handlers.talking.conversation import Conversation
from handlers.talking.messages import Heard
from models.people import ANSWERS_IN_CALL
from services.delivery import outbox
from services.delivery.passive import ANSWERED_WITHIN
from services.delivery.windows import Opened
from services.reception.turnarounds import Turnaround, Waiting


def rows_of(
    work: Turnaround, conversation: Conversation, answered: Waiting | None, now: datetime
) -> Iterator[dict[str, Any]]:
    """Give the rows of what was said.

    Args:
        work: the conversation's turns.
        conversation: what they said.
        answered: the last event that was handled.
        now: the present instant.
    """
    sealer = conversation.caller.sealer
    here = outbox.Address(work.account_id, work.chat, sealer, work.topic)
    alone = outbox.Address(work.account_id, work.outer_id, sealer)
    kept_until = None if answered is None else keeps_for_call(work, answered)
    for said in conversation.said:
        address = alone if said.saying.answers else here
        row = outbox.message_row(address, said.saying, now)
        row |= {"conversation_id": work.conversation_id, "turn": said.turn}
        row |= {"event_id": None, "ready_at": None}
        if said.wait:
            row["due_at"] = now + said.wait
        if answered is not None and kept_until is not None:
            row |= {"event_id": answered.event_id, "ready_at": now + said.wait}
            row["due_at"] = max(kept_until, now + said.wait)
        yield row


def opened_by(work: Turnaround, event: Waiting, heard: Heard) -> Opened | None:
    """Tell what an event lets us say to whoever it came from; None when nothing."""
    if heard.opens is None or not work.is_private:
        return None
    kept_until = keeps_for_call(work, event)
    return Opened(
        work.account_id,
        heard.opens,
        event.received_at,
        None if kept_until is None else event.event_id,
        outbox.AT_ONCE if kept_until is None else kept_until,
    )


def keeps_for_call(work: Turnaround, event: Waiting) -> datetime | None:
    """Tell until when an answer is kept for the platform's own call; None where it is not."""
    is_answered = event.door in ANSWERS_IN_CALL and work.is_private
    return event.received_at + timedelta(seconds=ANSWERED_WITHIN) if is_answered else None
