"""Access tokens: one for all processes, sealed, asked for by one of them at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlmodel import Session

from models.base import table
from models.doors import AccessToken
from services import leases
from services.clock import Clock
from services.sealing import Unreadable, vault_of
from services.store import insert_missing

EARLY = timedelta(minutes=5)
"""A token is renewed so long before its end; the one before stays good meanwhile."""

ASKING = timedelta(seconds=30)
"""How long one process may take to ask."""

SHORTEST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=10)
LONGEST_FAULT = 200

_tokens = table(AccessToken)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a token.

    Args:
        value: empty when there is none that can be used.
        good_until: when it should be renewed.
        fault: why the platform is not asked before `rests_until`.
    """

    value: str = ""
    good_until: datetime | None = None
    fault: str = ""
    rests_until: datetime | None = None

    def is_good(self, now: datetime, besides: str = "") -> bool:
        """Tell whether it can be used now; one that was refused cannot."""
        is_fresh = self.good_until is not None and now < self.good_until
        return is_fresh and self.value not in {"", besides}

    def is_resting(self, now: datetime) -> bool:
        """Tell whether the platform is left alone for now."""
        return self.rests_until is not None and now < self.rests_until


def find_token(session: Session, name: str) -> Known:
    """Find what is known of a token."""
    row = session.connection().execute(select(_tokens).where(_tokens.c.name == name)).first()
    if row is None:
        return Known()
    try:
        value = "" if row.value is None else vault_of(session).own.open(row.value)
    except Unreadable:
        value = ""
    until = None if row.expires_at is None else row.expires_at - EARLY
    return Known(value, until, row.fault or "", row.rests_until)


def take_turn(session: Session, name: str, holder: str, clock: Clock) -> bool:
    """Take the turn to ask; False while another process asks."""
    return leases.take_lease(session, f"token:{name}", holder, ASKING, clock)


def give_turn_back(session: Session, name: str, holder: str, clock: Clock) -> None:
    """Let the next one ask."""
    leases.give_back(session, f"token:{name}", holder, clock)


def keep_token(session: Session, name: str, value: str, lasts: timedelta, clock: Clock) -> None:
    """Keep what the platform gave."""
    now = clock.now()
    _write(
        session,
        name,
        value=vault_of(session).own.seal(value),
        expires_at=now + max(lasts, EARLY + ASKING),
        asked_at=now,
        rests_until=None,
        refusals=0,
        fault=None,
    )


def let_rest(session: Session, name: str, fault: str, clock: Clock) -> None:
    """Note that the platform refused; nobody asks for a while, longer each time."""
    now = clock.now()
    before = session.connection().execute(select(_tokens.c.refusals).where(_tokens.c.name == name))
    refusals = (before.scalar() or 0) + 1
    rest = min(SHORTEST_REST * 2 ** min(refusals - 1, 10), LONGEST_REST)
    _write(
        session,
        name,
        value=None,
        asked_at=now,
        rests_until=now + rest,
        refusals=refusals,
        fault=fault[:LONGEST_FAULT],
    )


def wake(session: Session, name: str) -> None:
    """Let the platform be asked at once: the operator may have mended what was wrong."""
    session.connection().execute(
        update(_tokens).where(_tokens.c.name == name).values(rests_until=None, refusals=0)
    )


def _write(session: Session, name: str, **values: object) -> None:
    insert_missing(session, AccessToken, [{"name": name, "refusals": 0}])
    session.connection().execute(update(_tokens).where(_tokens.c.name == name).values(**values))
