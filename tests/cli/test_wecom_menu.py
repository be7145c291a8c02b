"""The menu of WeCom's app at the shell."""

from collections.abc import Iterator

import pytest

from handlers.understanding.meaning import understand
from handlers.understanding.sayings import Command
from services.texts import wecom as texts
from tests.cli.conftest import Minqing
from tests.support.wecom_app import SETTINGS
from tests.wecom_server import WeComServer

MENU = "/cgi-bin/menu/create"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WeComServer]:
    """An app whose settings are those of this machine."""
    with WeComServer() as server:
        for name, value in (SETTINGS | {"api_url": server.origin}).items():
            monkeypatch.setenv(f"MINQING_WECOM__{name.upper()}", str(value))
        yield server


@pytest.fixture
def ready(migrated: None, minqing: Minqing) -> Minqing:
    del migrated
    return minqing


def test_the_menu_is_set_and_each_press_says_a_command(
    ready: Minqing, server: WeComServer
) -> None:
    assert "更多功能" in ready("wecom", "menu").out
    ready("wecom", "menu")
    [*_, call] = server.calls_of(MENU)
    assert [it["name"] for it in call.body["button"]] == ["待办", "认领岗位", "我的"]
    items = [below for it in call.body["button"] for below in it.get("sub_button", [it])]
    assert [it["type"] for it in items] == ["click"] * len(items)
    keys = [it["key"] for it in items]
    assert [key for key in keys if not isinstance(understand(key), Command)] == []
    assert set(texts.MENU_OF_MINE.values()) < set(keys)
    assert server.refused == []


def test_what_wecom_refuses_is_one_line(ready: Minqing, server: WeComServer) -> None:
    server.fails(MENU, 60011, "no privilege")
    said = ready("wecom", "menu", code=1).err
    assert "60011" in said
    assert len(said.strip().splitlines()) == 1


def test_without_the_settings_a_command_says_which(ready: Minqing) -> None:
    said = ready("wecom", "menu", code=1).err
    for name in ("CORP_ID", "AGENT_ID", "SECRET", "TOKEN", "AES_KEY"):
        assert f"MINQING_WECOM__{name}" in said
    assert len(said.strip().splitlines()) == 1


def test_with_an_address_one_button_opens_the_board(
    ready: Minqing, server: WeComServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_WEB__PUBLIC_URL", "https://street.gov.cn")
    assert "https://street.gov.cn/board" in ready("wecom", "menu").out
    [*_, call] = server.calls_of(MENU)
    below = call.body["button"][2]["sub_button"]
    assert {"type": "view", "name": "公示栏", "url": "https://street.gov.cn/board"} in below
    assert len(below) == len(texts.MENU_OF_MINE)
