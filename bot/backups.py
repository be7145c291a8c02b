"""Copies of the whole store, and putting one back."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlmodel import Session, col, func, select

import migrations
from bot.shape import is_known
from models.areas import Area
from models.cases import Case
from models.errors import OperatorError, WrongKey
from models.inbox import Event
from models.people import Person
from services.engines import APPLICATION
from services.store import Store

RUNNING = "程序正在运行，先停下来；数据库没有改动"
PATIENCE = 1.0
"""Seconds to wait for somebody who is just leaving the store."""

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = :name AND pid <> pg_backend_pid()"
)

PAGES = 500
"""Copied at a time (2 MB); between two steps the running program may write."""

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


def back_up(store: Store, file: Path, progress: Progress) -> None:
    """Copy a store to a file, readable by this user only, while the program runs.

    Raises:
        OperatorError: it cannot be written, or pg_dump is missing or failed.
    """
    draft = file.with_name(f".{file.name}.{uuid4().hex[:8]}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        if store.is_sqlite:
            _copy_sqlite(_path(store), draft, progress)
        else:
            _call("pg_dump", store, "--format=custom", "--no-owner", f"--file={draft}")
        draft.replace(file)
    except OSError as error:
        raise OperatorError(f"{file} 写不了：{error.strerror}") from error
    except sqlite3.Error as error:
        raise OperatorError(f"{file} 没有写成：{error}") from error
    finally:
        draft.unlink(missing_ok=True)


def put_back(store: Store, file: Path, progress: Progress) -> None:
    """Replace everything in a store by a copy, and bring that to the newest shape.

    Raises:
        OperatorError: the file is no backup of this kind, or the program runs.
        WrongKey: it was written with another SECRET_KEY.
    """
    if not file.is_file():
        raise OperatorError(f"没有这个文件：{file}")
    if store.is_sqlite:
        check_sqlite_copy(file, store.vault.fingerprint)
        store.close()
        _replace_sqlite(file, _path(store), progress)
    else:
        _refuse_while_in_use(store)
        _call(
            "pg_restore", store, "--clean", "--if-exists", "--no-owner", "--single-transaction",
            "--exit-on-error", str(file),
        )  # fmt: skip
    migrations.upgrade(store.url)
    store.check_key()


def is_empty(session: Session) -> bool:
    """Tell whether nothing would be lost by putting a copy in its place."""
    rows = session.exec(
        select(
            select(func.count(col(Person.id))).scalar_subquery(),
            select(func.count(col(Case.id))).scalar_subquery(),
            select(func.count(col(Event.id))).scalar_subquery(),
            select(func.count(col(Area.id))).scalar_subquery(),
        )
    ).one()
    people, cases, events, areas = rows
    return not (people or cases or events or areas > 1)


def check_sqlite_copy(file: Path, fingerprint: str | None) -> None:
    """Refuse a file that is no sound copy, or not of this key.

    Raises:
        OperatorError: no backup, damaged, or of a newer program.
        WrongKey: it was written with another SECRET_KEY.
    """
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            key = copy.execute("SELECT value FROM marks WHERE name = 'key'").fetchone()
            revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise OperatorError(f"{file} 不是本程序的备份：{error}") from error
    if verdict != "ok":
        raise OperatorError(f"{file} 已损坏：{verdict}")
    if revision is None or not is_known(revision[0]):
        raise OperatorError(f"{file} 是更新的版本写的，请先升级本程序")
    if key is not None and fingerprint is not None and key[0] != fingerprint:
        raise WrongKey(
            f"{file} 是用另一个 MINQING_SECRET_KEY 写的：请先放回与它一起保存的密钥（secret.key）"
        )


def _copy_sqlite(source: Path, target: Path, progress: Progress) -> None:
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(
            there,
            pages=PAGES,
            progress=lambda _, left, total: progress(total - left, total),
            sleep=0.01,
        )
        there.execute("PRAGMA journal_mode=DELETE").fetchone()


def _replace_sqlite(source: Path, target: Path, progress: Progress) -> None:
    """Copy over a store that nobody else has open, all of it in one transaction.

    Leaving WAL needs the file for oneself: whoever has it open, even idle, stands in the way.
    """
    try:
        with closing(sqlite3.connect(source)) as here, closing(_take(target)) as there:
            here.backup(
                there, pages=PAGES, progress=lambda _, left, total: progress(total - left, total)
            )
    except sqlite3.Error as error:
        raise OperatorError(f"没有恢复成，数据库没有改动：{error}") from error


def _take(target: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(target, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchone()
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # the lock is kept
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise OperatorError(RUNNING) from error
        raise
    return connection


def _refuse_while_in_use(store: Store) -> None:
    with store.engine.connect() as connection:
        others = connection.execute(_OTHERS, {"name": APPLICATION}).scalar_one()
    store.close()
    if others:
        raise OperatorError(RUNNING)


def _path(store: Store) -> Path:
    return Path(make_url(store.url).database or "")


def _call(program: str, store: Store, *options: str) -> None:
    """Run a PostgreSQL program; the password goes by its environment, which others cannot see."""
    found = shutil.which(program)
    if found is None:
        raise OperatorError(f"没有找到 {program}：请安装 postgresql-client，版本不低于服务器")
    url = make_url(store.url)
    target = _without_password(url)
    environment = {"PGPASSWORD": str(url.password)} if url.password else None
    done = subprocess.run(  # noqa: S603 - found on PATH, arguments are ours
        [found, f"--dbname={target}", *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise OperatorError(f"{program} 没有成功：{last}")


def _without_password(url: URL) -> str:
    plain = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    )
    return plain.render_as_string(hide_password=False)
