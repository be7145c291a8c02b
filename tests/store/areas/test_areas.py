from collections.abc import Sequence

import pytest
from sqlmodel import Session, select

from models.areas import Area, Level
from models.errors import Conflict, Invalid, NotFound
from services import versions
from services.areas import areas
from services.sealing import Vault
from services.store import Store
from services.tables.area_import import import_areas
from services.tables.sheets import Columns
from tests.support.builders import SECRET
from tests.support.towns import TOWN, a_table, a_town


def tree(session: Session) -> list[tuple[str, str, str, str]]:
    """Read the tree with codes for paths."""
    codes = {area.id: area.code for area in session.exec(select(Area))}
    return [
        (area.code, area.name, area.level, "/".join(codes[i] for i in areas.ids_upward(area)))
        for area in areas.list_areas(session)
    ]


def messages(session: Session, *rows: Sequence[str]) -> list[tuple[int, str]]:
    """Import a table; give its errors after checking that nothing was written."""
    before = tree(session)
    report = import_areas(session, a_table(*rows))
    assert tree(session) == before
    assert (report.added, report.changed) == (0, 0)
    return [(note.row, note.message) for note in report.errors]


def test_the_street_is_made_once_from_the_settings(store: Store) -> None:
    with store.write() as session:
        with pytest.raises(NotFound):
            areas.get_street(session)
        first = areas.ensure_street(session, "JD", "解放街道")
        second = areas.ensure_street(session, "XX", "别的")
        assert (first.id, first.code, first.path) == (second.id, "JD", f"/{first.id}/")
        assert areas.get_street(session).id == first.id


@pytest.mark.parametrize("code", ["\0", "XF\0"])
def test_a_code_that_no_store_can_hold_is_unknown(store: Store, code: str) -> None:
    with store.write() as session:
        a_town(session)
        for find in (areas.get_area, areas.get_area_named):
            with pytest.raises(NotFound, match="area_unknown"):
                find(session, code)


