"""Members from a table: as a whole or not at all, known again, and a whole street in seconds."""

from collections.abc import Sequence

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.members import Belonging, BodyLevel, BodyMember, Member, MemberKind, PartyBody
from models.people import Person
from models.posts import ClaimState
from models.units import Unit, UnitKind
from services.areas import areas
from services.identity import people
from services.members import correcting, removing, roll
from services.office import access
from services.store import Store
from services.tables.area_import import ImportReport
from services.tables.member_cells import COLUMNS
from services.tables.member_import import import_members
from services.tables.sheets import Columns, SheetRow
from tests.support.counting import counted
from tests.support.offices import words_for
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town
from tests.support.verbs import CLOCK

CHEN = (
    "陈卫国",
    "138 0000 0001",
    "双重管",
    "市一中",
    "XF-1",
    "合唱 理发",
    "",
    "周六9点到11点",
    "",
)
LIN = ("林小梅", "13800000002", "resident", "", "XF", "", "养花", "", "")


def a_sheet(*rows: Sequence[str]) -> Columns:
    """Make the table that an operator would import; the header is row 1."""
    cells = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return Columns([SheetRow(number, row) for number, row in enumerate(cells, 2)], (), ())


def imports(session: Session, *rows: Sequence[str]) -> ImportReport:
    """Import rows."""
    return import_members(session, a_sheet(*rows), CLOCK)


def said(report: ImportReport) -> list[tuple[int, str]]:
    """Give what is wrong."""
    return [(note.row, note.message) for note in report.errors]


