"""Photos on the board: where the reporter said yes and the notice stands, and nowhere else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.cases import Case
from services.notices import notices
from tests.support.board_street import BoardStreet


@pytest.fixture
def street(sqlite_url: str, tmp_path: Path) -> Iterator[BoardStreet]:
    street = BoardStreet(sqlite_url, tmp_path / "media")
    yield street
    street.store.close()


def say(street: BoardStreet, *, may: bool | None) -> None:
    """Let the reporter say whether photos may be shown."""
    with street.store.write() as session:
        session.get_one(Case, street.case_id).may_show_photos = may


async def test_with_a_yes_the_photo_is_shown_and_can_do_nothing(street: BoardStreet) -> None:
    data = street.encloses_photo()
    say(street, may=True)
    (await street.sees("/board/year")).sees("灯已换好")
    visitor = await street.sees(f"/board/notices/{street.notice_id}")
    path = f"/board/photos/{street.notice_id}/1"
    assert f'src="{path}"' in visitor.page
    await visitor.opens(path)
    assert visitor.content == data
    assert visitor.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in visitor.headers["Content-Security-Policy"]
    assert visitor.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("may", [None, False])
async def test_without_a_yes_nothing_is_shown(street: BoardStreet, may: bool | None) -> None:
    street.encloses_photo()
    say(street, may=may)
    (await street.sees("/board/year")).misses("/board/photos/")
    (await street.sees(f"/board/notices/{street.notice_id}")).misses("/board/photos/")
    assert (await street.sees(f"/board/photos/{street.notice_id}/1")).status == 404


async def test_a_photo_goes_with_its_notice(street: BoardStreet) -> None:
    street.encloses_photo()
    say(street, may=True)
    street.clock.move(timedelta(days=8))
    with street.store.write() as session:
        notices.end_due(session, street.clock)
    assert (await street.sees(f"/board/photos/{street.notice_id}/1")).status == 200
    street.clock.move(timedelta(days=366))
    assert (await street.sees(f"/board/photos/{street.notice_id}/1")).status == 404


async def test_a_notice_that_was_taken_down_shows_no_photo(street: BoardStreet) -> None:
    street.encloses_photo()
    say(street, may=True)
    with street.scene_again() as (session, scene):
        notices.withdraw(session, street.notice_id, scene.clerk, "写错了", street.clock)
    assert (await street.sees(f"/board/photos/{street.notice_id}/1")).status == 404
    (await street.sees("/board/year")).misses("/board/photos/")


@pytest.mark.parametrize("number", ["0", "2", "x", "-1", "9" * 30])
async def test_there_is_no_other_photo(street: BoardStreet, number: str) -> None:
    street.encloses_photo()
    say(street, may=True)
    assert (await street.sees(f"/board/photos/{street.notice_id}/{number}")).status == 404
