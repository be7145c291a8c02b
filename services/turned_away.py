"""Calls on an address of ours that were turned away: the newest of each reason, for the doctor.

Anybody may call an address, so this is only remembered: no door is called faulty for it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.facts import Mark
from services import marks
from services.clock import Clock

KEPT = timedelta(days=1)
"""For so long calls are counted, and told of."""

LONGEST_NAME = 80


class TurnedAway(NamedTuple):
    """Calls that were turned away for one reason."""

    why: str
    at: datetime
    times: int


def note(session: Session, address: str, times: Mapping[str, int], clock: Clock) -> None:
    """Remember calls that were turned away just now.

    Args:
        session: the open transaction.
        address: ours, as both sides name it.
        times: how many, by reason; a reason is of our own words, never of what was sent.
        clock: tells the time.
    """
    now = clock.now()
    before = {it.why: it.times for it in list_recent(session, address, clock)}
    for why, count in times.items():
        name = f"{_begin(address)}{why}"[:LONGEST_NAME]
        total = count + before.get(name.removeprefix(_begin(address)), 0)
        marks.set_mark(session, name, f"{now.isoformat()} {total}")


def list_recent(session: Session, address: str, clock: Clock) -> Sequence[TurnedAway]:
    """List what was turned away within a day, the newest reason first."""
    begin = _begin(address)
    rows = session.exec(
        select(Mark.name, Mark.value).where(col(Mark.name).startswith(begin, autoescape=True))
    ).all()
    found = [_read(name.removeprefix(begin), value) for name, value in rows]
    recent = [it for it in found if clock.now() - it.at < KEPT]
    return sorted(recent, key=lambda it: it.at, reverse=True)


def _begin(address: str) -> str:
    return f"away:{address}:"


def _read(why: str, value: str) -> TurnedAway:
    at, _, times = value.partition(" ")
    return TurnedAway(why, datetime.fromisoformat(at), int(times))
