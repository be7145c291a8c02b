"""Posts at the desk: claims, hours and disputes decided; posts opened, changed, closed."""

import io
from datetime import timedelta

from openpyxl import load_workbook
from sqlmodel import Session, select

from models.access import Role
from models.posts import Claim, ClaimState, Confirmation, Opening, Post
from models.shifts import Attendance, AttendanceState
from services.serving import no_shows
from tests.support.builders import MONDAY
from tests.support.desks import Browser, Office
from tests.support.offices import words_for
from tests.support.service import a_claim, a_member, an_attendance, an_opening

PLACE = "/console/posts"
SERVED: dict[str, object] = {
    "checked_in_at": MONDAY,
    "checked_out_at": MONDAY + timedelta(hours=2),
}


def a_pending(office: Office, code: str = "XF-1") -> int:
    with office.store.write() as session:
        opening = an_opening(session, code=code, confirm=Confirmation.COMMUNITY)
        claim = a_claim(session, opening, a_member(session, code), state=ClaimState.PENDING)
        return claim.id


def an_attended(session: Session, **columns: object) -> Attendance:
    opening = an_opening(session, "legal")
    claim = a_claim(session, opening, a_member(session))
    return an_attendance(session, claim, MONDAY, **columns)


def state_of(office: Office, claim_id: int) -> ClaimState:
    with office.store.read() as session:
        return session.get_one(Claim, claim_id).state


def part_in(office: Office) -> Attendance:
    (found,) = office.rows(Attendance)
    return found


async def opens_one(browser: Browser, office: Office, code: str = "XF-1", **fields: str) -> None:
    area = office.area_id(code)
    with office.store.read() as session:
        post = session.exec(select(Post.id).where(Post.code == "environment")).one()
    await browser.opens(f"{PLACE}/new")
    told = {
        "places": "3",
        "from": "2026-11-16",
        "to": "2026-12-31",
        "times": "周六 9:00-11:00",
        "place": "荷花小区东门",
    }
    fields = told | fields | {"post": str(post), "area": str(area)}
    await browser.submits(f"{PLACE}/new", files=None, **fields)


async def test_a_claim_is_confirmed_or_declined_with_a_reason(office: Office) -> None:
    first = a_pending(office)
    sun = await office.a_clerk()
    await sun.opens(PLACE)
    sun.sees("待确认的认领 1", "陈卫国")
    await sun.presses("不同意", reason="")
    assert sun.status == 422
    await sun.presses("同意")
    sun.sees("已确认，本人会收到")
    assert state_of(office, first) is ClaimState.HELD
    with office.store.read() as session:
        opening_id = session.get_one(Claim, first).opening_id
    await sun.opens(f"{PLACE}/{opening_id}")
    await sun.presses("请下岗位", reason="另有安排")
    assert state_of(office, first) is ClaimState.DECLINED
    assert sun.path == f"{PLACE}/{opening_id}"


async def test_a_post_is_opened_changed_and_closed(office: Office) -> None:
    sun = await office.a_clerk()
    await opens_one(sun, office)
    sun.sees("已定岗", "周六 9:00", "荷花小区东门", "接下来的班次")
    await sun.presses("保存", places="5", place="西门")
    assert [(it.places, it.place) for it in office.rows(Opening)] == [(5, "西门")]
    await sun.presses("取消这一班", reason="下大雨")
    sun.sees("这一班已取消")
    await sun.presses("撤岗", reason="")
    assert sun.status == 422
    await sun.presses("撤岗", reason="岗位合并了")
    sun.sees("已撤岗", "岗位合并了")


async def test_what_was_typed_stays_when_a_post_cannot_be_opened(office: Office) -> None:
    sun = await office.a_clerk()
    for field, typed in (("places", "很多"), ("from", "下周"), ("times", "看情况吧")):
        await opens_one(sun, office, **{field: typed})
        assert sun.status == 422
        assert f'value="{typed}"' in sun.page
    await opens_one(sun, office, confirm="nonsense", check_in="nonsense", kind="nonsense")
    assert sun.status == 200
    assert len(office.rows(Opening)) == 1


