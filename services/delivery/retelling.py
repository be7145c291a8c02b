"""What could not be said on one door is said on another, before anybody else is bothered."""

from dataclasses import replace

from sqlmodel import Session

from models.outbox import OutMessage, Priority
from models.people import Account
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import open_body
from services.sealing import Unreadable, sealer_of


def tell_elsewhere(
    session: Session, message: OutMessage, clock: Clock, *, is_pushed: bool = False
) -> bool:
    """Tell a person by their next door what one door could not.

    What belonged to a talk on that door (a reply, a question) becomes plain information: its
    buttons would answer nothing here.

    Args:
        session: the open transaction.
        message: what was to be said.
        clock: tells the time.
        is_pushed: only by a door that can push now.

    Returns:
        False when no other door reaches them, or it is nobody's or no longer readable.
    """
    account = session.get(Account, message.account_id)
    if account is None or account.person_id is None or message.body is None or account.is_group:
        return False
    address = outbox.find_address(
        session, account.person_id, clock.now(), besides=account.id, is_pushed=is_pushed
    )
    if address is None:
        return False
    try:
        saying = open_body(sealer_of(session, account.key_id), message.body)
    except Unreadable:
        return False
    is_talk = message.conversation_id is not None
    priority = Priority(message.priority)
    saying = replace(
        saying,
        choices=() if is_talk else saying.choices,
        is_urgent=priority is Priority.URGENT,
        subject=message.subject,
        case_id=message.case_id,
        answers="",
    )
    if is_talk and priority is Priority.REPLY:
        priority = Priority.REMINDER
    outbox.post(session, address, saying, clock, priority)
    return True
