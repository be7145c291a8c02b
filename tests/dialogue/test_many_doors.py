"""One person on several doors: what both see, signing out over there, and being forgotten."""

import sqlite3
from pathlib import Path

from sqlmodel import col, select

from handlers.talking.messages import Heard, Kind
from models.access import Role
from models.cases import Case
from models.people import Account, Door, LinkCode, Person
from services.case_files import timeline
from services.office import access
from tests.support.chat import Street
from tests.support.second_doors import Elsewhere, a_code, a_manager, elsewhere, linked, person_of


def keys_in(street: Street) -> set[bytes]:
    with sqlite3.connect(Path(street.store.engine.url.database or "")) as connection:
        return {row[0] for row in connection.execute("SELECT wrapped FROM keys") if row[0]}


def test_what_was_reported_on_either_door_is_seen_on_both(street: Street) -> None:
    wang = a_manager(street)
    zhang = street.resident("张奶奶")
    first = zhang.reports("楼道灯不亮，三天了")
    other = elsewhere(street, zhang, Door.BROWSER)
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


def test_the_roles_of_both_are_kept_and_none_is_held_twice(street: Street) -> None:
    wang = a_manager(street)
    other = elsewhere(street, wang, Door.BROWSER)
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
    assert list(other.last.buttons) == ["我也有这个问题"]
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


def test_erasing_destroys_the_keys_of_everybody_they_were(street: Street) -> None:
    zhang = street.resident("张奶奶")
    first = zhang.reports("楼道灯不亮，三天了")
    other = elsewhere(street, zhang, Door.BROWSER)
    other.says("/start area-HF-HH-3")
    second = other.reports("下水道堵了，味道很大")
    before = keys_in(street)
    linked(street, zhang)
    street.passes(days=1)
    other.says("我的资料")
    other.taps("撤回同意并删除")
    other.taps("撤回这些事")
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


def test_a_role_alone_is_no_consent_after_joining(street: Street) -> None:
    wang = a_manager(street)
    other = linked(street, wang)
    other.says("三号楼楼道灯不亮，晚上看不见")
    other.sees("记录您的原话")


def test_of_two_browsers_the_one_last_used_is_told(street: Street) -> None:
    wang = a_manager(street)
    at_home = linked(street, wang)
    at_work = Elsewhere(street, wang.name, "3003", through=Door.BROWSER)
    street.people["at work"] = at_work
    at_work.says(f"关联 {a_code(wang)}")
    at_work.sees("关联好了")
    wang.events(Heard(Kind.LEFT))
    street.passes(minutes=6)
    at_home.says("待办")
    number = street.resident("张奶奶").reports()
    at_home.sees(number)
    at_work.never_saw(number)