def test_an_area_knows_what_lies_above_and_below(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        building = areas.get_area(session, "YG-3")
        above = [area.code for area in areas.list_ancestors(session, building)]
        assert above == ["JD", "XF", "XF-1", "YG"]
        assert street.contains(building)
        assert [a.code for a in areas.list_below(session, street, Level.COMMUNITY)] == ["NS", "XF"]
        below = areas.list_below(session, areas.get_area(session, "XF-1"))
        assert [area.code for area in below] == ["YG", "YG-13", "YG-3", "YG-4", "YG-A"]


def test_a_code_is_found_however_it_is_typed(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        assert areas.get_area(session, " ｙｇ-3 ").code == "YG-3"
        with pytest.raises(NotFound) as refused:
            areas.get_area(session, "YG-99")
        assert refused.value.fields == {"code": "YG-99"}


@pytest.mark.parametrize(
    ("code", "name", "level", "parent", "reason"),
    [
        ("有 空格", "x", Level.GRID, "XF", "area_code"),
        ("G" * 41, "x", Level.GRID, "XF", "area_code"),
        ("G9", "  ", Level.GRID, "XF", "area_name"),
        ("G9", "x", Level.GRID, None, "area_parent_missing"),
        ("G9", "x", Level.COMMUNITY, "XF-1", "area_level"),
        ("G9", "x", Level.GRID, "XF-1", "area_level"),
        ("G9", "x", Level.PATCH, "XF", "area_level"),
        ("xf", "x", Level.GRID, "XF", "area_exists"),
    ],
)
def test_an_area_that_does_not_fit_is_refused(
    store: Store, code: str, name: str, level: Level, parent: str | None, reason: str
) -> None:
    with store.write() as session:
        a_town(session)
        above = areas.get_area(session, parent) if parent else None
        with pytest.raises((Invalid, Conflict)) as refused:
            areas.add_area(session, code, name, level, above)
        assert refused.value.reason == reason


def test_a_patch_lies_across_and_holds_nothing(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        patch = areas.add_area(session, "P1", "东片", Level.PATCH, street)
        with pytest.raises(Invalid):
            areas.add_area(session, "ZZ", "x", Level.COMMUNITY, patch)


def test_a_case_number_begins_with_the_community_if_that_has_capitals(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        odd = areas.add_area(session, "C9", "第九社区", Level.COMMUNITY, street)
        building = areas.get_area(session, "YG-3")
        assert areas.prefix_of(session, building, "JD") == "XF"
        assert areas.prefix_of(session, street, "QQ") == "QQ"
        assert areas.prefix_of(session, odd, "QQ") == "QQ"
        assert areas.prefix_of(session, None, "QQ") == "QQ"


def test_a_table_is_imported_whatever_the_order_of_its_rows(store: Store) -> None:
    with store.write() as session:
        areas.ensure_street(session, "JD", "解放街道")
        report = import_areas(session, a_table(*reversed(TOWN)))
        assert (report.added, report.errors) == (len(TOWN), [])
        imported = tree(session)
    assert ("YG-3", "3号楼", "building", "YG-3/YG/XF-1/XF/JD") in imported
    assert len(imported) == len(TOWN) + 1


def test_the_same_table_twice_changes_nothing(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        report = import_areas(session, a_table(*TOWN))
        assert (report.added, report.changed, report.unchanged) == (0, 0, len(TOWN))


def test_a_changed_name_and_a_moved_grid_are_brought_up_to_date(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        report = import_areas(
            session, a_table(("XF-1", "东一网格", "网格", "NS"), ("yg", "阳光", "小区", "xf-1"))
        )
        assert (report.changed, report.errors) == (2, [])
        assert ("YG-3", "3号楼", "building", "YG-3/yg/XF-1/NS/JD") in tree(session)


def test_the_street_of_the_table_takes_the_place_of_the_one_from_the_settings(
    store: Store,
) -> None:
    rows = (("ZX", "中心街道", "街道", ""), ("AB", "甲社区", "社区", "ZX"))
    with store.write() as session:
        root = areas.ensure_street(session, "JD", "本街道")
        for _ in range(2):
            assert import_areas(session, a_table(*rows)).errors == []
        assert areas.ensure_street(session, "JD", "本街道").id == root.id
        assert [row[0] for row in tree(session)] == ["ZX", "AB"]


@pytest.mark.parametrize(
    ("rows", "row", "says"),
    [
        ([("", "x", "grid", "XF")], 2, "缺少编码"),
        ([("a b", "x", "grid", "XF")], 2, "编码“a b”不能用"),
        ([("G9", "", "grid", "XF")], 2, "名称应有"),
        ([("G9", "x", "省", "XF")], 2, "不认识的级别“省”"),
        ([("G8", "x", "grid", "XF"), ("g8", "y", "grid", "XF")], 3, "编码“g8”与第 2 行重复"),
        ([("G9", "x", "grid", "")], 2, "缺少上级"),
        ([("G9", "x", "grid", "QQ")], 2, "上级“QQ”既不在表里，也不在库里"),
        ([("G9", "x", "grid", "YG")], 2, "网格不能放在小区下面"),
        ([("P9", "x", "片区", ""), ("G9", "x", "grid", "P9")], 3, "网格不能放在片区下面"),
        ([("G8", "x", "grid", "G9"), ("G9", "y", "grid", "G8")], 2, "绕成了圈：G8 → G9 → G8"),
        ([("G9", "x", "grid", "G9")], 2, "绕成了圈：G9 → G9"),
        ([("XF", "幸福社区", "building", "NS")], 2, "网格不能放在楼栋下面"),
    ],
)
def test_a_table_with_a_broken_row_is_refused_whole_and_the_row_named(
    store: Store, rows: list[tuple[str, ...]], row: int, says: str
) -> None:
    with store.write() as session:
        a_town(session)
        found = messages(session, *rows, ("OK", "好社区", "社区", ""))
        assert any(number == row and says in message for number, message in found), found


def test_a_table_without_a_column_or_without_rows_is_refused(store: Store) -> None:
    with store.write() as session:
        areas.ensure_street(session, "JD", "解放街道")
        assert messages(session) == [(0, "表里没有一行区域")]
        report = import_areas(session, Columns([], missing=["level"], extra=[]))
        assert [note.message for note in report.errors] == ["缺少这一列：level（级别）"]


def test_a_community_without_capitals_and_unused_columns_are_remarked(store: Store) -> None:
    with store.write() as session:
        areas.ensure_street(session, "JD", "解放街道")
        table = a_table(("C1", "一社区", "社区", ""), extra=["备注"])
        report = import_areas(session, table)
        assert report.errors == []
        assert "2–6 个大写字母" in report.notices[0].message
        assert report.extra_columns == ["备注"]


@pytest.mark.parametrize(
    ("words", "near", "found"),
    [
        ("阳光花园小区三号楼楼道灯不亮", None, "YG-3"),
        ("阳光花园小区3栋没水", None, "YG-3"),
        ("阳光花园小区３幢没水", None, "YG-3"),
        ("陽光花園小區十三号楼漏水", None, "YG-13"),
        ("阳光花园小区a座电梯坏了", None, "YG-A"),
        ("阳光花园小区门口堆垃圾", None, "YG"),
        ("阳光花园门口堆垃圾", None, "YG"),
        ("阳光花园二期3号楼没电", None, "NS-YG-3"),
        ("荷花院的路灯", None, "HH"),
        ("荷花院三号楼", None, "HH-3"),
        ("三号楼路灯不亮", "YG", "YG-3"),
        ("三号楼路灯不亮", "YG-4", "YG-3"),
        ("是4号楼", "YG-3", "YG-4"),
        ("不是3号楼，是4号楼", "YG", "YG-4"),
        ("三号楼路灯不亮", "XF-2", "HH-3"),
        ("三号楼路灯不亮", "XF", None),
        ("三号楼路灯不亮", None, None),
        ("99号楼路灯不亮", "YG", None),
        ("99号楼路灯不亮", "YG-3", "YG"),
        ("不在99号楼", "YG-3", None),
        ("阳光花园小区99号楼", None, "YG"),
        ("第一网格没人管", None, None),
        ("第一网格没人管", "HH", "XF-1"),
        ("南山社区第1网格没人管", None, "NS-1"),
        ("南山社区一网格没人管", None, "NS-1"),
        ("十一网格没人管", "XF-1", None),
        ("幸福社区3号楼", None, "XF"),
        ("幸福社区的路", "NS-1", "XF"),
        ("我家在3楼，下水道堵了", "YG", None),
        ("路灯不亮", "YG-3", None),
        ("", None, None),
    ],
)
def test_the_place_is_guessed_from_what_people_say(
    sqlite_store: Store, words: str, near: str | None, found: str | None
) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        guess = areas.find_place(session, words, areas.get_area(session, near) if near else None)
        assert (guess.code if guess else None) == found


def test_a_place_is_known_as_soon_as_it_was_added(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        assert areas.find_place(session, "红星社区的路", None) is None
        areas.add_area(session, "HX", "红星社区", Level.COMMUNITY, street)
        guess = areas.find_place(session, "红星社区的路", None)
        assert guess is not None
        assert guess.code == "HX"


def test_what_another_process_added_is_seen_soon(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = (Store(store_url, Vault(SECRET)) for _ in range(2))
    with ours.write() as session:
        a_town(session)
    with ours.read() as session:
        assert areas.find_place(session, "红星社区的路", None) is None
    with theirs.write() as session:
        areas.add_area(session, "HX", "红星社区", Level.COMMUNITY, areas.get_street(session))
    monkeypatch.setattr(versions, "FRESH_SECONDS", 0.0)
    with ours.read() as session:
        assert areas.find_place(session, "红星社区的路", None) is not None
    ours.close()
    theirs.close()
