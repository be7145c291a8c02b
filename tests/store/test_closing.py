"""A store that is closed while somebody still uses it."""

import pytest
from sqlalchemy import text

from services.store import Store


@pytest.mark.parametrize("way", ["read", "write"])
def test_a_connection_in_use_is_closed_when_it_comes_back(postgres_store: Store, way: str) -> None:
    with getattr(postgres_store, way)() as session:
        late = session.connection().connection.driver_connection
        postgres_store.close()
        session.connection().execute(text("SELECT 1"))
    assert late.closed


def test_what_counts_aside_is_closed_too(postgres_store: Store) -> None:
    with postgres_store.write() as session:
        postgres_store.take_serial(session, "MQ", 2026)
    counting = postgres_store._counting
    assert counting is not None
    with counting.connect() as connection:
        late = connection.connection.driver_connection
        postgres_store.close()
    assert late is not None
    assert late.closed
