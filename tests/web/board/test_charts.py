"""The charts of the board: public figures only, as pictures of our own."""

import re
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from models.cases import Case, Status
from models.categories import Category
from services.clock import SetClock
from services.drawing import kept_charts
from services.drawing.charts import Chart, Series, Shape, draw_svg
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.figures import HOUR, a_row
from web.app import Site, make_app
from web.board.parts import Board


@pytest.fixture
def clock() -> SetClock:
    """Some days after what is told here."""
    return SetClock(MONDAY + timedelta(days=3))


@pytest.fixture
def visitor(store: Store, clock: SetClock) -> httpx.AsyncClient:
    """Somebody who looks at the board."""
    site = Site("清河街道", lambda: "1", lambda: None, dict, dict, board=Board(store, clock))
    transport = httpx.ASGITransport(make_app(site))
    return httpx.AsyncClient(transport=transport, base_url="http://board.test")


def report(store: Store, count: int, category: Category) -> None:
    """Let some cases be reported and answered."""
    with store.write() as session:
        for _ in range(count):
            a_row(
                session,
                "HF-HH",
                category=category,
                status=Status.TRACKING,
                answered_at=MONDAY + HOUR,
                is_contacted=True,
                is_solved=True,
            )


async def test_a_chart_is_a_picture_that_may_be_kept_for_minutes(
    store: Store, visitor: httpx.AsyncClient
) -> None:
    report(store, 7, Category.STREET)
    answer = await visitor.get("/board/charts/months.svg")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "max-age=600" in answer.headers["cache-control"]
    assert ">7<" in answer.text


async def test_a_chart_shows_the_counts_of_cases_that_the_board_shows(
    store: Store, visitor: httpx.AsyncClient
) -> None:
    report(store, 6, Category.STREET)
    report(store, 4, Category.WATER)
    drawn = (await visitor.get("/board/charts/categories.svg?area=HF")).text
    assert "道路路灯" in drawn
    assert "供水排水" in drawn


async def test_how_many_of_few_were_solved_is_drawn_nowhere(
    store: Store, visitor: httpx.AsyncClient, clock: SetClock
) -> None:
    report(store, 7, Category.STREET)
    whole = (await visitor.get("/board/charts/months.svg")).text.count(">7<")
    with store.write() as session:
        for case in session.exec(select(Case).limit(4)):
            case.is_contacted = case.is_solved = None
            case.status = Status.ANSWERED
    clock.move(timedelta(minutes=11))
    drawn = (await visitor.get("/board/charts/months.svg")).text
    assert (whole, drawn.count(">7<"), drawn.count(">3<")) == (3, 2, 0)


async def test_rates_of_few_people_are_not_told(store: Store, visitor: httpx.AsyncClient) -> None:
    report(store, 4, Category.STREET)
    assert "100.0%" not in (await visitor.get("/board/charts/places.svg")).text


async def test_rates_of_enough_people_are_told(store: Store, visitor: httpx.AsyncClient) -> None:
    report(store, 5, Category.STREET)
    assert "100.0%" in (await visitor.get("/board/charts/places.svg")).text


@pytest.mark.parametrize("path", ["months.svg?area=HF-HH", "months.svg?area=NO", "other.svg"])
async def test_what_lies_below_a_community_has_no_chart(
    visitor: httpx.AsyncClient, path: str
) -> None:
    assert (await visitor.get(f"/board/charts/{path}")).status_code == 404


async def test_in_a_small_store_a_chart_is_always_fresh(
    store: Store, visitor: httpx.AsyncClient
) -> None:
    for count in (6, 11):
        report(store, 6 if count == 6 else 5, Category.STREET)
        assert f">{count}<" in (await visitor.get("/board/charts/months.svg")).text


async def test_a_year_begins_with_its_january(visitor: httpx.AsyncClient) -> None:
    drawn = (await visitor.get("/board/charts/months.svg?year=2025")).text
    assert ">25年1月<" in drawn
    assert ">12月<" in drawn


async def test_a_chart_is_drawn_once_for_what_it_shows(
    store: Store, visitor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(chart: Chart) -> bytes:
        drawn.append(chart.title)
        return draw_svg(chart)

    monkeypatch.setattr(kept_charts, "draw_svg", draw)
    kept_charts.forget()
    report(store, 6, Category.STREET)
    path = "/board/charts/months.svg"
    first, again = await visitor.get(path), await visitor.get(path)
    assert (first.content, len(drawn)) == (again.content, 1)
    english = await visitor.get(path, headers={"Cookie": "minqing_language=en"})
    assert ("Reported" in english.text, len(drawn)) == (True, 2)
    report(store, 1, Category.STREET)
    assert (">7<" in (await visitor.get(path)).text, len(drawn)) == (True, 3)


async def test_only_so_many_drawings_are_kept() -> None:
    kept_charts.forget()
    for number in range(kept_charts.MOST + 5):
        kept_charts.draw_kept(Chart(Shape.BARS, "图", [], [Series(str(number), [])]))
    assert kept_charts.count_kept() == kept_charts.MOST


@pytest.mark.parametrize("page", ["/board/year", "/board/figures"])
async def test_beside_each_chart_stand_the_numbers_that_it_shows_and_no_others(
    store: Store, visitor: httpx.AsyncClient, page: str
) -> None:
    report(store, 6, Category.STREET)
    with store.write() as session:
        for case in session.exec(select(Case).limit(2)):
            case.is_contacted = case.is_solved = None
            case.status = Status.ANSWERED
    shown = (await visitor.get(page)).text
    for title in ("每月反映、答复和解决的件数", "每月的三率"):
        (table,) = re.findall(f"<caption>{title}</caption>(.*?)</table>", shown, re.DOTALL)
        (now,) = re.findall(r'<th scope="row">11月</th>(.*?)</tr>', table)
        numbers = re.findall(r'<td class="n">([^<]*)<', now)
        assert numbers == (["6", "6", "–"] if "件数" in title else ["–", "–", "–"])
    assert shown.count("<figure") == shown.count("<details><summary>看表格")
