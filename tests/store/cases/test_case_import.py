"""Tables of other systems become cases: all of a table or nothing, and never twice."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from models.cases import Channel
from models.categories import Category
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.identity import people
from services.store import Store
from services.tables import case_import
from services.tables.sheets import Sheet, bind_columns
from tests.support.incoming import BIN, LAMP, THURSDAY, all_cases, imports, plan
from tests.support.towns import a_clock, a_town


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


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("wd-1", "WD-1"),
        ("wd-1", "WD - 1"),
        ("wd-1", "WD–1"),
        ("wd-1", "wd\u200b-1"),
        ("wd-1", "ｗｄ－１"),
        ("000123", "123"),
        ("０００123", "123"),
    ],
)
def test_a_number_is_known_again_however_it_is_written(
    street: Store, first: str, again: str
) -> None:
    with street.write() as session:
        imports(session, LAMP | {"工单编号": first})
    with street.write() as session:
        found, _ = imports(session, BIN | {"工单编号": again})
        assert (found.known, found.incoming) == (1, [])
        assert [case.outer_number for case in all_cases(session)] == [first]


def test_other_numbers_are_others(street: Store) -> None:
    with street.write() as session:
        numbers = ("wd-1", "wd1", "wd-01", "wd-10", "0")
        found, _ = imports(
            session, *(LAMP | {"工单编号": number} for number in numbers), source="热线"
        )
        assert found.known == found.repeats == 0
        assert len(all_cases(session)) == len(numbers)


def test_the_same_table_is_known_with_and_without_its_source(street: Store) -> None:
    with street.write() as session:
        imports(session, LAMP, BIN, source="热线")
    with street.write() as session:
        found, _ = imports(session, LAMP, BIN)
        assert (found.known, found.incoming) == (2, [])


def test_what_another_import_filed_meanwhile_is_left_out(street: Store) -> None:
    with street.write() as session:
        first = plan(session, LAMP, BIN)
        imports(session, LAMP)
    with street.write() as session:
        done = case_import.carry_out(session, first, a_clock())
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
        ({"时间": "1999-12-31"}, "早于 2000 年"),
        ({"办理时限": "9999-12-31"}, "太远了"),
        ({"办理时限": "0001-01-01"}, "早于 2000 年"),
        ({"办理时限": "2026-11-01"}, "早于反映的时间"),
        ({"办理时限": "七天"}, "“办理时限”读不出“七天”"),
        ({"电话": "138****0001"}, "“电话”读不出“138****0001”"),
        ({"电话": "1.38E+10"}, "数字已经丢了"),
        ({"渠道": "鸽子"}, "不认识的“渠道”“鸽子”"),
        ({"网格": "月亮社区"}, "没有叫“月亮社区”的区域"),
        ({"是否公开": "也许"}, "“是否公开”读不出“也许”"),
        ({"姓名": "长" * 41}, "“姓名”有 41 字"),
        ({"工单编号": "7" * 65}, "“工单编号”有 65 字"),
    ],
)
def test_a_fault_names_row_column_and_what_is_expected(
    town: Store, cells: Mapping[str, str], said: str
) -> None:
    with town.read() as session:
        found = plan(session, LAMP, LAMP | BIN | dict(cells))
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
