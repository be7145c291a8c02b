"""Cards in somebody's private chat: one message that is edited in place as things move on.

Cards are locked in the order of their ids, then messages, then windows: so does outcomes.py, and
`cards.follow` for all cards of a case, whatever their subjects.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.groups import Card
from models.outbox import Priority
from models.people import Account
from services.clock import Clock
from services.delivery import cards, outbox
from services.delivery.messages import Saying
from services.delivery.outbox import Address
from services.sealing import sealer_of
from services.store import insert_missing


def show(
    session: Session, person_ids: Sequence[int], subject: str, saying: Saying, clock: Clock
) -> list[int]:
    """Show people a card each, or its newest look in the place of the one before.

    Args:
        session: the open transaction.
        person_ids: whom.
        subject: what the card is about; each account has one card of it.
        saying: one phrase, what is offered, and the case it is about.
        clock: tells the time.

    Returns:
        Those whom a door reaches.
    """
    there = select(Card).where(Card.subject == subject).order_by(col(Card.id))
    session.exec(there.with_for_update(key_share=True)).all()
    return [it for it in person_ids if _show(session, it, subject, saying, clock)]


def _show(session: Session, person_id: int, subject: str, saying: Saying, clock: Clock) -> bool:
    address = outbox.find_address(session, person_id, clock.now())
    if address is None:
        return False
    row = {
        "account_id": address.account_id,
        "subject": subject,
        "case_id": saying.case_id,
        "created_at": clock.now(),
    }
    insert_missing(session, Card, [row])
    found = select(Card).where(Card.account_id == address.account_id, Card.subject == subject)
    _put(session, session.exec(found).one(), address, saying, clock)
    return True


def show_again(session: Session, subject: str, saying: Saying, clock: Clock) -> None:
    """Bring every private card of a subject up to its newest look."""
    found = session.exec(
        select(Card, Account)
        .join(Account, col(Account.id) == Card.account_id)
        .where(Card.subject == subject, col(Account.unreachable_since).is_(None))
        .order_by(col(Card.id))
    ).all()
    for card, account in found:
        sealer = sealer_of(session, account.key_id)
        _put(session, card, Address(account.id, account.outer_id, sealer), saying, clock)


def _put(session: Session, card: Card, address: Address, saying: Saying, clock: Clock) -> None:
    priority = Priority.URGENT if saying.is_urgent else Priority.REMINDER
    cards.post_look(session, card, address, saying, clock, priority)
