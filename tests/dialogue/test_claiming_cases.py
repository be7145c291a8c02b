"""A case before members and units (待认领): put there, claimed, worked on, answered, rated."""

import pytest
from sqlmodel import select

from models.access import Role
from models.case_offers import CaseOffer
from models.cases import Case, Status
from models.people import Account
from models.points import PointReason
from models.timeline import Act
from scheduler import jobs
from services import areas
from services.identity import invitations
from services.office import units
from services.points import awarding
from tests.bound import bound
from tests.chat import Person, Street
from tests.group_chat import Group
from tests.screens import Shown
from tests.unit_bodies import a_unit

NUMBER = "HF-2026-000001"
WORDS = "我家门口垃圾桶满了三天没人收，味道很大，我叫张桂兰13800000000"
SUMMARY = "垃圾桶需要清运"
OF_THE_REPORTER = ("三天没人收", "味道", "张桂兰", "1380", "3号楼", "张奶奶")


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


def put_before_members(li: Person, summary: str = SUMMARY) -> None:
    """Let the manager put the newest case before members."""
    li.says(NUMBER)
    li.taps("更多")
    li.taps("发布待认领")
    li.sees("请写一句话")
    li.says(summary)


def card_of(group: Group) -> Shown:
    """Give the card in a group, as it looks now."""
    (found,) = [it for it in group.screen if SUMMARY in it.text]
    return found


def id_of(street: Street, person: Person) -> int | None:
    """Give who somebody is in the store."""
    with street.store.read() as session:
        account = session.exec(select(Account).where(Account.outer_id == person.outer_id)).one()
        return account.person_id


def test_the_first_member_who_presses_has_the_case(
    street: Street,
    members: Group,
    li: Person,
    zhang: Person,
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    wu = street.staff("吴小梅", "member", "HF-02")
    zhang.reports(WORDS)
    put_before_members(li)
    li.sees("发到 1 个群")
    card = members.last
    assert "【待认领】" in card.text
    assert SUMMARY in card.text
    assert "和风一网格" in card.text
    assert [each for each in OF_THE_REPORTER if each in members.transcript()] == []
    members.presses(chen, "认领")
    claimed = chen.sees("认领成功")
    assert "三天没人收" in claimed.text
    assert list(claimed.buttons) == ["联系居民", "记进展", "办好了", "交回"]
    zhang.sees("已转陈同志（党员志愿者）办理")
    zhang.never_saw("陈卫国")
    li.sees("已由陈同志认领")
    assert "已由陈同志认领" in card_of(members).text
    assert not card_of(members).buttons
    chen.says("待办")
    assert NUMBER in chen.sees("等您办的 1 件").text
    wu.never_saw("垃圾")


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


def test_whoever_presses_later_hears_who_has_it(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    wu = street.staff("吴小梅", "member", "HF-02")
    zhang.reports(WORDS)
    put_before_members(li)
    token = members.last.buttons["认领"]
    members.presses(wu, "认领")
    wu.sees("认领成功")
    for presser, word in ((chen, "已由吴同志认领"), (wu, "已经认领了")):
        members.presses_token(presser, token)
        assert presser.sees(word).is_whisper
    chen.never_saw("三天没人收")


@pytest.mark.parametrize(
    ("role", "area"), [("resident", "HF-01"), ("member", "LH-01"), ("volunteer", "HF-01")]
)
def test_who_is_no_member_around_there_may_not_claim(
    street: Street, members: Group, li: Person, zhang: Person, role: str, area: str
) -> None:
    sun = street.resident("孙大爷") if role == "resident" else street.staff("孙红", role, area)
    zhang.reports(WORDS)
    put_before_members(li)
    members.presses(sun, "认领")
    assert sun.last.is_whisper
    assert "认领成功" not in sun.last.text
    assert street.case(NUMBER).owner_id is None
    assert "三天没人收" not in sun.transcript()


def test_nobody_claims_what_they_reported_themselves(
    street: Street, members: Group, li: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    chen.says("/start area-HF-HH-3")
    chen.reports(WORDS)
    put_before_members(li)
    members.presses(chen, "认领")
    chen.sees("您自己反映的")


@pytest.mark.parametrize(
    ("summary", "word"),
    [
        ("张桂兰家垃圾没收", "张桂兰"),
        ("打13800000000联系后清垃圾", "13800000000"),
        ("3号楼下的垃圾桶要清运", "3号楼"),
        ("垃圾桶满了三天没人收", "原话"),
        ("字" * 101, "最多 100"),
    ],
)
def test_a_summary_that_tells_who_reported_it_is_asked_again(
    street: Street, members: Group, li: Person, zhang: Person, summary: str, word: str
) -> None:
    zhang.reports(WORDS)
    before = len(members.screen)
    put_before_members(li, summary)
    li.sees(word)
    assert len(members.screen) == before
    li.says(SUMMARY)
    li.sees("已发布待认领")
    with street.store.read() as session:
        assert session.exec(select(CaseOffer)).one().summary == SUMMARY


def test_the_private_look_shows_no_more_than_the_card(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    lin = street.staff("林远", "member", "LH-01")
    zhang.reports(WORDS)
    put_before_members(li)
    chen.follows(members.last, "私下看")
    shown = chen.sees("【待认领】")
    assert [each for each in OF_THE_REPORTER if each in shown.text] == []
    lin.follows(members.last, "私下看")
    lin.sees("没有找到")
    chen.taps("认领")
    chen.sees("认领成功")
    assert "已由陈同志认领" in members.last.text


def test_an_owner_may_offer_what_they_have(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    li.taps("签收")
    li.sees("已签收")
    put_before_members(li)
    li.sees("认领前还由您这边负责")
    members.presses(chen, "认领")
    assert street.case(NUMBER).owner_id == id_of(street, chen)
    zhang.sees("已转陈同志")


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
    with street.store.write() as session:
        unit = a_unit(session, "HW", "环卫所", area_id=areas.get_area(session, "HF").id)
        place = areas.get_area(session, "HF")
        (code,) = invitations.invite(session, Role.LIAISON, place, street.clock, unit_id=unit.id)
    qian = street.person("钱所长")
    qian.says(f"加入 {code}")
    zhang.reports(WORDS)
    put_before_members(li)
    group.presses(qian, "认领")
    zhang.sees("已转环卫所（钱所长）办理")
    assert "已由环卫所认领" in "".join(it.text for it in group.screen)
    assert "钱所长" not in group.transcript()
    claimed = qian.sees("认领成功")
    assert "答复" in claimed.buttons
    qian.taps("答复")
    qian.says("已派车清运")
    zhang.sees("已派车清运")
    assert "【已办好】" in "".join(it.text for it in group.screen)
    with street.store.read() as session:
        case = session.exec(select(Case)).one()
        assert case.unit_id == units.get_unit(session, "HW").id


def test_what_was_answered_otherwise_is_over_on_the_card(
    street: Street, members: Group, li: Person, zhang: Person
) -> None:
    chen = street.staff("陈卫国", "member", "HF-01")
    zhang.reports(WORDS)
    put_before_members(li)
    token = members.last.buttons["认领"]
    li.taps("当场办结")
    li.says("我自己清了")
    assert "【已结束】" in members.last.text
    assert SUMMARY not in members.last.text
    members.presses_token(chen, token)
    chen.sees("已经结束")
