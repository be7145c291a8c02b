"""Claiming posts, on both databases: places, confirmation, giving up, and what is refused."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.post_lines import PostAct
from models.posts import Claim, ClaimState, Confirmation, Opening, ShownAs
from services.areas import areas
from services.clock import SetClock
from services.office import access
from services.posts import claims, ledger, waiting_list
from services.store import Store
from services.texts.phrases import put_into_words
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker, hear_all, sayings_for, words_for
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY + timedelta(hours=1))


def claim(session: Session, opening: Opening, who: int, **how: Any) -> Claim:  # noqa: ANN401
    return claims.claim_post(session, opening.id, who, CLOCK, **how)


def acts(session: Session, of: Claim) -> Sequence[PostAct]:
    return [line.act for line in ledger.list_lines(session, of.id)]


def states(session: Session, opening: Opening) -> Sequence[str]:
    found = session.exec(select(Claim.state).where(Claim.opening_id == opening.id))
    return sorted(found.all())


def test_who_claims_a_free_place_has_it_at_once_where_nobody_confirms(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        opening, chen = an_opening(session), a_member(session)
        mine = claim(session, opening, chen)
        assert (mine.state, opening.taken) == (ClaimState.HELD, 1)
        assert acts(session, mine) == [PostAct.CLAIMED]
        assert mine.pressed_at == CLOCK.now()
        assert [it.person_id for it in claims.list_holders(session, opening)] == [chen]


def test_a_claim_that_the_community_confirms_is_put_before_its_clerk(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF", "刘主任")
        officer = a_worker(session, Role.OFFICER, "JD", "高科长")
        opening = an_opening(session, confirm=Confirmation.COMMUNITY)
        chen = a_member(session)
        mine = claim(session, opening, chen)
        assert (mine.state, opening.taken) == (ClaimState.PENDING, 1)
        (asked,) = sayings_for(session, clerk)
        assert [put_into_words(it.label) for it in asked.choices] == ["确认", "不同意"]
        assert "陈卫国" in words_for(session, clerk)
        assert sayings_for(session, officer) == []
        hear_all(session)
        claims.confirm_claim(session, mine.id, clerk, CLOCK)
        assert (mine.state, mine.confirmed_by) == (ClaimState.HELD, clerk)
        assert acts(session, mine) == [PostAct.CLAIMED, PostAct.CONFIRMED]
        assert "11月21日9:00，荷花小区东门" in words_for(session, chen)
        with pytest.raises(Conflict, match="claim_confirmed_before"):
            claims.confirm_claim(session, mine.id, officer, CLOCK)


def test_a_clerk_nobody_reaches_is_passed_over_for_the_street(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        officer = a_worker(session, Role.OFFICER, "JD", "高科长")
        opening = an_opening(session, confirm=Confirmation.COMMUNITY)
        claim(session, opening, a_member(session))
        assert "待确认" in words_for(session, officer)


def test_who_is_declined_hears_why_and_the_next_in_line_is_asked(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        opening = an_opening(session, places=1, confirm=Confirmation.COMMUNITY)
        chen, li = a_member(session), a_member(session, name="李红")
        mine, next_ = claim(session, opening, chen), claim(session, opening, li)
        with pytest.raises(Invalid, match="claim_reason_missing"):
            claims.decline_claim(session, mine.id, clerk, "  ", CLOCK)
        claims.decline_claim(session, mine.id, clerk, "人手够了", CLOCK)
        assert (mine.state, next_.state) == (ClaimState.DECLINED, ClaimState.WAITING)
        assert next_.asked_until == CLOCK.now() + timedelta(hours=24)
        assert opening.taken == 1
        assert "人手够了" in words_for(session, chen)
        assert "空出一个名额" in words_for(session, li)
        (line,) = [it for it in ledger.list_lines(session, mine.id) if it.words]
        assert (line.act, line.actor_id, line.words) == (PostAct.DECLINED, clerk, "人手够了")
        assert words_for(session, clerk) == "", "the question to the clerk was taken back"


def test_a_holder_is_taken_off_with_a_reason(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        opening, chen = an_opening(session), a_member(session)
        mine = claim(session, opening, chen)
        claims.decline_claim(session, mine.id, clerk, "岗位调整", CLOCK)
        assert acts(session, mine)[-1] is PostAct.REMOVED
        assert "撤下" in words_for(session, chen)
        with pytest.raises(Conflict, match="claim_gone"):
            claims.confirm_claim(session, mine.id, clerk, CLOCK)
        with pytest.raises(Conflict, match="claim_gone"):
            claims.decline_claim(session, mine.id, clerk, "再来一次", CLOCK)


def test_who_gives_a_place_up_frees_it_and_may_come_back(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        opening, chen = an_opening(session), a_member(session)
        mine = claim(session, opening, chen)
        claims.release(session, mine.id, chen, "要出差", CLOCK)
        assert (mine.state, opening.taken) == (ClaimState.RELEASED, 0)
        assert mine.ended_at == CLOCK.now()
        assert "陈卫国 退岗" in words_for(session, clerk)
        assert "要出差" in words_for(session, clerk)
        with pytest.raises(Conflict, match="claim_over"):
            claims.release(session, mine.id, chen, "", CLOCK)
        again = claim(session, opening, chen)
        assert (again.id != mine.id, opening.taken) == (True, 1)


def test_nobody_gives_up_or_names_the_claim_of_somebody_else(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        opening, chen = an_opening(session), a_member(session)
        mine, other = claim(session, opening, chen), a_member(session, name="李红")
        tries: Sequence[Callable[[], Claim]] = (
            lambda: claims.release(session, mine.id, other, "", CLOCK),
            lambda: claims.show_as(session, mine.id, other, ShownAs.NAME, CLOCK),
            lambda: waiting_list.take_place(session, mine.id, other, CLOCK),
            lambda: waiting_list.refuse_place(session, mine.id, other, CLOCK),
        )
        for act in tries:
            with pytest.raises(NotFound, match="claim_unknown"):
                act()
        claims.show_as(session, mine.id, chen, ShownAs.UNIT, CLOCK)
        assert mine.shown_as is ShownAs.UNIT


def test_only_who_may_confirm_confirms_or_declines(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        opening = an_opening(session, confirm=Confirmation.COMMUNITY)
        mine = claim(session, opening, a_member(session))
        for who in (
            mine.person_id,
            a_worker(session, Role.GRID_MANAGER, "XF-1"),
            a_worker(session, Role.CLERK, "NS"),
            a_resident(session),
        ):
            with pytest.raises(NotAllowed, match="not_allowed"):
                claims.confirm_claim(session, mine.id, who, CLOCK)
            with pytest.raises(NotAllowed, match="not_allowed"):
                claims.decline_claim(session, mine.id, who, "不行", CLOCK)
        assert mine.state is ClaimState.PENDING


def test_who_is_no_member_any_more_loses_every_place(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        chen, li = a_member(session), a_member(session, name="李红")
        first = an_opening(session, places=1)
        second = an_opening(session, "traffic", places=1, times="Sun 09:00-11:00")
        a_claim(session, second, li)
        mine, waits = claim(session, first, chen), claim(session, second, chen)
        next_ = claim(session, first, a_member(session, name="赵四"))
        assert claims.remove_member(session, chen, CLOCK) == 2
        for each in (mine, waits):
            assert (each.state, acts(session, each)[-1]) == (ClaimState.ENDED, PostAct.REMOVED)
        assert (first.taken, second.taken) == (1, 1)
        assert next_.asked_until is not None
        assert claims.remove_member(session, chen, CLOCK) == 0


def test_who_left_before_being_confirmed_is_not_confirmed(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        clerk = a_worker(session, Role.CLERK, "XF")
        opening = an_opening(session, confirm=Confirmation.COMMUNITY)
        chen = a_member(session)
        mine = claim(session, opening, chen)
        access.dismiss(session, chen, Role.MEMBER, areas.get_area(session, "XF-1"), CLOCK)
        with pytest.raises(Conflict, match="claimant_left"):
            claims.confirm_claim(session, mine.id, clerk, CLOCK)


def test_closing_an_opening_ends_every_claim_of_it(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        opening = an_opening(session, places=1)
        held = claim(session, opening, a_member(session))
        asked = claim(session, opening, a_member(session, name="李红"))
        claim(session, opening, a_member(session, name="赵四"))
        claims.release(session, held.id, held.person_id, "", CLOCK)
        assert asked.asked_until is not None
        opening.closed_at = CLOCK.now()
        session.flush()
        ended = claims.end_all(session, opening, PostAct.CLOSED, CLOCK)
        assert len(ended) == 2
        assert opening.taken == 0
        assert states(session, opening) == ["ended", "ended", "released"]
        assert words_for(session, asked.person_id) == "", "nobody is asked about it any more"
