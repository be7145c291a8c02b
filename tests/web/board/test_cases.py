"""Public cases on the board: the list, the page of one case, and what nobody else may see."""

from collections.abc import Iterator
from typing import Any

import pytest

from models.categories import Category
from services.casework import declining
from services.reporters import following, told_to_others
from services.sealing import Vault
from services.store import Store
from services.triage import case_merging
from tests.support.builders import SECRET
from tests.support.desks import Browser, Office
from tests.support.offices import a_case, a_resident
from tests.support.publicity import Scene
from web.board.parts import Board
from web.limits import Buckets


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    """An empty store."""
    it = Store(sqlite_url, Vault(SECRET))
    yield it
    it.close()


@pytest.fixture
def office(store: Store) -> Office:
    """The pages of a street in which nothing was said yet."""
    return Office(store)


@pytest.fixture
def visitor(office: Office) -> Browser:
    """Somebody whom nobody knows."""
    return office.newcomer()


async def test_the_list_says_how_far_each_case_is_and_its_page_says_more(
    store: Store, visitor: Browser
) -> None:
    with store.write() as session:
        scene = Scene(session)
        scene.publish("小区路灯换好了。")
        number, case_id = scene.case.number, scene.case.id
    await visitor.opens("/board/cases")
    visitor.sees(number, "公示 · 已答复", "道路路灯", "幸福社区 第一网格", "路灯换好了")
    await visitor.follows(number)
    assert (visitor.status, visitor.path) == (200, f"/board/cases/{number}")
    visitor.sees("幸福社区 第一网格", "路灯换好了", "2026-11-16", "还没有别人说也有这个问题")
    assert f"/chat?start=case-{case_id}" in visitor.page
    visitor.misses("3号楼", "晚上看不见")


async def test_what_is_over_without_an_answer_waits_in_no_step(
    store: Store, visitor: Browser
) -> None:
    with store.write() as session:
        scene = Scene(session)
        merged, declined, waiting = (
            a_case(session, a_resident(session, name), scene.clock, "XF-1") for name in "李王赵"
        )
        case_merging.merge_case(session, merged.id, scene.case.id, scene.clerk, scene.clock)
        what = (scene.clerk, "高速路归省里管", "公路局")
        declining.decline_case(session, declined.id, *what, scene.clock)
        number, over, left = merged.number, {merged.number, declined.number}, waiting.number
        parent = scene.case.number
    await visitor.opens("/board")
    visitor.sees("2 受理", "一共 4 件", "其中 2 件不予受理或已合并")
    await visitor.opens("/board/cases?step=intake")
    visitor.sees(left, parent)
    visitor.misses(*over)
    for path in ("/board/cases?step=over", "/board/cases?step=over&place=XF"):
        await visitor.opens(path)
        visitor.sees(*over, "已并到另一件")
        visitor.misses(left, parent)
    await visitor.opens("/board/cases?place=XF")
    visitor.sees(*over, left)
    await visitor.opens("/board/figures")
    visitor.sees("受理 2", "不予受理或已合并 2")
    await visitor.opens(f"/board/cases/{number}")
    visitor.sees("合并 2026-11-16", "和这一件一起办")
    assert "第 1 天" not in visitor.text
    await visitor.follows(parent)
    assert visitor.path == f"/board/cases/{parent}"


async def test_where_a_merged_case_went_is_not_said_if_that_is_private(
    store: Store, visitor: Browser
) -> None:
    with store.write() as session:
        scene = Scene(session)
        case = a_case(session, a_resident(session, "李"), scene.clock, "XF-1")
        case_merging.merge_case(session, case.id, scene.case.id, scene.clerk, scene.clock)
        told_to_others.make_private(session, scene.case, scene.clock)
        number, parent = case.number, scene.case.number
    await visitor.opens(f"/board/cases/{number}")
    visitor.sees("已合并")
    visitor.misses(parent, "和这一件一起办")


async def test_who_has_the_same_problem_is_counted(store: Store, visitor: Browser) -> None:
    with store.write() as session:
        scene = Scene(session)
        for name in ("李四", "王五"):
            other = a_resident(session, name)
            following.join_case(session, scene.case.id, other, scene.clock)
        number = scene.case.number
    await visitor.opens(f"/board/cases/{number}")
    visitor.sees("还有 2 人也有这个问题")
    visitor.misses("李四", "王五")


