"""Who holds which post is put on notice: in the community, and at the units they come from."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.notices import Notice, NoticeState
from models.people import Account
from models.posts import ShownAs
from models.units import Unit
from scheduler import jobs
from services.areas import areas
from services.identity import invitations
from services.members import members
from services.notices import notices
from services.posts import claims
from tests.support.bound import bound
from tests.support.chat import Person, Street
from tests.support.service import an_opening
from tests.support.unit_bodies import a_unit


@pytest.fixture
def sun(street: Street) -> Person:
    """A clerk of the community, who publishes."""
    return street.staff("孙洁", "clerk", "HF")


@pytest.fixture
def chen(street: Street) -> Person:
    """A member whom the first school sent, and who lets their name be read."""
    return holds(street, "陈卫国", "environment", ShownAs.NAME, "市一中")


def holds(street: Street, name: str, post: str, shown_as: ShownAs, unit: str = "") -> Person:
    """Give a member who holds a post of the first grid."""
    person = street.staff(name, "member", "HF-01")
    with street.store.write() as session:
        opening = an_opening(
            session, post, "HF-01", ends_on=date(2026, 12, 31), opened_at=street.clock.now()
        )
        found = session.exec(select(Unit).where(Unit.name == unit)).first()
        if unit and found is None:
            found = a_unit(session, "YZ", unit)
        area = areas.get_area(session, "HF-01")
        unit_id = None if found is None else found.id
        id_ = id_of(session, person)
        members.remember(session, id_, area.id, street.clock, unit_id=unit_id)
        claims.claim_post(session, opening.id, id_, street.clock, shown_as=shown_as)
    return person


def id_of(session: Session, person: Person) -> int:
    """Give who somebody is in the store."""
    found = select(Account.person_id).where(Account.outer_id == person.outer_id)
    person_id = session.exec(found).one()
    assert person_id is not None
    return person_id


def draw_up(sun: Person) -> None:
    """Draw up the list of the community."""
    sun.says("公示")
    sun.taps("公示认领名单")


def every_ten_minutes(street: Street) -> None:
    """Let the job run that follows the lists at the units."""
    with street.store.write() as session:
        jobs.show_claim_lists(session, street.clock)
    street.deliver()


def a_liaison(street: Street, name: str = "周联络") -> Person:
    """Give the liaison of the first school."""
    with street.store.read() as session:
        unit_id = session.exec(select(Unit.id)).one()
    person = street.person(name)
    with street.store.write() as session:
        place = areas.get_street(session)
        (code,) = invitations.invite(session, Role.LIAISON, place, street.clock, unit_id=unit_id)
    person.says(f"加入 {code}")
    return person


def test_a_list_names_people_as_they_chose(street: Street, sun: Person, chen: Person) -> None:
    del chen
    holds(street, "周兰", "legal", ShownAs.COMRADE)
    holds(street, "吴强", "traffic", ShownAs.UNIT, "市一中")
    draw_up(sun)
    shown = sun.sees("名单已拟好")
    assert "环境卫生清理、小区绿化（和风一网格，周六 9:00–11:00）：陈卫国" in shown.text
    assert "法律咨询援助（和风一网格，周六 9:00–11:00）：周同志" in shown.text
    assert "交通疏导（和风一网格，周六 9:00–11:00）：市一中的党员" in shown.text
    assert "周兰" not in shown.text
    assert "吴" not in shown.text
    assert "名字按本人选的方式写" in shown.text
    assert "已具名放行" not in shown.text


def test_everybody_reads_the_list_and_may_object(
    street: Street, sun: Person, chen: Person
) -> None:
    del chen
    draw_up(sun)
    sun.taps("公示")
    sun.sees("已公示")
    wang = street.resident("王婶")
    wang.says("公示")
    assert "陈卫国" in wang.sees("岗位认领名单").text
    wang.taps("异议")
    wang.says("他没有来过")
    wang.taps("同意")
    assert "（）" not in sun.sees("他没有来过").text
    sun.taps("异议成立，撤下")
    assert "（）" not in sun.sees_now("请写答复").text
    sun.says("核实后重新公示")
    assert "公示已撤下" in wang.sees("异议成立").text
    wang.says("公示")
    wang.sees("没有公示")


def test_the_unit_hangs_its_part_and_takes_it_off(
    street: Street, sun: Person, chen: Person
) -> None:
    del chen
    holds(street, "周兰", "legal", ShownAs.COMRADE)
    zhou = a_liaison(street)
    draw_up(sun)
    sun.taps("公示")
    every_ten_minutes(street)
    shown = zhou.sees("【单位公示】")
    assert "陈卫国" in shown.text
    assert "周同志" not in shown.text
    zhou.taps("已在单位公示")
    zhou.sees("已记下单位公示")
    every_ten_minutes(street)
    zhou.sees_nothing_new()
    sun.says("公示")
    with street.store.read() as session:
        copy = session.exec(select(Notice).where(Notice.state == NoticeState.PUBLISHED)).all()[-1]
        assert copy.unit_id is not None
        assert copy.hung_at is not None
    sun.says("待办")
    withdraws(street, sun)
    every_ten_minutes(street)
    zhou.sees("取下")


def test_who_publishes_hears_of_units_without_a_liaison(
    street: Street, sun: Person, chen: Person
) -> None:
    del chen
    draw_up(sun)
    sun.taps("公示")
    every_ten_minutes(street)
    assert "市一中" in sun.sees("还没有联络员").text


def test_nobody_but_the_liaison_says_that_it_hangs(
    street: Street, sun: Person, chen: Person
) -> None:
    zhou = a_liaison(street)
    draw_up(sun)
    sun.taps("公示")
    every_ten_minutes(street)
    shown = zhou.sees("【单位公示】")
    chen.presses_token(shown.buttons["已在单位公示"])
    with street.store.read() as session:
        assert [it.hung_at for it in session.exec(select(Notice)).all()] == [None, None]


def test_the_groups_hear_of_the_list_and_not_of_the_copies(
    street: Street, sun: Person, chen: Person
) -> None:
    del chen
    group = bound(street, sun, "和风社区事务公开", "HF", "事务公开群")
    draw_up(sun)
    sun.taps("公示")
    every_ten_minutes(street)
    count = len(group.screen)
    with street.store.write() as session:
        assert jobs.notice_digest(session, street.clock) == 1
    street.deliver()
    assert len(group.screen) == count + 1
    assert "岗位认领名单" in group.last.text


def test_monday_drafts_a_list_where_somebody_claimed_since_the_last(
    street: Street, sun: Person, chen: Person
) -> None:
    del chen
    with street.store.write() as session:
        assert jobs.draw_up_claim_lists(session, street.clock) == 1
    street.deliver()
    sun.sees("【待公示】和风社区的岗位认领名单")
    with street.store.write() as session:
        assert jobs.draw_up_claim_lists(session, street.clock) == 0
    sun.says("待办")
    sun.taps("待公示")
    sun.taps("看名单")
    sun.taps("公示")
    sun.sees("已公示")


def test_a_list_of_nobody_is_not_drawn_up(sun: Person) -> None:
    draw_up(sun)
    sun.sees("没有人在岗")


def test_a_resident_draws_up_nothing(street: Street, chen: Person) -> None:
    del chen
    wang = street.resident("王婶")
    wang.says("公示")
    assert "公示认领名单" not in wang.last.buttons


def withdraws(street: Street, sun: Person) -> None:
    """Take the list down."""
    with street.store.write() as session:
        found = session.exec(select(Notice).where(col(Notice.unit_id).is_(None))).one()
        notices.withdraw(session, found.id, id_of(session, sun), "名单有误", street.clock)
