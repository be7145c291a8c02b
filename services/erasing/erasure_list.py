"""The list of what was erased: kept outside the database, so that a restored backup forgets too.

Each line names a key that was destroyed by its number and a keyed fingerprint of it: numbers are
given again after a restore, and another's key must not go. Lines are only ever appended.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, cast

from sqlmodel import Session, col, select

from models.errors import Conflict
from models.keys import Key
from services.sealing import vault_of


class Wish(StrEnum):
    """What was erased: somebody, whose open matters ended or went on, or one account of theirs."""

    WITHDRAWN = "withdrawn"
    ANONYMOUS = "anonymous"
    ACCOUNT = "account"


class Erased(NamedTuple):
    """One line of the list."""

    key_id: int
    fingerprint: str
    wish: Wish


class ErasureList:
    """A file that is only ever appended to.

    Args:
        file: made with its folder when the first line is written.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def append(self, lines: Sequence[Erased], at: datetime) -> None:
        """Write lines, and have them on the disk before anything else is done.

        Raises:
            OSError: they could not be written.
        """
        text = "".join(
            f"{it.key_id} {it.fingerprint} {it.wish} {at.isoformat()}\n" for it in lines
        )
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(opened, "ab", buffering=0) as stream:
            if stream.tell() and not self._ends_a_line():
                text = "\n" + text  # the power went while the last one was written
            stream.write(text.encode())
            os.fsync(stream.fileno())

    def read(self) -> Sequence[Erased]:
        """Give every whole line, the oldest first; a torn one destroyed nothing."""
        try:
            lines = self.file.read_text("utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        return [found for line in lines if (found := _read_line(line)) is not None]

    def is_writable(self) -> bool:
        """Tell whether a line could be appended; nothing is changed."""
        place = self.file if self.file.exists() else self.file.parent
        while not place.exists() and place != place.parent:
            place = place.parent
        return os.access(place, os.W_OK)

    def _ends_a_line(self) -> bool:
        with self.file.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) == b"\n"


def note(session: Session, wishes: Mapping[int, Wish], at: datetime) -> None:
    """Put keys that are about to be destroyed on the list, by their ids.

    Raises:
        Conflict: erasure_unlisted; a backup could bring back what is not on it.
    """
    list_ = list_of(session)
    if list_ is None:
        return
    keys = session.exec(select(Key).where(col(Key.id).in_(wishes), col(Key.wrapped).is_not(None)))
    lines = [Erased(it.id, fingerprint(session, it), wishes[it.id]) for it in keys]
    try:
        if lines:
            list_.append(lines, at)
    except OSError as error:
        raise Conflict("erasure_unlisted") from error


def list_of(session: Session) -> ErasureList | None:
    """Give the list of the store this session belongs to; None where there is none."""
    return cast("ErasureList | None", session.info["erasures"])


def fingerprint(session: Session, key: Key) -> str:
    """Tell a key from whichever other one had, or will have, its number."""
    return vault_of(session).find_hash("key", (key.wrapped or b"").hex())


def _read_line(line: str) -> Erased | None:
    match line.split():
        case [number, mark, wish, _] if number.isdigit() and wish in set(Wish):
            return Erased(int(number), mark, Wish(wish))
        case _:
            return None
