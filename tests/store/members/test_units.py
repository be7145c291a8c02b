"""Units: added, found, ended, and read from a table as a whole or not at all."""

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict, Invalid, NotFound
from models.units import UnitKind
from services.areas import areas
from services.casework import permits
from services.identity import invitations
from services.office import access, units
from services.store import Store
from services.tables.sheets import Columns, SheetRow
from services.tables.unit_import import COLUMNS, import_units
from tests.support.offices import a_resident
from tests.support.towns import a_town
from tests.support.unit_bodies import a_liaison, a_unit
from tests.support.verbs import CLOCK

ROWS = (
    ("GD", "供电公司", "外单位", "95598", "", ""),
    ("WY", "幸福物业", "", "", "XF", "是"),
    ("CG", "城管队", "department", "", "jd", "no"),
)


def a_sheet(*rows: tuple[str, ...]) -> Columns:
    """Make the table that an operator would import; the header is row 1."""
    cells = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return Columns([SheetRow(number, row) for number, row in enumerate(cells, 2)], (), ())


def test_a_unit_is_found_by_code_name_or_a_part_of_it(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        power, care = a_unit(session, "GD", "供电公司"), a_unit(session, "WY", "幸福物业")
        assert (
            units.get_unit(session, "gd").id == units.get_unit(session, "供电公司").id == power.id
        )
        assert [it.id for it in units.find_units(session, "物 业")] == [care.id]
        assert [it.id for it in units.find_units(session, "g")] == [power.id]
        assert units.find_units(session, "…") == []
        units.end_unit(session, power.id, CLOCK)
        assert [it.id for it in units.list_units(session)] == [care.id]
        with pytest.raises(NotFound, match="unit_unknown"):
            units.get_unit(session, "GD")


def test_what_cannot_be_a_unit_is_refused(town: Store) -> None:
    with town.write() as session:
        a_unit(session, "GD", "供电公司")
        for code, name, outcome in (
            ("gd", "别的", Conflict), ("XX", "供电公司", Conflict),
            ("有 空格", "别的", Invalid), ("XX", "", Invalid), ("XX", "长" * 81, Invalid),
        ):  # fmt: skip
            with pytest.raises(outcome):
                a_unit(session, code, name)
        with pytest.raises(Invalid, match="unit_phone"):
            a_unit(session, "XX", "水务", phone="1" * 41)
        with pytest.raises(Invalid, match="unit_backstop"):
            a_unit(session, "XX", "水务", kind=UnitKind.OUTSIDE, is_backstop=True)


def test_a_table_is_written_once_and_again_adds_nothing(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        report = import_units(session, a_sheet(*ROWS), CLOCK)
        assert (report.added, report.errors) == (3, [])
        again = import_units(session, a_sheet(*ROWS), CLOCK)
        assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
        care = units.get_unit(session, "WY")
        assert (care.kind, care.is_backstop) == (UnitKind.PARTNER, True)
        assert care.area_id == areas.get_area(session, "XF").id
        units.end_unit(session, care.id, CLOCK)
        changed = import_units(
            session, a_sheet(("wy", "新物业", "共建单位", "1", "", "否")), CLOCK
        )
        assert (changed.added, changed.changed) == (0, 1)
        session.refresh(care)
        assert (care.name, care.is_backstop, care.ended_at) == ("新物业", False, None)


def test_a_new_unit_may_have_the_name_that_another_gives_up(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        import_units(session, a_sheet(*ROWS), CLOCK)
        new, renamed = ("GW", "供电公司", "", "", "", ""), ("GD", "供电局", "外单位", "", "", "")
        report = import_units(session, a_sheet(new, renamed), CLOCK)
        assert (report.added, report.changed, report.errors) == (1, 1, [])
        assert [unit.name for unit in units.list_units(session)] == [
            "城管队", "供电局", "供电公司", "幸福物业",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("", "x", "", "", "", ""), "缺少编码"),
        (("a b", "x", "", "", "", ""), "不能用"),
        (("A", "", "", "", "", ""), "名称"),
        (("A", "x", "亲戚", "", "", ""), "不认识的类型“亲戚”"),
        (("A", "x", "", "1" * 41, "", ""), "电话太长"),
        (("A", "x", "", "", "QQ", ""), "没有叫“QQ”的区域"),
        (("A", "x", "", "", "", "也许"), "不是“也许”"),
        (("A", "x", "外单位", "", "", "是"), "外单位不能兜底"),
        (("gd", "x", "", "", "", ""), "第 2 行重复"),
        (("A", "供电公司", "", "", "", ""), "已经是另一个单位的"),
    ],
)
def test_a_faulty_row_is_named_and_nothing_is_written(
    town: Store, row: tuple[str, ...], fault: str
) -> None:
    with town.write() as session:
        report = import_units(session, a_sheet(*ROWS, row), CLOCK)
        assert [note.row for note in report.errors] == [5]
        assert fault in report.errors[0].message
        assert units.list_units(session) == []


def test_a_table_without_its_columns_or_rows_is_refused(town: Store) -> None:
    with town.write() as session:
        missing = Columns([], ("code", "phone"), ())
        assert ["编码" in it.message for it in import_units(session, missing, CLOCK).errors] == [
            True
        ]
        empty = import_units(session, Columns([], (), ()), CLOCK)
        assert [note.row for note in empty.errors] == [0]


def test_an_invitation_makes_a_liaison_of_one_unit(store: Store) -> None:
    with store.write() as session:
        street = a_town(session)
        unit, other = a_unit(session), a_unit(session, "GD", "供电公司")
        zhou = a_resident(session)
        for each in (unit, unit):
            joins(session, each.id, zhou)
        assert permits.list_liaisons(session, unit.id) == [zhou]
        with pytest.raises(Conflict, match="liaison_elsewhere"):
            joins(session, other.id, zhou)
        access.dismiss(session, zhou, Role.LIAISON, street, CLOCK)
        joins(session, other.id, zhou)
        assert permits.list_liaisons(session, other.id) == [zhou]
        assert permits.list_liaisons(session, unit.id) == []
        assert a_liaison(session, unit) in permits.list_liaisons(session, unit.id)


def joins(session: Session, unit_id: int, person_id: int) -> None:
    street = areas.get_street(session)
    (code,) = invitations.invite(session, Role.LIAISON, street, CLOCK, unit_id=unit_id)
    invitations.redeem(session, code, person_id, CLOCK)
