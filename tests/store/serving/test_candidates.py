"""Who may stand in at a shift and is free then, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict, NotFound
from models.members import MemberKind
from models.posts import ClaimState, ShownAs
from models.shifts import AttendanceState
from services.members import members
from services.serving import candidates
from services.store import Store
from services.texts.phrases import put_into_words
from tests.support.builders import MONDAY
from tests.support.counting import counted
from tests.support.offices import a_resident, a_worker, keys_for, shuts_us_out
from tests.support.pairs import CLOCK, Pair
from tests.support.saturdays import why_not
from tests.support.service import a_claim, a_member, an_opening
from tests.support.serving import SATURDAY, a_part, a_shift, state_of
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


def test_only_members_who_may_and_fit_are_offered_holders_first(pair: Pair) -> None:
    session = pair.session
    a_member(session, "NS-1", "南山人")
    invited = a_worker(session, Role.MEMBER, "XF-1", "没登记")
    zhao = a_member(session, name="赵敏")
    remembered = members.find_member(session, zhao)
    assert remembered is not None
    remembered.skills = "急救 摄影"
    hua = a_member(session, name="华强", kind=MemberKind.RETIRED)
    a_claim(session, an_opening(session, places=5, times="Sun 09:00-11:00"), hua)
    a_claim(session, pair.opening, zhao, shown_as=ShownAs.NAME, state=ClaimState.WAITING)

    assert pair.lists() == [zhao, pair.li, invited, hua]
    first = candidates.list_candidates(session, pair.part.id, pair.chen, CLOCK)[0]
    assert first.name.arguments == {"words": "赵敏"}
    pair.opening.asks_skill = "急救"
    assert pair.lists() == [zhao]
    assert why_not(NotFound, pair.asks) == "cover_unknown"
    pair.opening.asks_skill, pair.opening.asks_kind = "", MemberKind.RETIRED
    assert pair.lists() == [hua]
    for nobody in (pair.chen, pair.wang, a_resident(session)):
        assert why_not(NotFound, pair.asks, nobody) == "cover_unknown"


def test_a_member_is_found_by_their_whole_name_if_they_can_be_reached(pair: Pair) -> None:
    def find(words: str) -> list[int]:
        found = candidates.find_named(pair.session, pair.part.id, pair.chen, words)
        return [it.person_id for it in found]

    assert find("李华") == find(" 李 华 ") == [pair.li]
    for words in ("李", "", "陈卫国", "99999", str(pair.li)):
        assert why_not(NotFound, find, words) == "cover_unknown"
    other = a_member(pair.session, "XF-1", "李华")
    both = candidates.find_named(pair.session, pair.part.id, pair.chen, "李华")
    assert [it.person_id for it in both] == [pair.li, other]
    assert len({put_into_words(it.name) for it in both}) == 2
    shuts_us_out(pair.session, other)
    assert find("李华") == pair.lists() == [pair.li]
    shuts_us_out(pair.session, pair.li)
    assert why_not(NotFound, find, "李华") == "cover_unknown"


@pytest.mark.parametrize(
    "place",
    [{"state": ClaimState.PENDING}, {"state": ClaimState.WAITING, "asked_until": SATURDAY}],
)
def test_who_has_a_place_for_the_same_hours_cannot_stand_in(
    pair: Pair, place: dict[str, object]
) -> None:
    pair.asks()
    elsewhere = an_opening(pair.session, "traffic", "XF-2", times="Sat 10:00-12:00")
    claim = a_claim(pair.session, elsewhere, pair.li, **place)
    assert why_not(Conflict, pair.accepts) == "shift_clash"
    assert why_not(Conflict, pair.asks) == "cover_busy"
    assert pair.lists() == []
    claim.state, claim.ended_at = ClaimState.RELEASED, MONDAY
    assert pair.lists() == [pair.li]
    pair.accepts()


def test_a_place_at_other_hours_or_in_another_month_is_no_hindrance(pair: Pair) -> None:
    sunday = (SATURDAY + timedelta(days=1)).date()
    for opening in (
        an_opening(pair.session, "traffic", times="Sat 11:00-12:00"),
        an_opening(pair.session, "traffic", starts_on=sunday),
    ):
        a_claim(pair.session, opening, pair.li)
    waiting = an_opening(pair.session, "policy")
    a_claim(pair.session, waiting, pair.li, state=ClaimState.WAITING)
    pair.asks()
    pair.accepts()


def test_who_took_leave_elsewhere_or_whose_shift_is_cancelled_is_free(pair: Pair) -> None:
    excused, cancelled = (an_opening(pair.session, it, "XF-2") for it in ("traffic", "policy"))
    a_part(pair.session, a_shift(pair.session, excused), pair.li, state=S.EXCUSED)
    called_off = a_shift(pair.session, cancelled)
    a_part(pair.session, called_off, pair.li)
    assert pair.lists() == []
    called_off.cancelled_at = MONDAY
    assert pair.lists() == [pair.li]
    pair.asks()
    pair.accepts()


def test_nobody_finds_a_cover_for_a_post_they_gave_up(pair: Pair) -> None:
    pair.leaves()
    pair.part.cover_asked_id = pair.li
    pair.part_claim().ended_at = MONDAY
    pair.session.flush()
    assert why_not(Conflict, pair.accepts) == "attendance_over"
    assert why_not(Conflict, pair.asks) == "attendance_over"
    assert why_not(Conflict, pair.lists) == "attendance_over"
    assert keys_for(pair.session, pair.li) == []
    assert state_of(pair.part) is S.EXCUSED


def test_looking_for_a_cover_costs_the_same_for_few_members_and_for_many(
    sqlite_store: Store,
) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        pair = Pair(session)

        def cost() -> tuple[int, int]:
            with counted(session) as listing:
                pair.lists()
            with counted(session) as naming:
                candidates.find_named(session, pair.part.id, pair.chen, "李华")
            return len(listing), len(naming)

        cost()  # what is kept in memory is read once
        few = cost()
        for number in range(20):
            a_member(session, "XF-2", f"赵{number}")
        assert cost() == few
        assert len(pair.lists()) == 21
        assert max(few) <= 20