def test_members_are_written_with_name_phone_unit_and_appointment(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        report = imports(session, CHEN, LIN)
        assert (report.added, report.changed, said(report)) == (2, 0, [])
        assert [(note.row, "市一中" in note.message) for note in report.notices] == [(2, True)]
        unit = session.exec(select(Unit)).one()
        assert (unit.name, unit.kind) == ("市一中", UnitKind.PARTNER)
        chen, lin = roll.list_entries(session)
        assert (chen.name, chen.phone, chen.kind) == (
            "陈卫国",
            "13800000001",
            MemberKind.IN_SERVICE,
        )
        assert (chen.skills, chen.free_times) == ("合唱 理发", "Sat 09:00-11:00")
        assert (chen.unit_id, lin.unit_id) == (unit.id, None)
        assert not chen.has_account
        assert [(role, area.code) for role, area in access.roles_of(session, chen.person_id)] == [
            (Role.MEMBER, "XF-1")
        ]
        person = people.get_person(session, chen.person_id)
        assert person.consented_at is None
        assert person.phone_hash is not None


def test_the_same_table_again_changes_nothing(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        imports(session, CHEN, LIN)
    with store.write() as session:
        report = imports(session, CHEN, LIN)
        assert (report.added, report.changed, report.unchanged) == (0, 0, 2)
        assert report.notices == []
        assert len(session.exec(select(Person)).all()) == 2


def test_a_changed_row_changes_the_member_and_moves_the_appointment(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        imports(session, CHEN)
        moved = (*CHEN[:2], "离退休", "", "XF-2", "", "", "", "")
        report = imports(session, moved)
        assert (report.added, report.changed) == (0, 1)
        (chen,) = roll.list_entries(session)
        assert (chen.kind, chen.skills) == (MemberKind.RETIRED, "合唱 理发")
        assert chen.unit_id is not None
        assert [area.code for _, area in access.roles_of(session, chen.person_id)] == ["XF-2"]


def test_two_rows_with_one_phone_name_each_other_and_nothing_is_written(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        report = imports(session, CHEN, LIN, ("赵强", "13800000001", "", "税务局", *LIN[4:]))
        ((row, fault),) = said(report)
        assert row == 4
        assert "第 2 行" in fault
        assert "13800000001" not in fault
        assert session.exec(select(Member)).all() == []
        assert session.exec(select(Unit)).all() == []


def test_the_same_person_in_two_rows_is_said_to_be_the_same(town: Store) -> None:
    with town.write() as session:
        report = imports(session, CHEN, LIN, CHEN)
        ((row, fault),) = said(report)
        assert row == 4
        assert "和第 2 行是同一个人" in fault
        assert session.exec(select(Member)).all() == []


def test_a_phone_of_a_member_of_another_name_is_refused(town: Store) -> None:
    with town.write() as session:
        imports(session, CHEN)
        report = imports(session, ("赵强", *CHEN[1:]))
        assert "另一位党员" in said(report)[0][1]
        assert len(session.exec(select(Member)).all()) == 1


@pytest.mark.parametrize(
    ("column", "cell", "word"),
    [
        (0, "", "没有写姓名"),
        (0, "长" * 41, "姓名太长"),
        (1, "12", "不像号码"),
        (2, "朋友", "不认识的类型"),
        (4, "QQ", "没有叫“QQ”的区域"),
        (4, "", "没有写网格"),
        (4, "第一网格", "或有几个"),
        (5, "长" * 201, "特长"),
        (7, "随时", "看不懂"),
        (8, "没有的支部", "没有编码或名称"),
    ],
)
def test_a_row_that_is_wrong_is_named(town: Store, column: int, cell: str, word: str) -> None:
    with town.write() as session:
        wrong = (*LIN[:column], cell, *LIN[column + 1 :])
        report = imports(session, CHEN, wrong)
        ((row, fault),) = said(report)
        assert row == 3
        assert word in fault
        assert session.exec(select(Member)).all() == []


def test_a_member_of_the_chat_with_this_phone_and_name_is_the_same(town: Store) -> None:
    with town.write() as session:
        known = a_member(session, "XF-1", "陈卫国")
        people.set_phone(session, known, "13800000001")
        report = imports(session, CHEN)
        assert (report.added, report.changed) == (0, 1)
        assert [each.person_id for each in roll.list_entries(session)] == [known]


def test_without_a_phone_a_member_is_known_by_name_and_unit(town: Store) -> None:
    with town.write() as session:
        bare = (CHEN[0], "", *CHEN[2:])
        assert "没有电话" in imports(session, bare).notices[0].message
        assert imports(session, bare).unchanged == 1
        assert imports(session, CHEN).changed == 1
        assert [each.phone for each in roll.list_entries(session)] == ["13800000001"]
        assert said(imports(session, bare, bare)) != []
        assert imports(session, bare).unchanged == 1


def test_a_known_name_and_unit_with_another_phone_is_asked_back(town: Store) -> None:
    other = (CHEN[0], "13900000009", *CHEN[2:])
    with town.write() as session:
        imports(session, CHEN)
        (chen,) = roll.list_entries(session)
        for row in (other, (*other[:3], "", *other[4:])):
            report = imports(session, row)
            assert f"{chen.person_id} 号" in said(report)[0][1]
            assert "13800000001" not in said(report)[0][1]
        elsewhere = imports(session, (*other[:3], "", "XF-2", *other[5:]))
        assert (elsewhere.added, said(elsewhere)) == (1, [])
        report = imports(session, CHEN, (other[0], "13900000008", *other[2:]))
        assert (report.added, report.unchanged) == (1, 1)
        assert "同名同单位" in report.notices[0].message


def test_who_changed_their_phone_is_corrected_and_not_there_twice(town: Store) -> None:
    with town.write() as session:
        imports(session, CHEN)
        (chen,) = roll.list_entries(session)
        people.set_phone(session, chen.person_id, "13900000009")
        assert said(imports(session, CHEN)) != []
        correcting.correct(session, chen.person_id, phone="138 0000 0001")
        assert imports(session, CHEN).unchanged == 1
        assert len(roll.list_entries(session)) == 1


def test_an_older_roll_says_whom_it_brings_back(town: Store) -> None:
    with town.write() as session:
        imports(session, CHEN, LIN)
        chen, _ = roll.list_entries(session)
        removing.remove_member(session, chen.person_id, CLOCK)
        session.expire_all()
        report = imports(session, CHEN, LIN)
        assert report.changed == 1
        (notice,) = report.notices
        assert notice.row == 2
        assert "陈卫国以前移出过名册" in notice.message
        assert len(roll.list_entries(session)) == 2


def test_a_move_ends_claims_out_of_reach_and_asks_who_waits(town: Store) -> None:
    with town.write() as session:
        chen, waits = a_member(session, "XF-1", "陈卫国"), a_member(session, "XF-1", "林远")
        people.set_phone(session, chen, "13800000001")
        far, near = an_opening(session, "legal", places=1), an_opening(session, "health", "JD")
        lost, kept = a_claim(session, far, chen), a_claim(session, near, chen)
        waiting = a_claim(session, far, waits, state=ClaimState.WAITING)
        imports(session, (*CHEN[:4], "NS", *CHEN[5:]))
        assert (lost.state, kept.state) == (ClaimState.ENDED, ClaimState.HELD)
        assert waiting.asked_until is not None
        assert far.taken == 1
        assert "您报到的地方变了" in words_for(session, chen)


def test_the_body_of_a_row_is_where_they_belong(town: Store) -> None:
    with town.write() as session:
        for code, name in (("P1", "一中支部"), ("P2", "税务支部")):
            session.add(PartyBody(code=code, name=name, level=BodyLevel.UNIT))
        session.flush()
        imports(session, (*CHEN[:8], "一中支部"))
        imports(session, (*CHEN[:8], "p2"))
        assert imports(session, (*CHEN[:8], "P2")).unchanged == 1
        held = session.exec(select(BodyMember).order_by(BodyMember.id)).all()  # type: ignore[arg-type]
        assert [(each.belonging, each.until is None) for each in held] == [
            (Belonging.HOME, False),
            (Belonging.HOME, True),
        ]


MOST_ASKED = 3
"""Statements for each member."""


def test_a_whole_street_is_imported(store: Store) -> None:
    rows = [
        (f"党员{number}", f"138{number:08d}", "双重管", f"单位{number % 90}", "XF-1", *[""] * 4)
        for number in range(1601)
    ]
    with store.write() as session:
        a_town(session)
    told: list[tuple[int, int]] = []

    def advance(done: int, total: int) -> None:
        told.append((done, total))

    for counts in ((1601, 0), (0, 1601)):
        with store.write() as session, counted(session) as asked:
            report = import_members(session, a_sheet(*rows), CLOCK, advance)
        assert (report.added, report.unchanged) == counts
        assert len(asked) < MOST_ASKED * len(rows)
    assert told[-1] == (1601, 1601)
    with store.read() as session:
        assert len(session.exec(select(Unit)).all()) == 90
        area = areas.get_area(session, "XF")
        assert len(roll.list_entries(session, area=area)) == 1601
