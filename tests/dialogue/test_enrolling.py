"""Coming to report (报到): the member, the secretary, and everybody who guesses."""

import pytest
from sqlmodel import select

from models.access import Role
from models.areas import Level
from models.members import Belonging, BodyLevel, BodyMember, Enrolment, Member, PartyBody
from models.people import Account, Person
from services.areas import areas
from services.identity import people
from services.members import members
from services.office import access
from services.tables.member_import import import_members
from tests.store.members.test_member_import import a_sheet
from tests.support.chat import Person as Chatting
from tests.support.chat import Street

ZHANG = ("张三", "13800001234", "双重管", "市一中", "HF-01", "理发", "", "", "")


def on_the_roll(street: Street, *rows: tuple[str, ...]) -> None:
    """Import members."""
    with street.store.write() as session:
        assert import_members(session, a_sheet(*rows), street.clock).errors == []


def person_of(street: Street, who: Chatting) -> int:
    """Give who somebody is."""
    with street.store.read() as session:
        found = select(Account.person_id).where(Account.outer_id == who.outer_id)
        person_id = session.exec(found).one()
    assert person_id is not None
    return person_id


def asks(street: Street, words: str = "报到 张三 市一中 1234") -> Chatting:
    """Let somebody who came by the poster come to report."""
    zhang = street.resident("小张")
    zhang.says(words)
    zhang.taps("同意")
    zhang.sees("报到已转给和风社区核对")
    return zhang


