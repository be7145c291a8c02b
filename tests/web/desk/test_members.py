"""Members at the desk: the roll as lists, who came to report, and what is written down."""

import io

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from models.access import Role
from models.errors import Refusal
from models.members import Enrolment, EnrolmentState, Member, MemberKind, MemberView
from models.people import Account
from models.units import UnitKind
from services.areas import areas
from services.identity import people
from services.members import correcting, enrolling
from services.members.correcting import Correction
from services.members.enrolling import Told
from services.office import units
from services.office.units import UnitEntry
from services.tables.sheets import read_content
from tests.support.desks import Office
from tests.support.locks import notes_free
from tests.support.offices import a_resident, words_for
from tests.support.service import a_member
from web.desk import imports

PLACE = "/console/members"
TABLE = "姓名,电话,类型,单位,网格\n=赵新(1),13911112222,居民,,{area}\n"


def a_known(office: Office, code: str = "XF-1", name: str = "陈卫国") -> int:
    with office.store.write() as session:
        person_id = a_member(session, code, name, kind=MemberKind.RETIRED)
        people.set_phone(session, person_id, "13800138000")
        return person_id


def views(office: Office) -> list[tuple[int, int]]:
    with office.store.read() as session:
        return [(it.person_id, it.viewer_id) for it in session.exec(select(MemberView))]


def members_in(office: Office) -> int:
    with office.store.read() as session:
        return len(session.exec(select(Member)).all())


def an_enrolment(office: Office, name: str = "钱新") -> tuple[int, int]:
    with office.store.write() as session:
        person_id = a_resident(session, name)
        account = session.exec(select(Account).where(Account.person_id == person_id)).one()
        told, area = Told(name, "市一中", "1234"), areas.get_area(session, "XF-1")
        enrolment, _ = enrolling.ask(session, account.id, told, area.id, office.clock)
        return person_id, enrolment.id


async def test_the_roll_is_a_list_with_filters(office: Office) -> None:
    a_known(office)
    a_known(office, "XF-2", "李四光")
    a_known(office, "NS-1", "南山人")
    sun = await office.a_clerk()
    await sun.opens(PLACE)
    sun.sees("2 位", "陈卫国", "李四光", "离退休党员")
    sun.misses("南山人", "13800138000")
    await sun.opens(f"{PLACE}?name=陈&kind=retired&which=all")
    sun.sees("1 位", "陈卫国")
    for query in ("kind=migrant", "which=unseen", "which=lost", "name=王"):
        await sun.opens(f"{PLACE}?{query}")
        sun.sees("0 位", "没有这样的党员")
    with office.store.read() as session:
        area = areas.get_area(session, "XF-2").id
    await sun.opens(f"{PLACE}?area={area}&after=x")
    sun.sees("李四光")
    sun.misses("陈卫国")


async def test_seeing_a_phone_is_a_press_that_is_written_down(office: Office) -> None:
    person_id = a_known(office)
    sun = await office.a_clerk()
    await sun.opens(f"{PLACE}/{person_id}")
    sun.sees("陈卫国", "今年小时", "离退休党员")
    sun.misses("13800138000")
    assert views(office) == []
    await sun.presses("看电话")
    sun.sees("13800138000", "谁看过电话", "孙洁")
    assert views(office) == [(person_id, sun.person_id)]
    await sun.opens(f"{PLACE}/{person_id}")
    sun.misses("13800138000")


