"""Notices on the board: what stands is shown to everybody, and nothing else of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from models.cases import Case
from models.notices import Notice, NoticeState
from services.areas import areas
from services.notices import notices
from services.notices.notice_words import digest_of
from tests.support.board_street import BoardStreet
from tests.support.builders import MONDAY


@pytest.fixture
def street(sqlite_url: str, tmp_path: Path) -> Iterator[BoardStreet]:
    street = BoardStreet(sqlite_url, tmp_path / "media")
    yield street
    street.store.close()


def change(session: Session, street: BoardStreet, **columns: object) -> None:
    """Change a notice as only a fault would."""
    notice = session.get_one(Notice, street.notice_id)
    for name, value in columns.items():
        setattr(notice, name, value)


async def test_a_notice_in_force_is_listed_with_its_days_and_opens(street: BoardStreet) -> None:
    visitor = await street.sees("/board/notices")
    visitor.sees("阳光花园小区", "灯已换好，两层都亮了", "还剩 5 个工作日", "公示到 2026-11-23")
    assert visitor.headers["X-Robots-Tag"] == "noindex, nofollow"
    await visitor.follows("灯已换好")
    visitor.sees("灯已换好，两层都亮了", "我有异议", "12345")
    assert f'href="/chat?start=notices-{street.notice_id}"' in visitor.page


async def test_on_the_last_day_it_says_so(street: BoardStreet) -> None:
    street.clock.move(timedelta(days=7) - timedelta(hours=1))
    visitor = await street.sees("/board/notices")
    visitor.sees("今天最后一天")


async def test_a_notice_that_was_taken_down_is_nowhere(street: BoardStreet) -> None:
    with street.scene_again() as (session, scene):
        notices.withdraw(session, street.notice_id, scene.clerk, "写错了", street.clock)
    for path in ("/board", "/board/notices", "/board/notices?over=1"):
        (await street.sees(path)).misses("灯已换好")
    visitor = await street.sees(f"/board/notices/{street.notice_id}")
    assert visitor.status == 404
    visitor.misses("灯已换好")


@pytest.mark.parametrize("state", [NoticeState.PUBLISHED, NoticeState.ENDED])
async def test_words_nobody_approved_are_not_shown(
    street: BoardStreet, state: NoticeState
) -> None:
    with street.store.write() as session:
        change(session, street, words="别的话", state=state, ended_at=street.clock.now())
    for path in ("/board", "/board/notices", "/board/notices?over=1"):
        (await street.sees(path)).misses("别的话")
    assert (await street.sees(f"/board/notices/{street.notice_id}")).status == 404


async def test_a_case_that_became_private_is_not_shown(street: BoardStreet) -> None:
    with street.store.write() as session:
        session.get_one(Case, street.case_id).is_private = True
    (await street.sees("/board/notices")).misses("灯已换好")
    assert (await street.sees(f"/board/notices/{street.notice_id}")).status == 404


async def test_an_ended_notice_is_kept_a_year_and_nobody_objects_to_it(
    street: BoardStreet,
) -> None:
    street.clock.move(timedelta(days=8))
    with street.store.write() as session:
        notices.end_due(session, street.clock)
    (await street.sees("/board/notices")).misses("灯已换好")
    visitor = await street.sees("/board/notices?over=1")
    visitor.sees("灯已换好", "已结束")
    await visitor.follows("灯已换好")
    visitor.sees("公示已经结束")
    visitor.misses("start=notices")
    street.clock.move(timedelta(days=366))
    (await street.sees("/board/notices?over=1")).misses("灯已换好")
    assert (await street.sees(f"/board/notices/{street.notice_id}")).status == 404


async def test_a_community_shows_its_own(street: BoardStreet) -> None:
    (await street.sees("/board/notices?area=XF")).sees("灯已换好")
    (await street.sees("/board/notices?area=NS")).misses("灯已换好")
    (await street.sees("/board/notices?area=QQ&page=x")).sees("灯已换好")


@pytest.mark.parametrize("path", ["x", "0", "999999", "9" * 30, "1%00", "-1"])
async def test_a_notice_that_is_none_is_said_to_be_gone(street: BoardStreet, path: str) -> None:
    assert (await street.sees(f"/board/notices/{path}")).status == 404


def a_list(street: BoardStreet, words: str) -> int:
    """Put up a list of claimed posts with these words; give its id."""
    with street.store.write() as session:
        notice = Notice(
            area_id=areas.get_area(session, "XF").id,
            about="claims:1:2026-11-16",
            title="幸福社区岗位认领名单",
            words=words,
            state=NoticeState.PUBLISHED,
            drafted_at=MONDAY,
            published_at=MONDAY,
            ends_at=MONDAY + timedelta(days=3),
        )
        notice.approved = digest_of(notice)
        session.add(notice)
        session.flush()
        return notice.id


async def test_a_list_of_claimed_posts_is_a_table(street: BoardStreet) -> None:
    line = "治安维护（第一网格，周六 9:00–11:00）：张同志、李同志"
    number = a_list(street, f"名单如下。\n{line}")
    visitor = await street.sees(f"/board/notices/{number}")
    visitor.sees("名单如下", "治安维护", "张同志、李同志", "周六 9:00–11:00")
    assert '<th scope="row">治安维护</th>' in visitor.page


async def test_a_list_that_was_rewritten_is_shown_as_it_reads(street: BoardStreet) -> None:
    words = "名单如下\n大家都在\n治安维护（第一网格，周六）：张同志"
    visitor = await street.sees(f"/board/notices/{a_list(street, words)}")
    visitor.sees("大家都在", "治安维护（第一网格，周六）：张同志")
    visitor.misses("<table>")
