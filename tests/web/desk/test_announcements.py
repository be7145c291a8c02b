"""Announcements at the desk: look, send with the gate in between, and take down."""

from sqlmodel import select

from models.access import Role
from models.announcements import Announcement, AnnouncementKind
from models.groups import GroupKind
from services.areas import areas
from services.groups import groups
from tests.support.builders import an_account
from tests.support.desks import Browser, Office
from tests.support.offices import a_worker

PATH = "/console/announcements"
WORDS = "明天上午九点到十二点停水，请提前接水"


def rows(office: Office) -> list[Announcement]:
    """Read what was announced."""
    with office.store.read() as session:
        return list(session.exec(select(Announcement)).all())


async def look(browser: Browser, **fields: str) -> None:
    """Write something and look at it before it goes out."""
    await browser.opens(PATH)
    area, words = fields.pop("area", "XF"), fields.pop("words", WORDS)
    kind, until = fields.pop("kind", ""), fields.pop("until", "")
    await browser.presses("看一看再发", area=area, words=words, kind=kind, until=until)


async def test_it_is_looked_at_and_sent(office: Office) -> None:
    clerk = await office.a_clerk()
    await look(clerk)
    clerk.sees(WORDS, "停水停电停气", "没有能收通知的群", "挂到 2026-11-23")
    assert rows(office) == []
    await clerk.presses("发出")
    clerk.sees("公示栏上已经能看到", WORDS, "撤下")
    [row] = rows(office)
    assert (row.kind, row.announced_by) == (AnnouncementKind.OUTAGE, clerk.person_id)
    visitor = office.newcomer()
    await visitor.opens("/board/announcements")
    visitor.sees(WORDS)


async def test_the_look_says_which_groups_and_by_whom(office: Office) -> None:
    with office.store.write() as session:
        grid = areas.get_area(session, "XF-1")
        account = an_account(session, "-100", is_group=True)
        worker = a_worker(session, Role.GRID_MANAGER, "XF-1")
        kind = GroupKind.RESIDENTS
        groups.bind(session, account.id, kind, [grid], worker, office.clock, title="荷花邻里")
        groups.bind(session, None, kind, [grid], worker, office.clock, title="荷花微信群")
    clerk = await office.a_clerk()
    await look(clerk, kind="event", until="2026-11-18")
    clerk.sees("机器人发到 荷花邻里", "请网格员转发到 荷花微信群", "活动通知", "挂到 2026-11-18")
    await clerk.presses("发出")
    clerk.sees("1 个群由机器人发，1 个群请网格员转发")


async def test_what_the_gate_finds_is_masked_or_answered_for(office: Office) -> None:
    clerk = await office.a_clerk()
    await look(clerk, words="请找王大爷，电话13800138000领钥匙")
    clerk.sees("有 2 处像是个人信息", "138****8000")
    await clerk.submits(PATH, go="send", area="XF", words="请找王大爷，电话13800138000领钥匙")
    assert rows(office) == []
    await look(clerk, words="请找王大爷，电话13800138000领钥匙")
    await clerk.presses("遮住再发")
    assert "13800138000" not in rows(office)[0].words
    await look(clerk, words="请找王大爷领钥匙")
    await clerk.presses("照发，我负责")
    assert rows(office)[1].words == "请找王大爷领钥匙"


async def test_what_was_written_stays_when_it_is_changed_or_refused(office: Office) -> None:
    clerk = await office.a_clerk()
    await look(clerk)
    await clerk.presses("改一改")
    clerk.sees(WORDS)
    await look(clerk, until="2027-11-23")
    assert clerk.status == 422
    clerk.sees("90 天以内", WORDS)
    await look(clerk, until="soon")
    assert clerk.status == 422
    await look(clerk, words="嗯")
    assert clerk.status == 422
    assert rows(office) == []


async def test_it_is_taken_down_by_its_own_and_nobody_else(office: Office) -> None:
    clerk = await office.a_clerk()
    await look(clerk)
    await clerk.presses("发出")
    path = f"{PATH}/{rows(office)[0].id}/down"
    other = await office.another_clerk()
    await other.opens(PATH)
    other.misses(WORDS)
    await other.submits(path)
    assert other.status == 404
    await other.opens(PATH)
    await other.submits(f"{PATH}/99999/down")
    assert other.status == 404
    assert rows(office)[0].taken_down_at is None
    await clerk.presses("撤下")
    clerk.sees("已从公示栏撤下", "已撤下")
    assert rows(office)[0].taken_down_at is not None


async def test_one_page_that_is_sent_twice_is_announced_once(office: Office) -> None:
    clerk = await office.a_clerk()
    await look(clerk)
    page, path = clerk.page, clerk.path
    for _ in "12":
        clerk.page, clerk.path = page, path
        await clerk.presses("发出")
        assert (clerk.status, clerk.path) == (200, PATH)
    assert len(rows(office)) == 1
    await look(clerk)
    await clerk.presses("发出")
    assert len(rows(office)) == 2


async def test_nobody_announces_for_another_community(office: Office) -> None:
    other = await office.another_clerk()
    await look(other, area="XF")
    assert other.status == 404
    await other.submits(PATH, go="send", area="XF", words=WORDS)
    assert rows(office) == []


async def test_who_may_not_announce_has_no_such_page(office: Office) -> None:
    supervisor = await office.a_supervisor()
    await supervisor.opens(PATH)
    assert supervisor.status == 403
    await supervisor.submits(PATH, go="send", area="XF", words=WORDS)
    nobody = office.newcomer()
    await nobody.submits(PATH, go="send", area="XF", words=WORDS)
    assert nobody.status == 401
    assert rows(office) == []
