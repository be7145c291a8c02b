"""Holding: what cannot be pushed waits until its receiver writes, and goes out then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, exists, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from models.base import table
from models.cases import Case
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from services.delivery import windows
from services.delivery.dispatch import Leased, Robot, select_leased
from services.delivery.outbox import AT_ONCE
from services.delivery.windows import WINDOWS, Opened
from services.store import lock, written_out

HeldHook = Callable[[Session, OutMessage], bool]
"""Told of a message that is held, in that transaction; True when another door tells it."""

NUDGED_TOGETHER = 16
"""Receivers at a time."""

FORGOTTEN_AFTER = timedelta(days=1)
FORGOTTEN_TOGETHER = 1000

ELSEWHERE = "told by another door"

_OUTBOX = table(OutMessage)


@dataclass(frozen=True, slots=True)
class Held:
    """A message that waits for its receiver to write: who, since when, about which case."""

    id: int
    account_id: int
    door: Door
    created_at: datetime
    case_number: str | None
    nudged_at: datetime | None


def hold(
    session: Session,
    message: Leased,
    now: datetime,
    on_held: HeldHook | None = None,
    *,
    parts_sent: int = 0,
    refusal: str | None = None,
) -> bool:
    """Keep a leased message until its receiver writes, unless another door of theirs tells it.

    Args:
        session: the open transaction, which has locked their windows.
        message: ours, until this.
        now: the present instant.
        on_held: told of it.
        parts_sent: how much of it went out.
        refusal: what the platform said; None when it was not asked.

    Returns:
        Whether the receiver is to be nudged: they were not since they last wrote.
    """
    asked_at = None if refusal is None else message.leased_at or now
    is_open = windows.close(session, message.account_id, asked_at, now)
    row = lock(session, OutMessage, message.id)
    if row is None or row.state is not MessageState.SENDING:
        return False
    row.leased_until, row.parts_sent, row.tries = None, parts_sent, 0
    row.fault = refusal
    if is_open:  # they wrote meanwhile
        row.state, row.due_at = MessageState.WAITING, AT_ONCE
        session.flush()
        return False
    row.state = MessageState.HELD
    session.flush()
    if is_overtaken(session, message):
        row.state, row.body = MessageState.CANCELLED, None
    elif on_held is not None and on_held(session, row):
        row.state, row.body, row.fault = MessageState.CANCELLED, None, ELSEWHERE
    session.flush()
    return row.state is MessageState.HELD and not windows.is_nudged(session, row.account_id)


def forget_windows(session: Session, now: datetime) -> int:
    """Forget windows that have been over for a day, where nothing is held; give how many."""
    held = _OUTBOX.c.state == written_out(MessageState.HELD)
    over = (
        select_columns(WINDOWS.c.id)
        .where(
            WINDOWS.c.ends_at < now - FORGOTTEN_AFTER,
            ~exists().where(_OUTBOX.c.account_id == WINDOWS.c.account_id, held),
        )
        .order_by(WINDOWS.c.id)
        .limit(FORGOTTEN_TOGETHER)
        .with_for_update(skip_locked=True)
    )
    ids = list(session.connection().execute(over).scalars())
    session.connection().execute(delete(WINDOWS).where(WINDOWS.c.id.in_(ids)))
    return len(ids)


def list_unnudged(session: Session, robot: Robot, now: datetime) -> Sequence[Leased]:
    """List for whom something is held who were not nudged: with each the oldest of it."""
    accounts, held = table(Account), _OUTBOX.alias("held")
    oldest = (
        select_columns(func.min(held.c.id))
        .where(held.c.state == written_out(MessageState.HELD))
        .group_by(held.c.account_id)
    )
    nudged = exists().where(
        WINDOWS.c.account_id == _OUTBOX.c.account_id, WINDOWS.c.nudged_at.is_not(None)
    )
    statement = (
        select_leased()
        .where(
            _OUTBOX.c.id.in_(oldest),
            accounts.c.door == robot.door,
            accounts.c.robot == robot.name,
            accounts.c.unreachable_since.is_(None),
            _OUTBOX.c.expires_at.is_(None) | (_OUTBOX.c.expires_at > now),
            ~nudged,
        )
        .order_by(_OUTBOX.c.id)
        .limit(NUDGED_TOGETHER)
    )
    return [Leased(*fields) for *fields, _ in session.connection().execute(statement)]


def list_held(session: Session, limit: int) -> Sequence[Held]:
    """List what waits for its receivers to write, oldest first."""
    accounts, cases = table(Account), table(Case)
    nudged = select_columns(func.max(WINDOWS.c.nudged_at)).where(
        WINDOWS.c.account_id == _OUTBOX.c.account_id
    )
    statement = (
        select_columns(
            _OUTBOX.c.id,
            _OUTBOX.c.account_id,
            accounts.c.door,
            _OUTBOX.c.created_at,
            cases.c.number,
            nudged.scalar_subquery(),
        )
        .join(accounts, accounts.c.id == _OUTBOX.c.account_id)
        .outerjoin(cases, cases.c.id == _OUTBOX.c.case_id)
        .where(_OUTBOX.c.state == written_out(MessageState.HELD))
        .order_by(_OUTBOX.c.id)
        .limit(limit)
    )
    return [Held(*row) for row in session.connection().execute(statement)]


def count_held(session: Session) -> int:
    """Count what waits for its receivers to write."""
    is_held = col(OutMessage.state) == written_out(MessageState.HELD)
    return session.exec(select(func.count()).select_from(OutMessage).where(is_held)).one()


def release(session: Session, opened: Sequence[Opened], now: datetime) -> None:
    """Let what was held go out: with the answer to what they did now, else after it."""
    if opened:
        newest = {it.account_id: it for it in opened}
        rows = [
            {"of": it.account_id, "event": it.event_id, "ready": now, "due": it.due_at}
            for _, it in sorted(newest.items())
        ]
        session.connection().execute(_RELEASE, rows)


def is_overtaken(session: Session, message: Leased) -> bool:
    """Tell whether a card has a newer look than the one that could not be sent."""
    if message.card_id is None:
        return False
    newer = select(OutMessage.id).where(
        OutMessage.card_id == message.card_id, col(OutMessage.id) > message.id
    )
    return session.exec(newer.limit(1)).first() is not None


_RELEASE = (
    update(_OUTBOX)
    .where(
        _OUTBOX.c.account_id == bindparam("of"),
        _OUTBOX.c.state == written_out(MessageState.HELD),
    )
    .values(
        state=MessageState.WAITING,
        event_id=bindparam("event"),
        ready_at=bindparam("ready"),
        due_at=bindparam("due"),
        leased_by=None,
    )
)
