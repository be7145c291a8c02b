"""The file of a case (一号一档): lines are appended, chained and sealed, never changed."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from sqlmodel import Session, select

from models.base import table
from models.cases import Act, Case, TimelineLine
from models.keys import Key
from services.clock import Clock
from services.sealing import (
    Sealer,
    Unreadable,
    add_key,
    canonical,
    digest,
    sealer_of,
    vault_of,
)

SALT_BYTES = 16

Told = dict[str, str | int]
"""What a line says, by field: words, place, phone, reason, ..."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it; `told` is None once its key was destroyed."""

    seq: int
    at: datetime
    act: Act
    actor_id: int | None
    told: Told | None


def append_line(  # noqa: PLR0913 - what was done, said, when, by whom, under which key
    session: Session,
    case: Case,
    act: Act,
    told: Told,
    clock: Clock,
    *,
    actor_id: int | None = None,
    seal_with: tuple[int, Sealer] | None = None,
) -> None:
    """Append a line to a locked case; it records the state the case now stands in.

    Args:
        session: the open transaction.
        case: locked, its state already changed.
        act: what was done.
        told: what is to be kept, sealed.
        clock: gives the line its instant.
        actor_id: who did it; None for the program itself.
        seal_with: key of whoever wrote it; the case's own key when None.
    """
    key_id, sealer = seal_with or (case.key_id, sealer_of(session, case.key_id))
    salt = os.urandom(SALT_BYTES)
    content = canonical(told)
    line = TimelineLine(
        case_id=case.id,
        seq=case.line_count + 1,
        at=clock.now(),
        act=act,
        actor_id=actor_id,
        status=case.status,
        round=case.round,
        key_id=key_id,
        body=sealer.seal_bytes(salt + content),
        commitment=digest(salt, content),
        digest=b"",
    )
    line.digest = _link(case.chain, line)
    session.connection().execute(table(TimelineLine).insert(), line.model_dump(exclude={"id"}))
    case.line_count = line.seq
    case.chain = line.digest


def list_lines(session: Session, case: Case) -> Sequence[Line]:
    """Read the file of a case, oldest line first."""
    return [
        Line(row.seq, row.at, row.act, row.actor_id, told) for row, told in _read(session, case)
    ]


def is_intact(session: Session, case: Case) -> bool:
    """Tell whether every line still follows from the one before, and says what it said."""
    chain = b""
    count = 0
    for row, _ in _read(session, case, check=True):
        count += 1
        if row.seq != count or row.digest != _link(chain, row):
            return False
        chain = row.digest
    return count == case.line_count and chain == case.chain


def first_told(session: Session, case: Case) -> Told:
    """Give what the reporter said first, empty once erased."""
    row = session.exec(
        select(TimelineLine).where(TimelineLine.case_id == case.id, TimelineLine.seq == 1)
    ).one()
    return _open(session, row) or {}


def new_case_key(session: Session) -> tuple[int, Sealer]:
    """Make the key under which the office's lines of a new case are sealed."""
    return add_key(session)


def _read(
    session: Session, case: Case, *, check: bool = False
) -> Iterator[tuple[TimelineLine, Told | None]]:
    rows = session.exec(
        select(TimelineLine)
        .where(TimelineLine.case_id == case.id)
        .order_by(table(TimelineLine).c.seq)
    ).all()
    for row in rows:
        yield row, _open(session, row, check=check)


def _open(session: Session, row: TimelineLine, *, check: bool = False) -> Told | None:
    key = session.get(Key, row.key_id)
    if key is None or key.wrapped is None:
        return None
    content = vault_of(session).sealer(key.wrapped).open_bytes(row.body)
    salt, told = content[:SALT_BYTES], content[SALT_BYTES:]
    if check and digest(salt, told) != row.commitment:
        raise Unreadable(f"line {row.seq} of case {row.case_id} says something else")
    return cast("Told", json.loads(told))


def _link(chain: bytes, line: TimelineLine) -> bytes:
    plain = f"{line.case_id}|{line.seq}|{_instant(line.at)}|{line.act}|{line.actor_id}"
    return digest(chain, f"{plain}|{line.status}|{line.round}".encode(), line.commitment)


def _instant(at: datetime) -> str:
    """Write an instant to the microsecond, the finest that both databases keep."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
