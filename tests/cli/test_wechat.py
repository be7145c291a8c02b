"""The menu and the codes of the official account at the shell, and what the doctor says of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.understanding.meaning import understand
from handlers.understanding.sayings import Command, Human
from services.attachments.pictures import sniff
from services.texts import wechat as texts
from tests.cli.conftest import Minqing
from tests.wechat_server import WeChatServer

MENU = "/cgi-bin/menu/create"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WeChatServer]:
    """An account whose settings are those of this machine."""
    with WeChatServer() as server:
        account = server.account
        for name, value in {
            "APP_ID": account.app_id,
            "APP_SECRET": account.secret,
            "TOKEN": account.token,
            "API_URL": server.origin,
        }.items():
            monkeypatch.setenv(f"MINQING_WECHAT__{name}", value)
        yield server


@pytest.fixture
def ready(migrated: None, minqing: Minqing) -> Minqing:
    del migrated
    return minqing


def findings(minqing: Minqing, code: int) -> dict[str, dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(minqing("doctor", "--json", code=code).out)
    return {it["name"]: it for it in found}


def test_the_menu_is_set_shown_and_removed(ready: Minqing, server: WeChatServer) -> None:
    assert "现在没有菜单" in ready("wechat", "menu", "--show").err
    assert "我要反映" in ready("wechat", "menu").out
    assert server.world.menu is not None
    assert [it["name"] for it in server.world.menu["button"]] == ["我要反映", "认领岗位", "我的"]
    assert "我反映的事" in ready("wechat", "menu", "--show").out
    ready("wechat", "menu")
    ready("wechat", "menu", "--remove")
    assert server.world.menu is None
    assert "现在没有菜单" in ready("wechat", "menu", "--show").err
    ready("wechat", "menu", "--show", "--remove", code=2)


def test_with_an_address_the_menu_opens_our_page(
    ready: Minqing, server: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_WEB__PUBLIC_URL", "https://street.gov.cn")
    ready("wechat", "menu")
    assert server.world.menu is not None
    below = server.world.menu["button"][2]["sub_button"]
    assert len(below) == 5
    board = {"type": "view", "name": "公示栏", "url": "https://street.gov.cn/board"}
    assert board in below
    assert "公示" not in [it["name"] for it in below]
    assert server.refused == []


def test_every_press_says_a_command() -> None:
    keys = [texts.MENU_REPORT[1], *texts.MENU_OF_POSTS.values(), *texts.MENU_OF_MINE.values()]
    assert [key for key in keys if not isinstance(understand(key), Command | Human)] == []


def test_a_code_leads_to_its_area(ready: Minqing, server: WeChatServer, tmp_path: Path) -> None:
    ready("areas", "add", "ZX", "中心社区", "community")
    link = ready("wechat", "code", "ZX").out.strip()
    assert link.startswith("http")
    assert list(server.world.codes) == ["area-ZX"]
    picture = tmp_path / "ZX.jpg"
    ready("wechat", "code", "ZX", "--out", str(picture))
    assert sniff(picture.read_bytes()) == "image/jpeg"
    assert "没有" in ready("wechat", "code", "NO", code=1).err


def test_what_wechat_refuses_is_one_line(ready: Minqing, server: WeChatServer) -> None:
    server.fails(MENU, 40018, "invalid button name size")
    said = ready("wechat", "menu", code=1).err
    assert "40018" in said
    assert len(said.strip().splitlines()) == 1


def test_an_account_without_the_right_hears_who_has_it(
    ready: Minqing, server: WeChatServer
) -> None:
    ready("areas", "add", "ZX", "中心社区", "community")
    for path in (MENU, "/cgi-bin/qrcode/create"):
        server.fails(path, 48001, "api unauthorized")
    assert "没有认证的公众号（从前叫订阅号）" in ready("wechat", "menu", code=1).err
    said = ready("wechat", "code", "ZX", code=1).err
    assert "只有认证的服务号能做" in said
    assert "48001" in said


def test_without_the_settings_a_command_says_which(ready: Minqing) -> None:
    said = ready("wechat", "menu", code=1).err
    for name in ("APP_ID", "APP_SECRET", "TOKEN"):
        assert f"MINQING_WECHAT__{name}" in said
    assert "基础信息" in said
    assert len(said.strip().splitlines()) == 1


def test_what_is_set_is_not_called_missing(
    ready: Minqing, server: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.calls == []
    monkeypatch.delenv("MINQING_WECHAT__APP_SECRET")
    said = ready("wechat", "menu", code=1).err
    assert "还缺设置：MINQING_WECHAT__APP_SECRET（" in said


def test_the_doctor_finds_the_account_well(ready: Minqing, server: WeChatServer) -> None:
    said = findings(ready, 1)["wechat"]
    assert said["grade"] == "good"
    assert server.account.app_id in said["message"]


@pytest.mark.parametrize(
    ("code", "mend"), [(40164, "IP 白名单"), (40125, "AppSecret"), (40013, "AppID")]
)
def test_the_doctor_says_what_to_click(
    ready: Minqing, server: WeChatServer, code: int, mend: str
) -> None:
    server.fails("/cgi-bin/stable_token", code, "ordered", times=None)
    said = findings(ready, 1)["wechat"]
    assert said["grade"] == "wrong"
    assert str(code) in said["message"]
    assert mend in said["mend"]


def test_the_doctor_says_what_goes_without_a_secret(
    ready: Minqing, server: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINQING_WECHAT__APP_SECRET")
    said = findings(ready, 1)["wechat"]
    assert said["grade"] == "note"
    assert "当场回复" in said["message"]
    assert server.calls == []


def test_the_doctor_names_what_is_missing(
    ready: Minqing, server: WeChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.calls == []
    monkeypatch.delenv("MINQING_WECHAT__TOKEN")
    said = findings(ready, 1)["wechat"]
    assert said["grade"] == "wrong"
    assert "MINQING_WECHAT__TOKEN" in said["message"]
    assert "自己想一个" in said["mend"]
