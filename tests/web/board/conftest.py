"""A town and its board."""

from collections.abc import Iterator

import pytest

from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.support.desks import Office
from tests.support.towns import a_town


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """The pages of a street (tests/support/towns.py) in which nobody is anything yet."""
    store = Store(sqlite_url, Vault(SECRET))
    with store.write() as session:
        a_town(session)
    yield Office(store)
    store.close()
