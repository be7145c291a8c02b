"""The master key: as set, else the one kept beside the SQLite file, else made there once."""

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.setting_groups import Settings
from models.errors import OperatorError
from services.store import normalise_url


def find_or_make_key(settings: Settings) -> str:
    """Give the master key; make it, readable by this user only, when there is none yet.

    Raises:
        OperatorError: it must be set, or a store stands there whose key is gone.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    file = settings.key_file
    if file is None:
        raise OperatorError(
            "MINQING_SECRET_KEY：使用 PostgreSQL 时必须设置，例如 openssl rand -hex 32 的输出"
        )
    if not file.exists():
        if _has_a_key(settings):
            raise OperatorError(
                f"{file} 不见了，而数据库是用它加密的：请从备份放回（见 docs/running.md, Keys）"
            )
        _make(file)
    return _read(file)


def _read(file: Path) -> str:
    try:
        key = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{file} 读不了：请检查权限，或从备份放回") from error
    if not key:
        raise OperatorError(f"{file} 是空的：请从备份放回")
    return key


def _make(file: Path) -> None:
    """Write the whole file first and then name it, so that two programs agree on one key."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as stream:
            stream.write(secrets.token_urlsafe(48) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            os.link(draft, file)
    except OSError as error:
        raise OperatorError(f"{file} 写不了（{error.strerror}）：请检查权限和磁盘空间") from error
    finally:
        draft.unlink(missing_ok=True)


def _has_a_key(settings: Settings) -> bool:
    """Tell whether the store remembers the fingerprint of some key."""
    path = make_url(normalise_url(settings.database_url)).database or ""
    if not Path(path).is_file():
        return False
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.DatabaseError):
        return connection.execute("SELECT 1 FROM marks WHERE name = 'key'").fetchone() is not None
    return False
