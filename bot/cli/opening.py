"""Opening the store for a command."""

from collections.abc import Generator
from contextlib import contextmanager

from bot.secret_key import find_or_make_key
from bot.setting_groups import Settings
from bot.settings import read_settings
from bot.shape import make_or_check_shape
from services.areas import areas
from services.attachments.shelf import Shelf
from services.clock import Clock, SystemClock
from services.erasing import replay
from services.erasing.erasure_list import ErasureList
from services.sealing import Vault
from services.store import Store


@contextmanager
def open_store(settings: Settings | None = None) -> Generator[Store]:
    """Open the store of the settings, ready to be used: an empty one is made whole first.

    Raises:
        OperatorError: it cannot be opened, or has another shape than this program wants.
    """
    settings = settings or read_settings()
    vault = Vault(find_or_make_key(settings))
    make_or_check_shape(settings.database_url)
    shelf = Shelf(settings.media.folder, vault)
    erasures = ErasureList(settings.erasures_file)
    store = Store(settings.database_url, vault, settings.rules, shelf, erasures)
    try:
        store.check_key()
        with store.read() as session:
            is_new = areas.find_street(session) is None
        if is_new:
            with store.write() as session:
                areas.ensure_street(session, settings.street_code, settings.street_name)
        replay.erase_again(store, clock_of(settings))
        yield store
    finally:
        store.close()


def clock_of(settings: Settings) -> Clock:
    """Give the machine's clock in the street's zone."""
    return SystemClock(settings.timezone)