async def test_hours_are_confirmed_for_all_or_one_by_one(office: Office) -> None:
    with office.store.write() as session:
        shift_id = an_attended(session, state=AttendanceState.SERVED, **SERVED).shift_id
    li = await office.a_manager()
    await li.opens(PLACE)
    li.sees("待认定的时长 1")
    li.misses("定岗")
    await li.follows("待认定")
    await li.presses("按这个分钟数认定", minutes="很久")
    assert li.status == 422
    await li.presses("按这个分钟数认定", minutes="90")
    assert (part_in(office).state, part_in(office).minutes) == (AttendanceState.CONFIRMED, 90)
    await li.submits(f"{PLACE}/shifts/{shift_id}", act="all")
    assert li.status == 409


async def test_a_dispute_is_decided(office: Office) -> None:
    li = await office.a_manager()
    with office.store.write() as session:
        part = an_attended(session, state=AttendanceState.ABSENT)
        part.confirmed_by, part.confirmed_at = li.person_id, MONDAY
        no_shows.dispute(session, part.id, part.person_id, "我去了，没带手机", office.clock)
        whose = part.person_id
    sun = await office.a_clerk()
    await sun.opens(PLACE)
    sun.sees("有异议的未到岗 1", "我去了，没带手机")
    await sun.submits(f"{PLACE}/disputes/{part_in(office).id}", act="nonsense")
    assert sun.status == 403
    await sun.opens(PLACE)
    await sun.presses("更正：请过假")
    assert part_in(office).state is AttendanceState.EXCUSED
    with office.store.read() as session:
        assert words_for(session, whose)


async def test_lists_are_taken_along_without_phones(office: Office) -> None:
    a_pending(office)
    sun = await office.a_clerk()
    await sun.opens(f"{PLACE}/export?list=holders")
    sheet = load_workbook(io.BytesIO(sun.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [cell for cell in rows[0] if cell == "电话"] == []
    assert "陈卫国" in str(rows[1])
    await sun.opens(f"{PLACE}/export")
    rows = list(load_workbook(io.BytesIO(sun.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[1][2:4] == (2, 1)


async def test_posts_are_imported_after_a_look(office: Office) -> None:
    table = "岗位,网格,名额,起,止,时间\n{post},{area},2,2026-11-16,2026-12-31,周六 9:00-11:00\n"
    sun = await office.a_clerk()
    await sun.opens(f"{PLACE}/import")
    sent = table.format(post="环境卫生清理、小区绿化", area="XF-1").encode()
    await sun.presses("先看看", files={"file": ("定岗.csv", sent)})
    sun.sees("还没有存", "新增", "1")
    assert office.rows(Opening) == []
    await sun.presses("导入")
    sun.sees("已导入：新增 1")
    assert [it.opened_by for it in office.rows(Opening)] == [sun.person_id]
    await sun.opens(f"{PLACE}/import")
    sent = table.format(post="法律咨询援助", area="NS-1").encode()
    await sun.presses("先看看", files={"file": ("定岗.csv", sent)})
    sun.sees("这个网格的岗位不归您定")
    assert "导入" not in [words for form in sun.forms for words in form.buttons]


async def test_nobody_decides_what_is_not_theirs(office: Office) -> None:
    claim_id = a_pending(office)
    with office.store.write() as session:
        opening_id = session.get_one(Claim, claim_id).opening_id
        shift_id = an_attended(session, state=AttendanceState.SERVED, **SERVED).shift_id
    other, supervisor = await office.another_clerk(), await office.a_supervisor()
    for browser in (other, supervisor):
        await browser.opens(PLACE)
        browser.misses("陈卫国")
        for path in (f"{PLACE}/{opening_id}", f"{PLACE}/shifts/{shift_id}"):
            await browser.opens(path)
            assert browser.status == 403, path
            browser.misses("陈卫国")
        await browser.opens(f"{PLACE}/new" if browser is other else "/console")
        for path, act in (
            (f"{PLACE}/claims/{claim_id}", "confirm"),
            (f"{PLACE}/{opening_id}", "close"),
            (f"{PLACE}/shifts/{shift_id}", "all"),
        ):
            await browser.submits(path, act=act, reason="不是我的")
            assert browser.status == 403, path
    assert state_of(office, claim_id) is ClaimState.PENDING
    for path in (PLACE, f"{PLACE}/new", f"{PLACE}/export", f"{PLACE}/import"):
        await supervisor.opens(path)
        assert supervisor.status == 403, path
    nobody = office.newcomer()
    await nobody.opens(f"{PLACE}/{opening_id}")
    assert nobody.path == "/console/sign-in"
    assert office.appoints(Role.MEMBER, "XF-1")
