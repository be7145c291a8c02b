"""A town and its desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.attachments.shelf import Shelf
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.support.desks import Office
from tests.support.towns import a_town


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    """The pages of a street (tests/support/towns.py) in which nobody is anything yet."""
    vault = Vault(SECRET)
    store = Store(sqlite_url, vault, shelf=Shelf(tmp_path / "media", vault))
    with store.write() as session:
        a_town(session)
    yield Office(store)
    store.close()
