"""Leave for one shift, and another member standing in, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict, NotFound, Refusal
from models.members import MemberKind
from models.post_lines import PostAct
from models.posts import ClaimState, ShownAs
from models.shifts import Attendance, AttendanceState
from services.clock import SetClock
from services.members import members
from services.posts import covers, leave
from services.posts.reasons import reason_of
from services.store import Store
from tests.builders import MONDAY
from tests.offices import a_resident, a_worker, hear_all, keys_for, shuts_us_out, words_for
from tests.service import a_claim, a_member, an_opening
from tests.serving import SATURDAY, a_part, a_shift, acts_of, part_of, state_of
from tests.towns import a_town

CLOCK = SetClock(MONDAY)
EVE = SetClock(SATURDAY - timedelta(hours=20))


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


class Pair:
    """A member with a shift on Saturday, and another who is free."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.chen = a_member(session)
        self.li = a_member(session, "XF-2", "李华")
        self.wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        self.opening = an_opening(session)
        self.shift = a_shift(session, self.opening)
        self.part = a_part(session, self.shift, self.chen)

    def asks(self, other: int | None = None, clock: SetClock = CLOCK) -> None:
        covers.ask_cover(self.session, self.part.id, self.chen, other or self.li, clock)

    def accepts(self, clock: SetClock = CLOCK) -> Attendance:
        return covers.accept_cover(self.session, self.part.id, self.li, clock)

    def leaves(self, clock: SetClock = CLOCK, why: str = "孩子病了") -> None:
        leave.ask_leave(self.session, self.part.id, self.chen, why, clock)


@pytest.fixture
def pair(session: Session) -> Pair:
    return Pair(session)


def why_not(kind: type[Refusal], do: object, *args: object) -> str:
    assert callable(do)
    with pytest.raises(kind) as refused:
        do(*args)
    return refused.value.reason


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
    assert "陈同志" in words_for(pair.session, pair.li)
    assert "陈卫国" not in words_for(pair.session, pair.li)
    assert state_of(pair.part) is AttendanceState.EXPECTED
    theirs = pair.accepts()
    assert state_of(pair.part) is AttendanceState.COVERED
    assert (theirs.person_id, theirs.covers_id) == (pair.li, pair.part.id)
    assert state_of(theirs) is AttendanceState.EXPECTED
    assert acts_of(pair.session, pair.part) == [PostAct.COVER_ASKED, PostAct.COVERED]
    assert "李同志答应替您" in words_for(pair.session, pair.chen)
    assert keys_for(pair.session, pair.wang) == []
    assert why_not(Conflict, pair.accepts) == "cover_over"


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
    listed = covers.list_candidates(pair.session, pair.part.id, pair.chen, CLOCK)
    assert [it.person_id for it in listed] == []


def test_shifts_one_after_the_other_do_not_overlap(pair: Pair) -> None:
    elsewhere = an_opening(pair.session, "traffic", "XF-2", place="西门")
    a_part(pair.session, a_shift(pair.session, elsewhere, SATURDAY + timedelta(hours=2)), pair.li)
    pair.asks()
    pair.accepts()
    assert part_of(pair.session, pair.li).covers_id == pair.part.id


def test_who_has_a_part_in_the_shift_cannot_stand_in(pair: Pair) -> None:
    a_part(pair.session, pair.shift, pair.li, state=AttendanceState.EXCUSED)
    assert why_not(Conflict, pair.asks) == "cover_has_part"


def test_only_members_who_may_and_fit_are_offered_holders_first(pair: Pair) -> None:
    session = pair.session
    a_member(session, "NS-1", "南山人")
    invited = a_worker(session, Role.MEMBER, "XF-1", "没登记")
    zhao = a_member(session, name="赵敏")
    remembered = members.find_member(session, zhao)
    assert remembered is not None
    remembered.skills = "急救 摄影"
    hua = a_member(session, name="华强", kind=MemberKind.RETIRED)
    a_claim(session, an_opening(session, places=5, place="西门"), hua)
    a_claim(session, pair.opening, zhao, shown_as=ShownAs.NAME, state=ClaimState.WAITING)

    def listed() -> list[int]:
        found = covers.list_candidates(session, pair.part.id, pair.chen, CLOCK)
        return [it.person_id for it in found]

    assert listed() == [zhao, pair.li, invited, hua]
    first = covers.list_candidates(session, pair.part.id, pair.chen, CLOCK)[0]
    assert first.name.arguments == {"words": "赵敏"}
    pair.opening.asks_skill = "急救"
    assert listed() == [zhao]
    assert why_not(NotFound, pair.asks) == "cover_unknown"
    pair.opening.asks_skill, pair.opening.asks_kind = "", MemberKind.RETIRED
    assert listed() == [hua]
    for nobody in (pair.chen, pair.wang, a_resident(session)):
        assert why_not(NotFound, pair.asks, nobody) == "cover_unknown"


def test_a_member_is_found_by_number_or_whole_name(pair: Pair) -> None:
    def find(words: str) -> int:
        return covers.find_named(pair.session, pair.part.id, pair.chen, words)

    assert find("李华") == find(" 李 华 ") == find(str(pair.li)) == pair.li
    for words in ("李", "", "陈卫国", "99999"):
        assert why_not(NotFound, find, words) == "cover_unknown"
    a_member(pair.session, "XF-2", "李华")
    assert why_not(Conflict, find, "李华") == "cover_several"


def test_who_cannot_be_reached_is_not_asked(pair: Pair) -> None:
    shuts_us_out(pair.session, pair.li)
    assert why_not(Conflict, pair.asks) == "cover_unreachable"
