"""Roles by invitation, and guessing at invitations."""

from datetime import timedelta

import pytest

from tests.support.chat import Street


def test_an_invitation_gives_a_role(street: Street) -> None:
    code = street.invitation("grid_manager", "HF-01")
    wang = street.person("王网格")
    wang.says(f"/join {code}")
    joined = wang.sees_now("已加入：和风一网格 网格员")
    assert list(joined.buttons) == ["待办"]


def test_an_invitation_is_read_however_it_is_typed(street: Street) -> None:
    for number, form in enumerate(("加入 {}", "/join {}", "加入{}", "/start join-{}")):
        code = street.invitation("grid_manager", "HF-01")
        written = code.lower() if number % 2 else code.replace("-", "")
        person = street.person(f"王{number}")
        person.says(form.format(written))
        person.sees_now("已加入")


def test_the_code_is_asked_for(street: Street) -> None:
    wang = street.person("王网格")
    wang.says("加入")
    wang.sees_now("请发邀请码")
    wang.says(street.invitation("grid_manager", "HF-01"))
    wang.sees_now("已加入")


def test_somebody_who_only_takes_part_has_no_list_of_work(street: Street) -> None:
    wu = street.person("吴志愿")
    wu.says(f"加入 {street.invitation('volunteer', 'HF')}")
    assert wu.sees_now("社区志愿者").buttons == {}


def test_a_wrong_code_is_asked_for_again(street: Street) -> None:
    wang = street.person("王网格")
    wang.says("加入 ABCDE-FGHJK")
    wang.sees_now("没有这个邀请码")
    wang.says(street.invitation("grid_manager", "HF-01"))
    wang.sees_now("已加入")


def test_a_code_works_once(street: Street) -> None:
    code = street.invitation("grid_manager", "HF-01")
    street.person("王网格").says(f"加入 {code}")
    qian = street.person("钱某")
    qian.says(f"加入 {code}")
    qian.sees_now("已经用过了")


def test_a_code_expires(street: Street) -> None:
    code = street.invitation("grid_manager", "HF-01")
    street.passes(days=15)
    wang = street.person("王网格")
    wang.says(f"加入 {code}")
    wang.sees_now("已经过期")


def test_guessing_ends_after_five_codes(street: Street) -> None:
    code = street.invitation("grid_manager", "HF-01")
    qian = street.person("钱某")
    qian.says("加入")
    for guess in range(5):
        qian.says(f"AAAAA-BBBB{guess + 2}")
        qian.sees_now("没有这个邀请码")
    qian.says(code)
    qian.sees_now("试的次数太多了")
    qian.says(f"加入 {code}")
    qian.sees_now("试的次数太多了")
    qian.says("谢谢")
    qian.sees_now("不客气")
    street.passes(minutes=61)
    qian.says(f"加入 {code}")
    qian.sees_now("已加入")


def test_guesses_are_counted_for_each_account(street: Street) -> None:
    qian, wang = street.person("钱某"), street.person("王网格")
    for guess in range(6):
        qian.says(f"/join AAAAA-BBBB{guess + 2}")
    qian.sees("试的次数太多了")
    wang.says(f"加入 {street.invitation('grid_manager', 'HF-01')}")
    wang.sees_now("已加入")


def test_wrong_codes_an_hour_apart_are_not_guessing(street: Street) -> None:
    qian = street.person("钱某")
    for guess in range(8):
        qian.says(f"/join AAAAA-BBBB{guess + 2}")
        qian.sees_now("没有这个邀请码")
        street.clock.move(timedelta(minutes=13))


def test_a_wrong_code_is_counted_once_however_the_dialogue_goes_on(street: Street) -> None:
    qian = street.person("钱某")
    qian.says("加入 AAAAA-BBBB2")
    for _ in range(8):
        qian.says("返回")
    qian.says(street.invitation("grid_manager", "HF-01"))
    qian.sees_now("已加入")


def test_nobody_is_remembered_for_a_wrong_code(street: Street) -> None:
    qian = street.person("钱某")
    qian.says("加入 AAAAA-BBBB2")
    qian.says("取消")
    qian.says("我的资料")
    qian.sees_now("没有存您的资料")


def test_the_command_word_may_be_typed_again_with_the_code(street: Street) -> None:
    for number, form in enumerate(("加入 {}", "/join {}", "/start join-{}")):
        wang = street.person(f"王{number}")
        wang.says("加入")
        wang.says(form.format("AAAAA-BBBB2"))
        wang.sees_now("没有这个邀请码")
        wang.says(form.format(street.invitation("grid_manager", "HF-01")))
        wang.sees_now("已加入")
        wang.says("谢谢")
        wang.sees_now("不客气")


def test_a_member_whom_the_door_does_not_name_is_asked_for_a_name(street: Street) -> None:
    chen = street.person("")
    chen.says(f"加入 {street.invitation('member', 'HF-01')}")
    assert "怎么称呼您" in chen.sees_now("已加入").text
    chen.says("陈党员")
    assert "看岗位" in chen.sees_now("改好了").buttons
    chen.says("四色卡")
    chen.sees("陈党员的四色卡")


@pytest.mark.parametrize("role", ["grid_manager", "clerk", "admin"])
def test_staff_whom_the_door_does_not_name_are_asked_for_a_name(street: Street, role: str) -> None:
    wang = street.person("")
    wang.says(f"加入 {street.invitation(role, 'HF')}")
    assert "怎么称呼您" in wang.sees_now("已加入").text
    wang.says("👍")
    wang.sees_now("请再说几个字")
    wang.says("待办")
    wang.sees_now("怎么称呼您")
    wang.says("王网格")
    assert "工作台" in wang.sees_now("改好了").text
    wang.says("我的资料")
    assert "王网格" in wang.last.text
    wang.says(f"加入 {street.invitation('officer', 'JD')}")
    wang.sees_now("已加入")


def test_who_only_takes_part_need_not_give_a_name(street: Street) -> None:
    wu = street.person("")
    wu.says(f"加入 {street.invitation('volunteer', 'HF')}")
    wu.sees_now("已加入")


def test_whoever_sends_their_own_code_again_is_in(street: Street) -> None:
    code = street.invitation("grid_manager", "HF-01")
    wang = street.person("王网格")
    for _ in range(2):
        wang.says(f"/start join-{code}")
        assert list(wang.sees_now("已加入：和风一网格 网格员").buttons) == ["待办"]
    street.dismisses("王网格", "grid_manager", "HF-01")
    wang.says(f"/start join-{code}")
    wang.sees_now("已经用过了")
