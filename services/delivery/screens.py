"""The screens of browser chats: what was said, kept so that every tab and every visit shows it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
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
    """A button under a line.

    Args:
        label: what stands on it.
        token: what a press sends.
        is_answer: it is of use only while its question is open.
        link: instead of the token, it starts the presser's own chat with /start LINK.
    """

    label: str
    token: str
    is_answer: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a line shows.

    Args:
        text: as it is read.
        buttons: what may be pressed under it.
        pressed: the token of the button that made this line.
        pictures: contents on the shelf (attachments/shelf.py) that are shown above the text.
        voices: the same, to be listened to.
        documents: the same, to be kept, each with its name.
        speaker: who said it, on the screen of a group.
        is_notice: a short word that answers a press in a group.
    """

    text: str
    buttons: tuple[ScreenButton, ...] = ()
    pressed: str = ""
    pictures: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    speaker: str = ""
    is_notice: bool = False
    documents: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a screen. `revision`: which new look of the screen's lines it shows, or 0."""

    id: int
    source: str
    is_ours: bool
    at: datetime
    shown: Shown
    revision: int = 0


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


def replace_line(session: Session, account: Account, line_id: int, shown: Shown) -> bool:
    """Give a line of a screen a new look in its place; False when it stands there no more."""
    lock(session, Account, account.id)  # as above: revisions, too, become visible in their order
    revision = newest_revision(session, account) + 1
    sealer = sealer_of(session, account.key_id)
    lines = table(ScreenLine)
    replaced = session.connection().execute(
        update(lines)
        .where(lines.c.account_id == account.id, lines.c.id == line_id)
        .values(body=sealer.seal(_to_json(shown)), revision=revision)
    )
    return replaced.rowcount == 1


def newest_revision(session: Session, account: Account) -> int:
    """Give the number of the last new look on a screen; 0 when no line ever got one."""
    statement = select(func.max(ScreenLine.revision)).where(
        ScreenLine.account_id == account.id, ScreenLine.revision > 0
    )
    return session.exec(statement).one() or 0


def list_replaced(session: Session, account: Account, after: int, upto: int) -> Sequence[Line]:
    """List lines up to a number that got a new look after a revision, in the order of those."""
    found = session.exec(
        select(ScreenLine)
        .where(
            ScreenLine.account_id == account.id,
            ScreenLine.revision > after,
            ScreenLine.id <= upto,
        )
        .order_by(col(ScreenLine.revision))
        .limit(PAGE)
    ).all()
    return _open(session, account, found)


def find_line(session: Session, account: Account, line_id: int) -> Line | None:
    """Find a line of this screen, and of no other."""
    found = session.exec(
        select(ScreenLine).where(ScreenLine.account_id == account.id, ScreenLine.id == line_id)
    ).all()
    return next(iter(_open(session, account, found)), None)


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
        Line(line.id, line.source, line.is_ours, line.at, _read(sealer, line.body), line.revision)
        for line in lines
    ]


def _read(sealer: Sealer, body: bytes) -> Shown:
    stored: dict[str, Any] = json.loads(sealer.open(body))
    return Shown(
        stored["text"],
        tuple(
            ScreenButton(label, token, bool(is_answer), *link)
            for label, token, is_answer, *link in stored.get("buttons", ())
        ),
        stored.get("pressed", ""),
        tuple(stored.get("pictures", ())),
        tuple(stored.get("voices", ())),
        stored.get("speaker", ""),
        bool(stored.get("notice")),
        tuple((content, name) for content, name in stored.get("documents", ())),
    )


def _to_json(shown: Shown) -> str:
    stored: dict[str, Any] = {"text": shown.text}
    if shown.buttons:
        stored["buttons"] = [
            [it.label, it.token, int(it.is_answer), *([it.link] if it.link else ())]
            for it in shown.buttons
        ]
    if shown.pressed:
        stored["pressed"] = shown.pressed
    if shown.pictures:
        stored["pictures"] = shown.pictures
    if shown.voices:
        stored["voices"] = shown.voices
    if shown.documents:
        stored["documents"] = shown.documents
    if shown.speaker:
        stored["speaker"] = shown.speaker
    if shown.is_notice:
        stored["notice"] = 1
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
