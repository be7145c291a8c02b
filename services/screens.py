"""The screens of browser chats: what was said, kept so that every tab and every visit shows it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from models.base import table
from models.people import Account
from models.screens import ScreenLine
from services.clock import Clock
from services.sealing import Sealer, sealer_of
from services.store import insert_missing, lock

PAGE = 100
"""Lines read at a time."""


@dataclass(frozen=True, slots=True)
class ScreenButton:
    """A button under a line. `is_answer`: it is of use only while its question is open."""

    label: str
    token: str
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a line shows.

    Args:
        text: as it is read.
        buttons: what may be pressed under it.
        pressed: the token of the button that made this line.
        pictures: contents on the shelf (services/shelf.py) that are shown above the text.
        voices: the same, to be listened to.
    """

    text: str
    buttons: tuple[ScreenButton, ...] = ()
    pressed: str = ""
    pictures: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a screen."""

    id: int
    source: str
    is_ours: bool
    at: datetime
    shown: Shown


def append_line(
    session: Session, account: Account, source: str, shown: Shown, clock: Clock, *, is_ours: bool
) -> int:
    """Add a line at the end of a screen; what came from the same source is there already.

    Returns:
        The number of the line.
    """
    # Without the lock a higher number could become visible first, and the lower be passed over.
    lock(session, Account, account.id)
    sealer = sealer_of(session, account.key_id)
    row = {
        "account_id": account.id,
        "source": source,
        "is_ours": is_ours,
        "body": sealer.seal(_to_json(shown)),
        "at": clock.now(),
    }
    insert_missing(session, ScreenLine, [row])
    return session.exec(
        select(ScreenLine.id).where(
            ScreenLine.account_id == account.id, ScreenLine.source == source
        )
    ).one()


def list_lines(
    session: Session, account: Account, after: int, limit: int = PAGE
) -> Sequence[Line]:
    """List what came after a line, the oldest first."""
    found = session.exec(
        select(ScreenLine)
        .where(ScreenLine.account_id == account.id, ScreenLine.id > after)
        .order_by(col(ScreenLine.id))
        .limit(limit)
    ).all()
    return _open(session, account, found)


def list_newest(
    session: Session, account: Account, before: int | None = None, limit: int = PAGE
) -> Sequence[Line]:
    """List the end of a screen, or what stands before a line, the oldest first."""
    statement = select(ScreenLine).where(ScreenLine.account_id == account.id)
    if before is not None:
        statement = statement.where(ScreenLine.id < before)
    newest = session.exec(statement.order_by(col(ScreenLine.id).desc()).limit(limit)).all()
    return _open(session, account, reversed(newest))


def last_own(session: Session, account: Account) -> int:
    """Give the number of the last line the person said; 0 when they never spoke."""
    statement = select(func.max(ScreenLine.id)).where(
        ScreenLine.account_id == account.id, col(ScreenLine.is_ours).is_(False)
    )
    return session.exec(statement).one() or 0


def find_label(session: Session, account: Account, token: str) -> str | None:
    """Find what stands on a button that was shown to this account not long ago."""
    for line in reversed(list_newest(session, account)):
        for button in line.shown.buttons:
            if button.token == token:
                return button.label
    return None


def find_token(session: Session, account: Account, label: str) -> str | None:
    """Find the newest button with this label that was shown to this account not long ago."""
    for line in reversed(list_newest(session, account)):
        for button in line.shown.buttons:
            if button.label == label:
                return button.token
    return None


def list_changed(session: Session, after: int) -> tuple[int, Sequence[str]]:
    """Tell which chats got lines after a number, and the newest number of all."""
    newest = session.exec(select(func.max(ScreenLine.id))).one() or 0
    if newest <= after:
        return newest, ()
    chats = session.exec(
        select(Account.outer_id)
        .join(ScreenLine, col(ScreenLine.account_id) == Account.id)
        .where(ScreenLine.id > after)
        .distinct()
    ).all()
    return newest, chats


def clear_screen(session: Session, account_id: int) -> None:
    """Forget everything that stands on a screen."""
    lines = table(ScreenLine)
    session.connection().execute(delete(lines).where(lines.c.account_id == account_id))


def _open(session: Session, account: Account, lines: Iterable[ScreenLine]) -> Sequence[Line]:
    sealer = sealer_of(session, account.key_id)
    return [
        Line(line.id, line.source, line.is_ours, line.at, _read(sealer, line.body))
        for line in lines
    ]


def _read(sealer: Sealer, body: bytes) -> Shown:
    stored: dict[str, Any] = json.loads(sealer.open(body))
    buttons = [
        ScreenButton(label, token, bool(is_answer))
        for label, token, is_answer in stored.get("buttons", ())
    ]
    return Shown(
        stored["text"],
        tuple(buttons),
        stored.get("pressed", ""),
        tuple(stored.get("pictures", ())),
        tuple(stored.get("voices", ())),
    )


def _to_json(shown: Shown) -> str:
    stored: dict[str, Any] = {"text": shown.text}
    if shown.buttons:
        stored["buttons"] = [[it.label, it.token, int(it.is_answer)] for it in shown.buttons]
    if shown.pressed:
        stored["pressed"] = shown.pressed
    if shown.pictures:
        stored["pictures"] = shown.pictures
    if shown.voices:
        stored["voices"] = shown.voices
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
