"""Outcomes: writing down what became of leased messages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, col

from models.base import table
from models.groups import Card, Group
from models.outbox import MessageState, OutMessage
from models.people import Account
from services.delivery import budgets, charges, windows
from services.delivery.chats import move_chat
from services.delivery.dispatch import IS_SENDING, LEASE, OUTBOX, Leased, Robot, change
from services.delivery.holding import HeldHook, hold, is_overtaken
from services.store import lock

LONGEST_FAULT = 200

NOT_BEFORE_THEY_WRITE = datetime.max.replace(tzinfo=UTC)
"""An instant that does not come: nothing more goes out before the receiver does something."""

UndeliveredHook = Callable[[Session, OutMessage], None]
"""Told of a message whose receiver is gone, in the transaction that says so."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """Who is told, in that transaction, of what could not be said."""

    on_undelivered: UndeliveredHook | None = None
    on_held: HeldHook | None = None


NO_HOOKS = Hooks()

_NOT_TAKEN = frozenset(MessageState) - {MessageState.SENT, MessageState.HELD}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a leased message.

    Args:
        state: WAITING means again, at `due_at`.
        tries: how many count so far.
        blocked_until: the platform wants nothing for this chat before.
        moved_to: the chat has this id now.
    """

    message: Leased
    state: MessageState
    parts_sent: int
    tries: int = 0
    outer_id: str | None = None
    due_at: datetime | None = None
    fault: str | None = None
    blocked_until: datetime | None = None
    moved_to: str | None = None


def keep_part(
    session: Session, robot: Robot, message: Leased, parts_sent: int, now: datetime
) -> datetime | None:
    """Note that a part went out, and ask for the next one.

    Returns:
        None when the next part may go at once, else from when on; NOT_BEFORE_THEY_WRITE when
        as much was said as may be.
    """
    change(session, [message.id], parts_sent=parts_sent, leased_until=now + LEASE, charged=None)
    claim = robot.claim(message.chat, is_private=message.is_private)
    [wait] = budgets.take(session, [claim], now)
    if wait is not None:
        return wait.until
    if message.charged is not None:
        [kind] = windows.take(session, [message.account_id], now)
        change(session, [message.id], charged=kind)
        return NOT_BEFORE_THEY_WRITE if kind is None else None
    return None


def settle(
    session: Session,
    robot: Robot,
    outcomes: Sequence[Outcome],
    now: datetime,
    hooks: Hooks = NO_HOOKS,
) -> Sequence[Leased]:
    """Write down what became of leased messages; a chat that has moved is moved first.

    Returns:
        Those that are held and whose receivers are to be nudged.
    """
    for before, after in sorted({(it.message.chat, it.moved_to or "") for it in outcomes}):
        if after:
            move_chat(session, robot.door, robot.name, before, after)
    sent = [it for it in outcomes if it.state == MessageState.SENT]
    if sent:
        _keep_cards(session, sent)
        _mark_sent(session, sent, now)
    _give_back(session, robot, outcomes)
    for outcome in outcomes:
        if outcome.state not in {MessageState.SENT, MessageState.HELD}:
            _settle_unsent(session, outcome)
        if outcome.state == MessageState.UNDELIVERED:
            _mark_unreachable(session, robot, outcome.message, now)
            _tell_undelivered(session, outcome.message, hooks.on_undelivered)
    held = [it for it in outcomes if it.state == MessageState.HELD]
    return [
        it.message
        for it in held
        if hold(
            session, it.message, now, hooks.on_held, parts_sent=it.parts_sent, refusal=it.fault
        )
    ]


