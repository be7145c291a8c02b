"""What members and units do about a case they claimed, until it is answered or goes back."""

import pytest
from sqlmodel import select

from handlers.talking.messages import Kind
from models.access import Role
from models.cases import Case, Status
from models.media import Attachment
from models.points import PointReason
from models.timeline import Act
from scheduler import jobs
from services.areas import areas
from services.identity import invitations
from services.office import units
from services.points import awarding
from tests.support.bound import bound
from tests.support.chat import Person, Street
from tests.support.group_chat import Group
from tests.support.offering import (
    NUMBER,
    OF_THE_REPORTER,
    WORDS,
    card_of,
    id_of,
    put_before_members,
)
from tests.support.unit_bodies import a_unit


@pytest.fixture
def li(street: Street) -> Person:
    """The manager of the first grid."""
    return street.staff("李敏", "grid_manager", "HF-01")


@pytest.fixture
def members(street: Street, li: Person) -> Group:
    """The members' group of the first grid."""
    return bound(street, li, "一网格党员群", "HF-01", "党员群")


@pytest.fixture
def zhang(street: Street) -> Person:
    """A resident of 3号楼."""
    return street.resident("张奶奶")


def test_what_a_member_did_is_answered_by_the_community_and_rated(
    street: Street, members: Group, li: Person, zhang: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[PointReason, str, float]] = []

    def award(*of: object, units: float = 1) -> int:
        given.append((PointReason(str(of[2])), str(of[3]), units))
        return 1

    monkeypatch.setattr(awarding, "award", award)
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    put_before_members(li)
    members.presses(chen, "认领")
    chen.taps("办好了")
    chen.sees("办了什么")
    chen.says("垃圾已清运，桶也冲洗了")
    chen.sees("用了多长时间")
    chen.taps("1小时")
    chen.sees("已交给社区")
    zhang.never_saw("冲洗")
    li.sees("用了 60 分钟")
    li.taps("同意并答复")
    li.sees("答复已发给反映人")
    zhang.sees("桶也冲洗了")
    chen.sees("谢谢您")
    assert "【已办好】" in card_of(members).text
    zhang.taps("解决了")
    zhang.taps("满意")
    assert [it for it in OF_THE_REPORTER if it in members.transcript()] == []
    case = street.case(NUMBER)
    assert (case.status, case.satisfaction) == (Status.TRACKING, 3)
    assert street.acts(NUMBER)[1:] == [
        Act.PROGRESSED,
        Act.ACCEPTED,
        Act.ASSIGNED,
        Act.SIGNED,
        Act.PROGRESSED,
        Act.ANSWERED,
        Act.CONFIRMED,
        Act.RATED,
    ]
    assert given == [
        (PointReason.CASE_DONE, "case_offers:1", 1),
        (PointReason.HOURS, "case_offers:1", 1.0),
    ]


