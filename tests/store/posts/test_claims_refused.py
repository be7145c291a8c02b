"""Claims that are refused, each with its word: who may not, what is over, and clashing hours."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models.access import Role
from models.errors import NotFound, Refusal
from models.members import MemberKind
from models.posts import Claim, ClaimState, Opening
from models.shifts import Attendance, AttendanceState, Shift
from services.areas import areas
from services.clock import SetClock
from services.members import members
from services.office import access
from services.posts import claims
from services.store import Store
from services.texts.phrases import put_into_words
from services.texts.refusals import refusals
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY + timedelta(hours=1))


def claim(session: Session, opening: Opening, who: int) -> Claim:
    return claims.claim_post(session, opening.id, who, CLOCK)


def refused(session: Session, opening: Opening, who: int) -> Refusal:
    """Give the refusal of a claim."""
    with pytest.raises(Refusal) as told:
        claim(session, opening, who)
    return told.value


def said(refusal: Refusal) -> str:
    return put_into_words(refusals.told(refusal))


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
        assert claim(session, opening, chen).state is ClaimState.PENDING, "it is their own word"


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
        assert "周六 9:00–11:00" in told, "their own hours"
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
