"""Dispatch: which stored messages go out now, and what became of them.

A message is leased, sent, marked. Whoever leased it and dies leaves it `sending`; when the lease
has run out it is taken again. So a crash between sending and marking sends it once more, and no
crash loses it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, exists, func, select, update
from sqlmodel import Session

from models.base import table
from models.doors import WindowKind
from models.groups import Card
from models.inbox import Event
from models.keys import Key
from models.outbox import MessageState, OutMessage, Priority
from models.people import Account, Door, Language
from services.delivery import budgets, charges, windows
from services.delivery.budgets import Rates, Wait
from services.store import written_out

LEASE = timedelta(minutes=2)
"""How long a sender may keep a message without a sign of life."""

OUTBOX = table(OutMessage)
_ACCOUNTS = table(Account)
_KEYS = table(Key)
_CARDS = table(Card)

_COLUMNS: Sequence[ColumnElement[Any]] = (
    OUTBOX.c.id,
    OUTBOX.c.account_id,
    OUTBOX.c.chat,
    OUTBOX.c.topic,
    OUTBOX.c.conversation_id,
    OUTBOX.c.turn,
    OUTBOX.c.body,
    OUTBOX.c.parts_sent,
    OUTBOX.c.tries,
    OUTBOX.c.fault,
    _KEYS.c.wrapped,
    _ACCOUNTS.c.outer_id,
    func.coalesce(_ACCOUNTS.c.language, written_out(Language.SIMPLIFIED)),
    _ACCOUNTS.c.is_group,
    OUTBOX.c.card_id,
    _CARDS.c.outer_id.label("edits"),
    OUTBOX.c.first_number,
    OUTBOX.c.expires_at,
)
"""The fields of `Leased` in their order, then until when it is of use."""

# Written out, not bound: only so do the partial indexes apply.
IS_WAITING = OUTBOX.c.state == written_out(MessageState.WAITING)
IS_SENDING = OUTBOX.c.state == written_out(MessageState.SENDING)


@dataclass(frozen=True, slots=True)
class Robot:
    """One door and our account there, with what the platform bears.

    `sender` names the process, so that after a crash it finds what it had in hand. With
    `has_windows` people can be written to for a while after they did something.
    """

    door: Door
    name: str
    rates: Rates
    sender: str = ""
    has_windows: bool = False

    def claim(self, chat: str, *, is_private: bool) -> budgets.Claim:
        """Tell what one message to a chat is charged to."""
        return {
            budgets.chat_scope(self.door, self.name, chat): (
                self.rates.private if is_private else self.rates.group
            ),
            budgets.robot_scope(self.door, self.name): self.rates.robot,
        }


@dataclass(frozen=True, slots=True)
class Leased:
    """A message that is ours to send until the lease runs out."""

    id: int
    account_id: int
    chat: str
    topic: str
    conversation_id: int | None
    turn: int | None
    body: bytes | None
    parts_sent: int
    tries: int
    fault: str | None
    wrapped: bytes | None
    outer_id: str
    language: Language
    is_group: bool
    card_id: int | None = None
    edits: str | None = None
    first_number: int | None = None  # given anew behind the lease (delivery/numbering.py)
    leased_at: datetime | None = None
    charged: WindowKind | None = None  # the window that pays for its next part

    @property
    def is_private(self) -> bool:
        """Whether it goes to a chat with one person."""
        return self.chat == self.outer_id and not self.is_group


@dataclass(frozen=True, slots=True)
class Lease:
    """What may be sent now, and when to look again at the latest (None: no wish).

    `shut` is leased too, but nobody may write to its receivers before they do (holding.py).
    """

    messages: Sequence[Leased]
    look_again_at: datetime | None
    shut: Sequence[Leased] = ()


def lease_due(
    session: Session,
    robot: Robot,
    limit: int,
    now: datetime,
    busy: Collection[int] = frozenset(),
) -> Lease:
    """Take messages of a robot that are due, most pressing first.

    A chat's urgent messages and replies go strictly in their order, also over retries, and so
    does what is said of one case; the rest of the world does not wait for them. What has expired
    is cancelled, what a budget holds back becomes due later.

    What this process still has in hand (`busy`, ids) is never given twice.
    """
    candidates, stale = _candidates(session, robot, limit, now, busy)
    claims = [robot.claim(it.chat, is_private=it.is_private) for it in candidates]
    waits = budgets.take(session, claims, now)
    if stale:
        change(session, stale, state=MessageState.CANCELLED, body=None, fault="expired")
    going = [it for it, wait in zip(candidates, waits, strict=True) if wait is None]
    if going:
        mark_leased(session, [it.id for it in going], robot.sender, now + LEASE)
    held = [(it, wait) for it, wait in zip(candidates, waits, strict=True) if wait is not None]
    _hold_back(session, robot, held)
    open_, shut = _charge(session, robot, going, now)
    return Lease(
        open_, now if len(candidates) + len(stale) == limit and not held else _first(held), shut
    )


def change(session: Session, message_ids: Sequence[int], **values: Any) -> None:  # noqa: ANN401
    """Set columns of some messages."""
    statement = update(OUTBOX).where(OUTBOX.c.id.in_(message_ids)).values(**values)
    session.connection().execute(statement)


def mark_leased(
    session: Session, message_ids: Sequence[int], sender: str, until: datetime
) -> None:
    """Mark messages as being sent; what comes in from now on may be an answer to them."""
    newest = select(func.max(table(Event).c.id)).scalar_subquery()
    change(
        session,
        message_ids,
        state=MessageState.SENDING,
        leased_until=until,
        leased_by=sender,
        charged=None,
        # Killed in between, it is sent again: what was answered the first time stays answered.
        after_event=func.coalesce(OUTBOX.c.after_event, newest, 0),
        tries=OUTBOX.c.tries + 1,
    )


def select_leased() -> Select[*tuple[Any, ...]]:
    """Select the fields of `Leased` in their order, then until when it is of use."""
    return (
        select(*_COLUMNS)
        .join(_ACCOUNTS, _ACCOUNTS.c.id == OUTBOX.c.account_id)
        .join(_KEYS, _KEYS.c.id == _ACCOUNTS.c.key_id)
        .outerjoin(_CARDS, _CARDS.c.id == OUTBOX.c.card_id)
    )


def _charge(
    session: Session, robot: Robot, going: Sequence[Leased], now: datetime
) -> tuple[Sequence[Leased], Sequence[Leased]]:
    """Charge messages to their receivers' windows; give what goes, and what finds none open."""
    going = [replace(it, tries=it.tries + 1, leased_at=now) for it in going]
    if not robot.has_windows:
        return going, ()
    limited = [it for it in going if it.is_private]
    kinds = windows.take(session, [it.account_id for it in limited], now)
    paid = {it.id: kind for it, kind in zip(limited, kinds, strict=True)}
    charges.note(session, paid)
    return (
        [replace(it, charged=paid.get(it.id)) for it in going if paid.get(it.id, it) is not None],
        [it for it in limited if paid[it.id] is None],
    )


