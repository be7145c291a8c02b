"""Complaints about staff: the street handles them, and those they are about find nothing."""

import pytest

from models.categories import Category
from models.timeline import Act
from tests.support.chat import Street


@pytest.mark.parametrize("words", ["王网格收了好处费，路灯没人修", "王网格员骂人，不理人"])
def test_who_is_named_in_a_complaint_finds_nothing(street: Street, words: str) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    chen = street.staff("陈街道", "officer", "JD")
    seen = len(wang.screen)
    zhang = street.resident("张奶奶")
    number = zhang.reports(words)
    assert number.startswith("JD-")
    assert "街道" in zhang.last.text
    chen.sees(words)
    assert len(wang.screen) == seen
    wang.says(number)
    wang.sees_now("没有找到")
    wang.says("待办")
    wang.sees_now("现在没有等您办的事")
    case = street.case(number)
    assert (case.category, case.is_private) == (Category.CONDUCT, True)
    assert street.acts(number) == [Act.REPORTED, Act.RECUSED]


def test_a_named_officer_is_told_nothing_and_another_is(street: Street) -> None:
    chen = street.staff("陈街道", "officer", "JD")
    he = street.staff("何督办", "supervisor", "JD")
    number = street.resident("张奶奶").reports("投诉街道干部陈街道态度恶劣")
    chen.says(number)
    chen.sees_now("没有找到")
    chen.never_saw("态度恶劣")
    he.sees("态度恶劣")
    zhou = street.staff("周街道", "officer", "JD")
    street.resident("赵大爷").reports("举报陈街道推诿")
    zhou.sees("推诿")


def test_grid_managers_without_a_name_means_all_of_that_grid(street: Street) -> None:
    for name, role, area in (
        ("王某某", "grid_manager", "HF-01"),
        ("李某某", "grid_manager", "HF-02"),
    ):
        street.staff(name, role, area)
    chen = street.staff("陈街道", "officer", "JD")
    number = street.resident("张奶奶").reports("投诉网格员态度差")
    chen.sees("投诉网格员")
    chen.says(number)
    chen.taps("更多")
    chen.taps("受理")
    chen.taps("改网格")
    chen.taps("和风社区")
    chen.taps("受理")
    for name in ("王某某", "李某某"):
        street.people[name].says(number)
        street.people[name].sees_now("没有找到")


def test_a_worker_who_is_only_mentioned_is_not_complained_of(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    street.resident("张奶奶").reports("王网格来看过，楼道灯还是不亮")
    wang.sees("待签收")


def test_what_is_classed_as_a_complaint_goes_to_the_street(street: Street) -> None:
    wang = street.staff("王网格", "grid_manager", "HF-01")
    sun = street.staff("孙社工", "clerk", "HF")
    chen = street.staff("陈街道", "officer", "JD")
    number = street.resident("张奶奶").reports("楼道灯不亮，跟王网格说了没用")
    wang.sees("待签收")
    sun.says(number)
    sun.taps("更多")
    sun.taps("受理")
    sun.taps("改类别")
    sun.taps("工作作风")
    sun.taps("受理")
    sun.sees_now("转到清河街道")
    chen.sees("没用")
    wang.says(number)
    wang.sees_now("没有找到")


WRONGS = (
    "网格员打人了",
    "网格员王大力打人了",
    "王大力耍流氓",
    "王大力偷东西",
    "王大力老来我家要烟要酒",
    "网格员上班喝酒",
    "昨天打我的就是王大力",
)


@pytest.mark.parametrize("words", WRONGS)
def test_whoever_did_it_is_not_told_whatever_it_was(street: Street, words: str) -> None:
    wang = street.staff("王大力", "grid_manager", "HF-01")
    chen = street.staff("陈街道", "officer", "JD")
    seen = len(wang.screen)
    zhang = street.resident("张奶奶")
    zhang.says(words)
    if any("110" in label or "报警" in label for label in zhang.last.buttons):
        zhang.taps("已报警")
        zhang.says("荷花小区3号楼")
    elif "提交" in zhang.last.buttons:
        zhang.taps("提交")
    else:
        zhang.reports(words)
    chen.sees(words)
    assert len(wang.screen) == seen
    wang.says("JD-2026-000001")
    wang.sees_now("没有找到")
    case = street.case("JD-2026-000001")
    assert (case.category, case.is_private) == (Category.CONDUCT, True)
    assert Act.RECUSED in street.acts("JD-2026-000001")


@pytest.mark.parametrize(
    "words",
    [
        "请网格员来看看，楼道灯不亮",
        "给网格员打了电话，楼道灯还是不亮",
        "网格员王大力来打扫过，还是很脏",
        "楼下乱停车，请王大力来看看",
    ],
)
def test_who_is_only_to_come_is_told(street: Street, words: str) -> None:
    wang = street.staff("王大力", "grid_manager", "HF-01")
    street.resident("张奶奶").reports(words)
    wang.sees("待签收")