def test_a_member_works_calls_and_gives_back(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    put_before_members(li)
    members.presses(chen, "认领")
    chen.taps("联系居民")
    chen.sees("张奶奶")
    chen.says("我下午过去看看")
    zhang.sees("陈同志（党员志愿者）问您")
    assert Act.CONTACT_VIEWED in street.acts(NUMBER)
    chen.says("待办")
    chen.taps(next(iter(chen.last.buttons)))
    chen.taps("记进展")
    chen.says("已联系环卫")
    chen.sees("进展记下了")
    chen.says("待办")
    chen.taps(next(iter(chen.last.buttons)))
    chen.taps("交回")
    chen.says("临时出差")
    chen.sees("已交回")
    li.sees("陈同志交回，原因：临时出差")
    assert any("【待认领】" in it.text for it in members.screen)
    case = street.case(NUMBER)
    assert (case.status, case.owner_id, case.returns) == (Status.ACCEPTED, None, 0)
    members.presses(chen, "认领")
    assert street.case(NUMBER).owner_id == id_of(street, chen)


def test_a_unit_gives_back_what_it_claimed(street: Street, li: Person, zhang: Person) -> None:
    group = bound(street, li, "共建单位群", "HF-01", "共建单位群")
    qian = a_liaison_of(street)
    zhang.reports(WORDS)
    put_before_members(li)
    group.presses(qian, "认领")
    qian.taps("交回")
    qian.says("车坏了")
    li.sees("环卫所交回，原因：车坏了")
    assert "【待认领】" in card_of(group).text
    case = street.case(NUMBER)
    assert (case.unit_id, case.owner_id, case.returns) == (None, None, 0)


def test_a_claim_that_nobody_works_on_goes_back(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    put_before_members(li)
    members.presses(chen, "认领")
    due = street.case(NUMBER).due_at
    street.passes(hours=47)
    with street.store.write() as session:
        assert jobs.return_unworked(session, street.clock) == 0
    street.passes(hours=2)
    with street.store.write() as session:
        assert jobs.return_unworked(session, street.clock) == 1
    street.deliver()
    chen.sees("过了时间没有进展")
    li.sees("认领后没有进展")
    case = street.case(NUMBER)
    assert (case.status, case.owner_id, case.returns) == (Status.ACCEPTED, None, 0)
    assert case.due_at == due
    assert any("【待认领】" in it.text for it in members.screen)
    chen.taps("办好了")
    chen.sees("不在您手上")


def test_the_community_may_ask_for_a_little_more(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    put_before_members(li)
    members.presses(chen, "认领")
    chen.taps("办好了")
    chen.says("清了一半")
    chen.taps("更久")
    chen.says("4")
    chen.sees("已交给社区")
    li.sees("用了 240 分钟")
    li.taps("再办一办")
    li.says("另一半也请清掉")
    li.sees("已告诉陈同志")
    chen.sees("另一半也请清掉")
    chen.taps("办好了")
    chen.says("都清完了")
    chen.taps("半小时")
    li.says("待办")
    li.taps("看结果")
    li.taps("改几个字再答复")
    li.says("垃圾已全部清运，谢谢您反映")
    li.sees("答复已发给反映人")
    zhang.sees("全部清运")
    zhang.never_saw("清了一半")


def test_a_liaison_claims_for_their_unit(street: Street, li: Person, zhang: Person) -> None:
    group = bound(street, li, "共建单位群", "HF-01", "共建单位群")
    qian = a_liaison_of(street)
    zhang.reports(WORDS)
    put_before_members(li)
    group.presses(qian, "认领")
    zhang.sees("已转环卫所（钱所长）办理")
    assert "已由环卫所认领" in "".join(it.text for it in group.screen)
    assert "钱所长" not in group.transcript()
    claimed = qian.sees("认领成功")
    assert list(claimed.buttons) == ["答复", "联系居民", "交回"]
    qian.taps("答复")
    qian.says("已派车清运")
    zhang.sees("已派车清运")
    assert "【已办好】" in "".join(it.text for it in group.screen)
    with street.store.read() as session:
        case = session.exec(select(Case)).one()
        assert case.unit_id == units.get_unit(session, "HW").id


def a_liaison_of(street: Street) -> Person:
    """Give somebody who speaks for 环卫所."""
    with street.store.write() as session:
        unit = a_unit(session, "HW", "环卫所", area_id=areas.get_area(session, "HF").id)
        place = areas.get_area(session, "HF")
        (code,) = invitations.invite(session, Role.LIAISON, place, street.clock, unit_id=unit.id)
    qian = street.person("钱所长")
    qian.says(f"加入 {code}")
    return qian


def photo_of(street: Street) -> tuple[bool, bool]:
    """Tell of the one photo whether it is for the reporter, and whether it was passed on."""
    with street.store.read() as session:
        photo = session.exec(select(Attachment)).one()
        assert photo.case_id is not None
        return photo.is_for_reporter, photo.passed_at is not None


def test_photos_of_the_result_reach_the_reporter_with_the_answer(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    put_before_members(li)
    members.presses(chen, "认领")
    chen.taps("办好了")
    chen.sends(Kind.PHOTO, "垃圾清走了")
    chen.taps("1小时")
    chen.sees("已交给社区")
    assert len(li.sees("用了 60 分钟").attachments) == 1
    assert photo_of(street) == (False, True)
    li.taps("同意并答复")
    assert photo_of(street) == (True, False)


def test_words_in_reply_to_the_case_are_its_result(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    put_before_members(li)
    members.presses(chen, "认领")
    chen.replies(chen.sees("认领成功"), "垃圾都清走了，桶也换了新的")
    chen.taps("办好了，交给社区")
    chen.taps("2小时")
    chen.sees("已交给社区")
    li.sees("用了 120 分钟")
    chen.replies(chen.screen[1], "您家几点有人？我过来一趟")
    chen.taps("转告一句")
    zhang.sees("陈同志（党员志愿者）问您")
