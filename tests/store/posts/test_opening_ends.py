"""Openings that change and end, and who is told."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed
from models.post_lines import PostAct
from models.posts import Claim, ClaimState, Confirmation
from services.clock import SetClock
from services.posts import changing, closing, ledger
from services.posts.changing import OpeningChange
from services.serving import shifts
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_worker, words_for
from tests.support.running_posts import CLOCK, a_running, days_of, parts_of
from tests.support.service import a_claim, a_member
from tests.support.towns import a_town


@pytest.fixture
def street(store: Store) -> Store:
    with store.write() as session:
        a_town(session)
    return store


def test_closing_ends_every_claim_and_says_why(street: Store) -> None:
    with street.write() as session:
        opening, clerk = a_running(session), a_worker(session, Role.CLERK, "XF")
        held = a_claim(session, opening, a_member(session))
        shifts.plan_for_claim(session, held, CLOCK)
        waiting = a_claim(
            session, opening, a_member(session, name="李四"), state=ClaimState.WAITING
        )
        with pytest.raises(Invalid, match="opening_reason"):
            closing.close_opening(session, opening.id, clerk, " ", CLOCK)
        for _ in range(2):
            closing.close_opening(session, opening.id, clerk, "广场改造", CLOCK)
        assert (opening.closed_at, opening.closed_why) == (CLOCK.now(), "广场改造")
        assert opening.taken == 0
        assert {held.state, waiting.state} == {ClaimState.ENDED}
        assert days_of(session, opening) == []
        assert parts_of(session, held.person_id) == []
        assert words_for(session, held.person_id).count("广场改造") == 1
        assert "候补的岗位撤了" in words_for(session, waiting.person_id)
        acts = [line.act for line in ledger.list_lines(session, held.id)]
        assert acts == [PostAct.CLOSED]
        with pytest.raises(Conflict, match="opening_ended"):
            changing.change_opening(session, opening.id, OpeningChange(places=9), clerk, CLOCK)


def test_only_who_may_open_posts_there_closes_or_changes_one(street: Store) -> None:
    with street.write() as session:
        opening, stranger = a_running(session), a_worker(session, Role.CLERK, "NS")
        with pytest.raises(NotAllowed):
            closing.close_opening(session, opening.id, stranger, "广场改造", CLOCK)
        with pytest.raises(NotAllowed):
            changing.change_opening(session, opening.id, OpeningChange(places=9), stranger, CLOCK)
        assert (opening.closed_at, opening.places) == (None, 2)


def test_a_term_that_is_over_ends_the_claims_and_thanks_the_holders(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session, ends_on=date(2026, 11, 30))
        claim = a_claim(session, opening, a_member(session))
        clock = SetClock(MONDAY.replace(day=30))
        assert closing.end_openings(session, clock) == 0
        clock.move(timedelta(days=1))
        assert closing.end_openings(session, clock) == 1
        assert closing.end_openings(session, clock) == 0
        assert claim.state is ClaimState.ENDED
        assert words_for(session, claim.person_id).count("到期") == 1
        acts = [line.act for line in ledger.list_lines(session, claim.id)]
        assert acts == [PostAct.ENDED]


def test_fewer_places_than_holders_are_refused(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session, places=3)
        for name in ("陈", "赵"):
            a_claim(session, opening, a_member(session, name=name))
        with pytest.raises(Conflict, match="opening_places_taken") as refused:
            changing.change_opening(session, opening.id, OpeningChange(places=1), None, CLOCK)
        assert refused.value.fields == {"taken": 2}
        changing.change_opening(session, opening.id, OpeningChange(places=2), None, CLOCK)
        assert opening.places == 2


def test_more_places_ask_whoever_waits_longest(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session, places=1)
        a_claim(session, opening, a_member(session))
        late = a_claim(
            session,
            opening,
            a_member(session, name="赵"),
            state=ClaimState.WAITING,
            pressed_at=MONDAY + timedelta(minutes=1),
        )
        early = a_claim(session, opening, a_member(session, name="李"), state=ClaimState.WAITING)
        changing.change_opening(session, opening.id, OpeningChange(places=2), None, CLOCK)
        assert early.asked_until is not None
        assert late.asked_until is None
        assert opening.taken == 2


def test_another_place_is_told_to_the_holders_once(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session)
        claim = a_claim(session, opening, a_member(session))
        for _ in range(2):
            change = OpeningChange(place="荷花小区西门", confirm=Confirmation.COMMUNITY)
            changing.change_opening(session, opening.id, change, None, CLOCK)
        assert words_for(session, claim.person_id).count("荷花小区西门") == 1
        assert opening.confirm is Confirmation.COMMUNITY


def test_times_change_only_where_nobody_claims(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session)
        change = OpeningChange(times="周日 9-11")
        changing.change_opening(session, opening.id, change, None, CLOCK)
        assert days_of(session, opening) == ["11-22", "11-29", "12-06", "12-13"]
        a_claim(session, opening, a_member(session))
        with pytest.raises(Conflict, match="opening_times_held"):
            changing.change_opening(
                session, opening.id, OpeningChange(times="周六 9-11"), None, CLOCK
            )
        assert opening.times == "Sun 09:00-11:00"


def test_a_change_cannot_make_one_of_two(street: Store) -> None:
    with street.write() as session:
        first, second = a_running(session), a_running(session, place="西门")
        with pytest.raises(Conflict, match="opening_exists"):
            changing.change_opening(
                session, second.id, OpeningChange(place=first.place), None, CLOCK
            )
        found = session.exec(select(Claim)).all()
        assert (second.place, list(found)) == ("西门", [])
