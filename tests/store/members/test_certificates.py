"""Cards and certificates say what the records say, and never the kind of a member."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.errors import NotAllowed, NotFound
from models.members import MemberKind
from models.people import Language
from models.points import CardColour, PointReason
from models.units import Unit
from services.areas import areas
from services.clock import SetClock
from services.members import members
from services.office import access
from services.points import awarding, certificates, member_cards, pledges, service_record
from services.store import Store
from services.texts.members.members import KIND_LABELS, MANAGEMENT_LABELS
from services.texts.phrases import join_words
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker
from tests.support.served import a_case_done, a_year
from tests.support.service import a_member
from tests.support.towns import a_clock, a_town


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


@pytest.fixture
def member(session: Session) -> int:
    unit = Unit(code="GD", name="供电公司", created_at=MONDAY)
    session.add(unit)
    session.flush()
    person_id = a_member(session, unit_id=unit.id, kind=MemberKind.LAID_OFF)
    known = members.find_member(session, person_id)
    assert known is not None
    known.skills, known.interests = "电工 急救", "书法"
    a_year(session, person_id, a_clock())
    return person_id


def card(session: Session, person_id: int, colour: CardColour) -> str:
    _, cards = member_cards.get_cards(session, person_id, person_id, a_clock())
    return join_words(next(each.lines for each in cards if each.colour is colour))


def test_the_pink_card_counts_what_was_served(session: Session, member: int) -> None:
    assert card(session, member, CardColour.PINK).splitlines() == [
        "岗位：环境卫生清理、小区绿化",
        "今年服务 4 小时，到岗 2 班",
        "累计服务 6 小时，到岗 3 班",
        "办成民情 1 件",
        "替人顶班 1 次",
        "未到岗 1 次",
    ]


def test_what_nobody_agreed_to_counts_nowhere(session: Session, member: int) -> None:
    """A result is handed in, and the reporter withdraws: nobody said that it was done."""
    year = service_record.year_span(2026, a_clock())
    before = service_record.count_service(session, member, year)
    offer = a_case_done(session, member, a_clock())
    assert service_record.count_service(session, member, year).cases == before.cases + 1
    offer.agreed_at = None
    session.flush()
    assert service_record.count_service(session, member, year) == before


def test_the_posts_of_a_card_are_named_in_the_language_of_whoever_reads_it(
    session: Session, member: int
) -> None:
    _, cards = member_cards.get_cards(session, member, member, a_clock())
    (pink,) = (each for each in cards if each.colour is CardColour.PINK)
    said = join_words(pink.lines, language=Language.TRADITIONAL)
    assert "環境衛生清理" in said


def test_the_yellow_card_says_who_they_are_but_not_their_kind(
    session: Session, member: int
) -> None:
    assert card(session, member, CardColour.YELLOW).splitlines() == [
        "姓名：陈卫国",
        "单位：供电公司",
        "报到：幸福社区第一网格",
        "特长：电工、急救",
        "兴趣：书法",
        "供电公司一支部（组织关系）",
        "幸福社区党总支（报到关系）",
    ]


def test_the_green_card_counts_the_meetings_of_each_body(session: Session, member: int) -> None:
    assert card(session, member, CardColour.GREEN).splitlines() == [
        "今年参加活动 4 次",
        "11月14日 楼道大扫除",
        "11月11日 党日11",
        "11月9日 党日9",
        "组织生活 2 次：供电公司一支部（组织关系）",
        "组织生活 1 次：幸福社区党总支（报到关系）",
    ]


def test_the_red_card_says_which_pledges_were_kept(session: Session, member: int) -> None:
    clerk = a_worker(session, Role.CLERK, "XF")
    kept = pledges.make_pledge(session, member, "教邻居用电", a_clock())
    pledges.make_pledge(session, member, "每月值班一次", a_clock())
    pledges.confirm_kept(session, kept, clerk, a_clock())
    assert card(session, member, CardColour.RED).splitlines() == [
        "1. 教邻居用电（已兑现）",
        "2. 每月值班一次（还没兑现）",
    ]


def test_a_pledge_of_another_year_is_on_its_card(session: Session, member: int) -> None:
    pledges.make_pledge(session, member, "去年的承诺", SetClock(MONDAY.replace(year=2025)))
    assert card(session, member, CardColour.RED) == "今年还没有写承诺。"


def test_the_cards_are_for_themselves_and_for_who_keeps_the_roll(
    session: Session, member: int
) -> None:
    for role, code in ((Role.CLERK, "XF"), (Role.OFFICER, "JD")):
        keeper = a_worker(session, role, code)
        assert member_cards.get_cards(session, member, keeper, a_clock())[0] == "陈卫国"
    others = [
        a_resident(session, "路人"),
        a_member(session, name="林秀英"),
        a_worker(session, Role.CLERK, "NS"),
        a_worker(session, Role.GRID_MANAGER, "XF-1"),
        a_worker(session, Role.SUPERVISOR, "JD"),
        a_worker(session, Role.LIAISON, "XF"),
    ]
    for other in others:
        with pytest.raises(NotFound, match="member_unknown"):
            member_cards.get_cards(session, member, other, a_clock())
    with pytest.raises(NotAllowed, match="members_only"):
        member_cards.get_cards(session, others[0], others[0], a_clock())


def test_a_certificate_says_what_the_year_held(session: Session, member: int) -> None:
    reason = PointReason.HOURS
    awarding.award(session, member, reason, "attendances:1", a_clock(), units=3.5)
    awarding.add_row(session, member, PointReason.EXCHANGED, "exchanges:1", -30, a_clock().now())
    certificate = certificates.gather(session, member, 2026, a_clock())
    assert (certificate.street, certificate.unit, certificate.name) == (
        "解放街道",
        "供电公司",
        "陈卫国",
    )
    row = members.find_member(session, member)
    assert row is not None
    assert certificate.number == f"NJ-2026-{row.id:04}"
    assert certificate.issued_on.isoformat() == "2026-11-16"
    assert certificate.paragraphs[0] == (
        "陈卫国同志于2026年在幸福社区第一网格报到并参加服务。全年服务 4 小时，到岗 2 班；"
        "服务岗位是环境卫生清理、小区绿化；认领并办成居民反映的事 1 件；替他人顶班 1 次；"
        "参加活动 4 次，其中组织生活 3 次。"
    )
    assert dict(certificate.rows) == {
        "服务时长": "4 小时",
        "到岗班次": "2 班",
        "服务岗位": "环境卫生清理、小区绿化",
        "办成民情": "1 件",
        "参加活动": "4 次",
        "组织生活：供电公司一支部（组织关系）": "2 次",
        "组织生活：幸福社区党总支（报到关系）": "1 次",
        "兑现承诺": "0 条中 0 条",
        "本年积分": "35 分",
    }


def test_an_empty_year_says_so(session: Session, member: int) -> None:
    certificate = certificates.gather(session, member, 2024, a_clock())
    assert certificate.paragraphs[0].endswith("全年没有服务记录。")


def test_a_number_is_the_same_whenever_it_is_given(session: Session, member: int) -> None:
    later = SetClock(MONDAY.replace(month=12))
    numbers = {
        certificates.gather(session, member, 2026, clock).number for clock in (a_clock(), later)
    }
    assert len(numbers) == 1
    assert certificates.gather(session, member, 2025, later).number not in numbers


@pytest.mark.parametrize("kind", list(MemberKind))
def test_no_kind_is_on_cards_or_certificate(
    session: Session, member: int, kind: MemberKind
) -> None:
    known = members.find_member(session, member)
    assert known is not None
    known.kind = kind
    certificate = certificates.gather(session, member, 2026, a_clock())
    said = "\n".join(
        [
            *(card(session, member, colour) for colour in CardColour),
            *certificate.paragraphs,
            *(word for row in certificate.rows for word in row),
        ]
    )
    assert KIND_LABELS[kind].chinese not in said
    assert MANAGEMENT_LABELS[kind].chinese not in said


def test_certificates_are_for_who_was_a_member_that_year(session: Session, member: int) -> None:
    gone, new = a_member(session, name="早走的"), a_member(session, name="没来的")
    for person_id, since, until in (
        (gone, MONDAY.replace(year=2024), MONDAY.replace(year=2025)),
        (new, MONDAY.replace(year=2027), None),
    ):
        row = members.find_member(session, person_id)
        assert row is not None
        row.since, row.until = since, until
    session.flush()
    assert certificates.list_members(session, 2026, a_clock()) == [member]
    assert certificates.list_members(session, 2025, a_clock()) == [gone]
    unit = session.exec(select(Unit.id)).one()
    assert certificates.list_members(session, 2026, a_clock(), unit) == [member]
    assert certificates.list_members(session, 2026, a_clock(), unit + 1) == []


def test_nobody_says_that_their_own_pledge_was_kept(session: Session) -> None:
    both = a_member(session, "XF")
    access.appoint(session, both, Role.CLERK, areas.get_area(session, "XF"), a_clock())
    pledge = pledges.make_pledge(session, both, "每月值班一次", a_clock())
    with pytest.raises(NotAllowed, match="not_your_own"):
        pledges.confirm_kept(session, pledge, both, a_clock())
    elsewhere = a_worker(session, Role.CLERK, "NS")
    with pytest.raises(NotAllowed, match="not_allowed"):
        pledges.confirm_kept(session, pledge, elsewhere, a_clock())
    assert awarding.balance(session, both) == 0
