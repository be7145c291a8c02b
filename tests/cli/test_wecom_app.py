"""The menu of WeCom's app at the shell, and what the doctor says of the app."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from handlers.meaning import understand
from handlers.sayings import Command
from services.texts import wecom as texts
from tests.cli.conftest import Minqing
from tests.wecom_app import SETTINGS
from tests.wecom_server import WeComServer

MENU, ASKED = "/cgi-bin/menu/create", "/cgi-bin/agent/get"


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


def findings(minqing: Minqing) -> dict[str, dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(minqing("doctor", "--json", code=1).out)
    return {it["name"]: it for it in found}


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
    assert "MINQING_WECOM__CORP_ID" in said
    assert len(said.strip().splitlines()) == 1


def test_the_doctor_finds_the_app_well(ready: Minqing, server: WeComServer) -> None:
    found = findings(ready)
    assert found["wecom"]["grade"] == "good"
    assert "民情直通车" in found["wecom"]["message"]
    assert "/wecom" in found["wecom"]["message"]
    assert "doors" not in found
    assert server.refused == []


@pytest.mark.parametrize(
    ("path", "code", "mend"),
    [
        (ASKED, 60020, "企业可信 IP"),
        (ASKED, 40056, "AgentId"),
        (ASKED, 301002, "同一个应用"),
        ("/cgi-bin/gettoken", 40013, "企业 ID"),
        ("/cgi-bin/gettoken", 40001, "Secret"),
        ("/cgi-bin/gettoken", -1, "API_URL"),
    ],
)
def test_the_doctor_says_what_to_click(
    ready: Minqing, server: WeComServer, path: str, code: int, mend: str
) -> None:
    server.fails(path, code, "no, from ip: 203.0.113.7", times=None)
    said = findings(ready)["wecom"]
    assert said["grade"] == "wrong"
    assert f"{code} no, from ip: 203.0.113.7" in said["message"]
    assert mend in said["mend"]


def test_the_doctor_names_what_is_missing(
    ready: Minqing, server: WeComServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_WECOM__TOKEN")
    said = findings(ready)["wecom"]
    assert said["grade"] == "wrong"
    assert "MINQING_WECOM__TOKEN" in said["message"]
    assert server.calls == []


def test_the_doctor_says_nothing_of_what_is_not_set(ready: Minqing) -> None:
    found = findings(ready)
    assert "wecom" not in found
    assert "没有接通" in found["doors"]["message"]
