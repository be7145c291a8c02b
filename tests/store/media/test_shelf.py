"""The shelf: sealed files named by what is in them."""

import hashlib
import os
import shutil
import stat
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.errors import NotFound
from services.attachments.shelf import LEAST_FREE, Shelf
from services.sealing import Vault
from tests.support.builders import MONDAY, SECRET

WORDS = b"a photo, or nearly"
LATER = MONDAY + timedelta(days=10_000)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "data" / "media", Vault(SECRET))


def files(shelf: Shelf) -> list[Path]:
    return [file for file in shelf.folder.rglob("*") if file.is_file()]


def test_what_is_put_is_given_under_its_digest(shelf: Shelf) -> None:
    content = shelf.put(WORDS)
    assert content == hashlib.sha256(WORDS).hexdigest()
    assert shelf.get(content) == WORDS
    assert list(shelf.list_all()) == [content]


def test_what_lies_there_is_sealed_and_private(shelf: Shelf) -> None:
    shelf.put(WORDS)
    (file,) = files(shelf)
    assert WORDS not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {stat.S_IMODE(it.stat().st_mode) for it in (file.parent, shelf.folder)} == {0o700}


def test_the_same_put_twice_lies_there_once_and_is_new_again(shelf: Shelf) -> None:
    content = shelf.put(WORDS)
    (file,) = files(shelf)
    sealed = file.read_bytes()
    os.utime(file, (1, 1))
    assert list(shelf.list_older(MONDAY)) == [content]
    assert shelf.put(WORDS) == content
    assert [it.read_bytes() for it in files(shelf)] == [sealed]
    assert file.stat().st_mtime > 1


def test_nothing_half_written_is_left_when_the_disk_is_full(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            shelf.put(WORDS)
    assert files(shelf) == []
    assert shelf.get(shelf.put(WORDS)) == WORDS


def test_half_written_files_of_a_crash_go_when_they_are_old(shelf: Shelf) -> None:
    content = shelf.put(WORDS)
    draft = shelf.folder / content[:2] / ".half"
    draft.write_bytes(b"half")
    shelf.drop_drafts(MONDAY - timedelta(days=10_000))
    assert draft.exists()
    os.utime(draft, (1, 1))
    assert list(shelf.list_older(MONDAY - timedelta(days=10_000))) == []
    assert draft.exists()
    shelf.drop_drafts(MONDAY - timedelta(days=10_000))
    assert not draft.exists()
    assert shelf.get(content) == WORDS


def test_what_was_removed_is_not_found(shelf: Shelf) -> None:
    content = shelf.put(WORDS)
    assert shelf.remove(content, LATER)
    assert not shelf.remove(content, LATER)
    with pytest.raises(NotFound):
        shelf.get(content)


def test_what_was_put_since_is_not_removed(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    content = shelf.put(WORDS)
    assert not shelf.remove(content, MONDAY - timedelta(days=10_000))
    (file,) = files(shelf)
    before = MONDAY - timedelta(days=9000)
    replace = Path.replace

    def put_meanwhile(self: Path, target: Path) -> Path:
        if self == file and file.stat().st_mtime == 1:
            shelf.put(WORDS)  # between the look and the removal
        return replace(self, target)

    os.utime(file, (1, 1))
    monkeypatch.setattr(Path, "replace", put_meanwhile)
    assert not shelf.remove(content, before)
    assert (files(shelf), shelf.get(content)) == ([file], WORDS)


@pytest.mark.parametrize("name", ["", "..", "../../secret.key", "0" * 63, "G" * 64, "0" * 64])
def test_no_other_name_leads_anywhere(shelf: Shelf, name: str) -> None:
    shelf.put(WORDS)
    with pytest.raises(NotFound):
        shelf.get(name)
    assert not shelf.remove(name, LATER)
    assert len(files(shelf)) == 1


def test_what_was_changed_or_sealed_with_another_key_is_not_given(shelf: Shelf) -> None:
    content = shelf.put(WORDS)
    with pytest.raises(NotFound):
        Shelf(shelf.folder, Vault("quite another key, long enough")).get(content)
    (file,) = files(shelf)
    other = shelf.put(b"another photo")
    (shelf.folder / other[:2] / other).replace(file)
    with pytest.raises(NotFound):
        shelf.get(content)
    file.write_bytes(b"junk")
    with pytest.raises(NotFound):
        shelf.get(content)


@pytest.mark.parametrize(("free", "has_room"), [(LEAST_FREE - 1, False), (LEAST_FREE, True)])
def test_a_shelf_on_a_full_disk_has_no_room(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, free: int, has_room: bool
) -> None:
    asked: list[Path] = []

    def usage(folder: Path) -> SimpleNamespace:
        asked.append(folder)
        return SimpleNamespace(free=free)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert shelf.has_room() is has_room
    shelf.put(WORDS)
    assert shelf.has_room() is has_room
    assert asked == [shelf.folder.parent.parent, shelf.folder]
