"""Who saw contact data: told to the person it is of, and by name to whoever oversees."""

import pytest

from tests.support.chat import Person, Street


@pytest.fixture
def wang(street: Street) -> Person:
    """The grid manager."""
    return street.staff("王网格", "grid_manager", "HF-01")


def test_a_person_sees_how_often_and_when_by_role_and_place(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says("我的资料")
    assert "查看过" not in zhang.sees("存着您的资料").text
    wang.taps("联系")
    wang.says("取消")
    street.passes(hours=1)
    wang.taps("联系")
    wang.says("取消")
    zhang.says("我的资料")
    shown = zhang.sees("被办事人员查看过 2 次")
    assert "11月23日10:30 和风一网格 网格员" in shown.text
    assert "9:30 和风一网格" not in shown.text
    assert "王网格" not in shown.text
    zhang.taps("导出")
    shown = zhang.sees("被办事人员查看过 2 次")
    assert "11月23日9:30 和风一网格 网格员" in shown.text


def test_a_supervisor_sees_it_by_name_and_nobody_else_does(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    number = zhang.reports()
    wang.taps("联系")
    wang.says("取消")
    du = street.staff("杜督办", "supervisor", "JD")
    du.says(number)
    du.taps("更多")
    du.taps("谁看过联系方式")
    shown = du.sees(f"{number} 的联系方式被查看过 1 次")
    assert "王网格（和风一网格 网格员）" in shown.text
    assert all("谁看过" not in label for it in wang.screen for label in it.buttons)


def test_who_left_the_office_is_still_named(street: Street, wang: Person) -> None:
    zhang = street.resident("张奶奶")
    number = zhang.reports()
    wang.taps("联系")
    wang.says("取消")
    street.passes(hours=1)
    street.dismisses("王网格", "grid_manager", "HF-01")
    du = street.staff("杜督办", "supervisor", "JD")
    du.says(number)
    du.taps("更多")
    du.taps("谁看过联系方式")
    assert "王网格（和风一网格 网格员）" in du.last.text
