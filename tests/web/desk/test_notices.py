"""Notices at the desk: the gate, four eyes, and who comes to see what."""

import io

from openpyxl import load_workbook
from sqlmodel import select

from models.access import Role
from models.cases import Case
from models.categories import Category
from models.notices import Notice, NoticeState, Waiver
from services.casework import cases, handling, recusal
from services.notices import notice_words, notices, objections
from tests.support.desks import Browser, Office
from tests.support.offices import a_case, a_resident, words_for

PLACE = "/console/notices"
ANSWER = "灯已换好，是王建国在3号楼2单元501修的。"


def the_notice(office: Office) -> Notice:
    (found,) = office.rows(Notice)
    return found


def the_case(office: Office) -> str:
    """Give the number of the case whose notice it is."""
    (found,) = office.rows(Case)
    return found.number


def heard_by(office: Office, person_id: int) -> str:
    with office.store.read() as session:
        return words_for(session, person_id)


def a_draft(office: Office, words: str = ANSWER) -> int:
    """Let the program draft a notice from an answer in XF-1."""
    manager = office.appoints(Role.GRID_MANAGER, "XF-1", "李敏")
    with office.store.write() as session:
        reporter = a_resident(session)
        case = a_case(session, reporter, office.clock, "YG-3", category=Category.STREET)
        handling.settle_case(session, case.id, manager, words, office.clock)
        found = notices.find_of_case(session, case)
        assert found is not None
        return found.id


def up(office: Office, approver: int) -> int:
    """Put up what a case came to; give the notice."""
    notice_id = a_draft(office, "灯已换好。")
    with office.store.write() as session:
        seen = notice_words.digest_of(notices.get_notice(session, notice_id))
        notices.approve_and_publish(session, notice_id, approver, office.clock, seen)
    return notice_id


async def composes(browser: Browser, office: Office, words: str = "周六上午清理楼道。") -> None:
    await browser.opens(f"{PLACE}/new")
    await browser.presses("拟好了", area=office.area_id("XF"), subject="清理楼道", words=words)


async def test_what_somebody_composed_is_approved_by_somebody_else(office: Office) -> None:
    sun, officer = await office.a_clerk(), await office.an_officer()
    await composes(sun, office)
    sun.sees("已拟好，等另一个人批准", "要由别人批准", "幸福社区 · 清理楼道")
    assert "批准并公示" not in [label for form in sun.forms for label in form.buttons]
    notice = the_notice(office)
    await sun.submits(f"{PLACE}/{notice.id}", act="publish", seen="whatever")
    assert the_notice(office).state is NoticeState.DRAFT
    assert "同事拟了一条公示" in heard_by(office, officer.person_id)
    await officer.opens(PLACE)
    officer.sees("等您批准 1")
    await officer.follows("清理楼道")
    await officer.presses("批准并公示")
    officer.sees("已公示到", "公示中")
    assert the_notice(office).approved_by == officer.person_id


async def test_who_changed_the_words_last_leaves_them_to_the_other(office: Office) -> None:
    sun, officer = await office.a_clerk(), await office.an_officer()
    await composes(sun, office)
    where = f"{PLACE}/{the_notice(office).id}"
    await officer.opens(where)
    await officer.presses("保存", words="周六上午九点清理楼道。")
    officer.sees("要由别人批准")
    await sun.opens(where)
    await sun.presses("批准并公示")
    assert the_notice(office).approved_by == sun.person_id


async def test_words_that_were_changed_meanwhile_are_not_published(office: Office) -> None:
    sun, officer = await office.a_clerk(), await office.an_officer()
    await composes(sun, office)
    where = f"{PLACE}/{the_notice(office).id}"
    await officer.opens(where)
    await sun.opens(where)
    await sun.presses("保存", words="周日清理楼道。")
    await officer.presses("批准并公示")
    assert officer.status == 409
    officer.sees("的文字刚改过", "周日清理楼道")
    assert the_notice(office).state is NoticeState.DRAFT


