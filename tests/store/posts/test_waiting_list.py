"""The waiting list, on both databases: who is asked, in which order, and what silence means."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict
from models.post_lines import PostAct
from models.posts import Claim, ClaimState, Confirmation, Opening
from services.areas import areas
from services.clock import SetClock
from services.office import access
from services.posts import claim_rows, claims, ledger, waiting_list
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_worker, hear_all, keys_for, words_for
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town

NOON = MONDAY + timedelta(hours=2)


def a_full_opening(session: Session, **columns: Any) -> tuple[Opening, Claim]:  # noqa: ANN401
    """Open one place, and let somebody hold it."""
    a_town(session)
    opening = an_opening(session, places=1, **columns)
    return opening, a_claim(session, opening, a_member(session, name="孙立"))


def wait(session: Session, opening: Opening, name: str, minutes: int = 0) -> Claim:
    """Let somebody press who did so some minutes after noon."""
    return claims.claim_post(
        session,
        opening.id,
        a_member(session, name=name),
        SetClock(NOON),
        pressed_at=NOON + timedelta(minutes=minutes),
    )


def test_who_pressed_first_is_asked_first_whoever_was_heard_first(store: Store) -> None:
    clock = SetClock(NOON)
    with store.write() as session:
        opening, held = a_full_opening(session)
        late, early = wait(session, opening, "晚到", 5), wait(session, opening, "早到", 1)
        assert [claim_rows.position_of(session, it) for it in (late, early)] == [2, 1]
        claims.release(session, held.id, held.person_id, "", clock)
        assert (early.asked_until, late.asked_until) == (NOON + timedelta(hours=24), None)
        assert keys_for(session, early.person_id) == ["claiming.place_free"]
        assert claim_rows.position_of(session, late) == 1
        assert opening.taken == 1, "the place is kept"
        stranger = wait(session, opening, "路过", 0)
        assert stranger.state is ClaimState.WAITING, "nobody gets it over their head"


def test_who_wants_the_place_has_it(store: Store) -> None:
    clock = SetClock(NOON)
    with store.write() as session:
        opening, held = a_full_opening(session)
        waits = wait(session, opening, "李红")
        with pytest.raises(Conflict, match="place_gone"):
            waiting_list.take_place(session, waits.id, waits.person_id, clock)
        claims.release(session, held.id, held.person_id, "", clock)
        waiting_list.take_place(session, waits.id, waits.person_id, clock)
        assert (waits.state, waits.asked_until, opening.taken) == (ClaimState.HELD, None, 1)
        assert [line.act for line in ledger.list_lines(session, waits.id)] == [
            PostAct.QUEUED,
            PostAct.ASKED_UP,
            PostAct.MOVED_UP,
        ]
        with pytest.raises(Conflict, match="place_gone"):
            waiting_list.refuse_place(session, waits.id, waits.person_id, clock)
        assert waiting_list.lapse(session, SetClock(NOON + timedelta(days=9))) == 0


def test_who_moves_up_is_confirmed_like_anybody(sqlite_store: Store) -> None:
    clock = SetClock(NOON)
    with sqlite_store.write() as session:
        opening, held = a_full_opening(session, confirm=Confirmation.COMMUNITY)
        clerk = a_worker(session, Role.CLERK, "XF")
        waits = wait(session, opening, "李红")
        claims.release(session, held.id, held.person_id, "", clock)
        hear_all(session)
        waiting_list.take_place(session, waits.id, waits.person_id, clock)
        assert waits.state is ClaimState.PENDING
        assert "李红 认领" in words_for(session, clerk)


def test_who_does_not_want_it_leaves_it_to_the_next(store: Store) -> None:
    clock = SetClock(NOON)
    with store.write() as session:
        opening, held = a_full_opening(session)
        first, second = wait(session, opening, "李红", 1), wait(session, opening, "赵四", 2)
        claims.release(session, held.id, held.person_id, "", clock)
        waiting_list.refuse_place(session, first.id, first.person_id, clock)
        assert (first.state, opening.taken) == (ClaimState.RELEASED, 1)
        assert second.asked_until is not None
        waiting_list.refuse_place(session, second.id, second.person_id, clock)
        assert opening.taken == 0


def test_silence_leaves_it_to_the_next_after_a_day(store: Store) -> None:
    with store.write() as session:
        opening, held = a_full_opening(session)
        first, second = wait(session, opening, "李红", 1), wait(session, opening, "赵四", 2)
        claims.release(session, held.id, held.person_id, "", SetClock(NOON))
    almost = SetClock(NOON + timedelta(hours=24) - timedelta(seconds=1))
    with store.write() as session:
        assert waiting_list.lapse(session, almost) == 0
    over = SetClock(NOON + timedelta(hours=24))
    with store.write() as session:
        assert waiting_list.lapse(session, over) == 1
        assert waiting_list.lapse(session, over) == 0
        first, second = (session.get_one(Claim, it.id) for it in (first, second))
        assert (first.state, second.asked_until) == (
            ClaimState.RELEASED,
            over.now() + timedelta(hours=24),
        )
        assert keys_for(session, first.person_id) == ["claiming.place_lapsed"]
        assert session.get_one(Opening, opening.id).taken == 1


def test_hours_are_compared_again_with_what_was_claimed_since(sqlite_store: Store) -> None:
    clock = SetClock(NOON)
    with sqlite_store.write() as session:
        opening, held = a_full_opening(session)
        waits = wait(session, opening, "李红")
        other = an_opening(session, "traffic")
        elsewhere = claims.claim_post(session, other.id, waits.person_id, clock)
        claims.release(session, held.id, held.person_id, "", clock)
        with pytest.raises(Conflict, match="claim_clash"):
            waiting_list.take_place(session, waits.id, waits.person_id, clock)
        assert waits.asked_until is not None, "they may give the other up first"
        claims.release(session, elsewhere.id, waits.person_id, "", clock)
        waiting_list.take_place(session, waits.id, waits.person_id, clock)
        assert waits.state is ClaimState.HELD


def test_who_left_the_waiting_list_is_not_asked(sqlite_store: Store) -> None:
    clock = SetClock(NOON)
    with sqlite_store.write() as session:
        opening, held = a_full_opening(session)
        gone, dismissed, stays = (
            wait(session, opening, name) for name in ("甲乙", "丙丁", "戊己")
        )
        claims.release(session, gone.id, gone.person_id, "", clock)
        grid = areas.get_area(session, "XF-1")
        access.dismiss(session, dismissed.person_id, Role.MEMBER, grid, clock)
        claims.release(session, held.id, held.person_id, "", clock)
        assert keys_for(session, gone.person_id) == keys_for(session, dismissed.person_id) == []
        assert dismissed.state is ClaimState.ENDED
        assert stays.asked_until is not None


def test_who_gives_up_the_place_kept_for_them_frees_it(sqlite_store: Store) -> None:
    clock = SetClock(NOON)
    with sqlite_store.write() as session:
        opening, held = a_full_opening(session)
        waits = wait(session, opening, "李红")
        claims.release(session, held.id, held.person_id, "", clock)
        claims.release(session, waits.id, waits.person_id, "", clock)
        assert (waits.asked_until, opening.taken) == (None, 0)
        assert keys_for(session, waits.person_id) == []