async def test_a_list_with_phones_is_written_down_for_each(office: Office) -> None:
    first, second = a_known(office), a_known(office, "XF-2", "李四光")
    a_known(office, "NS-1", "南山人")
    sun = await office.a_clerk()
    await sun.opens(f"{PLACE}/export?kind=retired")
    rows = list(load_workbook(io.BytesIO(sun.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["姓名", "陈卫国", "李四光"]
    assert "13800138000" not in str(rows)
    assert views(office) == []
    await sun.opens(PLACE)
    await sun.presses("导出名册（带电话）")
    rows = list(load_workbook(io.BytesIO(sun.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[-1] for row in rows] == ["电话", "13800138000", "13800138000"]
    assert views(office) == [(first, sun.person_id), (second, sun.person_id)]


async def test_who_came_to_report_is_admitted_or_turned_away(office: Office) -> None:
    person_id, _ = an_enrolment(office)
    other_id, other = an_enrolment(office, "孙二")
    sun = await office.a_clerk()
    await sun.opens(PLACE)
    sun.sees("待通过的报到 2", "钱新", "孙二")
    await sun.presses("通过")
    sun.sees("钱新已通过报到")
    await sun.submits(f"{PLACE}/enrolments/{other}", act="decline", reason="")
    assert sun.status == 422
    await sun.submits(f"{PLACE}/enrolments/{other}", act="decline", reason="不在本社区")
    with office.store.read() as session:
        assert session.get_one(Enrolment, other).state is EnrolmentState.DECLINED
        assert "不在本社区" in words_for(session, other_id)
        assert words_for(session, person_id)


async def test_who_has_no_phone_on_the_roll_is_looked_at_first(office: Office) -> None:
    with office.store.write() as session:
        unit = units.add_unit(session, UnitEntry("SZ", "市一中", UnitKind.PARTNER), office.clock)
        known = a_member(session, "XF-1", "钱新", unit_id=unit.id)
        session.exec(select(Account).where(Account.person_id == known)).one().person_id = None
    _, enrolment = an_enrolment(office)
    sun = await office.a_clerk()
    await sun.opens(PLACE)
    await sun.presses("通过")
    assert sun.status == 409
    await sun.presses("通过", checked="yes")
    with office.store.read() as session:
        assert session.get_one(Enrolment, enrolment).state is EnrolmentState.PASSED


async def test_the_roll_is_imported_after_a_look(office: Office) -> None:
    sun = await office.a_clerk()
    await sun.opens(f"{PLACE}/import")
    await sun.presses("先看看", files={"file": ("党员.csv", TABLE.format(area="XF-1").encode())})
    sun.sees("还没有存", "读到的前 1 行", "2 =** 139****2222 居民 XF-1")
    sun.misses("<td>=赵新", "13911112222")
    assert members_in(office) == 0
    await sun.presses("导入")
    sun.sees("已导入：新增 1")
    assert members_in(office) == 1
    await sun.opens(f"{PLACE}/export")
    cell = load_workbook(io.BytesIO(sun.content)).worksheets[0].cell(2, 1)
    assert (cell.value, cell.data_type) == ("=赵新(1)", "s")


async def test_nothing_is_imported_from_a_table_with_faults(office: Office) -> None:
    a_known(office, "NS-1", "南山人")
    sun = await office.a_clerk()
    rows = (
        "南山人,13800138000,,,XF-1",
        "赵新,13911112222,,,NS-1",
        "钱旧,139,天外,,XF-1",
    )
    sent = ("姓名,电话,类型,单位,网格\n" + "\n".join(rows)).encode()
    await sun.opens(f"{PLACE}/import")
    await sun.presses("先看看", files={"file": ("党员.csv", sent)})
    assert sun.status == 422
    sun.sees("在别的社区的名册上", "这个网格的名册不归您管", "不像号码", "4 处要改")
    await sun.opens(f"{PLACE}/import")
    await sun.submits(f"{PLACE}/import", act="import", table="5aeT5ZCN", table_name="a.csv")
    assert sun.status == 422
    assert members_in(office) == 1
    officer = await office.an_officer()
    await officer.opens(f"{PLACE}/import")
    sent = ("姓名,电话,类型,单位,网格\n" + "\n".join(rows[:2])).encode()
    await officer.presses("先看看", files={"file": ("党员.csv", sent)})
    officer.sees("还没有存")


async def test_what_is_no_table_is_said(office: Office) -> None:
    sun = await office.a_clerk()
    await sun.opens(f"{PLACE}/import")
    for name, content, why in (
        ("a.xls", b"old", "旧格式"),
        ("a.xlsx", b"PK broken", "不是能读的 xlsx"),
        ("a.csv", b"\0\0", "不是文本表格"),
        ("a.csv", b"x" * (512 * 2**10 + 1), "超过 512 KB"),
        ("a.csv", b"", "文件是空的"),
        ("a.xlsx", b"%PDF-1.7\nx", "是 PDF，不是表格"),
        ("a.xlsx", b"old", "不是能读的 xlsx"),
    ):
        await sun.presses("先看看", files={"file": (name, content)})
        assert sun.status == 422
        sun.sees(why)
    await sun.submits(f"{PLACE}/import", act="import", table="*", table_name="../../a.csv")
    assert sun.status == 422


async def test_nobody_waits_to_write_while_a_table_is_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    monkeypatch.setattr(imports, "read_content", notes_free(office.store, read_content, free))
    sun = await office.a_clerk()
    await sun.opens(f"{PLACE}/import")
    await sun.presses("先看看", files={"file": ("党员.csv", TABLE.format(area="XF-1").encode())})
    await sun.presses("导入")
    sun.sees("已导入：新增 1")
    assert free == [True, True]


async def test_a_table_of_many_rows_is_split(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_ROWS", 2)
    sun = await office.a_clerk()
    rows = "赵新,13911112222,,,XF-1\n\n钱新,13911112223,,,XF-1\n"
    for more, status in (("", 200), ("孙新,13911112224,,,XF-1\n", 422)):
        await sun.opens(f"{PLACE}/import")
        sent = f"姓名,电话,类型,单位,网格\n{rows}{more}".encode()
        await sun.presses("先看看", files={"file": ("党员.csv", sent)})
        assert sun.status == status
    sun.sees("超过 2 行")


async def test_a_member_is_removed(office: Office) -> None:
    person_id = a_known(office)
    sun = await office.a_clerk()
    await sun.opens(f"{PLACE}/{person_id}")
    await sun.presses("确定移出")
    sun.sees("陈卫国已移出名册", "0 位")


async def test_nobody_sees_a_roll_that_is_not_theirs(office: Office) -> None:
    person_id = a_known(office)
    _, enrolment = an_enrolment(office)
    other, manager = await office.another_clerk(), await office.a_manager()
    await other.opens(PLACE)
    other.misses("陈卫国", "钱新")
    for browser in (other, manager):
        await browser.opens(f"{PLACE}/{person_id}")
        assert browser.status in {403, 404}
        browser.misses("陈卫国")
        await browser.opens(PLACE if browser is other else "/console/posts")
        for act in ("phone", "remove"):
            await browser.submits(f"{PLACE}/{person_id}", act=act)
            assert browser.status in {403, 404}
        await browser.opens(PLACE if browser is other else "/console/posts")
        await browser.submits(f"{PLACE}/enrolments/{enrolment}", act="pass")
        assert browser.status == 403
    for path in (PLACE, f"{PLACE}/export", f"{PLACE}/import"):
        await manager.opens(path)
        assert manager.status == 403, path
    assert views(office) == []
    nobody = office.newcomer()
    await nobody.opens(f"{PLACE}/{person_id}")
    assert nobody.path == "/console/sign-in"
    assert office.appoints(Role.MEMBER, "XF-2")


async def test_a_member_s_name_phone_and_unit_are_put_right_and_by_whom_is_noted(
    office: Office,
) -> None:
    person_id = a_known(office)
    with office.store.write() as session:
        units.add_unit(session, UnitEntry("GD", "供电所"), office.clock)
    clerk = await office.a_clerk()
    await clerk.opens(f"{PLACE}/{person_id}")
    clerk.misses("13800138000", "谁改过")
    await clerk.presses("改好了", name="陈卫民", new_phone="139 1111 2222", unit="供电所")
    clerk.sees("已改好", "陈卫民", "供电所", "谁改过", "孙洁", "姓名、电话、单位")
    clerk.misses("13911112222")
    with office.store.read() as session:
        assert people.contact_of(session, person_id) == ("陈卫民", "13911112222")
    assert views(office) == []
    await clerk.presses("改好了", unit="")
    clerk.sees("没有单位")
    for wrong in ({"name": "", "new_phone": "13922223333"}, {"new_phone": "12"}, {}):
        await clerk.opens(f"{PLACE}/{person_id}")
        await clerk.presses("改好了", files=None, **wrong)
        assert clerk.status == 422
        for typed in wrong.values():
            assert f'value="{typed}"' in clerk.page
    with office.store.read() as session:
        assert people.contact_of(session, person_id) == ("陈卫民", "13911112222")


@pytest.mark.parametrize(("role", "code"), [(Role.CLERK, "NS"), (Role.GRID_MANAGER, "XF-1")])
async def test_who_keeps_no_roll_there_puts_nothing_right(
    office: Office, role: Role, code: str
) -> None:
    person_id, other = a_known(office), await office.comes(role, code)
    await other.opens("/console/cases")
    await other.submits(f"{PLACE}/{person_id}", act="correct", name="陈卫民")
    assert other.status in (403, 404)
    with office.store.write() as session:
        assert people.contact_of(session, person_id).name == "陈卫国"
        with pytest.raises(Refusal):
            correcting.correct_as(
                session, person_id, other.person_id, Correction("陈卫民"), office.clock
            )
