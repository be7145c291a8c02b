"""Opening the store for a command."""

from collections.abc import Iterator
from contextlib import contextmanager

import migrations
from bot.secret_key import find_or_make_key
from bot.setting_groups import Settings
from bot.settings import read_settings
from models.errors import OperatorError
from services import areas
from services.clock import Clock, SystemClock
from services.sealing import Vault
from services.store import Store


@contextmanager
def open_store(settings: Settings | None = None) -> Iterator[Store]:
    """Open the store of the settings, ready to be used: an empty one is made whole first.

    Raises:
        OperatorError: it cannot be opened, or has another shape than this program wants.
    """
    settings = settings or read_settings()
    vault = Vault(find_or_make_key(settings))
    _make_shape(settings.database_url)
    store = Store(settings.database_url, vault, settings.rules)
    try:
        store.check_key()
        with store.read() as session:
            is_new = areas.find_street(session) is None
        if is_new:
            with store.write() as session:
                areas.ensure_street(session, settings.street_code, settings.street_name)
        yield store
    finally:
        store.close()


def clock_of(settings: Settings) -> Clock:
    """Give the machine's clock in the street's zone."""
    return SystemClock(settings.timezone)


def _make_shape(url: str) -> None:
    revision = migrations.current(url)
    if revision is None:
        migrations.upgrade(url)
    elif revision != migrations.head():
        if migrations.is_known(revision):
            raise OperatorError("数据库是旧版本的结构：请先备份，再运行 minqing migrate")
        raise OperatorError("数据库是更新的版本建的：请升级本程序")
