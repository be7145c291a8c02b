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
        ends_at: when the platform no longer takes it.
        fault: why the platform is not asked before `rests_until`.
    """

    value: str = ""
    ends_at: datetime | None = None
    fault: str = ""
    rests_until: datetime | None = None

    def is_good(self, now: datetime, besides: str = "") -> bool:
        """Tell whether it can be used and need not be renewed; one that was refused cannot."""
        return self.is_usable(now + EARLY, besides)

    def is_usable(self, now: datetime, besides: str = "") -> bool:
        """Tell whether it can be used for want of a newer one; one that was refused cannot."""
        is_alive = self.ends_at is not None and now < self.ends_at
        return is_alive and self.value not in {"", besides}

    def is_resting(self, now: datetime) -> bool:
        """Tell whether the platform is left alone for now."""
        return self.rests_until is not None and now < self.rests_until


def find_token(session: Session, name: str) -> Known:
    """Find what is known of a token."""
    row = session.connection().execute(select(_tokens).where(_tokens.c.name == name)).first()
    if row is None:
        return Known()
    return Known(_open(session, row.value), row.expires_at, row.fault or "", row.rests_until)


def take_turn(session: Session, name: str, holder: str, clock: Clock) -> bool:
    """Take the turn to ask; False while another process asks."""
    return leases.take_lease(session, f"token:{name}", holder, ASKING, clock)


def give_turn_back(session: Session, name: str, holder: str, clock: Clock) -> None:
    """Let the next one ask."""
    leases.give_back(session, f"token:{name}", holder, clock)


def keep_token(session: Session, name: str, value: str, lasts: timedelta, clock: Clock) -> None:
    """Keep what the platform gave."""
    now = clock.now()
    insert_missing(session, AccessToken, [{"name": name, "refusals": 0}])
    session.connection().execute(
        update(_tokens)
        .where(_tokens.c.name == name)
        .values(
            value=vault_of(session).own.seal(value),
            expires_at=now + max(lasts, EARLY + ASKING),
            asked_at=now,
            rests_until=None,
            refusals=0,
            fault=None,
        )
    )


def let_rest(
    session: Session, name: str, judged: str, fault: str, clock: Clock, *, is_refused: bool
) -> None:
    """Note that the platform refused; nobody asks for a while, longer each time.

    Args:
        session: open for writing.
        name: of the token.
        judged: the token that was known when it refused. Of several who hear the same refusal
            the first notes it, and what was got meanwhile stays.
        fault: what it said.
        clock: tells the time.
        is_refused: it refused that token; else it gave no newer one, and that one goes on.
    """
    found = session.connection().execute(select(_tokens).where(_tokens.c.name == name)).first()
    sealed, refusals = (None, 0) if found is None else (found.value, found.refusals)
    if _open(session, sealed) != judged:
        return
    insert_missing(session, AccessToken, [{"name": name, "refusals": 0}])
    now = clock.now()
    rest = min(SHORTEST_REST * 2 ** min(refusals, 10), LONGEST_REST)
    is_same = _tokens.c.value.is_not_distinct_from(sealed) & (_tokens.c.refusals == refusals)
    session.connection().execute(
        update(_tokens)
        .where(_tokens.c.name == name, is_same)
        .values(
            value=None if is_refused else sealed,
            asked_at=now,
            rests_until=now + rest,
            refusals=refusals + 1,
            fault=fault[:LONGEST_FAULT],
        )
    )


def wake(session: Session, name: str) -> None:
    """Let the platform be asked at once: the operator may have mended what was wrong."""
    session.connection().execute(
        update(_tokens).where(_tokens.c.name == name).values(rests_until=None, refusals=0)
    )


def _open(session: Session, sealed: bytes | None) -> str:
    try:
        return "" if sealed is None else vault_of(session).own.open(sealed)
    except Unreadable:
        return ""
