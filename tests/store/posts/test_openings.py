"""Opening a post: what is refused, what is made at once, and what is found where."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.posts import Confirmation, Opening
from models.shifts import CheckIn, Shift
from services.areas import areas
from services.clock import SetClock
from services.posts import claims, closing, kinds, openings
from services.posts.openings import OpeningEntry
from services.serving import cancelling, shifts
from services.store import Store
from services.texts.phrases import put_into_words
from tests.support.builders import MONDAY
from tests.support.offices import a_worker
from tests.support.running_posts import parts_of
from tests.support.service import a_member, an_opening
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)


@pytest.fixture
def street_store(store: Store) -> Store:
    with store.write() as session:
        a_town(session)
    return store


def an_entry(session: Session, code: str = "XF", **changed: Any) -> OpeningEntry:  # noqa: ANN401
    told: dict[str, Any] = {
        "post_id": kinds.get_post(session, "environment").id,
        "area_id": areas.get_area(session, code).id,
        "places": 3,
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 12, 31),
        "times": "周六 9点到11点",
        "place": "东门",
    }
    return OpeningEntry(**told | changed)


def test_an_opening_is_kept_as_it_was_given_and_has_its_first_shifts(street_store: Store) -> None:
    with street_store.write() as session:
        clerk = a_worker(session, Role.CLERK, "XF")
        opening = openings.open_post(session, an_entry(session), clerk, CLOCK)
        session.expire_all()
        assert (opening.times, opening.places, opening.taken) == ("Sat 09:00-11:00", 3, 0)
        assert opening.opened_by == clerk
        starts = session.exec(select(Shift.starts_at).order_by(col(Shift.starts_at))).all()
        assert [each.isoformat()[:16] for each in starts] == [
            "2026-11-21T01:00",
            "2026-11-28T01:00",
            "2026-12-05T01:00",
            "2026-12-12T01:00",
        ]
        assert opening.shifts_until == date(2026, 12, 14)
        name = put_into_words(openings.name_of(session, opening))
        assert name == "环境卫生清理、小区绿化 · 幸福社区 · 周六 9:00–11:00"


def test_opening_the_same_again_changes_nothing(street_store: Store) -> None:
    with street_store.write() as session:
        first = openings.open_post(session, an_entry(session), None, CLOCK)
        again = openings.open_post(session, an_entry(session, times="Sat 9:00-11:00"), None, CLOCK)
        assert again.id == first.id
        assert len(session.exec(select(Shift)).all()) == 4
        with pytest.raises(Conflict, match="opening_exists"):
            openings.open_post(session, an_entry(session, places=9), None, CLOCK)
        assert first.places == 3


def test_one_that_was_closed_is_open_again_and_takes_place(street_store: Store) -> None:
    with street_store.write() as session:
        told = an_entry(session, confirm=Confirmation.AUTO)
        opening = openings.open_post(session, told, None, CLOCK)
        off, *others = shifts.list_coming(session, opening, CLOCK)
        cancelling.cancel_shift(session, off.id, None, "那天下雨", CLOCK)
        later = SetClock(MONDAY + timedelta(hours=1))
        closing.close_opening(session, opening.id, None, "停一停", later)
        assert shifts.list_coming(session, opening, later) == []
        later.move(timedelta(hours=1))
        again = openings.open_post(session, replace(told, places=5), None, later)
        assert (again.id, again.closed_at, again.closed_why) == (opening.id, None, "")
        assert again.places == 5
        coming = shifts.list_coming(session, again, later)
        assert [it.id for it in coming] == [it.id for it in others], "not what was off before"
        chen = a_member(session)
        claims.claim_post(session, again.id, chen, later)
        assert len(parts_of(session, chen)) == len(others)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"places": 0}, "opening_places"),
        ({"places": 501}, "opening_places"),
        ({"starts_on": date(2026, 12, 2), "ends_on": date(2026, 12, 1)}, "opening_backwards"),
        ({"ends_on": date(2026, 11, 15)}, "opening_term_over"),
        ({"ends_on": date(2062, 11, 15)}, "opening_term_long"),
        ({"times": "有空就来"}, "times_unclear"),
        ({"times": "；".join(f"每天 {n}:00-{n}:30" for n in range(6, 18))}, "opening_times_many"),
        ({"place": "门" * 81}, "opening_place_long"),
        ({"asks_skill": "医" * 41}, "opening_skill_long"),
        ({"check_in": CheckIn.LOCATION}, "opening_pin"),
        ({"latitude": 30.0}, "opening_pin"),
        ({"latitude": 130.0, "longitude": 104.0}, "opening_pin"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_open(
    town: Store, changed: Mapping[str, Any], reason: str
) -> None:
    with town.write() as session:
        with pytest.raises(Invalid, match=reason):
            openings.open_post(session, an_entry(session, **changed), None, CLOCK)
        assert session.exec(select(Opening)).all() == []


def test_the_last_day_may_be_today_and_the_places_five_hundred(town: Store) -> None:
    with town.write() as session:
        entry = an_entry(session, ends_on=date(2026, 11, 16), places=500)
        assert openings.open_post(session, entry, None, CLOCK).places == 500


@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.CLERK, "NS"), (Role.GRID_MANAGER, "XF-1"), (Role.MEMBER, "XF-1")],
)
def test_only_who_may_open_posts_there_opens_one(town: Store, role: Role, code: str) -> None:
    with town.write() as session:
        who = a_worker(session, role, code)
        with pytest.raises(NotAllowed):
            openings.open_post(session, an_entry(session), who, CLOCK)
        officer = a_worker(session, Role.OFFICER, "JD")
        assert openings.open_post(session, an_entry(session), officer, CLOCK).id


def test_a_kind_that_ended_and_one_that_never_was_are_not_opened(town: Store) -> None:
    with town.write() as session:
        entry = an_entry(session)
        kinds.end_post(session, "扫地", CLOCK)
        with pytest.raises(Invalid, match="post_ended"):
            openings.open_post(session, entry, None, CLOCK)
        with pytest.raises(NotFound, match="post_unknown"):
            openings.open_post(session, an_entry(session, post_id=999), None, CLOCK)
        with pytest.raises(NotFound, match="opening_unknown"):
            openings.hold_opening(session, 999)


def test_open_posts_are_listed_in_an_area_below_it_and_above(street_store: Store) -> None:
    with street_store.write() as session:
        here = an_opening(session)
        of_community = an_opening(session, "policy", "XF")
        an_opening(session, code="NS")
        an_opening(session, "legal", ends_on=date(2026, 11, 15))
        an_opening(session, "health", closed_at=MONDAY)
        grid, community = (areas.get_area(session, code) for code in ("XF-1", "XF"))
        for area in (grid, community):
            found = openings.list_open(session, area, CLOCK)
            assert [each.id for each in found] == [of_community.id, here.id]
        other = areas.get_area(session, "XF-2")
        assert list(openings.list_open(session, other, CLOCK)) == [of_community]


def test_confirmation_and_check_in_are_what_was_asked_for(town: Store) -> None:
    with town.write() as session:
        told: dict[str, Any] = {
            "confirm": Confirmation.AUTO,
            "check_in": CheckIn.LOCATION,
            "latitude": 30.6,
            "longitude": 104.0,
        }
        opening = openings.open_post(session, an_entry(session, **told), None, CLOCK)
        assert opening.confirm is Confirmation.AUTO
        assert (opening.check_in, opening.latitude) == (CheckIn.LOCATION, 30.6)


def test_the_sweeping_and_the_greening_are_one_post(town: Store) -> None:
    with town.read() as session:
        for said in (
            "扫地",
            "绿化",
            "環境",
            "environment",
            "小区绿化",
            "ENVIRONMENT",
            " 环境 ",
            "绿化扫地",
        ):
            assert kinds.get_post(session, said).code == "environment"
        assert [post.code for post in kinds.list_posts(session)][:2] == ["policy", "relief"]
        assert len(kinds.list_posts(session)) == 10
        assert kinds.get_post(session, "治安巡逻").code == "security"
        for said in ("", "，", "跳舞", "治安跳舞", "治安扫地"):
            assert kinds.find_post(session, said) is None


def test_a_term_far_ahead_gets_its_shifts_when_it_comes_near(town: Store) -> None:
    with town.write() as session:
        entry = an_entry(session, starts_on=date(2027, 3, 1), ends_on=date(2027, 6, 30))
        openings.open_post(session, entry, None, CLOCK)
        assert session.exec(select(Shift)).all() == []
        later = SetClock(MONDAY + timedelta(days=90))
        assert shifts.make_due(session, later) == 1
        assert session.exec(select(Shift)).all() != []
