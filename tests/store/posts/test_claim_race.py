"""Many presses at once on few places, on both databases: no place is given twice, none is lost."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from sqlmodel import Session, col, select

from benchmarks.presses.run import rush
from models.errors import Conflict, Refusal
from models.posts import Claim, ClaimState, Opening
from services.clock import SetClock
from services.posts import claim_rows, claims, openings, waiting_list
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.patience import PATIENCE, is_anybody_waiting, wait_until
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town

T = TypeVar("T")

CLOCK = SetClock(MONDAY)
HANDS = 8
PEOPLE = 24
PLACES = 5


def at_once(store: Store, acts: Sequence[Callable[[Session], T]]) -> list[T | Refusal]:
    """Do all of this in transactions of their own, several at a time, begun together."""
    start = Barrier(min(HANDS, len(acts)))

    def run(number: int, act: Callable[[Session], T]) -> T | Refusal:
        if number < start.parties:
            start.wait(PATIENCE)
        try:
            with store.write() as session:
                return act(session)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(HANDS) as pool:
        done = [pool.submit(run, number, act) for number, act in enumerate(acts)]
        return [each.result(PATIENCE) for each in done]


def claiming(opening_id: int, who: int, minutes: int = 0) -> Callable[[Session], ClaimState]:
    """Give the deed of somebody who pressed some minutes ago."""
    pressed_at = MONDAY - timedelta(minutes=minutes)

    def act(session: Session) -> ClaimState:
        return claims.claim_post(session, opening_id, who, CLOCK, pressed_at=pressed_at).state

    return act


def placed(session: Session, opening_id: int) -> int:
    """Count the claims that hold a place, or have one kept for them."""
    found = session.exec(select(Claim).where(Claim.opening_id == opening_id)).all()
    return sum(
        it.ended_at is None and (it.state is not ClaimState.WAITING or it.asked_until is not None)
        for it in found
    )


def test_as_many_as_there_are_places_hold_one_and_the_rest_wait_in_order(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        opening_id = an_opening(session, places=PLACES).id
        people = [a_member(session, name=f"党员{number}") for number in range(PEOPLE)]
    states = at_once(
        store, [claiming(opening_id, who, minutes) for minutes, who in enumerate(people)]
    )
    assert sorted(map(str, states)) == ["held"] * PLACES + ["waiting"] * (PEOPLE - PLACES)
    with store.read() as session:
        assert session.get_one(Opening, opening_id).taken == PLACES
        waiting = [it.person_id for it in claim_rows.list_waiting(session, opening_id)]
        assert waiting == [it for it in reversed(people) if it in set(waiting)]


def test_one_who_presses_in_many_places_at_once_is_in_one_of_them(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        chen = a_member(session)
        opened = [an_opening(session, place=f"路口{number}").id for number in range(6)]
    told = at_once(store, [claiming(each, chen) for each in opened])
    assert [it for it in told if not isinstance(it, Refusal)] == [ClaimState.HELD]
    assert {it.reason for it in told if isinstance(it, Refusal)} == {"claim_clash"}
    with store.read() as session:
        assert sum(session.exec(select(col(Opening.taken))).all()) == 1


def test_one_press_repeated_at_once_is_one_claim(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        chen, opening_id = a_member(session), an_opening(session, places=PLACES).id
    told = at_once(store, [claiming(opening_id, chen) for _ in range(6)])
    assert [it for it in told if not isinstance(it, Refusal)] == [ClaimState.HELD]
    assert {it.reason for it in told if isinstance(it, Refusal)} == {"claimed_before"}


def test_those_who_leave_while_others_press_leave_no_place_empty(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        opening = an_opening(session, places=PLACES)
        opening_id = opening.id
        held = [a_claim(session, opening, a_member(session)) for _ in range(PLACES)]
        leaving = [(it.id, it.person_id) for it in held]
        comers = [a_member(session, name=f"党员{number}") for number in range(PLACES + 3)]

    def leave(claim_id: int, who: int) -> Callable[[Session], ClaimState]:
        return lambda session: claims.release(session, claim_id, who, "", CLOCK).state

    acts = [leave(*each) for each in leaving]
    for number, who in enumerate(comers):
        acts.insert(2 * number, claiming(opening_id, who))
    assert not any(isinstance(it, Refusal) for it in at_once(store, acts))
    with store.read() as session:
        assert session.get_one(Opening, opening_id).taken == placed(session, opening_id) == PLACES
        assert claim_rows.count_waiting(session, opening_id) == 3


def test_a_place_given_up_while_somebody_finds_none_is_theirs(postgres_store: Store) -> None:
    store = postgres_store
    with store.write() as session:
        a_town(session)
        opening = an_opening(session, places=1)
        held = a_claim(session, opening, a_member(session))
        li = a_member(session, name="李红")
        opening_id, claim_id, who = opening.id, held.id, held.person_id

    def come() -> ClaimState:
        with store.write() as session:
            return claims.claim_post(session, opening_id, li, CLOCK).state

    with ThreadPoolExecutor(1) as pool:
        with store.write() as session:
            openings.hold_opening(session, opening_id)
            coming = pool.submit(come)
            wait_until(lambda: coming.done() or is_anybody_waiting(store))
            claims.release(session, claim_id, who, "", CLOCK)
        assert coming.result(PATIENCE) is ClaimState.HELD


@pytest.mark.parametrize("minutes", [1, 24 * 60])
def test_a_yes_and_the_end_of_the_time_do_not_both_count(store: Store, minutes: int) -> None:
    with store.write() as session:
        a_town(session)
        opening = an_opening(session, places=1)
        held = a_claim(session, opening, a_member(session))
        li = a_member(session, name="李红")
        waits = claims.claim_post(session, opening.id, li, CLOCK)
        claims.release(session, held.id, held.person_id, "", CLOCK)
        opening_id, claim_id = opening.id, waits.id
    later = SetClock(MONDAY + timedelta(minutes=minutes))

    def take(session: Session) -> object:
        return waiting_list.take_place(session, claim_id, li, later).state

    def lapse(session: Session) -> object:
        return waiting_list.lapse(session, later)

    told = at_once(store, [take, lapse, take])
    with store.read() as session:
        claim = session.get_one(Claim, claim_id)
        assert claim.state in (ClaimState.HELD, ClaimState.RELEASED)
        is_held = claim.state is ClaimState.HELD
        assert is_held == (ClaimState.HELD in told)
        assert is_held or minutes > 1
        assert session.get_one(Opening, opening_id).taken == is_held
    assert any(isinstance(it, Conflict) for it in told)


def test_real_presses_taken_by_several_processes_fill_the_places_exactly(store_url: str) -> None:
    outcome = rush(store_url, presses=36, places=PLACES, processes=2)
    assert (outcome.holders, outcome.taken) == (PLACES, PLACES)
    assert outcome.waiting == 36 - PLACES
    assert outcome.is_in_order
    assert outcome.dead == 0
