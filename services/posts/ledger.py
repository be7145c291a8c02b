"""The ledger of claims and shifts: every step is a line, appended and never changed."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.post_lines import PostAct, PostLine
from models.posts import Claim
from models.shifts import Attendance
from services.clock import Clock
from services.identity import people
from services.sealing import Unreadable, canonical, sealer_of


class Line(NamedTuple):
    """One line as a reader sees it; `words` is empty once its key was destroyed."""

    at: datetime
    act: PostAct
    actor_id: int | None
    attendance_id: int | None
    words: str


def append_line(  # noqa: PLR0913 - what was done, by whom, about what, said how
    session: Session,
    claim: Claim,
    act: PostAct,
    clock: Clock,
    *,
    actor_id: int | None = None,
    attendance: Attendance | None = None,
    words: str = "",
) -> None:
    """Write down what was done; `words` are sealed with the key of whoever said them.

    With nobody named (the program did it) there are no words.
    """
    key_id, told = None, None
    if words and actor_id is not None:
        key_id, sealer = people.key_of(session, actor_id)
        told = sealer.seal(canonical({"words": words}).decode())
    line = PostLine(
        claim_id=claim.id,
        attendance_id=None if attendance is None else attendance.id,
        at=clock.now(),
        act=act,
        actor_id=actor_id,
        key_id=key_id,
        told=told,
    )
    session.add(line)
    session.flush()


def list_lines(session: Session, claim_id: int) -> Sequence[Line]:
    """Give all lines of a claim, oldest first."""
    found = session.exec(
        select(PostLine).where(PostLine.claim_id == claim_id).order_by(col(PostLine.id))
    ).all()
    return [
        Line(each.at, each.act, each.actor_id, each.attendance_id, _words_of(session, each))
        for each in found
    ]


def _words_of(session: Session, line: PostLine) -> str:
    if line.told is None or line.key_id is None:
        return ""
    try:
        return str(json.loads(sealer_of(session, line.key_id).open(line.told))["words"])
    except Unreadable:
        return ""
