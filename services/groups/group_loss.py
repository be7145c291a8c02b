"""A group that takes no messages any more: whoever bound it is told, once."""

from sqlmodel import Session, col, select

from models.groups import Group
from models.outbox import OutMessage, Priority
from models.people import Account
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.store import lock_all
from services.texts import forward_tasks as texts
from services.texts.groups import KIND_LABELS


def tell_binder(session: Session, message: OutMessage, clock: Clock) -> bool:
    """Tell who bound a group that a message could not be posted there; False for no group."""
    account = session.get_one(Account, message.account_id)
    if not account.is_group:
        return False
    session.refresh(account)
    lost_at = account.unreachable_since or clock.now()
    bound = session.exec(
        select(Group.id).where(Group.account_id == account.id, col(Group.unbound_at).is_(None))
    ).all()
    for group in lock_all(session, Group, bound):
        if group.lost_told_at is None or group.lost_told_at < lost_at:
            group.lost_told_at = clock.now()
            session.flush()
            title = group.title or KIND_LABELS[group.kind]()
            saying = Saying((texts.GROUP_LOST(title=title),), subject=f"group_lost:{group.id}")
            outbox.tell(session, group.bound_by, saying, clock, Priority.REMINDER)
    return True
