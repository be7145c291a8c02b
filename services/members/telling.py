"""Telling members of their posts and shifts: the office's phone stands under every message."""

from dataclasses import replace

from sqlmodel import Session

from models.outbox import Priority
from services import facts
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.texts.casework.cases import OFFICE_PHONE


def tell_member(
    session: Session,
    person_id: int,
    saying: Saying,
    clock: Clock,
    priority: Priority = Priority.REMINDER,
) -> bool:
    """Tell a member, with the office's phone; False when no door reaches them."""
    phone = OFFICE_PHONE(phone=facts.office_phone(session))
    with_phone = replace(saying, phrases=(*saying.phrases, phone))
    return outbox.tell(session, person_id, with_phone, clock, priority)
