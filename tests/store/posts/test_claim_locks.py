"""What waits for a lock sees what came before it, and nobody waits for each other (PostgreSQL)."""

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.errors import Refusal
from models.groups import Card, GroupKind
from models.people import Person
from models.posts import Claim, ClaimState
from models.shifts import Attendance, AttendanceState
from services.areas import areas
from services.clock import Clock, SetClock
from services.groups import groups
from services.identity import merging
from services.members import removing
from services.posts import changing, claims, closing, opening_cards, openings, waiting_list
from services.posts.changing import OpeningChange
from services.serving import covers, shifts
from services.store import Store, lock_all
from tests.support.builders import MONDAY, an_account
from tests.support.offices import a_worker, words_for
from tests.support.patience import PATIENCE, is_anybody_waiting, wait_until
from tests.support.running_posts import a_running
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
LATER = SetClock(MONDAY + timedelta(days=2))
PLACES = OpeningChange(places=9)


@contextmanager
def meanwhile(
    store: Store, hold: Callable[[Session], object], act: Callable[[Session], object]
) -> Generator[tuple[Session, Future[object]]]:
    """Begin a transaction; once it holds something, let another one come and wait for it."""

    def run() -> object:
        with store.write() as session:
            return act(session)

    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            hold(session)
            coming = pool.submit(run)
            wait_until(lambda: coming.done() or is_anybody_waiting(store))
            yield session, coming
        coming.exception(PATIENCE)


@pytest.fixture
def street(postgres_store: Store) -> Store:
    with postgres_store.write() as session:
        a_town(session)
    return postgres_store


def a_group(session: Session) -> None:
    """Bind a group of members in the first grid."""
    account, worker = an_account(session, "-100"), a_worker(session, Role.CLERK, "XF")
    groups.bind(
        session, account.id, GroupKind.MEMBERS, [areas.get_area(session, "XF-1")], worker, CLOCK
    )


def two_that_share_a_card(session: Session) -> tuple[int, int, int]:
    """Open two posts on one day, and let two members hold both; give them and the first."""
    a_group(session)
    chen, li = a_member(session), a_member(session, name="李红")
    a, b = an_opening(session, places=3), an_opening(session, "traffic", places=3)
    for opening in (a, b):
        a_claim(session, opening, chen)
        a_claim(session, opening, li)
        opening_cards.follow(session, opening, CLOCK)
    return a.id, b.id, chen


def test_who_is_removed_while_they_press_claims_nothing(street: Store) -> None:
    with street.write() as session:
        chen, opening_id = a_member(session), an_opening(session).id

    def hold(session: Session) -> None:
        lock_all(session, Person, [chen])

    def press(session: Session) -> object:
        return claims.claim_post(session, opening_id, chen, CLOCK)

    with meanwhile(street, hold, press) as (session, coming):
        removing.remove_member(session, chen, CLOCK)
    refusal = coming.exception()
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "claim_not_member"
    with street.read() as session:
        assert session.exec(select(Claim)).all() == []


def test_what_an_opening_asks_for_since_the_press_is_held_to(street: Store) -> None:
    with street.write() as session:
        chen, opening_id = a_member(session), an_opening(session).id

    def press(session: Session) -> object:
        return claims.claim_post(session, opening_id, chen, CLOCK)

    def hold(session: Session) -> None:
        openings.hold_opening(session, opening_id)

    asked = OpeningChange(asks_skill="急救")
    with meanwhile(street, hold, press) as (session, coming):
        changing.change_opening(session, opening_id, asked, None, CLOCK)
    refusal = coming.exception()
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "claim_asks_skill"


def removes(session: Session, chen: int) -> object:
    return claims.remove_member(session, chen, CLOCK)


def ends(session: Session, chen: int) -> object:
    del chen
    return closing.end_openings(session, SetClock(MONDAY + timedelta(days=40)))


def merges(session: Session, chen: int) -> None:
    kept = session.exec(select(Claim.person_id).where(Claim.person_id != chen)).first()
    assert kept is not None
    merging.merge_people(session, chen, kept, CLOCK)


