"""Triage meetings at the desk: who may hold one, what it notes, and its record."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from models.access import Role
from models.cases import Status
from models.categories import Category
from models.errors import NotAllowed, NotFound
from models.triage_meetings import MeetingDecision, TriageMeeting
from services.areas import areas
from services.drawing.paper import Imprint, Paper
from services.drawing.tables import PADDING, SIZE
from services.meetings import meetings
from tests.support.builders import MONDAY
from tests.support.desks import Browser, Office
from tests.support.prints import read_lines
from tests.support.sifting import BIN, LAMP, PAGE, PHONE, REPORTER, Files, decides, files, row_of
from web.desk.meeting_papers import SHARES

LIST = "/console/meetings"


async def begins(chair: Browser, office: Office, code: str = "XF", attended: str = "") -> str:
    """Open a meeting; give the address of its record."""
    await chair.opens(LIST)
    with office.store.read() as session:
        area = areas.get_area(session, code).id
    await chair.presses("开始", area=area, attended_by=attended)
    chair.sees("正在开会")
    with office.store.read() as session:
        found = session.exec(select(TriageMeeting.id).order_by(col(TriageMeeting.id))).all()
    return f"{LIST}/{found[-1]}"


def count(office: Office) -> int:
    with office.store.read() as session:
        return len(session.exec(select(MeetingDecision)).all())


async def test_what_is_decided_in_a_meeting_stands_in_its_record(office: Office) -> None:
    manager = office.appoints(Role.GRID_MANAGER, "XF-1", "李敏")
    before, lamp, bin_, part, third = files(
        office, "停车位被占", f"{LAMP}，我叫{REPORTER}，电话{PHONE}", BIN, BIN + "！", "路面有坑"
    )
    chair = await office.a_clerk()
    await decides(chair, office, before, "accept")
    at = await begins(chair, office, attended="孙洁、钱进")
    await decides(chair, office, lamp, "assign", target=f"p{manager}")
    other = await office.a_clerk(name="钱进")
    await decides(other, office, part, "merge", into=str(Files(office).case(bin_).id))
    stranger = await office.a_clerk(name="冯远")
    await decides(stranger, office, third, "decline", reason="归物业", next_door="幸福物业")
    await chair.opens(f"{PAGE}?stage=new")
    await chair.submits(
        f"{PAGE}/several/shelve?stage=new",
        tick=row_of(office, bin_),
        plan="等大修",
        review="2027-03-01",
    )
    await chair.opens(at)
    chair.sees(lamp, "转办", "李敏", part, "合并", bin_, "列入计划", "2027-03-01", "钱进")
    chair.misses(before, third, REPORTER, PHONE)


def test_no_case_number_is_broken_in_a_record_on_paper() -> None:
    paper = Paper(Imprint("记录", "清河街道", MONDAY))
    widths = {name: paper.width * share / sum(dict(SHARES).values()) for name, share in SHARES}
    for name, words in (("number", "YSHF-2026-000032"), ("where", "类别、地点")):
        assert list(paper.lines(words, SIZE, widths[name] - 2 * PADDING)) == [words]
    paper.finish()


async def test_after_its_end_nothing_more_is_noted(office: Office) -> None:
    first, second, third = files(office, LAMP, BIN, "路面有坑")
    chair = await office.a_clerk()
    at = await begins(chair, office)
    await decides(chair, office, first, "accept")
    noted = count(office)
    assert noted
    await chair.opens(at)
    await chair.presses("结束会议")
    chair.sees("分析会结束了")
    await decides(chair, office, second, "accept")
    assert count(office) == noted
    await chair.submits(f"{at}/end")
    assert chair.status == 409
    await begins(chair, office)
    await decides(chair, office, third, "accept")
    assert count(office) > noted


async def test_a_meeting_that_nobody_ended_is_over_with_its_day(office: Office) -> None:
    first, second = files(office, LAMP, BIN)
    chair = office.sits(office.appoints(Role.CLERK, "XF", "孙洁"))
    with office.store.write() as session:
        area = areas.get_area(session, "XF").id
        meetings.open_meeting(session, area, chair.person_id, "", office.clock)
        office.clock.move(timedelta(days=1))
        with meetings.noting(session, chair.person_id, office.clock):
            pass
        assert meetings.find_sitting(session, chair.person_id, office.clock) is None
        meetings.open_meeting(session, area, chair.person_id, "", office.clock)
        assert meetings.find_sitting(session, chair.person_id, office.clock) is not None
    assert Files(office).case(first).status is Files(office).case(second).status


async def test_a_meeting_is_held_and_seen_by_those_who_work_there(office: Office) -> None:
    (number,) = files(office, LAMP)
    chair = await office.a_clerk()
    at = await begins(chair, office)
    await decides(chair, office, number, "accept")
    nobody = office.newcomer()
    await nobody.opens(at)
    assert nobody.path == "/console/sign-in"
    elsewhere = await office.another_clerk()
    for path in (at, f"{at}/record.pdf", f"{at}/record.xlsx", f"{LIST}/{'9' * 30}", f"{LIST}/x"):
        await elsewhere.opens(path)
        assert elsewhere.status == 404, path
    await elsewhere.opens(LIST)
    elsewhere.misses(at, "孙洁")
    manager = await office.a_manager()
    await manager.opens(at)
    manager.sees(number)
    manager.misses("结束会议")
    await manager.opens(LIST)
    manager.sees("孙洁")
    assert "开始" not in [words for form in manager.forms for words in form.buttons]
    with office.store.read() as session:
        area = areas.get_area(session, "XF").id
    await elsewhere.submits(LIST, area=area)
    assert elsewhere.status == 403
    with office.store.write() as session, pytest.raises(NotAllowed):
        meetings.open_meeting(session, area, manager.person_id, "", office.clock)
    await chair.opens(LIST)
    await chair.submits(LIST, area=area)
    assert chair.status == 409
    other = await office.a_clerk(name="钱进")
    await other.opens(LIST)
    await other.submits(f"{at}/end")
    assert other.status == 403
    other.sees("孙洁")


async def test_the_chair_writes_who_is_there_and_a_remark(office: Office) -> None:
    chair = await office.a_clerk()
    at = await begins(chair, office)
    await chair.opens(at)
    await chair.presses("保存", attended_by="孙洁、李敏", remark="下月再看楼道灯")
    chair.sees("记下了", "下月再看楼道灯")
    await chair.presses("保存", remark="长" * 3000)
    assert chair.status == 422
    chair.sees("写得太长了")


async def test_the_record_is_printed_and_kept(office: Office) -> None:
    (number,) = files(office, f"{LAMP}，我叫{REPORTER}，电话{PHONE}")
    chair = await office.a_clerk()
    at = await begins(chair, office, attended="=1+1")
    await decides(chair, office, number, "decline", reason="归物业管", next_door="=幸福物业")
    await chair.opens(f"{at}/record.pdf")
    assert chair.headers["content-type"] == "application/pdf"
    printed = "".join(it.words for it in read_lines(chair.content))
    assert "社情民意分析会记录" in printed
    assert number in printed
    assert REPORTER not in printed
    assert PHONE not in printed
    await chair.opens(f"{at}/record.xlsx")
    sheet = load_workbook(io.BytesIO(chair.content)).worksheets[0]
    head, row = sheet.iter_rows(values_only=True)
    assert head[0] == "编号"
    assert row[0] == number
    assert "不予受理" in str(row[4])
    assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)
    assert PHONE not in str(row)


async def test_what_is_kept_from_somebody_is_only_counted_for_them(office: Office) -> None:
    clerk = await office.a_clerk()
    (number,) = files(office, "社区的孙洁态度恶劣，骂人，我要投诉", category=Category.CONDUCT)
    officer = await office.an_officer()
    at = await begins(officer, office, "JD")
    await decides(officer, office, number, "accept")
    assert Files(office).case(number).status is Status.ACCEPTED
    await officer.opens(at)
    officer.sees(number, "（不公开）")
    officer.misses("骂人")
    await clerk.opens(at)
    clerk.sees("另有 1 件")
    clerk.misses(number)


async def test_a_name_alone_lets_nobody_in(office: Office) -> None:
    chair = await office.a_clerk()
    await begins(chair, office, attended="何南山")
    elsewhere = await office.another_clerk()
    with office.store.read() as session:
        assert meetings.find_sitting(session, elsewhere.person_id, office.clock) is None
        found = meetings.find_sitting(session, chair.person_id, office.clock)
        assert found is not None
        with pytest.raises(NotFound):
            meetings.get_meeting(session, found.id, elsewhere.person_id)
