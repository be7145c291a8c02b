"""Cards in somebody's private chat: one message that is edited in place as things move on."""

from sqlalchemy import insert
from sqlmodel import Session, col, select

from models.base import table
from models.groups import Card
from models.outbox import OutMessage, Priority
from models.people import Account
from services import outbox
from services.clock import Clock
from services.messages import Saying, digest_of
from services.outbox import Address
from services.rules import rules_of
from services.sealing import sealer_of
from services.store import insert_missing


def show(session: Session, person_id: int, subject: str, saying: Saying, clock: Clock) -> bool:
    """Show somebody a card, or its newest look in the place of the one before.

    Args:
        session: the open transaction.
        person_id: whom.
        subject: what the card is about; each account has one card of it.
        saying: one phrase, what is offered, and the case it is about.
        clock: tells the time.

    Returns:
        False when no door reaches them.
    """
    address = outbox.find_address(session, person_id)
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
    """Store the newest look of a card; an older one that has not gone out is taken back."""
    look = digest_of(saying)
    if look == card.look:
        return
    card.look = look
    session.flush()
    subject = f"card:{card.id}"
    outbox.cancel(session, subject)
    said = Saying(
        saying.phrases,
        saying.choices,
        is_urgent=saying.is_urgent,
        subject=subject,
        case_id=saying.case_id,
    )
    row = outbox.message_row(address, said, clock.now()) | {"card_id": card.id}
    if not saying.is_urgent:
        row["priority"] = Priority.REMINDER
        if card.outer_id is None:  # an edit rings nobody's phone
            row["due_at"] = outbox.first_moment(Priority.REMINDER, clock, rules_of(session))
    session.connection().execute(insert(table(OutMessage)), row)
