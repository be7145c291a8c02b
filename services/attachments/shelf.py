"""The shelf: a folder of sealed photos and voices, each named by what is in it.

A file is named by the SHA-256 of its plain bytes: the same photo sent twice lies there once.
Replicas share the folder, and it is part of every backup.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from uuid import uuid4

from sqlmodel import Session

from models.errors import NotFound
from services.sealing import Unreadable, Vault

_NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DRAFT = "."
"""What the name of a half-written file begins with."""

LEAST_FREE = 500 * 2**20
"""Bytes of the disk that are left to the store and the system."""


class Shelf:
    """A folder of sealed files; what it is asked for by another name than a digest is not there.

    Args:
        folder: made when the first file is put there.
        vault: seals and opens the files.
    """

    def __init__(self, folder: Path, vault: Vault) -> None:
        self.folder = folder
        self._vault = vault

    def put(self, data: bytes) -> str:
        """Keep some bytes; give the name of their content. Put twice, they lie there once."""
        content = hashlib.sha256(data).hexdigest()
        file = self._file(content)
        with suppress(FileNotFoundError):
            os.utime(file)  # it was wanted just now: who sweeps leaves it alone
            return content
        self._make_folders(file.parent)
        draft = file.with_name(f"{_DRAFT}{uuid4().hex}")
        try:
            self._write(draft, self._vault.own.seal_bytes(data))
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        _flush_folder(file.parent)
        return content

    def get(self, content: str) -> bytes:
        """Give what was put.

        Raises:
            NotFound: attachment_unknown; it is not there, or not whole.
        """
        if _NAME.fullmatch(content) is None:
            raise NotFound("attachment_unknown")
        try:
            data = self._vault.own.open_bytes(self._file(content).read_bytes())
        except (FileNotFoundError, Unreadable) as error:
            raise NotFound("attachment_unknown") from error
        if hashlib.sha256(data).hexdigest() != content:
            raise NotFound("attachment_unknown")
        return data

    def has_room(self) -> bool:
        """Whether strangers may put more here: a full disk would stop the whole program."""
        folder = self.folder.absolute()
        found = next(it for it in (folder, *folder.parents) if it.is_dir())
        return shutil.disk_usage(found).free >= LEAST_FREE

    def remove(self, content: str, before: datetime) -> bool:
        """Forget a content that nobody has put since; tell whether it went.

        It is laid aside first: who puts it meanwhile either finds it there, which shows, or
        puts it anew.
        """
        if _NAME.fullmatch(content) is None:
            return False
        file = self._file(content)
        aside = file.with_name(f"{_DRAFT}{uuid4().hex}")
        try:
            if _put_at(file) >= before:
                return False
            file.replace(aside)
            if _put_at(aside) >= before:
                aside.replace(file)
                return False
        except FileNotFoundError:
            return False
        aside.unlink(missing_ok=True)
        return True

    def list_older(self, before: datetime) -> Iterator[str]:
        """List the contents that nobody has put since."""
        for file in self._files():
            with suppress(FileNotFoundError):
                if _NAME.fullmatch(file.name) and _put_at(file) < before:
                    yield file.name

    def drop_drafts(self, before: datetime) -> None:
        """Forget the half-written files of then."""
        for file in self._files():
            with suppress(FileNotFoundError):
                if file.name.startswith(_DRAFT) and _put_at(file) < before:
                    file.unlink()

    def list_all(self) -> Iterator[str]:
        """List every content that lies here."""
        for file in self._files():
            if _NAME.fullmatch(file.name):
                yield file.name

    def _files(self) -> Iterator[Path]:
        if self.folder.is_dir():
            yield from sorted(self.folder.glob("[0-9a-f][0-9a-f]/*"))

    def _file(self, content: str) -> Path:
        return self.folder / content[:2] / content

    def _make_folders(self, inner: Path) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            inner.mkdir(mode=0o700)
            _flush_folder(self.folder)

    def _write(self, file: Path, sealed: bytes) -> None:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as stream:
            stream.write(sealed)
            stream.flush()
            os.fsync(stream.fileno())


def shelf_of(session: Session) -> Shelf | None:
    """Give the shelf of the store this session belongs to; None where there is none."""
    return cast("Shelf | None", session.info["shelf"])


def _put_at(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _flush_folder(folder: Path) -> None:
    """Make a new name survive a power cut."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
