"""The three rates at the desk: who sees them, and that every figure opens its numbers."""

import threading
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from models.access import Role
from models.cases import Status
from services.clock import Clock
from services.figures import kept, rates, slow
from services.figures.evidence import Scope
from services.figures.rates import Figures
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.desks import Browser, Office
from tests.support.figures import HOUR, a_row

WEEK = f"from={MONDAY:%Y-%m-%d}&to={MONDAY:%Y-%m-%d}"
PATH = f"/console/figures?{WEEK}"


def answered(store: Store, code: str, *, is_solved: bool) -> None:
    """Let a case be answered, and its reporter speak."""
    with store.write() as session:
        a_row(
            session,
            code,
            status=Status.TRACKING,
            answered_at=MONDAY + HOUR,
            is_contacted=True,
            is_solved=is_solved,
        )


def rows_of(browser: Browser) -> list[tuple[object, ...]]:
    """Read the sheet that came."""
    book = load_workbook(BytesIO(browser.content))
    return list(book.worksheets[0].iter_rows(values_only=True))


def _formats(browser: Browser) -> set[str]:
    """Give how the rates of the sheet that came are shown."""
    sheet = load_workbook(BytesIO(browser.content)).worksheets[0]
    return {cell.number_format for cell in sheet[2]} - {"General"}


@pytest.fixture
async def officer(office: Office) -> Browser:
    """An officer of the street, with two answered cases to look at."""
    answered(office.store, "XF-1", is_solved=True)
    answered(office.store, "NS", is_solved=False)
    return await office.comes(Role.OFFICER, "JD")


async def test_the_rates_stand_with_their_parts_and_how_they_are_made(officer: Browser) -> None:
    await officer.opens(PATH)
    officer.sees("响应率", "100.0%", "50.0%", "怎么算的", "问过的")


async def test_every_figure_opens_its_numbers_and_each_its_file(officer: Browser) -> None:
    await officer.opens(PATH)
    await officer.follows("已解决")
    officer.sees("XF-2026-000001")
    officer.misses("XF-2026-000002")
    assert 'href="/console/cases/XF-2026-000001"' in officer.page


async def test_a_line_of_the_table_leads_to_its_place(officer: Browser) -> None:
    await officer.opens(f"{PATH}&by=area")
    await officer.follows("南山社区")
    officer.sees("0.0%")
    assert 'value="NS" selected' in officer.page


async def test_figures_and_numbers_come_as_xlsx(officer: Browser) -> None:
    await officer.opens(PATH.replace("figures?", "figures/table.xlsx?"))
    rows = rows_of(officer)
    assert rows[1][1] == 1
    assert _formats(officer) == {"0.0%"}
    await officer.opens(PATH.replace("figures?", "figures/numbers.xlsx?figure=answered&"))
    assert {row[0] for row in rows_of(officer)[1:]} == {"XF-2026-000001", "XF-2026-000002"}


@pytest.mark.parametrize("name", ["months", "rates", "table"])
async def test_charts_are_pictures_of_our_own(officer: Browser, name: str) -> None:
    await officer.opens(f"/console/figures/charts/{name}.svg?{WEEK}")
    assert officer.headers["content-type"].startswith("image/svg+xml")


@pytest.mark.parametrize(
    "query", ["from=yesterday", "from=2026-02-02&to=2026-02-01", "span=ever", "by=luck"]
)
async def test_what_cannot_be_asked_is_said(officer: Browser, query: str) -> None:
    await officer.opens(f"/console/figures?{query}")
    assert officer.status == 422


@pytest.mark.parametrize("path", ["", "/numbers?figure=answered", "/table.xlsx", "/numbers.xlsx"])
async def test_who_may_not_see_figures_sees_none(office: Office, path: str) -> None:
    clerk = await office.a_clerk()
    await clerk.opens(f"/console/figures{path}")
    assert clerk.status == 403


async def test_another_community_s_figures_stay_closed(office: Office) -> None:
    supervisor = await office.comes(Role.SUPERVISOR, "XF")
    await supervisor.opens("/console/figures?area=NS")
    assert supervisor.status == 403


async def test_a_long_table_is_counted_aside_and_says_when(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, threads, count = threading.Event(), set[str](), rates.count

    def hold(session: Session, scope: Scope, clock: Clock) -> Figures:
        threads.add(threading.current_thread().name)
        assert may_go_on.wait(20)
        return count(session, scope, clock)

    monkeypatch.setattr(kept, "SMALL", -1)
    monkeypatch.setattr(slow, "PATIENCE", 0.01)
    monkeypatch.setattr(rates, "count", hold)
    await officer.opens(PATH)
    officer.sees("正在统计", "再看一次")
    may_go_on.set()
    monkeypatch.setattr(slow, "PATIENCE", 20)
    await officer.follows("再看一次")
    officer.sees("10:00 统计", "响应率", "100.0%")
    assert threads == {kept.THREAD}
    for it in threading.enumerate():
        if it.name == kept.THREAD:
            it.join(20)