@pytest.mark.parametrize("act", [removes, ends, merges])
def test_openings_that_share_a_card_are_changed_at_once(
    street: Store, act: Callable[[Session, int], object]
) -> None:
    with street.write() as session:
        _, b, chen = two_that_share_a_card(session)

    def other(session: Session) -> object:
        return act(session, chen)

    with meanwhile(street, lambda it: openings.hold_opening(it, b), other) as (session, coming):
        changing.change_opening(session, b, PLACES, None, CLOCK)
    assert coming.exception() is None


def test_a_card_shows_what_several_changed_at_once(street: Store) -> None:
    with street.write() as session:
        a, b, _ = two_that_share_a_card(session)

    def other(session: Session) -> object:
        return changing.change_opening(session, a, OpeningChange(places=8), None, CLOCK)

    def hold(session: Session) -> None:
        changing.change_opening(session, b, PLACES, None, CLOCK)

    with meanwhile(street, hold, other) as (_, coming):
        pass
    assert coming.exception() is None
    with street.write() as session:
        before = session.exec(select(Card)).one().look
        opening_cards.follow(session, openings.get_opening(session, a), CLOCK)
        assert session.exec(select(Card)).one().look == before


def test_places_that_lapse_are_passed_on_in_one_order(street: Store) -> None:
    with street.write() as session:
        opened = [an_opening(session, place=f"路口{number}", places=2) for number in range(2)]
        for number, opening in enumerate(opened):
            a_claim(
                session,
                opening,
                a_member(session, name=f"党员{number}"),
                state=ClaimState.WAITING,
                asked_until=MONDAY + timedelta(hours=2 - number),
            )
            opening.taken += 1
        a, b = (it.id for it in opened)

    def lapse(session: Session) -> object:
        return waiting_list.lapse(session, LATER)

    with meanwhile(street, lambda it: openings.hold_opening(it, a), lapse) as (session, coming):
        openings.hold_opening(session, b)
    assert coming.result() == 2


def declines(session: Session, claim_id: int, clerk: int, clock: Clock) -> object:
    return claims.decline_claim(session, claim_id, clerk, "不合适", clock)


def closes(session: Session, claim_id: int, clerk: int, clock: Clock) -> object:
    claim = session.get_one(Claim, claim_id)
    return closing.close_opening(session, claim.opening_id, clerk, "广场改造", clock)


Ends = Callable[[Session, int, int, Clock], object]


def a_cover_asked(session: Session) -> tuple[Claim, int, int, int]:
    """Let a holder ask another to stand in; give the claim, the part, the other, a clerk."""
    opening = a_running(session, ends_on=date(2026, 11, 22))
    chen, li = a_member(session), a_member(session, name="李红")
    clerk = a_worker(session, Role.CLERK, "XF")
    claim = a_claim(session, opening, chen)
    shifts.plan_for_claim(session, claim, CLOCK)
    part = session.exec(select(Attendance)).one()
    covers.ask_cover(session, part.id, chen, li, CLOCK)
    return claim, part.id, li, clerk


@pytest.mark.parametrize("end", [declines, closes])
def test_who_said_yes_just_before_a_claim_ended_need_not_come(street: Store, end: Ends) -> None:
    with street.write() as session:
        claim, part_id, li, clerk = a_cover_asked(session)
        claim_id = claim.id

    def say_yes(session: Session) -> None:
        covers.accept_cover(session, part_id, li, CLOCK)

    with meanwhile(street, say_yes, lambda it: end(it, claim_id, clerk, CLOCK)) as (_, coming):
        pass
    assert coming.exception() is None
    with street.read() as session:
        states = {it.state for it in session.exec(select(Attendance)).all()}
        assert states <= {AttendanceState.EXCUSED}
        assert "不用" in words_for(session, li)


@pytest.mark.parametrize("end", [declines, closes])
def test_who_says_yes_just_after_a_claim_ended_is_told(street: Store, end: Ends) -> None:
    with street.write() as session:
        claim, part_id, li, clerk = a_cover_asked(session)
        claim_id = claim.id

    def say_yes(session: Session) -> object:
        return covers.accept_cover(session, part_id, li, CLOCK)

    with meanwhile(street, lambda it: end(it, claim_id, clerk, CLOCK), say_yes) as (_, coming):
        pass
    assert isinstance(coming.exception(), Refusal)
    with street.read() as session:
        assert [it for it in session.exec(select(Attendance)) if it.person_id == li] == []
