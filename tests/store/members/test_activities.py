"""Activities are recorded once for each member, and each row of points says what it is for."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.errors import Invalid, NotAllowed
from models.members import Belonging, BodyLevel
from models.points import ActivityRecord, Point, PointReason
from services.identity import people
from services.points import activities, awarding, pledges, statements
from services.points.activities import ActivityEntry
from services.store import Store
from services.tables.activity_import import COLUMNS, import_activities
from services.tables.area_import import ImportReport
from services.tables.sheets import Columns, SheetRow
from services.texts.phrases import put_into_words
from tests.support.offices import a_resident, a_worker
from tests.support.served import a_body, a_case_done, a_shift
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_clock, a_town

SWEEP = ActivityEntry("楼道大扫除", date(2026, 11, 14))


@pytest.fixture
def town(store: Store) -> Store:
    with store.write() as session:
        a_town(session)
    return store


def read(session: Session, *rows: dict[str, str]) -> ImportReport:
    table = Columns([SheetRow(number, row) for number, row in enumerate(rows, 2)], (), ())
    return import_activities(session, table, a_clock(), lambda _done, _total: None)


def test_an_activity_counts_once_for_each_however_often_it_is_recorded(town: Store) -> None:
    with town.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        one, two = a_member(session), a_member(session, "XF-2", "林秀英")
        assert activities.record(session, SWEEP, [one, one], clerk, a_clock()) == 1
        assert activities.record(session, SWEEP, [one, two], clerk, a_clock()) == 1
        again = SWEEP._replace(title=" 楼道大扫除 ")
        assert activities.record(session, again, [one], clerk, a_clock()) == 0
        assert [awarding.balance(session, each) for each in (one, two)] == [5, 5]


def test_only_who_confirms_service_there_records_and_not_for_themselves(town: Store) -> None:
    with town.write() as session:
        member = a_member(session)
        for actor in (
            a_worker(session, Role.CLERK, "NS"),
            a_worker(session, Role.GRID_MANAGER, "XF-2"),
            a_worker(session, Role.SUPERVISOR, "JD"),
            a_member(session, name="林秀英"),
            member,
        ):
            with pytest.raises(NotAllowed):
                activities.record(session, SWEEP, [member], actor, a_clock())
        assert session.exec(select(ActivityRecord)).all() == []


def test_a_day_to_come_and_who_is_no_member_are_refused(town: Store) -> None:
    with town.write() as session:
        clerk, member = a_worker(session, Role.CLERK, "XF"), a_member(session)
        tomorrow = SWEEP._replace(held_on=date(2026, 11, 17))
        with pytest.raises(Invalid, match="activity_day"):
            activities.record(session, tomorrow, [member], clerk, a_clock())
        with pytest.raises(Invalid, match="activity_title"):
            activities.record(session, SWEEP._replace(title=" "), [member], clerk, a_clock())
        with pytest.raises(NotAllowed, match="members_only"):
            activities.record(session, SWEEP, [a_resident(session)], clerk, a_clock())


def test_a_table_of_activities_read_twice_adds_nothing(town: Store) -> None:
    with town.write() as session:
        member = a_member(session)
        people.set_phone(session, member, "13800000001")
        body = a_body(session, member, "一支部", BodyLevel.UNIT, Belonging.HOME)
        rows = [
            {"title": "主题党日", "date": "2026/11/2", "phone": "138 0000 0001",
             "body": "一支部", "party_life": "是"},
            {"title": "楼道大扫除", "date": "2026年11月14日", "name": "陈卫国"},
        ]  # fmt: skip
        first, second = read(session, *rows), read(session, *rows)
        assert (first.errors, first.added, second.added, second.unchanged) == ([], 2, 0, 2)
        kept = session.exec(select(ActivityRecord).order_by(col(ActivityRecord.id))).all()
        assert [(it.body_id, it.is_party_life) for it in kept] == [(body, True), (None, False)]
        assert awarding.balance(session, member) == 10


def test_of_two_members_with_one_phone_the_name_tells_which(town: Store) -> None:
    with town.write() as session:
        one, two = a_member(session), a_member(session, name="林秀英")
        for each in (one, two):
            people.set_phone(session, each, "13800000001")
        row = {"title": "主题党日", "date": "2026-11-02", "phone": "13800000001"}
        report = read(session, row)
        assert "不止一位" in report.errors[0].message
        assert read(session, row | {"name": "林秀英"}).added == 1
        assert awarding.balance(session, two) == 5


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": ""}, "活动名称"),
        ({"date": "昨天"}, "日期看不懂"),
        ({"date": "2026-12-01"}, "不晚于今天"),
        ({"name": ""}, "没有写姓名"),
        ({"name": "王五"}, "没有找到党员“王五”"),
        ({"phone": "12"}, "电话"),
        ({"body": "二支部"}, "没有“二支部”这个党组织"),
        ({"party_life": "也许"}, "是 或 否"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_nothing_is_recorded(
    town: Store, wrong: dict[str, str], told: str
) -> None:
    with town.write() as session:
        a_member(session)
        good = {"title": "主题党日", "date": "2026-11-02", "name": "陈卫国"}
        report = read(session, good, good | {"title": "另一个"} | wrong)
        assert [each.row for each in report.errors] == [3]
        assert told in report.errors[0].message
        assert session.exec(select(ActivityRecord)).all() == []


def test_somebody_twice_at_one_activity_is_named_with_both_rows(town: Store) -> None:
    with town.write() as session:
        people.set_phone(session, a_member(session), "13800000001")
        row = {"title": "主题党日", "date": "2026-11-02", "name": "陈卫国"}
        again = {"title": "主题党日 ", "date": "2026/11/2", "phone": "13800000001"}
        report = read(session, row, row | {"date": "2026-11-03"}, again)
        ((number, words),) = [(each.row, each.message) for each in report.errors]
        assert number == 4
        assert "和第 2 行是同一个人" in words
        assert session.exec(select(ActivityRecord)).all() == []


def test_the_columns_have_the_names_that_the_guide_gives() -> None:
    assert list(COLUMNS) == ["title", "date", "name", "phone", "body", "party_life"]


def test_each_row_of_points_names_its_record(town: Store) -> None:
    with town.write() as session:
        clerk, member = a_worker(session, Role.CLERK, "XF"), a_member(session)
        clock = a_clock()
        served = a_shift(session, a_claim(session, an_opening(session), member))
        offer = a_case_done(session, member, clock)
        awarding.award(session, member, PointReason.HOURS, f"attendances:{served.id}", clock)
        awarding.award(session, member, PointReason.CASE_DONE, f"case_offers:{offer.id}", clock)
        activities.record(session, SWEEP, [member], clerk, clock)
        pledge = pledges.make_pledge(session, member, "教邻居用电", clock)
        pledges.confirm_kept(session, pledge, clerk, clock)
        awarding.take_back(session, member, PointReason.HOURS, f"attendances:{served.id}", clock)
        awarding.award(session, member, PointReason.HOURS, f"attendances:{served.id}", clock)
        awarding.add_row(session, member, PointReason.CASE_DONE, "nothing", 1, clock.now())
        said = [
            (each.points, put_into_words(each.record) if each.record else None)
            for each in reversed(statements.list_points(session, member))
        ]
    shift = "第一网格环境卫生清理、小区绿化，11月14日9:00"
    assert said == [
        (10, shift),
        (20, "民情 XF-2026-000001"),
        (5, "11月14日 楼道大扫除"),
        (20, "“教邻居用电”"),
        (-10, f"收回：{shift}"),
        (10, shift),
        (1, None),
    ]


def test_the_number_of_a_case_is_named_to_who_may_see_it(town: Store) -> None:
    with town.write() as session:
        member, clerk = a_member(session), a_worker(session, Role.CLERK, "XF")
        offer = a_case_done(session, member, a_clock())
        other = a_member(session, name="李四")
        named = "民情 XF-2026-000001"
        for person_id, words in ((other, "一件民情"), (clerk, named), (member, named)):
            said = statements.say_record(session, f"case_offers:{offer.id}", person_id)
            assert said is not None
            assert put_into_words(said) == words


def test_a_page_of_points_begins_with_the_newest(town: Store) -> None:
    with town.write() as session:
        member = a_member(session)
        for number in range(5):
            record = f"attendances:{number}"
            awarding.add_row(session, member, PointReason.HOURS, record, number, a_clock().now())
        pages = [
            [it.points for it in statements.list_points(session, member, limit=2, offset=first)]
            for first in (0, 2, 4)
        ]
        assert pages == [[4, 3], [2, 1], [0]]
        assert len(session.exec(select(Point)).all()) == 5
