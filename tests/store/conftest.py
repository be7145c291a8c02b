"""A store of each kind, closed when the test is over."""

from collections.abc import Iterator

import pytest

from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET
from tests.support.towns import a_town


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty, migrated store; the test runs once on SQLite and once on PostgreSQL."""
    store = Store(store_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """An empty, migrated store on SQLite, for rules that no database can change."""
    store = Store(sqlite_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
def postgres_store(postgres_url: str) -> Iterator[Store]:
    """An empty, migrated store on PostgreSQL, for what only several connections can show."""
    store = Store(postgres_url, Vault(SECRET))
    yield store
    store.close()


@pytest.fixture
def town(sqlite_store: Store) -> Store:
    """A store on SQLite with the areas of a street."""
    with sqlite_store.write() as session:
        a_town(session)
    return sqlite_store