def _candidates(
    session: Session, robot: Robot, limit: int, now: datetime, busy: Collection[int]
) -> tuple[list[Leased], list[int]]:
    """Lock what is due; give it, and the ids of what has expired."""
    due: list[Leased] = []
    stale: list[int] = []
    for priority in Priority:
        left = limit - len(due) - len(stale)
        if left <= 0:
            break
        statement = _due_statement(robot, priority, now)
        if busy:
            statement = statement.where(OUTBOX.c.id.not_in(list(busy)))
        for row in session.connection().execute(statement.limit(left)):
            *fields, expires_at = cast("Sequence[Any]", tuple(row))
            if expires_at is not None and expires_at <= now:
                stale.append(fields[0])
            else:
                due.append(Leased(*fields))
    return due, stale


def _due_statement(robot: Robot, priority: Priority, now: datetime) -> Select[*tuple[Any, ...]]:
    statement = (
        select_leased()
        .where(
            IS_WAITING,
            OUTBOX.c.priority == int(priority),
            OUTBOX.c.due_at <= now,
            _ACCOUNTS.c.door == robot.door,
            _ACCOUNTS.c.robot == robot.name,
        )
        .order_by(OUTBOX.c.due_at, OUTBOX.c.id)
        .with_for_update(of=OUTBOX, skip_locked=True, key_share=True)
    )
    if priority is Priority.NOTICE:
        return statement
    return statement.where(_is_first(priority, now))


def _is_first(priority: Priority, now: datetime) -> ColumnElement[bool]:
    """Nothing stands before it: no reply in its chat; for a reminder, nothing due of its case."""
    earlier = OUTBOX.alias("earlier")
    if priority <= Priority.REPLY:
        before = earlier.c.priority <= int(Priority.REPLY)
    else:
        before = (earlier.c.case_id == OUTBOX.c.case_id) & (earlier.c.due_at <= now)
    return ~exists().where(
        earlier.c.account_id == OUTBOX.c.account_id,
        earlier.c.chat == OUTBOX.c.chat,
        earlier.c.id < OUTBOX.c.id,
        before,
        earlier.c.state.in_(
            [written_out(MessageState.WAITING), written_out(MessageState.SENDING)]
        ),
    )


def _hold_back(session: Session, robot: Robot, held: Sequence[tuple[Leased, Wait]]) -> None:
    """Make due later what its chat does not bear yet; what waits for the robot stays in line."""
    whole = budgets.robot_scope(robot.door, robot.name)
    for message, wait in held:
        if wait.scope != whole:
            change(session, [message.id], due_at=wait.until)


def _first(held: Sequence[tuple[Leased, Wait]]) -> datetime | None:
    return min((wait.until for _, wait in held), default=None)
