"""Two members who turned out to be one serve once at one hour, on both databases."""

from datetime import timedelta

from sqlmodel import select

from models.posts import ClaimState, Confirmation
from models.shifts import Attendance, AttendanceState
from services.clock import SetClock
from services.identity import merging
from services.posts import claims
from services.serving import covers, shifts
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import hear_all, keys_for
from tests.support.running_posts import CLOCK, a_running, parts_of
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town

LATER = MONDAY + timedelta(minutes=5)


def test_the_later_of_two_places_at_one_hour_ends_and_they_are_told(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        gone, kept = a_member(session, name="小陈"), a_member(session)
        first, second = an_opening(session), an_opening(session, "traffic")
        beside = an_opening(session, "legal", times="Sun 09:00-11:00")
        later = a_claim(session, first, kept, pressed_at=LATER)
        earlier, other = a_claim(session, second, gone), a_claim(session, beside, gone)
        merging.merge_people(session, gone, kept, SetClock(LATER))
        assert later.state is ClaimState.RELEASED
        assert {earlier.state, other.state} == {ClaimState.HELD}
        assert (first.taken, second.taken, beside.taken) == (0, 1, 1)
        assert keys_for(session, kept) == ["claiming.merged_clash"]


def test_one_may_still_wait_for_a_place_at_the_same_hour(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        gone, kept = a_member(session, name="小陈"), a_member(session)
        waits = a_claim(session, an_opening(session), gone, state=ClaimState.WAITING)
        held = a_claim(session, an_opening(session, "traffic"), kept, pressed_at=LATER)
        merging.merge_people(session, gone, kept, SetClock(LATER))
        assert (waits.state, held.state) == (ClaimState.WAITING, ClaimState.HELD)


def test_nobody_stands_in_for_themselves(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        gone, kept = a_member(session, name="小陈"), a_member(session)
        opening = a_running(session, confirm=Confirmation.AUTO)
        claims.claim_post(session, opening.id, kept, CLOCK)
        shifts.make_ahead(session, opening, CLOCK)
        part, *_ = parts_of(session, kept)
        covers.ask_cover(session, part.id, kept, gone, CLOCK)
        covers.accept_cover(session, part.id, gone, CLOCK)
        hear_all(session)
        merging.merge_people(session, gone, kept, CLOCK)
        session.refresh(part)
        assert part.state is AttendanceState.EXPECTED
        theirs = select(Attendance).where(Attendance.shift_id == part.shift_id)
        assert [it.id for it in session.exec(theirs)] == [part.id]
