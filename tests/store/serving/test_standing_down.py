"""Members who are none any more give back the shifts they promised to take, on both databases."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from models.errors import Conflict
from models.post_lines import PostAct
from models.shifts import AttendanceState
from services.members import removing
from services.serving import leave
from services.store import Store
from tests.support.offices import hear_all, keys_for, shuts_us_out, words_for
from tests.support.pairs import CLOCK, EVE, Pair
from tests.support.saturdays import why_not
from tests.support.service import a_claim, an_opening
from tests.support.serving import SATURDAY, acts_of, state_of
from tests.support.towns import a_town

S = AttendanceState


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


@pytest.fixture
def pair(session: Session) -> Pair:
    return Pair(session)


def test_who_was_removed_gives_the_shift_back_and_its_holder_is_told(pair: Pair) -> None:
    pair.asks()
    theirs = pair.accepts()
    hear_all(pair.session)
    removing.remove_member(pair.session, pair.li, CLOCK)
    assert state_of(theirs) is S.EXCUSED
    assert state_of(pair.part) is S.EXPECTED
    assert keys_for(pair.session, pair.chen) == ["shift.given_back"]
    assert keys_for(pair.session, pair.wang) == []


@pytest.mark.parametrize("is_soon", [True, False])
def test_who_is_in_charge_is_told_when_it_is_soon_or_nobody_can_be_told(
    pair: Pair, is_soon: bool
) -> None:
    pair.asks()
    pair.accepts()
    hear_all(pair.session)
    if not is_soon:
        shuts_us_out(pair.session, pair.chen)
    removing.remove_member(pair.session, pair.li, EVE if is_soon else CLOCK)
    assert "答应顶班的人来不了了" in words_for(pair.session, pair.wang)


def test_who_was_removed_is_asked_no_more(pair: Pair) -> None:
    pair.asks()
    removing.remove_member(pair.session, pair.li, CLOCK)
    assert pair.part.cover_asked_id is None
    assert keys_for(pair.session, pair.chen) == ["shift.cover_refused_told"]
    assert keys_for(pair.session, pair.li) == []


def takes_back(pair: Pair) -> None:
    leave.take_back_leave(pair.session, pair.part.id, pair.chen, EVE)


def test_leave_is_taken_back_before_the_shift_begins_and_who_is_in_charge_is_told(
    pair: Pair,
) -> None:
    pair.leaves(EVE)
    pair.asks(clock=EVE)
    takes_back(pair)
    assert state_of(pair.part) is S.EXPECTED
    assert acts_of(pair.session, pair.part)[-1] is PostAct.LEAVE_TAKEN_BACK
    assert "陈卫国销假" in words_for(pair.session, pair.wang)
    assert keys_for(pair.session, pair.li) == []
    assert why_not(Conflict, takes_back, pair) == "leave_not_yours"


def test_leave_is_not_taken_back_for_a_post_given_up_or_with_another_shift_then(
    pair: Pair,
) -> None:
    pair.leaves()
    elsewhere = an_opening(pair.session, "traffic", "XF-2")
    other = a_claim(pair.session, elsewhere, pair.chen)
    assert why_not(Conflict, takes_back, pair) == "shift_clash"
    other.ended_at = pair.part_claim().ended_at = SATURDAY
    pair.session.flush()
    assert why_not(Conflict, takes_back, pair) == "leave_not_yours"


def test_the_offices_phone_stands_under_what_members_are_told(pair: Pair) -> None:
    pair.asks()
    assert "☎ 社区电话" in words_for(pair.session, pair.li)
