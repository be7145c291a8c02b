"""What a reporter says against an answer: why it is not good, and objections to it."""

import pytest

from models.timeline import Act
from tests.support.chat import Person, Street

NUMBER = "HF-2026-000001"


@pytest.fixture
def li(street: Street) -> Person:
    return street.staff("李敏", "grid_manager", "HF-01")


@pytest.fixture
def sun(street: Street) -> Person:
    return street.staff("孙洁", "clerk", "HF")


@pytest.fixture
def wang(street: Street, li: Person, sun: Person) -> Person:
    """Give the reporter of a case that was answered."""
    assert sun.name
    wang = street.resident("王婶")
    wang.reports()
    li.taps("当场办结")
    li.says("灯已换好")
    return wang


def test_who_is_not_satisfied_is_asked_why_and_the_owner_hears_it(
    street: Street, li: Person, wang: Person
) -> None:
    wang.taps("解决了")
    wang.taps("不满意")
    wang.sees("哪里不满意")
    assert street.case(NUMBER).satisfaction == 1
    wang.says("等了三天才来")
    wang.sees("记下了")
    assert "等了三天才来" in li.sees("反映人不满意").text
    assert street.acts(NUMBER)[-2:] == [Act.RATED, Act.RATED]


def test_why_one_is_not_satisfied_may_be_skipped(street: Street, li: Person, wang: Person) -> None:
    wang.taps("解决了")
    wang.taps("不满意")
    wang.taps("跳过")
    wang.sees("记下了，谢谢您")
    li.never_saw("反映人不满意")
    assert street.acts(NUMBER)[-1] is Act.RATED


def test_a_reopened_case_shows_what_was_reported(li: Person, wang: Person) -> None:
    wang.taps("没解决")
    again = li.sees("【重办】").text
    assert "原来反映：楼道灯不亮\n地点：荷花小区3号楼\n答复期限：12月2日9:30" in again


def test_the_own_notice_offers_to_say_that_it_is_not_solved(sun: Person, wang: Person) -> None:
    sun.taps("公示")
    wang.says("公示")
    assert list(wang.sees("【公示】").buttons) == ["异议", "没解决"]
    wang.taps("没解决", on=wang.last)
    wang.sees("重新办理（第 2 次）")


def test_an_objection_to_what_is_done_again_is_not_judged(
    street: Street, sun: Person, wang: Person
) -> None:
    sun.taps("公示")
    zhou = street.resident("周强")
    zhou.says("公示")
    zhou.taps("异议")
    zhou.says("灯还是不亮")
    zhou.taps("同意")
    card = sun.sees("【异议】")
    wang.taps("没解决")
    sun.taps("不成立", on=card)
    sun.sees("已经在重办了")
    zhou.sees("这件事已经重新办理")
    zhou.never_saw("不成立。")
    assert street.case(NUMBER).round == 2


def test_what_is_answered_to_an_objection_names_the_case(
    street: Street, sun: Person, wang: Person
) -> None:
    assert wang.name
    sun.taps("公示")
    zhou = street.resident("周强")
    zhou.says("公示")
    zhou.taps("异议")
    zhou.says("灯还是不亮")
    zhou.taps("同意")
    sun.taps("不成立")
    assert f"荷花小区 · 灯已换好”（{NUMBER}）的异议：不成立" in sun.sees("请写答复").text


def test_what_waits_to_be_published_opens_by_its_word(sun: Person, wang: Person) -> None:
    assert wang.name
    sun.says("待公示")
    assert "灯已换好" in sun.sees("等您看的公示").text
