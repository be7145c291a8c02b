"""Windows: how long, and how often, somebody can be written to who did something (WeChat).

After a message five customer-service messages within 48 hours, after following, scanning or
pressing a menu three within a minute (客服消息, November 2026). Each message anew. The platform
counts for itself: when it says that a window is over, it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlmodel import Session

from models.base import table
from models.doors import ReplyWindow, WindowKind
from services.store import insert_missing


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many messages, for so long."""

    count: int
    span: timedelta


ALLOWED: Mapping[WindowKind, Allowance] = {
    WindowKind.MESSAGE: Allowance(5, timedelta(hours=48)),
    WindowKind.GESTURE: Allowance(3, timedelta(minutes=1)),
}

WINDOWS = table(ReplyWindow)


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody did what lets us write to them.

    Args:
        at: when.
        event_id: the inbox row, where an answer within its call may take along what was held.
        due_at: until when what was held is kept for that answer.
    """

    account_id: int
    kind: WindowKind
    at: datetime
    event_id: int | None
    due_at: datetime


def grant(session: Session, opened: Iterable[Opened]) -> None:
    """Open windows anew; whoever was nudged may be nudged again."""
    newest = {(it.account_id, it.kind): it.at for it in opened}
    if not newest:
        return
    locked = lock_windows(session, [account_id for account_id, _ in newest], newest)
    values = [
        {
            "of": account_id,
            "by": kind,
            "until": at + ALLOWED[kind].span,
            "count": ALLOWED[kind].count,
        }
        for (account_id, kind), at in sorted(newest.items())
    ]
    session.connection().execute(_GRANT, values)
    nudged = [it.id for it in locked if it.nudged_at is not None]
    if nudged:
        session.connection().execute(
            update(WINDOWS).where(WINDOWS.c.id.in_(nudged)).values(nudged_at=None)
        )


def lock_windows(
    session: Session,
    account_ids: Iterable[int],
    besides: Iterable[tuple[int, WindowKind]] = (),
) -> Sequence[Row[Any]]:
    """Lock the windows of accounts: nobody opens one until the transaction ends.

    One that never was is made, over, so that there is something to lock; so are those `besides`.
    Missing rows come first: nothing is locked yet while another process makes the same.
    """
    accounts = sorted(set(account_ids))
    known = select(WINDOWS.c.account_id, WINDOWS.c.kind).where(WINDOWS.c.account_id.in_(accounts))
    there = {(row.account_id, row.kind) for row in session.connection().execute(known)}
    wanted = {*((it, WindowKind.MESSAGE) for it in accounts), *besides}
    missing = [
        {"account_id": account_id, "kind": kind, "ends_at": _LONG_AGO, "left": 0}
        for account_id, kind in sorted(wanted - there)
    ]
    insert_missing(session, ReplyWindow, missing)
    locked = (
        select(WINDOWS)
        .where(WINDOWS.c.account_id.in_(accounts))
        .order_by(WINDOWS.c.id)
        .with_for_update(key_share=True)
    )
    return session.connection().execute(locked).all()


def take(
    session: Session, account_ids: Sequence[int], now: datetime
) -> Sequence[WindowKind | None]:
    """Charge messages one after the other; rows stay locked until the transaction ends.

    Windows do not add up: what one pays for, every other that is open has seen too.

    Returns:
        For each the window it is charged to, the one that ends last; None where none is open.
    """
    found = lock_windows(session, account_ids)
    open_ = [it for it in found if it.ends_at > now]
    rows = sorted(open_, key=lambda it: it.ends_at, reverse=True)
    left = {row.id: row.left for row in rows}
    kinds: list[WindowKind | None] = []
    for account_id in account_ids:
        fits = [it for it in rows if it.account_id == account_id and left[it.id] > 0]
        for window in fits:
            left[window.id] -= 1
        kinds.append(fits[0].kind if fits else None)
    changed = [{"which": row.id, "rest": left[row.id]} for row in rows if left[row.id] != row.left]
    if changed:
        session.connection().execute(_CHARGE, changed)
    return kinds


def give_back(session: Session, account_id: int, kind: WindowKind) -> None:
    """Take a charge back: the platform did not take the message."""
    session.connection().execute(
        update(WINDOWS)
        .where(
            WINDOWS.c.account_id == account_id,
            WINDOWS.c.kind == kind,
            WINDOWS.c.left < ALLOWED[kind].count,
        )
        .values(left=WINDOWS.c.left + 1)
    )


def close(session: Session, account_id: int, asked_at: datetime | None, now: datetime) -> bool:
    """Note that the platform lets nothing more through, by what it said.

    Args:
        session: the open transaction, which has locked their windows.
        account_id: whose.
        asked_at: when the message was leased; None when the platform was not asked.
        now: the present instant.

    Returns:
        Whether they can be written to all the same: they did something since.
    """
    for kind, allowed in ALLOWED.items():
        if asked_at is not None:
            session.connection().execute(
                update(WINDOWS)
                .where(
                    WINDOWS.c.account_id == account_id,
                    WINDOWS.c.kind == kind,
                    WINDOWS.c.ends_at <= asked_at + allowed.span,
                )
                .values(left=0)
            )
    is_open = select(WINDOWS.c.id).where(
        WINDOWS.c.account_id == account_id, WINDOWS.c.ends_at > now, WINDOWS.c.left > 0
    )
    return session.connection().execute(is_open).first() is not None


def is_nudged(session: Session, account_id: int) -> bool:
    """Tell whether somebody was nudged since they last did something."""
    nudged = select(WINDOWS.c.id).where(
        WINDOWS.c.account_id == account_id, WINDOWS.c.nudged_at.is_not(None)
    )
    return session.connection().execute(nudged).first() is not None


def note_nudge(session: Session, account_id: int, now: datetime) -> None:
    """Note that somebody was nudged, unless they did something meanwhile."""
    rows = lock_windows(session, [account_id])
    if not any(it.ends_at > now and it.left > 0 for it in rows):
        theirs = WINDOWS.c.account_id == account_id
        session.connection().execute(update(WINDOWS).where(theirs).values(nudged_at=now))


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
_GRANT = (
    update(WINDOWS)
    .where(WINDOWS.c.account_id == bindparam("of"), WINDOWS.c.kind == bindparam("by"))
    .values(ends_at=bindparam("until"), left=bindparam("count"))
)
_CHARGE = update(WINDOWS).where(WINDOWS.c.id == bindparam("which")).values(left=bindparam("rest"))