def _give_back(session: Session, robot: Robot, outcomes: Sequence[Outcome]) -> None:
    """Block chats, then lock all windows at once, as a lease does; take charges back."""
    for outcome in outcomes:
        if outcome.blocked_until is not None:
            scope = budgets.chat_scope(robot.door, robot.name, outcome.message.chat)
            budgets.block(session, scope, outcome.blocked_until)
    held = [it.message.account_id for it in outcomes if it.state == MessageState.HELD]
    failed = [
        it.message
        for it in outcomes
        if it.message.charged is not None and it.fault is not None and it.state in _NOT_TAKEN
    ]
    if held or failed:
        windows.lock_windows(session, [*held, *(it.account_id for it in failed)])
        charges.refund(session, [it.id for it in failed])


def _mark_sent(session: Session, sent: Sequence[Outcome], now: datetime) -> None:
    statement = (
        update(OUTBOX)
        .where(OUTBOX.c.id == bindparam("of_id"))
        .values(
            state=MessageState.SENT,
            sent_at=now,
            leased_until=None,
            parts_sent=bindparam("parts"),
            outer_id=bindparam("outer"),
            fault=bindparam("words"),
        )
    )
    session.connection().execute(
        statement,
        [
            {
                "of_id": it.message.id,
                "parts": it.parts_sent,
                "outer": it.outer_id,
                "words": it.fault,
            }
            for it in sent
        ],
    )


def _keep_cards(session: Session, sent: Sequence[Outcome]) -> None:
    """Note which message each card is, so that its next look is an edit of it.

    Cards are locked in the order of their ids, before messages and windows, as by who edits them.
    """
    cards, groups, accounts = table(Card), table(Group), table(Account)
    posted = [
        (it.message.card_id, it) for it in sent if it.message.card_id is not None and it.outer_id
    ]
    for card_id, outcome in sorted(posted, key=lambda it: it[0]):
        # A group that moved meanwhile numbers its messages anew.
        still_there = (
            select(groups.c.id)
            .join(accounts, accounts.c.id == groups.c.account_id)
            .where(accounts.c.outer_id == outcome.message.chat)
        )
        session.connection().execute(
            update(cards)
            .where(
                cards.c.id == card_id,
                cards.c.group_id.in_(still_there)
                | (cards.c.account_id == outcome.message.account_id),
            )
            .values(outer_id=outcome.outer_id)
        )


def _settle_unsent(session: Session, outcome: Outcome) -> None:
    """Write an outcome down, unless somebody else has taken and settled the message since."""
    message = outcome.message
    values: dict[str, Any] = {
        "state": outcome.state,
        "leased_until": None,
        "parts_sent": outcome.parts_sent,
        "tries": outcome.tries,
        "fault": outcome.fault and outcome.fault[:LONGEST_FAULT],
    }
    if outcome.due_at is not None:
        values["due_at"] = outcome.due_at
    if outcome.state == MessageState.CANCELLED:
        values["body"] = None
    if outcome.blocked_until is not None or outcome.moved_to is not None:
        values["after_event"] = None  # the platform said no: nobody has seen it
    if outcome.state == MessageState.WAITING and is_overtaken(session, message):
        values |= {"state": MessageState.CANCELLED, "body": None}
    is_ours = (OUTBOX.c.id == message.id) & IS_SENDING
    session.connection().execute(update(OUTBOX).where(is_ours).values(**values))


def _mark_unreachable(session: Session, robot: Robot, message: Leased, now: datetime) -> None:
    """Mark whose chat does not take messages: a group's is its own, whoever was answered there."""
    if message.is_private:
        whose = col(Account.id) == message.account_id
    else:
        is_ours = (col(Account.door) == robot.door) & (col(Account.robot) == robot.name)
        whose = is_ours & (col(Account.outer_id) == message.chat) & col(Account.is_group)
    session.connection().execute(
        update(table(Account))
        .where(whose, col(Account.unreachable_since).is_(None))
        .values(unreachable_since=now)
    )


def _tell_undelivered(session: Session, message: Leased, hook: UndeliveredHook | None) -> None:
    """Have others told instead of a person who is gone, or who bound a group that is."""
    if hook is None or not (message.is_private or message.is_group):
        return
    row = lock(session, OutMessage, message.id)
    if row is not None:
        hook(session, row)
