"""Briefs: made once and frozen; in public without what only few people stand behind."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from models.access import Role
from models.briefs import Brief
from models.cases import Status
from models.categories import Category
from models.notices import Notice
from scheduler import jobs
from scheduler.timetable import TIMETABLE, run_now, run_period
from services.briefs import contents, gathering
from services.clock import SetClock
from services.notices import notice_words
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.desks import Browser, Office
from tests.support.figures import HOUR, a_row
from tests.support.locks import notes_free
from tests.support.prints import read_lines

AFTER = MONDAY + timedelta(days=7)
WEEK = f"week:{MONDAY:%Y-%m-%d}"


def report(store: Store, count: int, category: Category, code: str = "XF-1") -> None:
    """Let cases be reported and answered in the week of the tests."""
    with store.write() as session:
        for _ in range(count):
            a_row(
                session,
                code,
                category=category,
                status=Status.TRACKING,
                answered_at=MONDAY + HOUR,
                is_contacted=True,
                is_solved=True,
            )


@pytest.fixture
def later(office: Office) -> Office:
    """The street a week later, with some cases behind it."""
    report(office.store, 6, Category.STREET)
    report(office.store, 2, Category.NOISE, "NS")
    assert isinstance(office.clock, SetClock)
    office.clock.move(timedelta(days=7))
    return office


@pytest.fixture
async def officer(later: Office) -> Browser:
    """An officer who made the brief of the week, and looks at it."""
    officer = await later.comes(Role.OFFICER, "JD")
    await officer.opens("/console/briefs")
    await officer.presses("生成简报", area="JD", day=WEEK)
    return officer


def briefs_of(store: Store) -> list[Brief]:
    """Read every brief."""
    with store.read() as session:
        return list(session.exec(select(Brief)).all())


async def test_a_brief_says_what_was_and_stays_what_it_is(officer: Browser, later: Office) -> None:
    officer.sees("民情简报", "反映", "100.0%", "道路路灯", "噪音扰民")
    before = briefs_of(later.store)[0].content
    report(later.store, 3, Category.STREET)
    await officer.opens("/console/briefs")
    await officer.presses("生成简报", area="JD", day=WEEK)
    assert [it.content for it in briefs_of(later.store)] == [before]


async def test_what_came_after_the_period_is_in_no_chart_of_it(later: Office) -> None:
    with later.store.write() as session:
        a_row(session, "XF-1", status=Status.DECLINED, reported_at=later.clock.now())
    officer = await later.comes(Role.OFFICER, "JD")
    await officer.opens("/console/briefs")
    await officer.presses("生成简报", area="JD", day=WEEK)
    content = contents.thaw(briefs_of(later.store)[0].content)
    assert content.months[-1].counts["reported"] == content.counts["reported"] == 8


async def test_it_comes_as_pdf_and_as_a_workbook_with_charts(officer: Browser) -> None:
    path = officer.path
    await officer.opens(f"{path}/brief.pdf")
    said = [line.words for line in read_lines(officer.content)]
    assert {"三率", "响应率", "南山社区"} <= set(said)
    assert b"/Subtype /Image" not in officer.content
    await officer.opens(f"{path}/brief.xlsx")
    book = load_workbook(BytesIO(officer.content))
    assert book.worksheets[0]["B2"].value == 8
    await officer.opens(f"{path}/charts/months.svg")
    assert officer.headers["content-type"].startswith("image/svg+xml")


async def test_it_is_published_as_a_notice_without_what_few_people_judged(
    officer: Browser, later: Office
) -> None:
    path = officer.path
    public = path.replace("/console", "/board")
    await officer.opens(public)
    assert officer.status == 404
    await officer.opens(path)
    await officer.presses("拟成公示")
    officer.sees("公示稿", "反映：8")
    await officer.presses("批准并公示")
    officer.sees("已公示")
    await officer.opens(public)
    officer.sees("民情简报", "响应率")
    officer.sees("噪音扰民", "未答复（生成时）", "不到 5 位，不公布")
    officer.misses("内部使用")
    await officer.opens(f"{public}/brief.pdf")
    said = [line.words for line in read_lines(officer.content)]
    at = said.index("南山社区")
    assert said[at + 1 : at + 4] == ["2", "2", "–"]
    await officer.opens(f"{public}/brief.xlsx")
    book = load_workbook(BytesIO(officer.content))
    written = [cell.value for sheet in book.worksheets for row in sheet for cell in row]
    assert str(written[written.index("南山社区") + 1]) == "2"
    assert "噪音扰民" in written
    await officer.opens(public)
    await officer.follows("看这份公示")
    officer.sees("反映：8")
    await officer.follows("看整份简报")
    assert officer.path == public
    with later.store.read() as session:
        notice = session.exec(select(Notice)).one()
        assert notice.about == f"brief:{briefs_of(later.store)[0].id}"
        assert "噪音扰民 2 件" in notice.words
        assert "重办：0" in notice.words
        assert "未答复（生成时）：0" in notice.words


async def test_who_drafted_its_notice_leaves_it_to_somebody_else(
    officer: Browser, later: Office
) -> None:
    other = await later.an_officer("JD", "何明")
    await officer.presses("拟成公示")
    officer.sees("要由别人批准")
    officer.misses("批准并公示")
    with later.store.read() as session:
        seen = notice_words.digest_of(session.exec(select(Notice)).one())
    await officer.submits(f"{officer.path}/publish", seen=seen)
    assert officer.status == 403
    await other.opens("/console/briefs")
    await other.follows("民情简报")
    await other.presses("批准并公示")
    other.sees("已公示")


async def test_what_was_changed_since_it_was_read_is_not_published(officer: Browser) -> None:
    path = officer.path
    await officer.presses("拟成公示")
    await officer.submits(f"{path}/publish", seen="another text")
    assert officer.status == 409


async def test_a_time_that_is_none_is_refused(officer: Browser) -> None:
    await officer.opens("/console/briefs")
    for day in ("week:2026-13-01", "day:2026-01-01", "", "week"):
        await officer.submits("/console/briefs", area="JD", day=day)
        assert officer.status == 422


async def test_a_time_that_is_not_over_has_no_brief(officer: Browser) -> None:
    await officer.opens("/console/briefs")
    await officer.submits("/console/briefs", area="JD", day=f"week:{AFTER:%Y-%m-%d}")
    assert officer.status == 409


async def test_briefs_are_for_those_who_see_the_figures_there(
    officer: Browser, later: Office
) -> None:
    clerk = await later.a_clerk()
    elsewhere = await later.comes(Role.SUPERVISOR, "NS")
    for other in (clerk, elsewhere):
        for path in ("", "/brief.pdf", "/brief.xlsx", "/charts/months.svg"):
            await other.opens(f"{officer.path}{path}")
            assert other.status == 403
    await clerk.opens("/console/briefs")
    assert clerk.status == 403


async def test_who_only_looks_on_publishes_nothing(officer: Browser, later: Office) -> None:
    supervisor = await later.comes(Role.SUPERVISOR, "JD")
    await supervisor.opens(officer.path)
    supervisor.misses("拟成公示")
    await supervisor.submits(f"{officer.path}/notice")
    assert supervisor.status == 403


async def test_a_brief_that_is_none_is_not_found(officer: Browser) -> None:
    for number in ("0", "99", "9" * 30):
        for where in ("/console", "/board"):
            await officer.opens(f"{where}/briefs/{number}")
            assert officer.status in (404, 422)


async def test_the_street_s_briefs_are_made_by_themselves_once(later: Office) -> None:
    later.appoints(Role.OFFICER, "JD")
    entry = next(it for it in TIMETABLE if it.job is jobs.draft_briefs)
    assert run_period(later.store, entry, later.clock) >= 1
    assert any(
        it.made_by is None and str(it.first) == f"{MONDAY:%Y-%m-%d}"
        for it in briefs_of(later.store)
    )
    assert run_period(later.store, entry, later.clock) == 0
    assert run_now(later.store, entry, later.clock) == 0


async def test_nobody_waits_to_write_while_a_brief_is_counted(
    later: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    monkeypatch.setattr(gathering, "gather", notes_free(later.store, gathering.gather, free))
    officer = await later.comes(Role.OFFICER, "JD")
    await officer.opens("/console/briefs")
    await officer.presses("生成简报", area="XF", day=WEEK)
    officer.sees("民情简报")
    entry = next(it for it in TIMETABLE if it.job is jobs.draft_briefs)
    run_period(later.store, entry, later.clock)
    assert len(free) >= 2
    assert all(free)


async def test_a_place_smaller_than_a_community_has_no_brief(
    officer: Browser, later: Office
) -> None:
    await officer.opens("/console/briefs")
    officer.misses('value="XF-1"')
    await officer.submits("/console/briefs", area="XF-1", day=WEEK)
    assert officer.status == 422
    officer.sees("再小就看得出是谁了")
    assert len(briefs_of(later.store)) == 1
