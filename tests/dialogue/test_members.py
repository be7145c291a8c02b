"""Members in the chat: what they see of themselves, and how the secretary keeps the roll."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models.access import Role
from models.errors import NotAllowed
from models.members import Member
from models.units import Unit
from scheduler.timetable import TIMETABLE, run_job, run_now
from services.areas import areas
from services.identity import invitations, people
from services.members import members, profile
from services.tables.member_import import import_members
from tests.dialogue.test_enrolling import ZHANG, asks, on_the_roll, person_of
from tests.store.members.test_member_import import a_sheet
from tests.support.chat import Street


def member_row(street: Street) -> Member:
    """Give the only member."""
    with street.store.read() as session:
        return session.exec(select(Member)).one()


def test_an_invitation_of_a_member_makes_their_row_with_their_unit(street: Street) -> None:
    on_the_roll(street, ZHANG)
    with street.store.write() as session:
        unit = session.exec(select(Unit)).one()
        grid = areas.get_area(session, "HF-01")
        (code,) = invitations.invite(session, Role.MEMBER, grid, street.clock, unit_id=unit.id)
    chen = street.person("陈卫国")
    chen.says(f"加入 {code}")
    assert list(chen.sees_now("已加入：和风一网格 党员").buttons) == ["看岗位"]
    with street.store.read() as session:
        member = members.find_member(session, person_of(street, chen))
        assert member is not None
        assert (member.unit_id, member.area_id) == (unit.id, grid.id)


def test_a_member_changes_what_stands_there_of_them(street: Street) -> None:
    on_the_roll(street, ZHANG)
    street.staff("周书记", "clerk", "HF")
    zhang = asks(street)
    street.people["周书记"].taps("通过")
    zhang.says("我的资料")
    shown = zhang.sees("党员资料")
    assert "单位：市一中" in shown.text
    assert "特长：理发" in shown.text
    for secret in ("在职", "双重管", "类型"):
        assert secret not in shown.text
    zhang.taps("改党员资料")
    zhang.taps("改特长")
    zhang.says("电工 合唱")
    assert "特长：电工 合唱" in zhang.sees_now("改好了").text
    zhang.taps("改空闲时间")
    zhang.says("有空就来")
    zhang.sees_now("没看懂时间")
    zhang.says("周六9点到11点")
    assert "空闲时间：周六 9:00–11:00" in zhang.sees_now("改好了").text
    zhang.taps("改爱好")
    zhang.says("养" * 201)
    zhang.sees_now("最多 200 个字")
    assert member_row(street).free_times == "Sat 09:00-11:00"


def test_what_a_member_does_is_noted_once_a_day(street: Street) -> None:
    chen = street.staff("陈师傅", "member", "HF-01")
    begun = street.clock.now()
    chen.says("你好")
    assert member_row(street).heard_at == begun
    street.passes(hours=23)
    chen.says("你好")
    assert member_row(street).heard_at == begun
    street.passes(hours=2)
    chen.says("你好")
    assert member_row(street).heard_at == begun + timedelta(hours=25)


def test_the_secretary_has_a_list_of_who_is_out_of_touch(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    chen = street.staff("陈师傅", "member", "HF-01")
    chen.says("你好")
    on_the_roll(street, ZHANG)
    jobs = {entry.name: entry for entry in TIMETABLE}
    for days in (91, 15):
        street.passes(days=days)
        run_job(street.store, jobs["greet_members"].job, street.clock)
        street.deliver()
    chen.sees("好久没有您的消息了")
    run_now(street.store, jobs["members_to_contact"], street.clock)
    street.deliver()
    told = secretary.sees("1 位问候后没有回音，1 位还没报到")
    secretary.taps("看名单：待联系党员", on=told)
    secretary.sees("待联系党员 1 人")
    secretary.taps("查看 陈师傅")
    secretary.taps("看电话")
    secretary.sees("陈师傅 的电话：没有留电话")
    secretary.taps("看名单：还没报到", on=told)
    secretary.sees("还没报到的党员 1 人")
    secretary.taps("查看 张三")
    assert "在职党员（双重管）" in secretary.last.text
    secretary.taps("看电话")
    secretary.sees("13800001234")
    chen.taps("我都好")
    chen.sees("收到，谢谢您")
    chen.says("我的资料")
    assert "社区工作人员" in chen.sees("您的电话被党组织工作人员查看过 1 次").text
    secretary.taps("看名单：待联系党员", on=told)
    secretary.sees("名单是空的")


def test_the_roll_is_kept_in_the_chat_by_those_who_may(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    other = street.staff("柳书记", "clerk", "LH")
    manager = street.staff("王网格", "grid_manager", "HF-01")
    chen = street.staff("陈师傅", "member", "HF-01")
    manager.says("菜单")
    manager.taps("岗位工作")
    assert "党员名册" not in manager.last.buttons
    for who, found in ((other, "名册里没有叫“陈”的"), (secretary, "找到 1 位")):
        who.says("菜单")
        who.taps("岗位工作")
        who.taps("党员名册")
        who.sees("党员名册：")
        who.taps("找一位党员")
        who.says("陈")
        who.sees_now(found)
    secretary.taps("查看 陈师傅")
    secretary.taps("移出名册")
    secretary.taps("不移")
    secretary.taps("移出名册")
    secretary.sees("认领的岗位会一起结束")
    secretary.taps("移出")
    secretary.sees("陈师傅已移出名册")
    chen.says("我的资料")
    assert "党员资料" not in chen.last.text


def test_a_long_list_goes_on_page_by_page(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    rows = [(f"党员{number}", f"138{number:08d}", "", "", "HF", *[""] * 4) for number in range(10)]
    with street.store.write() as session:
        import_members(session, a_sheet(*rows), street.clock)
    secretary.says("菜单")
    secretary.taps("岗位工作")
    secretary.taps("党员名册")
    assert "10 人，其中 10 人还没报到" in secretary.last.text
    secretary.taps("看名单：还没报到")
    secretary.taps("后面还有 2 人")
    secretary.sees("党员9")
    assert [label for label in secretary.last.buttons if label.startswith("查看")] == [
        "查看 党员8",
        "查看 党员9",
    ]


def test_a_member_may_erase_themselves_and_leaves_the_roll(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    on_the_roll(street, ZHANG)
    zhang = asks(street)
    secretary.taps("通过")
    zhang.says("我的资料")
    zhang.taps("撤回同意并删除")
    zhang.taps("删除")
    zhang.sees("已经删除")
    row = member_row(street)
    assert row.until is not None
    assert (row.skills, row.kind, row.unit_id) == ("", None, None)
    secretary.says("菜单")
    secretary.taps("岗位工作")
    secretary.taps("党员名册")
    secretary.sees("党员名册：0 人")


def test_name_and_unit_of_a_member_are_the_offices(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    on_the_roll(street, ZHANG)
    zhang = asks(street)
    secretary.taps("通过")
    zhang.says("我的资料")
    assert "姓名和单位以党员名册为准" in zhang.sees("党员资料").text
    assert "改单位" not in zhang.last.buttons
    zhang.taps("改称呼")
    zhang.sees_now("姓名和单位以党员名册为准，要改请联系社区书记")
    with street.store.write() as session:
        me = person_of(street, zhang)
        with pytest.raises(NotAllowed, match="kept_by_office"):
            profile.set_name(session, me, "王区长")
        with pytest.raises(NotAllowed, match="kept_by_office"):
            profile.set_field(session, me, "unit", "区政府")
        assert people.contact_of(session, me).name == "张三"
    resident = street.resident("小夏")
    resident.reports("楼道灯不亮")
    resident.says("我的资料")
    resident.taps("改称呼")
    resident.says("夏大姐")
    resident.sees("改好了")
