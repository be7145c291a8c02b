"""Announcements on the board: who may, how long they stand, and taking them down."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from models.access import Role
from models.announcements import Announcement, AnnouncementKind
from models.errors import Invalid, NotAllowed, NotFound
from services.announcements import announcement_board, announcements
from services.announcements.announcements import Showing
from services.areas import areas
from services.clock import SetClock
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker
from tests.support.towns import a_town

WORDS = "明天上午 9 点到 12 点停水，请提前接水"


def announce(
    store: Store, code: str = "XF", showing: Showing | None = None, words: str = WORDS
) -> int:
    """Announce something by the clerk of a community; give who that is."""
    with store.write() as session:
        clerk = a_worker(session, Role.CLERK, code)
        place = areas.get_area(session, code)
        clock = SetClock(MONDAY)
        announcements.announce(session, place, words, clerk, clock, showing=showing or Showing())
        return clerk


def on_board(store: Store, clock: SetClock, near: str = "") -> list[str]:
    """Give in which areas what stands on the board was announced."""
    with store.read() as session:
        area = areas.get_area(session, near) if near else None
        found, _ = announcement_board.list_in_force(session, area, clock)
        return [areas.area_of(session, it.area_id).code for it in found]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (WORDS, AnnouncementKind.OUTAGE),
        ("周六上午免费义诊，量血压", AnnouncementKind.CLINIC),
        ("体检当天停电，改到周日", AnnouncementKind.OUTAGE),
        ("周日包饺子活动，欢迎报名", AnnouncementKind.EVENT),
        ("西门修路，请走东门", AnnouncementKind.GENERAL),
    ],
)
def test_the_kind_is_known_by_its_words(words: str, kind: AnnouncementKind) -> None:
    assert announcements.guess_kind(words) is kind


def test_an_announcement_stands_for_seven_days_and_the_whole_of_the_last(store: Store) -> None:
    with store.write() as session:
        a_town(session)
    announce(store)
    with store.read() as session:
        row = session.exec(select(Announcement)).one()
        assert row.kind is AnnouncementKind.OUTAGE
        clock = SetClock(row.ends_at - timedelta(seconds=1))
    assert clock.now().astimezone(clock.zone).date() == date(2026, 11, 23)
    assert on_board(store, clock) == ["XF"]
    clock.move(timedelta(seconds=1))
    assert on_board(store, clock) == []


def test_it_stands_in_its_community_and_one_of_the_street_everywhere(store: Store) -> None:
    with store.write() as session:
        a_town(session)
    announce(store)
    with store.write() as session:
        officer = a_worker(session, Role.OFFICER, "JD")
        street = areas.get_area(session, "JD")
        announcements.announce(session, street, WORDS, officer, SetClock(MONDAY))
    assert on_board(store, SetClock(MONDAY), "XF-1") == ["JD", "XF"]
    assert on_board(store, SetClock(MONDAY), "NS") == ["JD"]


@pytest.mark.parametrize("days", [-1, 91])
def test_no_day_that_is_over_or_too_far_away(town: Store, days: int) -> None:
    with pytest.raises(Invalid, match="announcement_until"):
        announce(town, showing=Showing(None, date(2026, 11, 16) + timedelta(days=days)))
    assert on_board(town, SetClock(MONDAY)) == []


def test_what_the_gate_finds_stays_off_the_board_until_somebody_answers(town: Store) -> None:
    with pytest.raises(Invalid, match="announcement_personal"):
        announce(town, words="请找王大爷，电话13800138000领钥匙")
    with pytest.raises(Invalid, match="announcement_long"):
        announce(town, words="停水" * 2000)
    assert on_board(town, SetClock(MONDAY)) == []


def test_it_is_taken_down_by_who_announces_there_and_nobody_else(town: Store) -> None:
    clerk = announce(town)
    with town.write() as session:
        row = session.exec(select(Announcement)).one()
        other, resident = a_worker(session, Role.CLERK, "NS"), a_resident(session)
        manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        for stranger in (other, resident, manager):
            with pytest.raises(NotFound):
                announcement_board.take_down(session, row.id, stranger, SetClock(MONDAY))
        assert announcement_board.list_own(session, other)[0] == []
        assert announcement_board.list_own(session, resident)[0] == ()
        announcement_board.take_down(session, row.id, clerk, SetClock(MONDAY))
        [own] = announcement_board.list_own(session, clerk)[0]
        assert own.taken_down_at is not None
    assert on_board(town, SetClock(MONDAY)) == []


def test_who_may_not_announce_looks_at_no_draft_either(town: Store) -> None:
    with town.write() as session:
        other = a_worker(session, Role.CLERK, "NS")
        with pytest.raises(NotAllowed):
            announcements.check(session, areas.get_area(session, "XF"), WORDS, other)
        places = announcement_board.list_places(session, other)
        assert [it.code for it in places] == ["NS", "NS-1", "NS-YG"]
