"""The photos and voices of a backup: one tar file beside it, sealed as they lie on the shelf."""

import os
import tarfile
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from sqlmodel import Session, col, select

from models.errors import MinqingError, OperatorError
from models.media import Attachment
from services.attachments.shelf import Shelf, shelf_of
from services.store import Store

LARGEST = 64 * 2**20
"""Bytes; no file of ours is larger."""


def beside(file: Path) -> Path:
    """Name the file that belongs to a backup."""
    return file.with_name(f"{file.name}.media.tar")


def back_up(folder: Path, file: Path) -> int:
    """Write what lies on the shelf beside a backup that was just made; give how many files.

    Taken after the store: what the store names is there, unless it was erased meanwhile.

    Raises:
        OperatorError: it cannot be written.
    """
    target = beside(file)
    draft = target.with_name(f".{target.name}.{uuid4().hex[:8]}")
    names = sorted(folder.glob("[0-9a-f][0-9a-f]/" + "[0-9a-f]" * 64))
    try:
        if not names:
            target.unlink(missing_ok=True)
            return 0
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as stream, tarfile.open(fileobj=stream, mode="w|") as tar:
            for name in names:
                _add(tar, name)
        draft.replace(target)
    except OSError as error:
        raise OperatorError(f"{target} 写不了：{error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
    return len(names)


def put_back(store: Store, file: Path) -> int:
    """Put the photos and voices of a backup back on the shelf; give how many.

    Raises:
        OperatorError: the file is damaged, of another key, or the shelf cannot be written.
    """
    source, shelf = beside(file), store.shelf
    if shelf is None or not source.is_file():
        return 0
    count = 0
    try:
        with tarfile.open(source, "r|") as tar:
            for member in tar:
                count += _put(store, shelf, tar, member)
    except (tarfile.TarError, EOFError) as error:
        raise OperatorError(f"{source} 已损坏：{error}") from error
    except OSError as error:
        raise OperatorError(f"{shelf.folder} 写不了：{error.strerror}") from error
    return count


def count_missing(session: Session) -> int:
    """Count the contents that the store names and the shelf has not."""
    shelf = shelf_of(session)
    named = session.exec(
        select(Attachment.content).where(col(Attachment.content).is_not(None)).distinct()
    ).all()
    return len(set(named).difference(shelf.list_all() if shelf else ()))


def _add(tar: tarfile.TarFile, name: Path) -> None:
    try:
        sealed = name.read_bytes()
    except FileNotFoundError:
        return  # erased while the backup was made
    member = tarfile.TarInfo(name.name)
    member.size, member.mode = len(sealed), 0o600
    tar.addfile(member, BytesIO(sealed))


def _put(store: Store, shelf: Shelf, tar: tarfile.TarFile, member: tarfile.TarInfo) -> int:
    """Only what opens with our key gets onto the shelf, under the name of what is in it."""
    stream = tar.extractfile(member) if member.isreg() and member.size <= LARGEST else None
    if stream is None:
        return 0
    try:
        data = store.vault.own.open_bytes(stream.read())
    except MinqingError as error:
        raise OperatorError(f"{member.name} 打不开：已损坏，或是用另一个密钥写的") from error
    shelf.put(data)
    return 1
