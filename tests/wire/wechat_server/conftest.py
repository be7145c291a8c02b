"""A server whose clock the test moves, a program that answers, and a person who follows."""

from collections.abc import Iterator

import pytest

from tests.servers.program import Program
from tests.wechat_server import Person, WeChatServer
from tests.wechat_server.client import Hands


@pytest.fixture
def hands() -> Hands:
    """Give the clock."""
    return Hands()


@pytest.fixture
def server(hands: Hands) -> Iterator[WeChatServer]:
    """Give a running server that posts to nobody."""
    with WeChatServer(clock=hands) as running:
        yield running


@pytest.fixture
def zhang(server: WeChatServer) -> Person:
    """Give a person who follows and has just written."""
    person = server.person("张奶奶")
    person.follows()
    person.says("您好")
    return person


@pytest.fixture
def program() -> Iterator[Program]:
    """Give a program that answers."""
    with Program() as running:
        yield running