async def test_changing_what_is_up_takes_it_down_until_another_approves(office: Office) -> None:
    sun, officer = await office.a_clerk(), await office.an_officer()
    await composes(sun, office)
    where = f"{PLACE}/{the_notice(office).id}"
    await officer.opens(where)
    await officer.presses("批准并公示")
    await officer.presses("保存", words="周日清理楼道。", subject="清理楼道和车棚")
    notice = the_notice(office)
    assert (notice.state, notice.approved) == (NoticeState.DRAFT, "")
    assert notice.title == "幸福社区 · 清理楼道和车棚"
    officer.sees("要由别人批准")


async def test_alone_in_the_street_one_may_and_that_stays_with_it(office: Office) -> None:
    sun = await office.a_clerk()
    await composes(sun, office)
    sun.sees("现在没有别人可以批准")
    await sun.presses("批准并公示")
    sun.sees("公示中", "拟稿人自己批准")
    assert the_notice(office).approved_by == sun.person_id


async def test_the_gate_stands_before_what_is_composed(office: Office) -> None:
    sun = await office.a_clerk()
    await composes(sun, office, "请联系王建国，电话13800138000。")
    sun.sees("像个人信息的", "13800138000")
    with office.store.read() as session:
        assert not session.exec(select(Notice)).all()
    await sun.presses("全部遮住")
    sun.misses("13800138000")
    await sun.presses("拟好了")
    assert "13800138000" not in the_notice(office).words


async def test_a_finding_is_let_through_by_name(office: Office) -> None:
    sun = await office.a_clerk()
    await composes(sun, office, "服务电话13800138000。")
    ticked = [value for form in sun.forms for value in form.fields.get("waive", [])]
    found = [part.split('"')[0] for part in sun.page.split('name="waive" value="')[1:]]
    assert (ticked, len(found)) == ([], 1)
    await sun.presses("拟好了", waive=found)
    assert "13800138000" in the_notice(office).words
    with office.store.read() as session:
        assert session.exec(select(Waiver)).one().waived_by == sun.person_id


async def test_a_draft_of_an_answer_needs_one_person(office: Office) -> None:
    a_draft(office)
    sun = await office.a_clerk()
    await sun.opens(PLACE)
    await sun.follows("灯已换好")
    sun.sees("已遮住", "王建国")
    await sun.presses("放行")
    await sun.presses("全部遮住")
    await sun.presses("批准并公示")
    assert the_notice(office).state is NoticeState.PUBLISHED
    await sun.opens(PLACE)
    sun.sees("公示中 1")
    await sun.opens(f"{PLACE}/export?list=in_force")
    assert sun.content.startswith(b"PK")
    await sun.opens(f"{PLACE}/{the_notice(office).id}")
    await sun.presses("撤下", reason="")
    assert sun.status == 422
    await sun.presses("撤下", reason="写错了")
    sun.sees("已撤下", "写错了")
    await sun.opens(f"{PLACE}?list=over")
    sun.sees("写错了")


async def test_a_case_is_kept_private_with_a_reason(office: Office) -> None:
    notice_id = a_draft(office)
    sun = await office.a_clerk()
    await sun.opens(f"{PLACE}/{notice_id}")
    await sun.presses("不公开", reason="涉及家事")
    sun.sees("不公示了，已记下原因")
    assert the_notice(office).state is NoticeState.WITHDRAWN


async def test_what_is_up_is_taken_down_from_the_file_of_its_case(office: Office) -> None:
    sun = await office.a_clerk()
    up(office, sun.person_id)
    await sun.opens("/board/cases")
    sun.sees("灯已换好")
    await sun.opens(f"/console/cases/{the_case(office)}")
    sun.misses("不公开这件事")
    sun.sees("撤下公示", "写明原因", "还在公示栏上")
    await sun.presses("撤下公示", words="")
    assert sun.status == 422
    await sun.presses("撤下公示", words="涉及家事")
    assert the_notice(office).state is NoticeState.WITHDRAWN
    sun.sees("涉及家事")
    await sun.opens("/board/cases")
    sun.misses("灯已换好")
    sun.sees(the_case(office))


async def test_what_went_up_meanwhile_says_how_it_is_taken_down(office: Office) -> None:
    sun = await office.a_clerk()
    notice_id = a_draft(office, "灯已换好。")
    await sun.opens(f"{PLACE}/{notice_id}")
    with office.store.write() as session:
        seen = notice_words.digest_of(notices.get_notice(session, notice_id))
        notices.approve_and_publish(session, notice_id, sun.person_id, office.clock, seen)
    await sun.presses("不公开", reason="涉及家事")
    assert sun.status == 409
    sun.sees("已经在公示了", "写明原因撤下", "公示栏上不再有这些话")


