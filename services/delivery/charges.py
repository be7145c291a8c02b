"""Charges: which window pays for the part of a message that is on its way.

It stands with the message, so that whoever finds it left behind can give it back.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import select, update
from sqlmodel import Session

from models.base import table
from models.doors import WindowKind
from models.outbox import OutMessage
from services.delivery import windows

_OUTBOX = table(OutMessage)


def note(session: Session, kinds: Mapping[int, WindowKind | None]) -> None:
    """Note by which windows messages are paid for."""
    for kind in sorted({it for it in kinds.values() if it is not None}):
        paid = [message_id for message_id, by in kinds.items() if by is kind]
        statement = update(_OUTBOX).where(_OUTBOX.c.id.in_(paid)).values(charged=kind)
        session.connection().execute(statement)


def refund(session: Session, message_ids: Collection[int]) -> None:
    """Give back what messages were charged for that the platform did not take."""
    is_paid = _OUTBOX.c.id.in_(message_ids) & _OUTBOX.c.charged.is_not(None)
    found = select(_OUTBOX.c.account_id, _OUTBOX.c.charged).where(is_paid)
    if paid := session.connection().execute(found).all():
        windows.lock_windows(session, [it.account_id for it in paid])
        for account_id, kind in paid:
            windows.give_back(session, account_id, kind)
        session.connection().execute(update(_OUTBOX).where(is_paid).values(charged=None))
