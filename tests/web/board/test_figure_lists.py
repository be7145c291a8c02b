"""Every number of the figures opens exactly the list that it counts, of its own period."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.cases import Status
from models.categories import Category
from services.board import repairing
from services.board.public_figures import PERIODS
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.desks import Browser, Office
from tests.support.figures import HOUR, a_row
from tests.support.towns import a_town

BEFORE = -40
"""Days from what lies a month back."""

ROW = re.compile(r'<th scope="row"><a href="([^"]+)">[^<]+</a></th><td class="n">(\d+)<')
FIGURE = re.compile(r'<a href="([^"]+)"><b>(\d+)</b>')
ROWS = (
    ("XF-1", Category.STREET, Status.TRACKING, 0),
    ("XF-1", Category.STREET, Status.ASSIGNED, 0),
    ("XF-2", Category.WATER, Status.DECLINED, 0),
    ("JD", Category.NOISE, Status.TRACKING, 0),
    ("XF-1", Category.STREET, Status.TRACKING, BEFORE),
    ("NS-1", Category.WATER, Status.TRACKING, BEFORE),
    ("JD", Category.STREET, Status.TRACKING, BEFORE),
)


@pytest.fixture
def visitor(sqlite_url: str) -> Iterator[Browser]:
    """Somebody who reads the figures of a town with cases of two months, all of them public."""
    store = Store(sqlite_url, Vault(SECRET))
    with store.write() as session:
        a_town(session)
        for area, category, status, days in ROWS:
            at = MONDAY + timedelta(days=days)
            answered = at + HOUR if status is Status.TRACKING else None
            row = a_row(
                session, area, category=category, status=status, reported_at=at,
                answered_at=answered,
            )  # fmt: skip
            repairing.mend(session, [row.id])
    office = Office(store)
    office.clock.move(timedelta(days=2))
    yield office.newcomer()
    store.close()


@pytest.mark.parametrize("period", PERIODS)
async def test_every_number_opens_a_list_as_long_as_it_says(visitor: Browser, period: str) -> None:
    await visitor.opens(f"/board/figures?period={period}")
    links = ROW.findall(visitor.page) + FIGURE.findall(visitor.page)
    assert len(links) > 12
    for href, number in links:
        await visitor.opens(html.unescape(href))
        assert visitor.status == 200, href
        visitor.sees(f"公开的 {number} 件")
        assert visitor.page.count('href="/board/cases/') == int(number), href


async def test_the_whole_street_opens_its_own_list(visitor: Browser) -> None:
    await visitor.opens("/board/figures?period=twelve_months")
    await visitor.follows("全街道")
    visitor.sees("公开的 2 件", "全街道")


async def test_another_period_of_a_part_stays_of_that_part(visitor: Browser) -> None:
    await visitor.opens("/board/figures")
    await visitor.follows("道路路灯")
    visitor.sees("公开的 2 件", "道路路灯")
    await visitor.follows("近12个月")
    visitor.sees("公开的 4 件", "道路路灯")


@pytest.mark.parametrize(
    "path",
    ["reported?step=x", "reported?category=x", "reported?place=XF-1", "answered?step=oversight",
     "reported?step=oversight&category=street"],
)  # fmt: skip
async def test_what_is_no_part_of_a_figure_is_not_there(visitor: Browser, path: str) -> None:
    await visitor.opens(f"/board/figures/{path}")
    assert visitor.status == 404
