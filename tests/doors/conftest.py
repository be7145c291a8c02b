"""The program behind each of its doors, started once for all tests of this folder."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.doors.houses import (
    House,
    browsers,
    corporations,
    groups,
    official_accounts,
    private_chats,
    webhooks,
)
from tests.support import databases

Opens = Callable[[Path, str], AbstractContextManager[House]]

DOORS: dict[str, Opens] = {
    "private chats": private_chats,
    "browsers": browsers,
    "groups": groups,
    "WeCom": corporations,
    "WeChat": official_accounts,
}
"""The first is the one that the others are compared with."""


@pytest.fixture(scope="package")
def houses(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[Callable[[str], House]]:
    """Give the house with a door, opened when somebody first asks for it."""
    opened: dict[str, House] = {}
    tried: set[str] = set()
    with ExitStack() as stack:

        def house(door: str) -> House:
            assert door not in tried or door in opened, f"{door} did not open"
            tried.add(door)
            if door not in opened:
                folder = tmp_path_factory.mktemp("house")
                url = databases.a_sqlite_database(folder, sqlite_template)
                opened[door] = stack.enter_context(DOORS[door](folder, url))
            return opened[door]

        yield house


@pytest.fixture(scope="package")
def house_on_postgresql(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, postgres_template: str
) -> Iterator[House]:
    """Give a house that Telegram calls, and whose ledger is on PostgreSQL."""
    with (
        databases.a_postgres_database(postgres_server, postgres_template) as url,
        webhooks(tmp_path_factory.mktemp("house"), url) as house,
    ):
        yield house


@pytest.fixture(scope="package")
def account_on_postgresql(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, postgres_template: str
) -> Iterator[House]:
    """Give a house with an official account, and whose ledger is on PostgreSQL."""
    with (
        databases.a_postgres_database(postgres_server, postgres_template) as url,
        official_accounts(tmp_path_factory.mktemp("house"), url) as house,
    ):
        yield house
