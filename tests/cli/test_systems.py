"""Systems that hand in cases, at the shell: a key is shown once."""

import json

import pytest

from tests.cli.conftest import Minqing

pytestmark = pytest.mark.usefixtures("migrated")


def test_a_system_is_added_listed_ended_and_added_again(minqing: Minqing) -> None:
    first = minqing("systems", "add", "12345", "市热线", "--channel", "hotline")
    key = first.out.strip()
    assert len(key) == 32
    assert "只显示这一次" in first.err
    assert minqing("systems", "add", "12345", "又一个", code=1).err.startswith("minqing: 外部单位")
    listed = minqing("systems", "list").out
    assert "服务专线" in listed
    assert key not in listed
    minqing("systems", "end", "12345")
    assert "没有在用" in minqing("systems", "end", "12345", code=1).err
    [ended] = json.loads(minqing("systems", "list", "--json").out)
    assert (ended["code"], ended["area"], ended["channel"]) == ("12345", "JD", "hotline")
    assert ended["until"]
    assert minqing("systems", "add", "12345", "市热线").out.strip() != key
    [again] = json.loads(minqing("systems", "list", "--json").out)
    assert again["until"] == ""


def test_a_system_needs_a_code_a_name_and_an_area_that_is_there(minqing: Minqing) -> None:
    assert "不能做编码" in minqing("systems", "add", "a b", "热线", code=1).err
    assert "要有名称" in minqing("systems", "add", "ab", " ", code=1).err
    assert "没有编码为" in minqing("systems", "add", "ab", "热线", "--area", "QQ", code=1).err
    assert minqing("systems", "list").err.startswith("还没有外部系统")
