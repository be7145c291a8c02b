"""What members find among the posts, and in which order; and what others are told."""

import pytest

from services.areas import areas
from services.members import members
from tests.support.chat import Person, Street
from tests.support.posts import opens, people_of


@pytest.fixture
def chen(street: Street) -> Person:
    """A member of the first grid."""
    return street.staff("陈卫国", "member", "HF-01")


def test_who_is_no_member_is_told_how_to_become_one(street: Street, chen: Person) -> None:
    opens(street)
    chen.says("岗位")
    token = chen.last.buttons["认领 1"]
    zhang = street.resident("张奶奶")
    zhang.says("岗位")
    told = zhang.sees("认领岗位要先报到")
    assert list(told.buttons) == ["报到"]
    zhang.presses_token(token)
    zhang.sees("这一项")
    zhang.says("/start post-1")
    assert "认领岗位要先报到" in zhang.sees("环境卫生清理").text
    street.dismisses("陈卫国", "member", "HF-01")
    chen.taps("认领 1")
    chen.sees("认领岗位要先报到")


def test_a_link_opens_one_post_with_its_button(street: Street, chen: Person) -> None:
    opening = opens(street)
    chen.says(f"/start post-{opening}")
    chen.sees("空 2 个")
    chen.taps("认领")
    chen.sees("已认领")
    chen.says(f"/start post-{opening}")
    chen.sees("您的岗位")
    chen.says("/start post-999")
    chen.sees("没有找到这个岗位")
    chen.says("/start post-x")
    chen.sees("这一项已经过期")


def test_near_comes_first_and_what_fits_before_the_rest(street: Street, chen: Person) -> None:
    for number in range(4):
        opens(street, "traffic", "HF-02", place=f"路口{number}")
    opens(street, "legal", "JD", times="Sun 09:00-10:00")
    opens(street, "environment")
    opens(street, "health")
    opens(street, "policy", "LH-01", place="柳湖")
    me = people_of(street, chen)
    with street.store.write() as session:
        grid = areas.get_area(session, "HF-01")
        members.remember(session, me, grid.id, street.clock).skills = "绿化"
    chen.says("岗位")
    shown = chen.sees("可以认领的岗位（7 个）").text
    assert [line[:5] for line in shown.splitlines() if line[:2] in ("1.", "2.", "3.")] == [
        "1. 环境",
        "2. 医疗",
        "3. 交通",
    ]
    chen.never_saw("柳湖")
    chen.taps("后面 2 个")
    assert "7. 法律咨询援助" in chen.sees("可以认领的岗位").text
    assert "看全部岗位" in chen.last.buttons


def test_a_word_finds_its_post(street: Street, chen: Person) -> None:
    opens(street)
    opens(street, "traffic", place="东大街路口")
    chen.says("岗位 绿化")
    assert "交通" not in chen.sees("“绿化”的岗位（1 个）").text
    chen.says("岗位 东大街")
    assert "交通疏导" in chen.sees("“东大街”的岗位（1 个）").text
    chen.says("/posts 火箭")
    chen.sees("没有找到“火箭”的岗位")
    chen.taps("看全部岗位")
    chen.sees("可以认领的岗位（2 个）")