def test_the_member_of_the_roll_gets_their_account(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    on_the_roll(street, ZHANG)
    zhang = asks(street)
    card = secretary.sees("姓名：“张三”\n单位：“市一中”\n手机后四位：1234")
    assert "名册上有这位：张三，市一中，在职党员（双重管）" in card.text
    secretary.taps("通过")
    secretary.sees("已通过：张三，市一中")
    told = zhang.sees("张三同志，您的报到已通过：和风一网格，单位 市一中")
    assert "看岗位" in told.buttons
    zhang.never_saw("双重管")
    with street.store.read() as session:
        (member,) = session.exec(select(Member)).all()
        assert member.person_id == person_of(street, zhang)
        assert people.contact_of(session, member.person_id) == ("张三", "13800001234")
        assert [
            (role, area.code) for role, area in access.roles_of(session, member.person_id)
        ] == [(Role.MEMBER, "HF-01")]
        assert people.get_person(session, member.person_id).consented_at is not None
    zhang.says("报到")
    zhang.taps("我是党员")
    zhang.sees_now("您已经在和风一网格报到了")


def test_each_part_is_asked_for_and_a_new_member_is_noted(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    li = street.person("小李")
    li.says("/join")
    li.taps("我是党员，来报到")
    li.taps("同意")
    li.sees_now("请发您的姓名")
    li.says("李大明")
    li.says("没有单位")
    li.sees_now("后四位")
    li.says("12")
    li.sees_now("要四个数字")
    li.says("尾号 5678")
    li.sees_now("您向哪个社区报到")
    li.says("荷花小区")
    li.sees("报到已转给和风社区核对")
    assert "名册上没有对得上的" in secretary.sees("姓名：“李大明”\n单位：“无”").text
    secretary.taps("通过")
    secretary.sees("已通过：李大明")
    li.sees("报到已通过：荷花小区")
    with street.store.read() as session:
        member = members.find_member(session, person_of(street, li))
        assert member is not None
        assert member.unit_id is None
        assert people.contact_of(session, member.person_id).name == "李大明"


def test_whoever_asks_learns_nothing_of_the_roll(street: Street) -> None:
    street.staff("周书记", "clerk", "HF")
    on_the_roll(street, ZHANG)
    answers = set[str]()
    for number, last in enumerate(("1234", "9999")):
        stranger = street.resident(f"生人{number}")
        stranger.says(f"报到 张三 市一中 {last}")
        stranger.taps("同意")
        answers.add(stranger.last.text)
    assert len(answers) == 1


def test_asking_twice_is_one_request(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    zhang = asks(street)
    secretary.sees("姓名：“张三”")
    zhang.says("报到 张三 市一中 1234")
    zhang.sees_now("您已经报到过了，正在核对")
    secretary.sees_nothing_new()
    with street.store.read() as session:
        assert len(session.exec(select(Enrolment)).all()) == 1


def test_a_request_stands_in_the_list_of_work_until_it_is_decided(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    deputy = street.staff("钱书记", "clerk", "HF")
    asks(street)
    secretary.says("/todo")
    secretary.sees("等您看的")
    secretary.taps("待通过的报到（1）")
    secretary.sees("姓名：“张三”")
    secretary.taps("通过 张三")
    secretary.sees("已通过")
    secretary.says("/todo")
    secretary.sees_now("现在没有等您办的事")
    deputy.taps("通过")
    deputy.sees_now("已经有人办了")
    deputy.taps("不通过")
    deputy.sees_now("已经有人办了")


def test_a_clerk_of_another_community_is_refused(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    other = street.staff("柳书记", "clerk", "LH")
    zhang = asks(street)
    card = secretary.sees("姓名：“张三”")
    other.sees_nothing_new()
    other.says("/todo")
    other.sees_now("现在没有等您办的事")
    other.presses_token(card.buttons["通过"])
    other.never_saw("已通过")
    street.dismisses("周书记", "clerk", "HF")
    secretary.taps("通过", on=card)
    secretary.sees("这件事不归您办")
    zhang.never_saw("报到已通过")


def test_nobody_decides_about_themselves(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    officer = street.staff("郑主任", "officer", "JD")
    secretary.says("报到 周书记 街道 1111")
    secretary.taps("同意")
    secretary.sees("报到已转给和风社区核对")
    secretary.says("/todo")
    secretary.sees_now("现在没有等您办的事")
    officer.sees("姓名：“周书记”")
    officer.taps("通过")
    secretary.sees("报到已通过")


def test_a_decline_is_told_with_its_reason_and_one_may_ask_again(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    zhang = asks(street)
    for again in range(3):
        secretary.taps("不通过")
        secretary.sees("张三的报到为什么不通过")
        secretary.says("介绍信还没有收到")
        secretary.sees("已告诉张三")
        zhang.sees("您的报到没有通过：介绍信还没有收到")
        zhang.says("报到 张三 市一中 1234")
        zhang.sees("次数太多了" if again == 2 else "报到已转给")


def test_a_member_who_came_before_is_not_given_to_another_account(street: Street) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    on_the_roll(street, ZHANG)
    asks(street)
    secretary.taps("通过")
    thief = street.resident("生人")
    thief.says("报到 张三 市一中 1234")
    thief.taps("同意")
    secretary.sees("已经用别的账号报到过，不能再通过")
    secretary.taps("通过")
    secretary.sees("请本人在原来的账号发“关联”")
    thief.never_saw("报到已通过")


def test_without_anybody_who_decides_it_waits(street: Street) -> None:
    zhang = street.resident("小张")
    zhang.says("报到 张三 市一中 1234")
    zhang.taps("同意")
    zhang.sees("报到已记下")
    secretary = street.staff("周书记", "clerk", "HF")
    secretary.says("/todo")
    secretary.taps("待通过的报到")
    secretary.sees("张三")


@pytest.mark.parametrize("has_home", [True, False])
def test_who_passes_reports_to_the_body_of_the_grid(street: Street, has_home: bool) -> None:
    secretary = street.staff("周书记", "clerk", "HF")
    with street.store.write() as session:
        for code, level in (("HF", BodyLevel.COMMUNITY), ("HF-01", BodyLevel.GRID)):
            area = areas.get_area(session, code)
            session.add(PartyBody(code=f"P-{code}", name=code, level=level, area_id=area.id))
        session.add(PartyBody(code="YZ", name="一中支部", level=BodyLevel.UNIT))
    if has_home:
        on_the_roll(street, (*ZHANG[:8], "一中支部"))
    asks(street)
    secretary.taps("通过")
    with street.store.read() as session:
        held = session.exec(
            select(BodyMember.belonging, PartyBody.code).join(
                PartyBody,
                PartyBody.id == BodyMember.body_id,  # type: ignore[arg-type]
            )
        ).all()
        homes = [(Belonging.HOME, "YZ")] if has_home else []
        assert sorted(held) == sorted([*homes, (Belonging.REPORTS, "P-HF-01")])


def test_the_old_person_is_who_the_roll_knows(street: Street) -> None:
    street.staff("周书记", "clerk", "HF").says("菜单")
    secretary = street.person("周书记")
    on_the_roll(street, ZHANG)
    zhang = street.resident("小张")
    number = zhang.reports("楼道灯不亮")
    before = person_of(street, zhang)
    zhang.says("报到 张三 市一中 1234")
    zhang.taps("同意")
    zhang.sees("报到已转给")
    secretary.taps("通过")
    after = person_of(street, zhang)
    assert after != before
    with street.store.read() as session:
        gone = session.get_one(Person, before)
        assert gone.merged_into_id == after
    zhang.says(number)
    zhang.sees(number)


def test_a_place_of_no_community_is_asked_again(street: Street) -> None:
    with street.store.write() as session:
        areas.add_area(session, "JD-P", "东片", Level.PATCH, areas.get_area(session, "JD"))
    street.staff("郑主任", "officer", "JD")
    li = street.person("小李")
    li.says("报到 李大明 无 1234")
    li.taps("同意")
    li.sees_now("您向哪个社区报到")
    li.says("火星")
    li.sees_now("您向哪个社区报到")
    li.says("和风社区")
    li.sees("报到已转给和风社区")
