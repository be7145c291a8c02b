"""What stands in the menus, and that every label that is written does what its button does."""

import pytest

from tests.chat import Street

WORK = {"定岗", "岗位管理", "党员名册", "查四色卡", "公示认领名单"}
OF_SERVICE = {"时长", "待发放", "记活动"}


@pytest.mark.parametrize(
    ("role", "area"),
    [
        ("grid_manager", "HF-01"),
        ("clerk", "HF"),
        ("officer", "JD"),
        ("supervisor", "JD"),
        ("admin", "JD"),
    ],
)
@pytest.mark.parametrize("is_member", [False, True])
def test_no_menu_of_staff_has_more_than_eight_buttons(
    street: Street, role: str, area: str, *, is_member: bool
) -> None:
    somebody = street.staff("某某", role, area)
    if is_member:
        somebody.says(f"加入 {street.invitation('member', 'HF-01')}")
    somebody.says("菜单")
    assert len(somebody.last.buttons) <= 8
    assert "我要反映" in somebody.last.buttons
    offered = set(somebody.last.buttons)
    if "更多功能" in offered:
        somebody.taps("更多功能")
        offered |= set(somebody.last.buttons)
    assert {"我反映的事", "我的网格员", "看公示"} <= offered
    assert ("四色卡" in offered) is is_member


@pytest.mark.parametrize(
    ("role", "area", "expected"),
    [
        ("grid_manager", "HF-01", OF_SERVICE),
        ("clerk", "HF", WORK | OF_SERVICE),
        ("officer", "JD", WORK | OF_SERVICE),
    ],
)
def test_the_work_on_posts_is_behind_one_button(
    street: Street, role: str, area: str, expected: set[str]
) -> None:
    somebody = street.staff("某某", role, area)
    somebody.says("菜单")
    assert not (WORK | OF_SERVICE) & set(somebody.last.buttons)
    somebody.taps("岗位工作")
    assert set(somebody.last.buttons) == expected
    assert len(somebody.last.buttons) <= 8


@pytest.mark.parametrize("role", ["member", "supervisor", "admin"])
def test_who_has_no_work_on_posts_is_offered_none(street: Street, role: str) -> None:
    somebody = street.staff("某某", role, "HF")
    somebody.says("菜单")
    assert "岗位工作" not in somebody.last.buttons
    for said in ("岗位工作", "公示认领名单"):
        somebody.says(said)
        assert "不归您办" in somebody.last.text
