"""Joined to somebody else: asked before, told after, and what the new one may not do yet."""

import pytest
from sqlmodel import select

from models.people import Account, Door
from services.erasing import erasure
from tests.support.chat import Person, Street
from tests.support.second_doors import a_code, linked, person_of


def a_stranger(street: Street) -> Person:
    return street.person("受害老人")


def a_trap(street: Street) -> tuple[Person, str]:
    """Give somebody with a code that they will have another person use."""
    somebody = street.resident("贾某")
    somebody.reports()
    return somebody, a_code(somebody)


@pytest.mark.parametrize("form", ["/start link-{}", "/start join-{}"])
def test_a_link_joins_nobody_without_asking_whom_with(street: Street, form: str) -> None:
    jia, code = a_trap(street)
    victim = a_stranger(street)
    victim.says(form.format(code.replace("-", "")))
    asked = victim.sees_now("合为一个人吗")
    assert "Telegram" in asked.text
    assert "“贾**”" in asked.text
    assert person_of(street, victim) is None
    victim.taps("不是")
    victim.sees_now("没有关联")
    assert person_of(street, victim) is None
    victim.says(form.format(code.replace("-", "")))
    victim.taps("是我")
    victim.sees_now("关联好了")
    assert person_of(street, victim) == person_of(street, jia)


@pytest.mark.parametrize("form", ["/start link-{}", "/start join-{}"])
def test_a_link_pressed_where_a_code_is_asked_for_is_asked_about_too(
    street: Street, form: str
) -> None:
    _, code = a_trap(street)
    victim = a_stranger(street)
    victim.says("加入")
    victim.says(form.format(code))
    victim.sees_now("合为一个人吗")
    assert person_of(street, victim) is None


@pytest.mark.parametrize("form", ["关联 {}", "加入 {}", "{}"])
def test_whoever_typed_a_code_sees_whose_it_was_and_undoes_it(street: Street, form: str) -> None:
    jia, code = a_trap(street)
    victim = a_stranger(street)
    victim.says(form.format(code))
    assert "“贾**”" in victim.sees_now("关联好了").text
    victim.taps("不是我，解除")
    victim.sees_now("解除了")
    assert person_of(street, victim) is None
    assert person_of(street, jia) is not None
    victim.says("我的资料")
    victim.sees_now("没有存您的资料")


def test_a_link_is_not_undone_by_a_press_of_another_day(street: Street) -> None:
    _, code = a_trap(street)
    other = a_stranger(street)
    other.says(code)
    joined = other.sees_now("关联好了")
    street.passes(hours=24)
    other.taps("不是我，解除", on=joined)
    other.sees_now("已经过期")
    assert person_of(street, other) is not None


def test_the_last_account_of_somebody_is_not_taken_from_them(street: Street) -> None:
    jia, code = a_trap(street)
    other = a_stranger(street)
    other.says(code)
    joined = other.sees_now("关联好了")
    with street.store.write() as session:
        account = session.exec(select(Account).where(Account.outer_id == jia.outer_id)).one()
        erasure.forget_account(session, account.id, street.clock)
    other.taps("不是我，解除", on=joined)
    other.sees_now("已经过期")
    assert person_of(street, other) is not None
    other.says("我的资料")
    other.taps("撤回同意并删除")
    other.taps("撤回这些事")
    other.sees_now("已经删除")


def test_whoever_is_signed_out_from_elsewhere_is_told(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    other = linked(street, zhang)
    zhang.taps("退出那边", on=next(it for it in zhang.screen if "退出那边" in it.buttons))
    told = other.sees("看不到了")
    assert "Telegram" in told.text
    assert "请打" in told.text
    zhang.never_saw("有人在")


def test_whoever_is_signed_out_is_told_in_the_language_they_read(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    other = linked(street, zhang)
    other.says("/language english")
    zhang.taps("退出那边", on=next(it for it in zhang.screen if "退出那边" in it.buttons))
    other.sees("signed out here")


def test_an_account_joined_today_does_not_sign_out_older_ones(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    thief = linked(street, zhang)
    thief.says("我的资料")
    thief.taps("退出Telegram那边")
    thief.sees_now("不到一天")
    assert person_of(street, zhang) is not None
    street.passes(hours=24)
    thief.says("我的资料")
    thief.taps("退出Telegram那边")
    thief.sees_now("已经退出")
    assert person_of(street, zhang) is None


def test_an_account_joined_today_may_sign_out_a_newer_one(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    second = linked(street, zhang)
    street.passes(minutes=1)
    third = linked(street, zhang, Door.WECHAT)
    second.says("我的资料")
    second.taps("退出微信那边")
    second.sees_now("已经退出")
    assert person_of(street, third) is None


def test_somebody_who_was_joined_today_does_not_sign_out_those_of_before(street: Street) -> None:
    zhang, qian = street.resident("张奶奶"), street.resident("钱某")
    for each in (zhang, qian):
        each.reports()
    second = linked(street, qian)
    street.passes(days=2)
    second.says(f"关联 {a_code(zhang)}")
    second.taps("都是我本人")
    second.sees("关联好了")
    qian.says("我的资料")
    qian.taps("退出Telegram那边")
    qian.sees_now("不到一天")
    assert person_of(street, zhang) is not None


def test_an_account_joined_today_erases_nobody(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    thief = linked(street, zhang)
    thief.says("我的资料")
    thief.taps("撤回同意并删除")
    thief.taps("撤回这些事")
    thief.sees_now("不到一天")
    assert person_of(street, zhang) is not None
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.taps("撤回这些事")
    zhang.sees("已经删除")


def test_whoever_left_the_others_may_be_erased_at_once(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    other = linked(street, zhang)
    zhang.says("我的资料")
    zhang.taps("退出网页那边")
    assert person_of(street, other) is None
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.taps("撤回这些事")
    zhang.sees("已经删除")


def test_the_words_for_joining_are_there_in_english(street: Street) -> None:
    _, code = a_trap(street)
    victim = a_stranger(street)
    victim.says("/language english")
    victim.says(f"/start link-{code}")
    victim.sees_now("Become one person with")
    victim.taps("It is me")
    victim.sees_now("Linked")
