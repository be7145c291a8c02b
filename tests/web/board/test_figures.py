"""The three rates for everybody: none of few people, every figure with the numbers behind it."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from models.cases import Status
from models.categories import Category
from services.board import repairing
from services.figures.evidence import Figure
from services.figures.rates import JUDGED
from services.sealing import Vault
from services.store import Store
from tests.support.builders import MONDAY, SECRET
from tests.support.desks import Browser, Office
from tests.support.figures import HOUR, a_row
from tests.support.towns import a_town


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """A store with a town in it."""
    it = Store(sqlite_url, Vault(SECRET))
    with it.write() as session:
        a_town(session)
    yield it
    it.close()


@pytest.fixture
def visitor(store: Store) -> Browser:
    """Somebody whom nobody knows, some days later."""
    office = Office(store)
    office.clock.move(timedelta(days=2))
    return office.newcomer()


def answer(store: Store, count: int, *, is_solved: bool, is_private: bool = False) -> list[str]:
    """Let some cases be answered and judged; give their numbers."""
    with store.write() as session:
        found = [
            a_row(
                session,
                "XF-1",
                category=Category.STREET,
                status=Status.TRACKING,
                answered_at=MONDAY + HOUR,
                is_private=is_private,
                is_solved=is_solved,
                is_contacted=True,
                satisfaction=3 if is_solved else 1,
            )
            for _ in range(count)
        ]
        for each in found:
            repairing.mend(session, [each.id])
        return [each.number for each in found]


async def test_no_rate_of_fewer_than_five_is_told_and_none_of_its_lists_opens(
    store: Store, visitor: Browser
) -> None:
    answer(store, 4, is_solved=True)
    await visitor.opens("/board/figures")
    visitor.sees("评价的人太少，不公布", "响应率", "4 反映")
    visitor.misses("100.0%")
    for figure in ("asked", "contacted", "solved", "rated", "satisfied"):
        await visitor.opens(f"/board/figures/{figure}")
        visitor.sees("只公布件数，不列编号")
        visitor.misses("XF-2026")


async def test_every_rate_says_how_it_is_counted_and_opens_its_numbers(
    store: Store, visitor: Browser
) -> None:
    solved = answer(store, 4, is_solved=True)
    unsolved = answer(store, 1, is_solved=False)
    hidden = answer(store, 1, is_solved=True, is_private=True)
    await visitor.opens("/board/figures")
    visitor.sees("83.3%", "怎么算的", "解决率＝说解决了的 ÷ 问过的", "反映 6 件，不公开的不在")
    await visitor.opens("/board/figures/asked?period=twelve_months")
    visitor.sees("公开的 5 件", "不公开的不列编号", *solved, *unsolved)
    visitor.misses(*hidden, "另有 1 件")


async def test_no_list_beside_who_was_asked_tells_who_said_what(
    store: Store, visitor: Browser
) -> None:
    judged = answer(store, 5, is_solved=True) + answer(store, 1, is_solved=False)
    await visitor.opens("/board/figures")
    visitor.sees("5 / 6")
    links = re.findall(r"/board/figures/(\w+)\?", visitor.page)
    assert set(links) & {it.value for it in JUDGED} == {"asked"}
    for figure in JUDGED - {Figure.ASKED}:
        await visitor.opens(f"/board/figures/{figure}")
        assert visitor.status == 409
        visitor.misses(*judged)


async def test_who_was_asked_is_not_listed_where_nobody_says_it_is_solved(
    store: Store, visitor: Browser
) -> None:
    judged = answer(store, 6, is_solved=False)
    await visitor.opens("/board/figures/asked")
    visitor.misses(*judged)


async def test_how_many_are_not_public_is_told_from_five_on(
    store: Store, visitor: Browser
) -> None:
    answer(store, 2, is_solved=True)
    answer(store, 5, is_solved=True, is_private=True)
    await visitor.opens("/board/figures")
    visitor.sees("其中 5 件不公开")
    await visitor.opens("/board/figures/reported")
    visitor.sees("另有 5 件不公开")


async def test_a_new_case_is_counted_at_once_where_little_is_to_be_counted(
    store: Store, visitor: Browser
) -> None:
    for count in (1, 2, 3):
        answer(store, 1, is_solved=True)
        await visitor.opens("/board/figures")
        visitor.sees(f"{count} 反映")


async def test_each_period_counts_its_own(store: Store, visitor: Browser) -> None:
    answer(store, 5, is_solved=True)
    for period, seen in (
        ("month", "5 反映"),
        ("last_month", "0 反映"),
        ("year", "5 反映"),
        ("twelve_months", "5 反映"),
    ):
        await visitor.opens(f"/board/figures?period={period}")
        visitor.sees(seen)


async def test_the_tables_lead_to_the_cases_they_count(store: Store, visitor: Browser) -> None:
    numbers = answer(store, 2, is_solved=True)
    for label in ("监督", "道路路灯", "幸福社区"):
        await visitor.opens("/board/figures")
        await visitor.follows(label)
        visitor.sees(*numbers)


async def test_what_is_no_figure_and_no_period_is_said_plainly(visitor: Browser) -> None:
    for path in ("/board/figures/fully", "/board/figures/x", "/board/figures?period=week"):
        await visitor.opens(path)
        assert visitor.status == 404
        visitor.sees("没有这个")
    for query in ("from=-1", "from=9999999999999999999", "from=99999999999"):
        await visitor.opens(f"/board/figures/reported?{query}")
        assert visitor.status == 200


@pytest.mark.parametrize("page", ["/board/figures", "/board/year"])
async def test_before_there_is_a_street_a_page_shows_no_charts(sqlite_url: str, page: str) -> None:
    with closing(Store(sqlite_url, Vault(SECRET))) as empty:
        visitor = Office(empty).newcomer()
        await visitor.opens(page)
    assert (visitor.status, visitor.page.count("<img")) == (200, 0)
