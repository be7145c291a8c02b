"""A server, the library's bot and a person."""

from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.client import a_bot


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    """Give a running server."""
    with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    """Give the library's bot, talking to the server."""
    async with a_bot(server) as it:
        yield it


@pytest.fixture
def zhang(server: TelegramServer) -> Person:
    """Give a person who has opened the bot."""
    person = server.person("张三", username="zhang_san")
    person.opens()
    return person
