"""A group that takes no messages any more: whoever bound it is told, once."""

from sqlmodel import Session, col, select

from models.groups import Group
from models.outbox import OutMessage, Priority
from models.people import Account
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.texts import forward_tasks as texts
from services.texts.groups import KIND_LABELS


def tell_binder(session: Session, message: OutMessage, clock: Clock) -> bool:
    """Tell who bound a group that a message could not be posted there; False for no group."""
    account = session.get_one(Account, message.account_id)
    if not account.is_group:
        return False
    session.refresh(account)
    bound = session.exec(
        select(Group)
        .where(Group.account_id == account.id, col(Group.unbound_at).is_(None))
        .order_by(col(Group.id))
    ).all()
    for group in bound:
        subject = f"group_lost:{group.id}"
        told = select(OutMessage.id).where(
            OutMessage.subject == subject,
            OutMessage.created_at >= (account.unreachable_since or clock.now()),
            col(OutMessage.body).is_not(None),  # so it finds the index of days
        )
        if session.exec(told).first() is None:
            title = group.title or KIND_LABELS[group.kind]()
            saying = Saying((texts.GROUP_LOST(title=title),), subject=subject)
            outbox.tell(session, group.bound_by, saying, clock, Priority.REMINDER)
    return True
