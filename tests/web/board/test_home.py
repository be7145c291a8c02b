"""The first page of the board: two doors, five steps, a map."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from models.access import Role
from services.announcements import announcements
from services.areas import areas, outlines
from services.board import public_counts
from tests.support.board_street import BoardStreet
from tests.support.desks import Office
from tests.support.offices import a_worker

SQUARE = [(120.0, 36.0), (120.1, 36.0), (120.1, 36.1), (120.0, 36.0)]


@pytest.fixture
def street(sqlite_url: str, tmp_path: Path) -> Iterator[BoardStreet]:
    street = BoardStreet(sqlite_url, tmp_path / "media")
    yield street
    street.store.close()


async def test_it_has_two_doors_the_steps_and_what_is_on_notice(street: BoardStreet) -> None:
    visitor = await street.sees("/board")
    visitor.sees("我要反映", "查我的民情", "受理", "再收集", "灯已换好", "谁是我的网格员")
    assert 'href="/chat"' in visitor.page
    [form] = [it for it in visitor.forms if it.action == "/follow"]
    assert (form.method, "code" in form.fields) == ("get", True)
    assert 'name="robots" content="noindex, nofollow"' in visitor.page
    assert " style=" not in visitor.page


async def test_announcements_stand_apart_until_they_are_over(street: BoardStreet) -> None:
    with street.store.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        place = areas.get_area(session, "XF")
        words = "明天停水，请接水。电话 12345"
        announcements.announce(session, place, words, clerk, street.clock)
    visitor = await street.sees("/board")
    visitor.sees("停水停电停气", "明天停水")
    for path, is_there in (("", True), ("?area=XF", True), ("?area=NS", False)):
        visitor = await street.sees(f"/board/announcements{path}")
        assert ("明天停水" in visitor.page) is is_there
    street.clock.move(timedelta(days=8))
    (await street.sees("/board/announcements")).misses("明天停水")


async def test_without_outlines_the_map_is_a_tile_for_each_community(
    street: BoardStreet,
) -> None:
    visitor = await street.sees("/board")
    visitor.sees("不按实际位置")
    assert visitor.page.count('class="shade-') == 2
    assert 'aria-label="幸福社区：' in visitor.page
    assert 'href="/board/cases?place=XF"' in visitor.page


async def test_with_the_outlines_of_all_communities_it_is_drawn_by_them(
    street: BoardStreet,
) -> None:
    with street.store.write() as session:
        outlines.write(session, {areas.get_area(session, "XF").id: [SQUARE]})
    (await street.sees("/board")).sees("不按实际位置")
    with street.store.write() as session:
        for code in ("NS", "XF-1"):
            outlines.write(session, {areas.get_area(session, code).id: [SQUARE]})
    visitor = await street.sees("/board")
    visitor.misses("不按实际位置")
    assert visitor.page.count('class="shade-') == 2
    assert visitor.page.count("<path d=") >= 1, "the border of a grid within"


async def test_the_map_shades_what_has_more_and_says_it_in_a_table(
    street: BoardStreet, monkeypatch: pytest.MonkeyPatch
) -> None:
    with street.store.read() as session:
        ids = {code: areas.get_area(session, code).id for code in ("XF", "NS")}
        counted = public_counts.count_public(session)
    many = replace_counts(counted, {ids["XF"]: 9, ids["NS"]: 2})

    def count(session: Session) -> public_counts.PublicCounts:
        del session
        return many

    monkeypatch.setattr(public_counts, "count_public", count)
    visitor = await street.sees("/board")
    assert 'aria-label="幸福社区：9 件"><path class="shade-4"' in visitor.page
    assert 'aria-label="南山社区：2 件"><path class="shade-1"' in visitor.page
    assert '幸福社区</a></th><td class="n">9</td>' in visitor.page


def replace_counts(
    counted: public_counts.PublicCounts, by_community: dict[int, int]
) -> public_counts.PublicCounts:
    """Give other counts by community."""
    return counted._replace(by_community=by_community)


async def test_a_street_without_anything_has_a_board_too(office: Office) -> None:
    for path in ("", "/notices", "/announcements", "/posts", "/people", "/year"):
        visitor = office.newcomer()
        await visitor.opens(f"/board{path}")
        assert visitor.status == 200, path


async def test_other_doors_are_offered_where_they_are_open(street: BoardStreet) -> None:
    doors = {"Telegram": "https://t.me/a_bot", "Other": "/"}
    board = replace(street.office.board, doors=lambda: doors)
    visitor = Office(street.store, street.clock, board=board).newcomer()
    await visitor.opens(f"/board/notices/{street.notice_id}")
    assert f'href="https://t.me/a_bot?start=notices-{street.notice_id}"' in visitor.page
    visitor.sees("在 Telegram 里提异议")
    visitor.misses("在 Other")
