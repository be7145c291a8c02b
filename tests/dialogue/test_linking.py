"""One person on several doors: codes, what both see, and signing out over there."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.access import Role
from models.cases import Case
from models.people import Account, Door, LinkCode, Person
from services import access, people, timeline
from services.store import Store
from tests.chat import Person as Somebody
from tests.chat import Street

CODE = r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}"


def a_code(somebody: Somebody) -> str:
    """Ask for a code to say on another door."""
    somebody.says("我的资料")
    somebody.taps("关联另一个账号")
    found = re.search(CODE, somebody.sees("关联码").text)
    assert found is not None
    return found[0]


def linked(street: Street, somebody: Somebody, door: Door = Door.BROWSER) -> Somebody:
    """Give an account on another door that was joined to somebody."""
    other = street.account(somebody, door)
    other.says(f"关联 {a_code(somebody)}")
    if "都是我本人" in other.last.buttons:
        other.taps("都是我本人")
    other.sees("关联好了")
    return other


def a_manager(street: Street) -> Somebody:
    return street.staff("王网格", "grid_manager", "HF-01")


def person_of(street: Street, somebody: Somebody) -> int | None:
    with street.store.read() as session:
        return session.exec(
            select(Account.person_id).where(Account.outer_id == somebody.outer_id)
        ).one()


def keys_in(street: Street) -> set[bytes]:
    with sqlite3.connect(Path(street.store.engine.url.database or "")) as connection:
        return {row[0] for row in connection.execute("SELECT wrapped FROM keys") if row[0]}


@pytest.mark.parametrize(
    "form",
    ["关联 {}", "关联{}", "加入 {}", "/join {}", "/link {}", "/start link-{}", "{}", "{}。"],
)
def test_a_code_joins_the_account_that_says_it(street: Street, form: str) -> None:
    zhang = street.resident("张奶奶")
    number = zhang.reports()
    other = street.account(zhang, Door.BROWSER)
    other.says(form.format(a_code(zhang).lower()))
    other.sees_now("关联好了")
    other.says("进度")
    other.sees(number)
    assert person_of(street, other) == person_of(street, zhang)


def test_the_code_may_be_typed_where_one_is_asked_for(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    other = street.account(zhang, Door.BROWSER)
    other.says("加入")
    other.says(f"关联 {a_code(zhang)}")
    other.sees_now("关联好了")


def test_what_was_reported_on_either_door_is_seen_on_both(street: Street) -> None:
    wang = a_manager(street)
    zhang = street.resident("张奶奶")
    first = zhang.reports("楼道灯不亮，三天了")
    other = street.account(zhang, Door.BROWSER)
    other.says("/start area-HF-HH-3")
    second = other.reports("下水道堵了，味道很大")
    linked(street, zhang)
    for door in (zhang, other):
        door.says("进度")
        assert first in door.last.text
        assert second in door.last.text
    wang.says(second)
    wang.taps("签收")
    other.says(f"{second}")
    other.taps("催一下")
    street.acts(first)
    street.acts(second)
    zhang.says("我的资料")
    zhang.taps("导出")
    assert "下水道堵了" in zhang.last.text


def test_whoever_is_somebody_already_is_asked_before_the_two_are_one(street: Street) -> None:
    qian, zhang = street.resident("钱某"), street.resident("张奶奶")
    qian.reports()
    number = zhang.reports("下水道堵了，味道很大")
    zhang.says(f"关联 {a_code(qian)}")
    assert "“钱**”" in zhang.sees_now("合在一起").text
    zhang.taps("不是")
    zhang.sees_now("没有关联")
    qian.says(number)
    qian.sees_now("没有找到")
    assert person_of(street, zhang) != person_of(street, qian)


def test_whoever_holds_a_role_is_told_what_else_they_would_give(street: Street) -> None:
    wang, qian = a_manager(street), street.resident("钱某")
    qian.reports()
    wang.says(f"关联 {a_code(qian)}")
    wang.sees_now("您在社区有职务")
    wang.taps("不是")
    with street.store.read() as session:
        person_id = person_of(street, qian)
        assert person_id is not None
        assert access.roles_of(session, person_id) == []


def test_the_roles_of_both_are_kept_and_none_is_held_twice(street: Street) -> None:
    wang = a_manager(street)
    other = street.account(wang, Door.BROWSER)
    for role, area in (("grid_manager", "HF-01"), ("clerk", "LH")):
        other.says(f"加入 {street.invitation(role, area)}")
    linked(street, wang)
    with street.store.read() as session:
        person_id = person_of(street, wang)
        assert person_id is not None
        held = sorted((role, area.code) for role, area in access.roles_of(session, person_id))
    assert held == [(Role.CLERK, "LH"), (Role.GRID_MANAGER, "HF-01")]
    number = street.resident("张奶奶").reports()
    other.says("待办")
    other.sees(number)
    wang.taps("签收")
    wang.sees("签收")


def test_whoever_signed_in_elsewhere_is_told_and_may_end_it(street: Street) -> None:
    wang = a_manager(street)
    number = street.resident("张奶奶").reports()
    other = linked(street, wang)
    other.says(number)
    assert "签收" in other.last.buttons
    other.says("我要反映")
    other.says("有半句话没说完的事情")
    wang.sees("刚在网页上登录")
    wang.taps("退出那边")
    wang.sees_now("已经退出")
    other.says("待办")
    assert number not in other.last.text
    other.says(number)
    other.sees_now("没有找到")
    other.says("我的资料")
    other.sees_now("没有存您的资料")
    assert person_of(street, other) is None
    wang.taps("退出那边", on=next(it for it in wang.screen if "退出那边" in it.buttons))
    wang.sees_now("已经退出了")


def test_only_an_own_account_can_be_signed_out(street: Street) -> None:
    wang, zhang = a_manager(street), street.resident("张奶奶")
    zhang.reports()
    other = linked(street, wang)
    token = next(it for it in wang.screen if "退出那边" in it.buttons).buttons["退出那边"]
    zhang.presses_token(token)
    zhang.sees_now("过期")
    assert person_of(street, other) is not None
    wang.says("我的资料")
    assert "Telegram、网页" in wang.last.text
    wang.taps("退出网页那边")
    wang.sees_now("已经退出")
    assert person_of(street, other) is None


def test_a_code_is_of_use_once_and_for_ten_minutes(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    code = a_code(zhang)
    street.account(zhang, Door.BROWSER).says(code)
    other = street.account(zhang, Door.WECHAT)
    other.says(code)
    other.sees_now("已经用过了")
    code = a_code(zhang)
    street.passes(minutes=10)
    other.says(code)
    other.sees_now("已经过期")
    older, newer = a_code(zhang), a_code(zhang)
    other.says(older)
    other.sees_now("已经过期")
    other.says(newer)
    other.sees_now("关联好了")


def test_a_code_said_where_it_was_asked_for_gets_a_word(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    code = a_code(zhang)
    zhang.says(f"关联 {code}")
    zhang.sees_now("已经是您的账号")
    linked(street, zhang)


def test_guessing_ends_after_five_codes(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    qian = street.person("钱某")
    for guess in range(5):
        qian.says(f"关联 AAA-BBB-CC{guess + 2}")
        qian.sees_now("没有这个关联码")
    code = a_code(zhang)
    for form in ("关联 {}", "{}", "加入 {}"):
        qian.says(form.format(code))
        qian.sees_now("试的次数太多了")
    assert person_of(street, qian) is None


def test_a_code_is_not_looked_for_in_an_answer(street: Street) -> None:
    zhang, qian = street.resident("张奶奶"), street.person("钱某")
    zhang.reports()
    code = a_code(zhang)
    qian.says("我要反映")
    qian.says(code)
    assert person_of(street, qian) is None


def test_codes_are_not_given_without_end_and_not_to_strangers(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.says("关联")
    zhang.sees_now("还没有您的资料")
    zhang.reports()
    for _ in range(5):
        a_code(zhang)
    zhang.says("关联")
    zhang.sees_now("要得太多了")
    street.passes(minutes=61)
    a_code(zhang)
    with street.store.read() as session:
        assert len(session.exec(select(LinkCode.id)).all()) == 1
        assert session.exec(select(Person.consented_at)).one() is not None


def test_the_link_names_the_address_that_people_can_open(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    zhang.says("我的资料")
    zhang.taps("在电脑上打开")
    zhang.sees_now("在电脑上打开街道的网页聊天，在那里说：关联 ")
    store = street.store
    rules = replace(store.rules, public_url="https://minqing.test")
    street.store = Store(store.url, store.vault, rules)
    street.restarts()
    zhang.says("我的资料")
    zhang.taps("在电脑上打开")
    shown = zhang.sees_now("只能用一次").text
    found = re.search(
        r"^https://minqing\.test/chat/enter\?code=([2-9A-Z]{9})$", shown, re.MULTILINE
    )
    assert found is not None
    other = street.account(zhang, Door.BROWSER)
    other.says(found[1])
    other.sees_now("关联好了")


def test_erasing_destroys_the_keys_of_everybody_they_were(street: Street) -> None:
    zhang = street.resident("张奶奶")
    first = zhang.reports("楼道灯不亮，三天了")
    other = street.account(zhang, Door.BROWSER)
    other.says("/start area-HF-HH-3")
    second = other.reports("下水道堵了，味道很大")
    before = keys_in(street)
    linked(street, zhang)
    other.says("我的资料")
    other.taps("撤回同意并删除")
    other.taps("删除")
    other.sees("已经删除")
    assert len(before - keys_in(street)) == 4  # two people and two accounts
    with street.store.read() as session:
        for number in (first, second):
            case = session.exec(select(Case).where(Case.number == number)).one()
            assert timeline.is_intact(session, case)
            assert timeline.list_lines(session, case)[0].told is None
        assert session.exec(select(LinkCode)).all() == []
        known = session.exec(select(Person).order_by(col(Person.id))).all()
        assert {(it.name, it.phone, it.area_id, it.consented_at) for it in known} == {
            (None, None, None, None)
        }
    for door in (zhang, other):
        door.says("我的资料")
        door.sees_now("没有存您的资料")


def test_nobody_agrees_for_anybody_and_the_first_word_counts(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    agreed = street.clock.now()
    street.passes(days=1)
    other = street.account(zhang, Door.BROWSER)
    other.says("/start area-HF-HH-3")
    other.reports("下水道堵了，味道很大")
    zhang.says(f"关联 {a_code(other)}")
    zhang.taps("都是我本人")
    assert "境外" in zhang.sees("关联好了").text
    with street.store.read() as session:
        person_id = person_of(street, zhang)
        assert person_id is not None
        kept = people.get_person(session, person_id)
        assert kept.consented_at == agreed
        assert len(people.selves(session, person_id)) == 2


def test_a_role_alone_is_no_consent_after_joining(street: Street) -> None:
    wang = a_manager(street)
    other = linked(street, wang)
    other.says("三号楼楼道灯不亮，晚上看不见")
    other.sees("记录您的原话")


def test_unsubscribing_on_one_door_counts_on_all(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    linked(street, zhang).says("退订")
    with street.store.read() as session:
        muted = session.exec(select(Account.muted_at)).all()
    assert len(muted) == 2
    assert None not in muted


def test_the_other_door_knows_where_they_live(street: Street) -> None:
    zhang = street.resident("张奶奶")
    zhang.reports()
    other = linked(street, zhang)
    other.says("我的网格员")
    other.sees_now("荷花小区3号楼")
    other.says("/start area-HF-GY")
    zhang.says("我的网格员")
    zhang.sees_now("桂园")
