"""A store that is closed while somebody still uses it."""

import pytest
from sqlalchemy import Engine, text

from services.engines import make_counting_engine
from services.sealing import Vault
from services.store import Store
from tests.support.builders import SECRET


@pytest.mark.parametrize("way", ["read", "write"])
def test_a_connection_in_use_is_closed_when_it_comes_back(postgres_store: Store, way: str) -> None:
    with getattr(postgres_store, way)() as session:
        late = session.connection().connection.driver_connection
        postgres_store.close()
        session.connection().execute(text("SELECT 1"))
    assert late.closed


def test_what_counts_aside_is_closed_too(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Engine] = []

    def make(url: str) -> Engine:
        made.append(make_counting_engine(url))
        return made[-1]

    monkeypatch.setattr("services.store.make_counting_engine", make)
    store = Store(postgres_url, Vault(SECRET))
    with made[0].connect() as connection:
        late = connection.connection.driver_connection
        store.close()
    assert late is not None
    assert late.closed