async def test_private_and_missing_cases_get_the_very_same_answer(
    store: Store, visitor: Browser
) -> None:
    with store.write() as session:
        scene = Scene(session)
        told_to_others.make_private(session, scene.case, scene.clock)
        sensitive = a_case(session, scene.reporter, scene.clock, category=Category.DISPUTE).number
        numbers = (scene.case.number, sensitive, "XF-2026-999999", "什么", "%00", "x" * 300)
    answers = set[tuple[int, str]]()
    for number in numbers:
        await visitor.opens(f"/board/cases/{number}")
        answers.add((visitor.status, visitor.text))
    assert len(answers) == 1
    assert visitor.status == 404
    visitor.sees("公示栏上没有这件民情")
    await visitor.opens("/board/cases")
    visitor.misses(*numbers[:2])


async def test_a_number_is_understood_however_it_is_written(
    store: Store, visitor: Browser
) -> None:
    with store.write() as session:
        number = Scene(session).case.number
    await visitor.opens(f"/board/cases/{number.lower()}")
    visitor.sees(number)
    await visitor.opens(f"/board/cases?q={number.replace('-', '')}")
    visitor.sees(number)


async def test_filters_and_search_work_as_a_plain_form(store: Store, visitor: Browser) -> None:
    with store.write() as session:
        scene = Scene(session)
        scene.publish("小区路灯换好了。")
        lamp = scene.case.number
        noise = a_case(
            session, scene.reporter, scene.clock, "NS-1", category=Category.NOISE
        ).number
    await visitor.opens("/board/cases")
    for sent, seen, missed in (
        ({"q": "路灯"}, lamp, noise),
        ({"step": "intake"}, noise, lamp),
        ({"category": "noise"}, noise, lamp),
        ({"place": "XF"}, lamp, noise),
        ({"place": "NS-1", "step": "intake"}, noise, lamp),
    ):
        fields: Any = sent
        await visitor.presses("查看", **fields)
        visitor.sees(seen)
        visitor.misses(missed)
        await visitor.opens("/board/cases")


async def test_what_means_nothing_in_an_address_is_passed_over(
    store: Store, visitor: Browser
) -> None:
    with store.write() as session:
        number = Scene(session).case.number
    for query in (
        "step=x&category=conduct2&place=%27",
        "before=99999999999999999999999",
        "after=-1",
        "before=٣",
        "before=9223372036854775808",
        "q=%20&lang=1",
    ):
        await visitor.opens(f"/board/cases?{query}")
        assert visitor.status == 200, query
        visitor.sees(number)
    await visitor.opens("/board/cases?q=%F0%9F%91%8D%22*%28")
    visitor.sees("没有找到", "请写一两个字")


async def test_pages_lead_on_and_back(store: Store, visitor: Browser) -> None:
    with store.write() as session:
        scene = Scene(session)
        numbers = [scene.case.number] + [
            a_case(session, scene.reporter, scene.clock, category=Category.NOISE).number
            for _ in range(45)
        ]
    numbers.reverse()
    await visitor.opens("/board/cases")
    for first in (0, 20, 40):
        visitor.sees(*numbers[first : first + 20])
        visitor.misses(*numbers[first + 20 : first + 22])
        if first < 40:
            await visitor.follows("下一页")
    await visitor.follows("上一页")
    visitor.sees(*numbers[20:40])
    visitor.misses(numbers[19], numbers[40])
    await visitor.follows("上一页")
    visitor.sees(numbers[0])


async def test_who_searches_too_fast_is_asked_to_wait(store: Store) -> None:
    with store.write() as session:
        scene = Scene(session)
    board = Board(store, scene.clock, asking=Buckets(2, 60))
    visitor = Office(store, board=board).newcomer()
    for _ in range(2):
        await visitor.opens("/board/cases?q=灯")
        assert visitor.status == 200
    await visitor.opens("/board/cases?q=灯")
    assert visitor.status == 429
    visitor.sees("看得太快了")
    await visitor.opens("/board/cases")
    assert visitor.status == 200
