"""Invitations at the shell: codes, and links to the doors that have an address."""

import json
from collections.abc import Callable

import pytest
from sqlmodel import select

from models.access import Invitation
from models.facts import Mark
from services.store import Store
from tests.cli.conftest import Minqing

pytestmark = pytest.mark.usefixtures("migrated")

OpenStore = Callable[[], Store]


def test_an_invitation_is_printed_with_its_link(minqing: Minqing, store: OpenStore) -> None:
    minqing("areas", "add", "ZX", "中心社区", "community")
    opened = store()
    with opened.write() as session:
        session.add(Mark(name="telegram_username", value="minqing_bot"))
    made = json.loads(minqing("invite", "clerk", "--area", "zx", "--count", "2", "--json").out)
    assert len({each["code"] for each in made}) == 2
    for each in made:
        link = f"https://t.me/minqing_bot?start=join-{each['code']}"
        assert each == {
            "code": each["code"], "role": "clerk", "area": "ZX", "links": {"telegram": link}
        }  # fmt: skip
    assert made[0]["code"] not in minqing("areas", "list").out
    with opened.read() as session:
        assert len(session.exec(select(Invitation)).all()) == 2
    opened.close()


def test_without_a_telegram_bot_an_invitation_has_no_link(minqing: Minqing) -> None:
    made = json.loads(minqing("invite", "grid_manager", "--json").out)
    assert [(each["role"], each["area"], each["links"]) for each in made] == [
        ("grid_manager", "JD", {})
    ]
    plain = minqing("invite", "grid_manager").out
    assert len(plain.strip()) == 11


def test_with_an_address_of_the_page_an_invitation_has_a_link_to_it(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_WEB__PUBLIC_URL", "https://street.example")
    [made] = json.loads(minqing("invite", "clerk", "--json").out)
    assert made["links"] == {"browser": f"https://street.example/chat?start=join-{made['code']}"}


def test_an_invitation_names_the_doors_on_which_its_code_is_said(
    minqing: Minqing, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "对机器人发：加入 邀请码" in minqing("invite", "clerk").err
    monkeypatch.setenv("MINQING_WECHAT__APP_ID", "wx1234567890abcdef")
    monkeypatch.setenv("MINQING_WECOM__CORP_ID", "ww1234567890abcdef")
    assert "在公众号、企业微信的应用里发：加入 邀请码" in minqing("invite", "clerk").err


def test_an_invitation_to_an_unknown_area_is_refused(minqing: Minqing) -> None:
    done = minqing("invite", "clerk", "--area", "QQ", code=1)
    assert done.err.startswith("minqing: 没有编码为“QQ”的区域")


def test_a_liaison_is_invited_for_a_unit_and_a_secretary_is_a_clerk(minqing: Minqing) -> None:
    assert "--unit" in minqing("invite", "liaison", code=1).err
    for word in ("secretary", "社区书记"):
        assert "社区书记是社区工作人员（clerk）" in minqing("invite", word, code=2).err
