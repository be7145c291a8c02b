"""Claiming posts, on both databases: places, confirmation, giving up, and what is refused."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from models.members import MemberKind
from models.post_lines import PostAct
from models.posts import Claim, ClaimState, Confirmation, Opening, ShownAs
from models.shifts import Attendance, AttendanceState, Shift
from services import areas
from services.clock import SetClock
from services.members import members
from services.office import access
from services.posts import claims, ledger, waiting_list
from services.store import Store
from services.texts import refusals
from services.texts.phrases import put_into_words
from tests.builders import MONDAY
from tests.offices import a_resident, a_worker, hear_all, sayings_for, words_for
from tests.service import a_claim, a_member, an_opening
from tests.towns import a_town

CLOCK = SetClock(MONDAY + timedelta(hours=1))


def claim(session: Session, opening: Opening, who: int, **how: Any) -> Claim:  # noqa: ANN401
    return claims.claim_post(session, opening.id, who, CLOCK, **how)


def refused(session: Session, opening: Opening, who: int) -> Refusal:
    """Give the refusal of a claim."""
    with pytest.raises(Refusal) as told:
        claim(session, opening, who)
    return told.value


def said(refusal: Refusal) -> str:
    return put_into_words(refusals.told(refusal))


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


def test_claiming_twice_is_told_and_takes_no_second_place(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        opening, chen = an_opening(session, places=1), a_member(session)
        claim(session, opening, chen)
        assert refused(session, opening, chen).reason == "claimed_before"
        li, zhao = a_member(session, name="李红"), a_member(session, name="赵四")
        claim(session, opening, li)
        last = claim(session, opening, zhao)
        assert said(refused(session, opening, zhao)) == "这个岗位您已经在候补了，排第 2 位。"
        assert (last.state, opening.taken) == (ClaimState.WAITING, 1)


def test_the_database_itself_keeps_a_second_open_claim_out(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        opening, chen = an_opening(session), a_member(session)
        claim(session, opening, chen)
        with pytest.raises(IntegrityError), session.begin_nested():
            a_claim(session, opening, chen)


@pytest.mark.parametrize(
    ("code", "is_open"),
    [("XF-1", True), ("XF-2", True), ("XF", True), ("YG-3", True), ("JD", True), ("NS-1", False)],
)
def test_a_member_claims_in_their_own_community_only(
    sqlite_store: Store, code: str, is_open: bool
) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        opening, who = an_opening(session), a_member(session, code)
        if is_open:
            claim(session, opening, who)
        else:
            assert said(refused(session, opening, who)).startswith("这个岗位在第一网格")


def test_an_opening_of_the_street_is_open_to_every_member(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        opening = an_opening(session, code="JD")
        assert claim(session, opening, a_member(session, "NS-1")).state is ClaimState.HELD


def test_nobody_but_members_claims(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        opening, gone = an_opening(session), a_member(session)
        access.dismiss(session, gone, Role.MEMBER, areas.get_area(session, "XF-1"), CLOCK)
        for who in (a_resident(session), a_worker(session, Role.CLERK, "XF"), gone):
            assert "报到" in said(refused(session, opening, who))
        assert opening.taken == 0


def test_a_kind_asked_for_is_held_to_and_never_told(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        opening = an_opening(session, asks_kind=MemberKind.RETIRED)
        assert claim(session, opening, a_member(session, kind=MemberKind.RETIRED)).id
        for kind in (MemberKind.LAID_OFF, None):
            told = said(refused(session, opening, a_member(session, kind=kind)))
            assert "另有要求" in told
            assert not any(word in told for word in ("离退休", "下岗", "类"))


def test_a_skill_asked_for_is_held_to(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        opening = an_opening(session, asks_skill="急救")
        chen = a_member(session)
        assert "急救" in said(refused(session, opening, chen))
        known = members.find_member(session, chen)
        assert known is not None
        known.skills = "英语 急救证"
        assert claim(session, opening, chen).state is ClaimState.HELD


def test_what_is_closed_or_over_is_claimed_no_more(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        chen = a_member(session)
        closed = an_opening(session, closed_at=MONDAY)
        over = an_opening(session, "traffic", ends_on=date(2026, 11, 15))
        today = an_opening(session, "legal", ends_on=date(2026, 11, 16))
        assert "刚刚撤了" in said(refused(session, closed, chen))
        assert "到期" in said(refused(session, over, chen))
        assert claim(session, today, chen).state is ClaimState.HELD
        with pytest.raises(NotFound, match="opening_unknown"):
            claims.claim_post(session, 10**6, chen, CLOCK)


@pytest.mark.parametrize("state", [ClaimState.HELD, ClaimState.PENDING])
def test_two_places_at_the_same_hours_are_refused_by_name(
    sqlite_store: Store, state: ClaimState
) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        chen = a_member(session)
        first = an_opening(session)
        a_claim(session, first, chen, state=state)
        other = an_opening(session, "traffic", times="Wed 08:00-09:00; Sat 10:30-12:00")
        told = said(refused(session, other, chen))
        assert "环境卫生清理、小区绿化" in told
        assert "周六 10:30–12:00" in told
        assert other.taken == 0
        beside = an_opening(session, "legal", times="Sat 11:00-12:00")
        assert claim(session, beside, chen).state is ClaimState.HELD


def test_one_may_wait_for_two_places_at_the_same_hours_but_not_be_kept_both(
    sqlite_store: Store,
) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        chen, holder = a_member(session), a_member(session, name="李红")
        first, second = an_opening(session, places=1), an_opening(session, "traffic", places=1)
        held = a_claim(session, first, holder)
        waits = claim(session, first, chen)
        claims.release(session, held.id, holder, "", CLOCK)
        assert waits.asked_until is not None
        assert refused(session, second, chen).reason == "claim_clash"
        assert said(refused(session, first, chen)).startswith("这个岗位给您留着")


def test_a_shift_one_promised_to_stand_in_for_clashes_too(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        chen, li = a_member(session), a_member(session, name="李红")
        opening = an_opening(session)
        theirs = a_claim(session, opening, li)
        saturday = MONDAY + timedelta(days=5, hours=-1)
        shift = Shift(
            opening_id=opening.id, starts_at=saturday, ends_at=saturday + timedelta(hours=2)
        )
        session.add(shift)
        session.flush()
        of_li = Attendance(shift_id=shift.id, person_id=li, claim_id=theirs.id)
        of_li.state = AttendanceState.COVERED
        session.add(of_li)
        session.flush()
        cover = Attendance(
            shift_id=shift.id, person_id=chen, claim_id=theirs.id, covers_id=of_li.id
        )
        session.add(cover)
        session.flush()
        other = an_opening(session, "traffic", times="Sat 10:30-12:00")
        told = refused(session, other, chen)
        assert told.reason == "cover_clash"
        assert "11月21日 周六 9:00–11:00" in said(told)
        cover.state = AttendanceState.SERVED
        session.flush()
        assert claim(session, other, chen).state is ClaimState.HELD


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
