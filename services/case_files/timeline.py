"""The file of a case (一号一档): lines are appended, chained and sealed, never changed."""

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import select as select_columns
from sqlmodel import Session, select

from models.base import table
from models.cases import Case
from models.keys import Key
from models.timeline import Act, TimelineLine
from services.board.showing import show_case
from services.clock import Clock
from services.delivery import cards
from services.sealing import Sealer, Unreadable, canonical, digest, sealer_of, vault_of
from services.store import insert_row

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

    The cards that show the case in groups follow, and its row on the public board.

    Args:
        session: the open transaction.
        case: locked, its state already changed.
        act: what was done.
        told: what is to be kept, sealed.
        clock: gives the line its instant.
        actor_id: who did it; None for the program itself.
        seal_with: key of whoever wrote it; the case's own key when None.
    """
    line = _write(case, act, actor_id, clock.now())
    line |= _seal(told, *(seal_with or (case.key_id, sealer_of(session, case.key_id))))
    _chain(case, line)
    insert_row(session, TimelineLine, line | {"case_id": case.id})
    show_case(session, case)
    cards.follow(session, case, clock)


def open_file(session: Session, case: Case, told: Told, seal_with: tuple[int, Sealer]) -> None:
    """Store a new case together with the first line of its file: what its reporter said."""
    line = _write(case, Act.REPORTED, case.reporter_id, case.reported_at)
    line |= _seal(told, *seal_with)
    _chain(case, line)
    case.id = insert_row(session, Case, case.model_dump(exclude={"id"}))
    insert_row(session, TimelineLine, line | {"case_id": case.id})
    show_case(session, case, is_new=True)


def list_lines(session: Session, case: Case) -> Sequence[Line]:
    """Read the file of a case, oldest line first."""
    return [
        Line(row.seq, row.at, row.act, row.actor_id, told) for row, told in _read(session, case)
    ]


def is_intact(session: Session, case: Case) -> bool:
    """Tell whether every line still follows from the one before, and says what it said."""
    chain = b""
    count = 0
    try:
        for row, _ in _read(session, case, check=True):
            count += 1
            if row.seq != count or row.digest != _link(case.number, chain, row.model_dump()):
                return False
            chain = row.digest
    except Unreadable:
        return False
    return count == case.line_count and chain == case.chain


def read_links(session: Session, case: Case, opened: Collection[int]) -> dict[str, Any]:
    """Give what the digest of each line was made of, so that anybody can make it again.

    Args:
        session: the open transaction.
        case: whose file.
        opened: numbers of lines of which the salt and the words are given too, in hex.
    """
    links: list[dict[str, Any]] = []
    for row, _ in _read(session, case):
        link = {
            "plain": _plain(case.number, row.model_dump()),
            "commitment": row.commitment.hex(),
            "digest": row.digest.hex(),
        }
        key = session.get(Key, row.key_id)
        if row.seq in opened and row.body and key is not None and key.wrapped is not None:
            content = vault_of(session).sealer(key.wrapped).open_bytes(row.body)
            link |= {"salt": content[:SALT_BYTES].hex(), "said": content[SALT_BYTES:].decode()}
        links.append(link)
    return {"number": case.number, "lines": links, "chain": case.chain.hex()}


def first_told(session: Session, case: Case) -> Told:
    """Give what the reporter said first; once erased, what they let the office keep of it."""
    row = session.exec(
        select(TimelineLine).where(TimelineLine.case_id == case.id, TimelineLine.seq == 1)
    ).one()
    told = _open(session, row)
    if told is None:
        nothing: Told = {}
        lines = _read(session, case)
        return next((it for row, it in lines if row.act is Act.ERASED and it), nothing)
    return told


def first_words(session: Session, case_ids: Collection[int]) -> Mapping[int, str]:
    """Give what the reporters of some cases said first, at once; nothing once erased."""
    line, key = table(TimelineLine), table(Key)
    found = session.connection().execute(
        select_columns(line.c.case_id, line.c.body, key.c.wrapped)
        .join_from(line, key, key.c.id == line.c.key_id)
        .where(line.c.case_id.in_(case_ids), line.c.seq == 1, key.c.wrapped.is_not(None))
    )
    return {it.case_id: words_in(session, it.wrapped, it.body) for it in found if it.body}


def told_under(session: Session, case: Case, key_ids: Collection[int]) -> Sequence[Told | None]:
    """Give what every line says that is sealed under one of some keys, oldest first."""
    return [told for row, told in _read(session, case) if row.key_id in key_ids]


def words_of(session: Session, case: Case, act: Act) -> Sequence[str]:
    """Give the words of every line of one kind, oldest first."""
    lines = (told for row, told in _read(session, case) if row.act is act and told is not None)
    return [str(told["words"]) for told in lines if "words" in told]


def later_told(session: Session, case: Case, field: str) -> str:
    """Give what a field of a later line of the reporter says; empty when none has it."""
    if case.line_count == 1:
        return ""
    found = (
        str(told[field])
        for row, told in _read(session, case)
        if told and field in told and row.actor_id == case.reporter_id
    )
    return next(found, "")


def words_in(session: Session, wrapped: bytes, body: bytes) -> str:
    """Give the words (else the reason) that a line's body says, read with its key."""
    told = json.loads(vault_of(session).sealer(wrapped).open_bytes(body)[SALT_BYTES:])
    return str(told.get("words") or told.get("reason") or "")


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
    if not row.body:  # purged with its case, whose key is gone (services/erasing/forgetting.py)
        case = session.get_one(Case, row.case_id)
        if check and session.get_one(Key, case.key_id).wrapped is not None:
            raise Unreadable(f"line {row.seq} of case {row.case_id} was blanked")
        return None
    content = vault_of(session).sealer(key.wrapped).open_bytes(row.body)
    salt, told = content[:SALT_BYTES], content[SALT_BYTES:]
    if check and digest(salt, told) != row.commitment:
        raise Unreadable(f"line {row.seq} of case {row.case_id} says something else")
    return cast("Told", json.loads(told))


def _write(case: Case, act: Act, actor_id: int | None, at: datetime) -> dict[str, Any]:
    return {
        "seq": case.line_count + 1,
        "at": at,
        "act": act,
        "actor_id": actor_id,
        "status": case.status,
        "round": case.round,
    }


def _seal(told: Told, key_id: int, sealer: Sealer) -> dict[str, Any]:
    salt, content = os.urandom(SALT_BYTES), canonical(told)
    return {
        "key_id": key_id,
        "body": sealer.seal_bytes(salt + content),
        "commitment": digest(salt, content),
    }


def _chain(case: Case, line: dict[str, Any]) -> None:
    """Hang a line on the end of a case's chain."""
    line["digest"] = _link(case.number, case.chain, line)
    case.line_count, case.chain = line["seq"], line["digest"]


def _link(number: str, chain: bytes, line: Mapping[str, Any]) -> bytes:
    return digest(chain, _plain(number, line).encode(), line["commitment"])


def _plain(number: str, line: Mapping[str, Any]) -> str:
    """Write the plain columns of a line in their one form."""
    what = f"{number}|{line['seq']}|{_instant(line['at'])}|{line['act']}|{line['actor_id']}"
    return f"{what}|{line['status']}|{line['round']}"


def _instant(at: datetime) -> str:
    """Write an instant to the microsecond, the finest that both databases keep."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
