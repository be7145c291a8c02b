"""A running server, a caller with a token, and a program that answers callbacks."""

from collections.abc import Iterator

import pytest

from tests.wecom_server import Person, WeComServer
from tests.wecom_server.client import Caller, Program


@pytest.fixture
def server() -> Iterator[WeComServer]:
    """Give a running server."""
    with WeComServer() as running:
        yield running


@pytest.fixture
def caller(server: WeComServer) -> Iterator[Caller]:
    """Give who calls the server as the app."""
    with Caller(server) as calling:
        yield calling


@pytest.fixture
def wang(server: WeComServer) -> Person:
    """Give a member whom the app sees."""
    return server.person("王网格", userid="wang")


@pytest.fixture
def program(server: WeComServer) -> Iterator[Program]:
    """Give a program at the two addresses of the callbacks."""
    with Program(server) as running:
        server.callback_url = f"{running.origin}/wecom"
        server.bot_callback_url = f"{running.origin}/wecom/bot"
        yield running
