"""What the turns of one conversation need, read in one statement."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.people import Door, Language


@dataclass(frozen=True, slots=True)
class Waiting:
    """One event that waits."""

    event_id: int
    door: Door
    payload: bytes
    tries: int
    received_at: datetime


@dataclass(slots=True)
class Turnaround:
    """A locked conversation with everything its next turns need.

    Args:
        wrapped: the key of the account, wrapped.
        state: sealed.
        turn: of the newest question.
        asked_after: newest event when that question began to be sent; None until then.
        person_id: who is behind the account, if known.
        has_consented: whether they agreed.
        is_staff: whether they hold a role.
        is_unreachable: whether we believe that they shut us out.
        is_private: whether nobody else reads it.
        is_group: whether the group itself is speaking, and nobody is named.
        outer_id: the account's name on the platform, and that of its private chat.
        heard_at: when somebody was at it, as far as that is kept.
        member_id: their row as a member; None for everybody else.
        member_heard_at: when that member was last seen to do anything.
        events: what waits, oldest first.
    """

    conversation_id: int
    account_id: int
    key_id: int
    wrapped: bytes
    chat: str
    topic: str
    state: bytes | None
    turn: int
    asked_after: int | None
    person_id: int | None
    has_consented: bool
    is_staff: bool
    area_id: int | None
    language: Language
    is_unreachable: bool
    is_private: bool
    is_group: bool
    outer_id: str
    heard_at: datetime | None
    member_id: int | None
    member_heard_at: datetime | None
    events: list[Waiting] = field(default_factory=list[Waiting])


def turnaround_of(row: Any) -> Turnaround:  # noqa: ANN401 - a result row has no names to check
    """Read a row of the statement that locks conversations (services/reception/turns.py)."""
    return Turnaround(
        conversation_id=row.id,
        account_id=row.account_id,
        key_id=row.key_id,
        wrapped=row.wrapped,
        chat=row.chat,
        topic=row.topic,
        state=row.state,
        turn=row.turn,
        asked_after=row.after_event,
        person_id=row.person_id,
        has_consented=row.consented_at is not None,
        is_staff=row.is_staff,
        area_id=row.area_id,
        language=row.language or Language.SIMPLIFIED,
        is_unreachable=row.unreachable_since is not None,
        is_private=row.is_private,
        is_group=row.is_group,
        outer_id=row.outer_id,
        heard_at=row.heard_at,
        member_id=row.member_id,
        member_heard_at=row.member_heard_at,
    )
