"""Leave for one shift, and another member standing in, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.errors import Conflict, NotFound
from models.post_lines import PostAct
from models.shifts import AttendanceState
from services.clock import SetClock
from services.serving import covers, leave
from services.serving.reasons import reason_of
from services.store import Store
from tests.support.offices import hear_all, keys_for, shuts_us_out, words_for
from tests.support.pairs import CLOCK, EVE, Pair
from tests.support.saturdays import why_not
from tests.support.service import a_member, an_opening
from tests.support.serving import SATURDAY, a_part, a_shift, acts_of, part_of, state_of
from tests.support.towns import a_town


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


@pytest.fixture
def pair(session: Session) -> Pair:
    return Pair(session)


def test_leave_frees_nothing_of_the_claim_and_is_told_only_when_it_is_soon(pair: Pair) -> None:
    pair.leaves()
    assert state_of(pair.part) is AttendanceState.EXCUSED
    assert pair.opening.taken == 1
    assert reason_of(pair.session, pair.part) == "孩子病了"
    assert acts_of(pair.session, pair.part) == [PostAct.EXCUSED]
    assert keys_for(pair.session, pair.wang) == []
    assert why_not(Conflict, pair.leaves) == "attendance_over"


def test_leave_on_the_eve_is_told_with_its_reason_if_one_was_given(pair: Pair) -> None:
    pair.leaves(EVE)
    assert "陈卫国请假" in words_for(pair.session, pair.wang)
    assert "孩子病了" in words_for(pair.session, pair.wang)


def test_leave_without_a_reason_is_leave(pair: Pair) -> None:
    pair.leaves(EVE, "")
    assert pair.part.reason is None
    assert keys_for(pair.session, pair.wang) == ["shift.leave_told"]


def test_nobody_takes_leave_from_a_shift_that_has_begun_or_is_not_theirs(pair: Pair) -> None:
    assert why_not(Conflict, pair.leaves, SetClock(SATURDAY)) == "leave_late"
    assert why_not(Conflict, pair.asks, None, SetClock(SATURDAY)) == "leave_late"
    other = (pair.session, pair.part.id, pair.li)
    assert why_not(NotFound, leave.ask_leave, *other, "", CLOCK) == "attendance_unknown"
    assert why_not(NotFound, covers.ask_cover, *other, pair.chen, CLOCK) == "attendance_unknown"


def test_with_a_yes_the_shift_is_the_others(pair: Pair) -> None:
    pair.asks()
    assert "陈卫国想请您顶一班" in words_for(pair.session, pair.li)
    assert state_of(pair.part) is AttendanceState.EXPECTED
    theirs = pair.accepts()
    assert state_of(pair.part) is AttendanceState.COVERED
    assert (theirs.person_id, theirs.covers_id) == (pair.li, pair.part.id)
    assert state_of(theirs) is AttendanceState.EXPECTED
    assert acts_of(pair.session, pair.part) == [PostAct.COVER_ASKED, PostAct.COVERED]
    assert "李同志答应替您" in words_for(pair.session, pair.chen)
    assert keys_for(pair.session, pair.wang) == []
    assert why_not(Conflict, pair.accepts) == "cover_yours"


def test_a_yes_on_the_eve_is_told_to_who_is_in_charge(pair: Pair) -> None:
    pair.asks(clock=EVE)
    pair.accepts(EVE)
    assert "李华替陈卫国顶班" in words_for(pair.session, pair.wang)


def test_with_a_no_the_shift_stays_where_it_was(pair: Pair) -> None:
    pair.asks()
    covers.refuse_cover(pair.session, pair.part.id, pair.li, CLOCK)
    assert state_of(pair.part) is AttendanceState.EXPECTED
    assert pair.part.cover_asked_id is None
    assert acts_of(pair.session, pair.part) == [PostAct.COVER_ASKED, PostAct.COVER_REFUSED]
    assert keys_for(pair.session, pair.chen) == ["shift.cover_refused_told"]
    assert why_not(Conflict, pair.accepts) == "cover_over"


def test_nobody_answers_who_was_not_asked(pair: Pair) -> None:
    assert why_not(Conflict, pair.accepts) == "cover_over"
    third = a_member(pair.session, name="赵敏")
    pair.asks()
    pair.asks(third)
    assert why_not(Conflict, pair.accepts) == "cover_over"
    assert keys_for(pair.session, pair.li) == []


def test_who_took_leave_takes_back_what_they_asked_and_may_ask_again(pair: Pair) -> None:
    pair.asks()
    pair.leaves()
    assert why_not(Conflict, pair.accepts) == "cover_over"
    pair.asks()
    pair.accepts()
    assert state_of(pair.part) is AttendanceState.COVERED


def test_who_stands_in_and_takes_leave_gives_the_shift_back(pair: Pair) -> None:
    pair.asks()
    theirs = pair.accepts()
    hear_all(pair.session)
    leave.ask_leave(pair.session, theirs.id, pair.li, "", CLOCK)
    assert state_of(theirs) is AttendanceState.EXCUSED
    assert state_of(pair.part) is AttendanceState.EXPECTED
    assert keys_for(pair.session, pair.chen) == ["shift.given_back"]


def test_nobody_is_in_two_places_at_once(pair: Pair) -> None:
    pair.asks()
    elsewhere = an_opening(pair.session, "traffic", "XF-2", place="西门")
    a_part(pair.session, a_shift(pair.session, elsewhere, SATURDAY + timedelta(hours=1)), pair.li)
    assert why_not(Conflict, pair.accepts) == "shift_clash"
    assert why_not(Conflict, pair.asks) == "cover_busy"
    assert state_of(pair.part) is AttendanceState.EXPECTED
    assert pair.lists() == []


def test_shifts_one_after_the_other_do_not_overlap(pair: Pair) -> None:
    elsewhere = an_opening(pair.session, "traffic", "XF-2", times="Sat 11:00-13:00")
    a_part(pair.session, a_shift(pair.session, elsewhere, SATURDAY + timedelta(hours=2)), pair.li)
    pair.asks()
    pair.accepts()
    assert part_of(pair.session, pair.li).covers_id == pair.part.id


def test_who_has_a_part_in_the_shift_cannot_stand_in(pair: Pair) -> None:
    a_part(pair.session, pair.shift, pair.li, state=AttendanceState.EXCUSED)
    assert why_not(Conflict, pair.asks) == "cover_has_part"


def test_who_cannot_be_reached_is_not_asked(pair: Pair) -> None:
    shuts_us_out(pair.session, pair.li)
    assert why_not(Conflict, pair.asks) == "cover_unreachable"
