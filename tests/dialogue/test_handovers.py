"""The link from a group into the private chat."""

import re

import pytest

from tests.support.chat import Street


@pytest.mark.parametrize("end", ["", "-", "-0000000000000000", "-零"])
def test_a_link_whose_number_was_guessed_begins_a_report_of_no_group(
    street: Street, end: str
) -> None:
    li, group = street.staff("李敏", "grid_manager", "HF-01"), street.group("荷花邻里")
    group.hears(li, "/bind HF-01")
    group.presses(li, "居民群")
    group.hears(street.person("王婶"), "/report 楼道灯不亮")
    real = group.last.links["私下接着说"]
    assert re.fullmatch(r"go-[a-z0-9]+-[a-z0-9]{16}", real)
    zhao, before = street.person("赵叔"), len(group.screen)
    zhao.says(f"/start {real.rpartition('-')[0]}{end}")
    assert "什么事" in zhao.last.text
    zhao.says("楼道灯不亮")
    zhao.taps("同意")
    zhao.says("荷花小区3号楼")
    zhao.taps("提交")
    assert street.count_cases() == 1
    assert len(group.screen) == before
