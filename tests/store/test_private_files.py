import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import migrations
from services.sealing import Vault
from services.store import Store, is_transient
from tests.support.builders import SECRET


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


@pytest.mark.parametrize("is_migrated_first", [True, False])
def test_a_new_sqlite_file_and_its_folder_are_private(
    tmp_path: Path, *, is_migrated_first: bool
) -> None:
    file = tmp_path / "data" / "minqing.db"
    if is_migrated_first:
        migrations.upgrade(f"sqlite:///{file}")
    store = Store(f"sqlite:///{file}", Vault(SECRET))
    with store.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE x (y)")
        session.connection().exec_driver_sql("INSERT INTO x VALUES (1)")
        assert mode(Path(f"{file}-wal")) == 0o600
    assert (mode(file), mode(file.parent)) == (0o600, 0o700)
    store.close()


def test_an_error_of_the_store_tells_no_words(store: Store) -> None:
    with pytest.raises(DBAPIError) as failed, store.write() as session:
        session.connection().execute(text("SELECT * FROM missing WHERE x = :x"), {"x": "13800"})
    assert "13800" not in str(failed.value)
    assert "missing" in str(failed.value)


def test_whoever_waits_too_long_for_a_row_may_try_again(postgres_url: str) -> None:
    store = Store(postgres_url, Vault(SECRET))
    with store.read() as session:
        assert session.connection().execute(text("SHOW lock_timeout")).scalar_one() == "10s"
    with store.write() as first:
        first.connection().execute(text("LOCK TABLE marks"))
        with store.write() as second:
            second.connection().execute(text("SET LOCAL lock_timeout = 10"))
            with pytest.raises(DBAPIError) as failed:
                second.connection().execute(text("SELECT * FROM marks"))
    assert is_transient(failed.value)
    store.close()