async def test_an_objection_is_answered(office: Office) -> None:
    sun = await office.a_clerk()
    notice_id = up(office, sun.person_id)
    with office.store.write() as session:
        neighbour = a_resident(session, "李四")
        objections.object_to(session, notice_id, neighbour, "灯还是不亮", office.clock)
    officer = await office.an_officer()
    await officer.opens(PLACE)
    officer.sees("待答复的异议 1", "灯还是不亮")
    await officer.presses("异议不成立", words="")
    assert officer.status == 422
    await officer.presses("异议不成立", words="今晚看过，亮的。")
    officer.sees("已答复")
    assert "今晚看过，亮的。" in heard_by(office, neighbour)
    await officer.opens(f"{PLACE}/{notice_id}")
    officer.sees("今晚看过，亮的。", "高明")


async def test_who_may_not_decide_an_objection_reads_why(office: Office) -> None:
    sun, he = await office.a_clerk(), await office.a_clerk(name="何洁")
    notice_id = up(office, sun.person_id)
    with office.store.write() as session:
        objections.object_to(session, notice_id, he.person_id, "灯还是不亮", office.clock)
    await he.opens(f"{PLACE}/{notice_id}")
    he.sees("灯还是不亮", "由别人来答复")


async def test_each_sees_what_is_theirs_to_publish(office: Office) -> None:
    notice_id = a_draft(office)
    for browser in (
        await office.another_clerk(),
        await office.a_manager("XF-2", "钱网格"),
        await office.a_supervisor(),
    ):
        await browser.opens(f"{PLACE}/{notice_id}")
        assert browser.status == 403
        browser.misses("灯已换好")
        await browser.opens(PLACE)
        browser.misses("灯已换好")
        await browser.submits(f"{PLACE}/{notice_id}", act="publish", seen="x")
        assert browser.status == 403
    manager = await office.a_manager("XF-2", "孙网格")
    for path in (PLACE, f"{PLACE}/new", f"{PLACE}/export", f"{PLACE}?list=over"):
        await manager.opens(path)
        assert manager.status == 403, path
    nobody = office.newcomer()
    await nobody.opens(f"{PLACE}/{notice_id}")
    assert nobody.path == "/console/sign-in"


async def test_nobody_composes_for_another_community(office: Office) -> None:
    he = await office.another_clerk()
    await he.opens(f"{PLACE}/new")
    there = office.area_id("XF")
    await he.submits(f"{PLACE}/new", area=there, subject="清理", words="周六清理。")
    assert he.status == 403
    await he.opens(f"{PLACE}/new")
    he.sees("南山社区")
    he.misses("幸福社区")


async def test_two_who_approve_at_once_put_it_up_once(office: Office) -> None:
    notice_id = a_draft(office)
    sun, officer = await office.a_clerk(), await office.an_officer()
    await sun.opens(f"{PLACE}/{notice_id}")
    await officer.opens(f"{PLACE}/{notice_id}")
    await sun.presses("批准并公示")
    await officer.presses("批准并公示")
    assert officer.status == 409
    officer.sees("已经在公示了")
    assert the_notice(office).approved_by == sun.person_id


async def test_whom_a_case_is_kept_from_finds_its_notice_in_no_list(office: Office) -> None:
    sun, officer = await office.a_clerk(), await office.an_officer()
    notice_id = up(office, officer.person_id)
    await sun.opens(f"{PLACE}?list=in_force")
    sun.sees(the_notice(office).title)
    with office.store.write() as session:
        case = cases.get_case(session, notices.get_notice(session, notice_id).case_id or 0)
        recusal.keep_from(session, case, [sun.person_id], office.clock)
    title = the_notice(office).title
    await sun.opens(f"{PLACE}?list=in_force")
    sun.misses(title)
    await sun.opens(f"{PLACE}/export?list=in_force")
    assert load_workbook(io.BytesIO(sun.content)).worksheets[0].max_row == 1
    await officer.opens(f"{PLACE}?list=in_force")
    officer.sees(title)
