"""Tables of other systems become cases: all of a table or nothing, and never twice."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.cases import Case, Channel, Status
from models.categories import Category
from models.following import Recusal
from models.people import Person
from models.timeline import Act
from services import areas, case_import, handling, people, timeline
from services.sheets import Sheet, SheetRow, bind_columns
from services.store import Store
from tests.offices import a_resident, a_worker, keys_for, sayings_for, words_for
from tests.towns import a_clock, a_town

THURSDAY = datetime(2026, 11, 12, 1, 32, 9, tzinfo=UTC)
LAMP = {"内容": "阳光花园小区3号楼路灯不亮", "时间": "2026/11/12 9:32:09"}
BIN = {"内容": "垃圾桶满了没人清", "时间": "2026-11-13 08:00"}


def a_table(*rows: Mapping[str, str]) -> Sheet:
    """Make a table; the header is row 1."""
    headers = list(dict.fromkeys(header for row in rows for header in row))
    filled = [dict.fromkeys(headers, "") | dict(row) for row in rows]
    return Sheet(headers, [SheetRow(number, row) for number, row in enumerate(filled, 2)])


def plan(session: Session, *rows: Mapping[str, str], source: str = "") -> case_import.Plan:
    """Read a table whose rows without a channel came by the hotline."""
    columns = bind_columns(a_table(*rows), case_import.COLUMNS)
    return case_import.plan_import(session, columns, a_clock(), Channel.HOTLINE, source)


def imports(
    session: Session, *rows: Mapping[str, str], source: str = ""
) -> tuple[case_import.Plan, case_import.Imported]:
    """Import a table that has no faults."""
    found = plan(session, *rows, source=source)
    assert found.errors == []
    return found, case_import.carry_out(session, found, a_clock(), lambda *_: None)


def all_cases(session: Session) -> Sequence[Case]:
    """Give every case, the oldest first."""
    return session.exec(select(Case).order_by(col(Case.id))).all()


@pytest.fixture
def street(store: Store) -> Store:
    """A street on both databases."""
    with store.write() as session:
        a_town(session)
    return store


def test_a_row_becomes_a_case_on_its_own_calendar(street: Store) -> None:
    row = LAMP | {
        "姓名": "张奶奶",
        "电话": "1.3800000001E+10",
        "地点": "3号楼",
        "工单编号": "12345-7",
        "是否公开": "否",
        "类别": "道路路灯",
    }
    with street.write() as session:
        imports(session, row, source="市热线")
        (case,) = all_cases(session)
        assert case.number == "XF-2026-000001"
        assert (case.channel, case.category) == (Channel.HOTLINE, Category.STREET)
        assert (case.source, case.outer_number) == ("市热线", "12345-7")
        assert case.is_private
        assert case.reported_at == case.began_at == THURSDAY
        assert case.due_at == datetime(2026, 11, 23, 1, 32, 9, tzinfo=UTC)
        assert case.step_due_at == a_clock().now() + timedelta(hours=24)
        assert areas.area_of(session, case.area_id).code == "YG-3"
        assert case.reporter_id is not None
        assert people.contact_of(session, case.reporter_id) == ("张奶奶", "13800000001")
        assert timeline.is_intact(session, case)
        (line,) = timeline.list_lines(session, case)
        assert (line.act, line.at) == (Act.REPORTED, THURSDAY)
        assert line.told is not None
        assert line.told["words"] == row["内容"]
        assert line.told["outer_number"] == "12345-7"


def test_the_limit_of_the_other_system_goes_before_ours(street: Store) -> None:
    with street.write() as session:
        imports(session, LAMP | {"办理时限": "2026-11-20"})
        (case,) = all_cases(session)
        assert case.limit_days is None
        assert case.due_at == datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC)


def test_importing_twice_adds_nothing(street: Store) -> None:
    rows = (LAMP | {"工单编号": "7", "来源": "热线"}, BIN)
    with street.write() as session:
        _, done = imports(session, *rows)
        assert (done.added, done.known) == (2, 0)
    with street.write() as session:
        again, done = imports(session, *rows, LAMP | {"工单编号": "7", "来源": "论坛"})
        assert (again.known, done.added) == (2, 1)
        assert len(all_cases(session)) == 3


def test_a_row_is_known_again_however_the_table_is_written(street: Store) -> None:
    with street.write() as session:
        imports(session, BIN | {"电话": "13800000001", "网格": ""})
    with street.write() as session:
        written = {
            "text": f"\n{BIN['内容']} ",
            "phone": "１３８ ００００ ０００１",
            "reported_at": "46339.3333333",
            "area": "XF",
        }
        again, _ = imports(session, written)
        assert (again.known, again.incoming) == (1, [])


def test_what_another_import_filed_meanwhile_is_left_out(street: Store) -> None:
    with street.write() as session:
        first = plan(session, LAMP, BIN)
        imports(session, LAMP)
    with street.write() as session:
        done = case_import.carry_out(session, first, a_clock(), lambda *_: None)
        assert (done.added, done.known) == (1, 1)
        assert len(all_cases(session)) == 2


def test_exact_repeats_are_one_case(street: Store) -> None:
    with street.write() as session:
        found, done = imports(session, LAMP, *[LAMP] * 61, BIN)
        assert (found.count, found.repeats, done.added) == (63, 61, 2)


def test_one_number_with_two_contents_is_a_fault(street: Store) -> None:
    with street.read() as session:
        found = plan(session, LAMP | {"工单编号": "7"}, BIN | {"工单编号": "7"})
    assert [(note.row, note.message) for note in found.errors] == [
        (3, "“工单编号”7 与第 2 行相同，内容却不同")
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"内容": " \n！！"}, "“内容”是空的"),
        ({"内容": "长" * 40_001}, "最多 40000 字"),
        ({"时间": "昨天"}, "“时间”读不出“昨天”"),
        ({"时间": "2026-11-30"}, "还没有到"),
        ({"办理时限": "2026-11-01"}, "早于反映的时间"),
        ({"办理时限": "七天"}, "“办理时限”读不出“七天”"),
        ({"电话": "138****0001"}, "“电话”读不出“138****0001”"),
        ({"电话": "1.38E+10"}, "数字已经丢了"),
        ({"渠道": "鸽子"}, "不认识的“渠道”“鸽子”"),
        ({"网格": "月亮社区"}, "“网格”找不到“月亮社区”"),
        ({"是否公开": "也许"}, "“是否公开”读不出“也许”"),
        ({"姓名": "长" * 41}, "“姓名”有 41 字"),
        ({"工单编号": "7" * 65}, "“工单编号”有 65 字"),
    ],
)
def test_a_fault_names_row_column_and_what_is_expected(
    town: Store, cells: Mapping[str, str], said: str
) -> None:
    with town.read() as session:
        found = plan(session, LAMP, LAMP | BIN | cells)
    assert [note.row for note in found.errors] == [3]
    assert said in found.errors[0].message


def test_every_fault_of_a_row_is_named(town: Store) -> None:
    with town.read() as session:
        found = plan(session, {"内容": "", "时间": "x", "渠道": "x", "电话": "x"})
    assert len(found.errors) == 4


def test_a_table_without_the_words_or_without_a_row_is_refused(town: Store) -> None:
    with town.read() as session:
        assert "内容" in plan(session, {"时间": "2019"}).errors[0].message
        empty = case_import.plan_import(
            session, bind_columns(Sheet(["text"], ()), case_import.COLUMNS), a_clock()
        )
    assert [note.row for note in empty.errors] == [0]


def test_another_systems_categories_are_guessed_over_and_counted(town: Store) -> None:
    with town.read() as session:
        found = plan(session, *(each | {"类别": "城乡建设"} for each in (LAMP, BIN)))
    assert found.unknown == {"城乡建设": 2}
    assert [each.category for each in found.incoming] == [Category.STREET, Category.ENVIRONMENT]


def test_a_place_is_found_by_code_name_or_words(town: Store) -> None:
    cells = ({"网格": "xf-1"}, {"网格": "幸福社区"}, {"地点": "荷花院"}, {"网格": "无"})
    with town.read() as session:
        rows = [
            BIN | {"内容": f"垃圾桶满了{number}次"} | each for number, each in enumerate(cells)
        ]
        found = plan(session, *rows)
        codes = [
            each.area_id and areas.area_of(session, each.area_id).code for each in found.incoming
        ]
    assert codes == ["XF-1", "XF", "HH", None]


def test_whoever_answers_hears_once_how_many_came(street: Store) -> None:
    with street.write() as session:
        grid = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF")
        officer = a_worker(session, Role.OFFICER, "JD")
        lamps = [LAMP | {"工单编号": str(number)} for number in range(5)]
        late = {"内容": "荷花院垃圾没人清", "时间": "2019-04-25"}
        _, done = imports(session, *lamps, late, BIN, source="热线")
        assert (done.told, done.untold) == (3, 0)
        assert [keys_for(session, who) for who in (grid, clerk, officer)] == [["import.told"]] * 3
        assert "5 件民情（热线）" in words_for(session, grid)
        assert "其中已过期限 1 件" in words_for(session, clerk)
        (saying,) = sayings_for(session, grid)
        assert saying.choices[0].command is not None
        assert saying.choices[0].command.dialogue == "todo"


def test_what_is_urgent_now_is_told_singly_and_what_was_once_is_not(street: Store) -> None:
    with street.write() as session:
        grid = a_worker(session, Role.GRID_MANAGER, "XF-1")
        burst = {"内容": "阳光花园小区水管爆裂，水漫到楼道", "时间": "2026-11-16 09:00"}
        imports(session, burst, burst | {"时间": "2019-04-25"})
        assert keys_for(session, grid) == ["case.alert_urgent", "import.told"]
        first, second = all_cases(session)
        assert first.is_urgent
        assert second.is_urgent


def test_what_came_late_is_told_further_up_only_after_a_day_here(street: Store) -> None:
    with street.write() as session:
        imports(session, LAMP | {"时间": "2019-04-25"})
        (case,) = all_cases(session)
        assert case.due_at < a_clock().now()
        assert case.escalates_at == a_clock().now() + timedelta(days=1)


def test_nobody_to_tell_is_said(street: Store) -> None:
    with street.write() as session:
        _, done = imports(session, LAMP, BIN)
        assert (done.told, done.untold) == (0, 2)


def test_a_number_in_a_table_makes_nobody_with_an_account_the_reporter(street: Store) -> None:
    with street.write() as session:
        online = a_resident(session, "张奶奶")
        people.set_phone(session, online, "13800000001")
        named = {"姓名": "张奶奶", "电话": "13800000001"}
        imports(session, LAMP | named, BIN | named, BIN | {"姓名": "李大爷"})
        reporters = [case.reporter_id for case in all_cases(session)]
        assert online not in reporters
        assert reporters[0] == reporters[1] != reporters[2]


def test_what_nobody_put_a_name_to_is_handled_to_its_end(street: Store) -> None:
    with street.write() as session:
        grid = a_worker(session, Role.GRID_MANAGER, "XF-1")
        imports(session, LAMP)
        (case,) = all_cases(session)
        assert case.reporter_id is None
        assert session.exec(select(Person).where(col(Person.phone).is_not(None))).all() == []
        handling.sign_case(session, case.id, grid, a_clock())
        handling.answer_case(session, case.id, grid, "灯换好了", a_clock())
        session.refresh(case)
        assert case.status is Status.ANSWERED
        assert timeline.is_intact(session, case)


def test_a_case_kept_from_somebody_is_not_counted_for_them(street: Store) -> None:
    with street.write() as session:
        grid = a_worker(session, Role.GRID_MANAGER, "XF-1")
        clerk = a_worker(session, Role.CLERK, "XF")
        imports(session, LAMP)
        (case,) = all_cases(session)
        session.add(Recusal(case_id=case.id, person_id=grid, since=a_clock().now()))
        session.flush()
        done = case_import.Imported()
        incoming = plan(session, LAMP | BIN).incoming[0]
        case_import.tell_once(session, {case.id: incoming}, a_clock(), done)
        assert done.told == 1
        assert keys_for(session, clerk) == ["import.told"]


def test_nothing_is_written_when_the_last_row_fails(street: Store) -> None:
    with street.write() as session:
        found = plan(session, LAMP, BIN)

    def fails(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), street.write() as session:
        case_import.carry_out(session, found, a_clock(), fails)
    with street.read() as session:
        assert all_cases(session) == []
        assert plan(session, LAMP, BIN).known == 0
