"""Who decides about a claim, and what is compared again when it is decided, on both databases."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict, NotAllowed
from models.members import MemberKind
from models.posts import Claim, ClaimState, Confirmation, Opening
from models.shifts import Attendance, AttendanceState
from services.areas import areas
from services.clock import SetClock
from services.members import members, removing
from services.office import access
from services.posts import claim_messages, claim_rows, claims, in_charge
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_worker, hear_all, keys_for, sayings_for, words_for
from tests.support.service import a_claim, a_member, an_opening
from tests.support.serving import a_part, a_shift
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY + timedelta(hours=1))


def a_clerk_who_claims(session: Session) -> tuple[Opening, int]:
    """Open a post that the community confirms; give it and a clerk who is a member too."""
    a_town(session)
    sun = a_worker(session, Role.CLERK, "XF", "孙洁")
    grid = areas.get_area(session, "XF-1")
    access.appoint(session, sun, Role.MEMBER, grid, CLOCK)
    members.remember(session, sun, grid.id, CLOCK)
    return an_opening(session, confirm=Confirmation.COMMUNITY), sun


def pending_of(session: Session, who: int) -> list[int]:
    return [claim.id for claim, _ in claim_rows.list_pending(session, who)]


def test_somebody_else_decides_about_the_claim_of_who_confirms(store: Store) -> None:
    with store.write() as session:
        opening, sun = a_clerk_who_claims(session)
        zhou = a_worker(session, Role.CLERK, "XF", "周敏")
        claim = claims.claim_post(session, opening.id, sun, CLOCK)
        assert keys_for(session, sun) == []
        assert "孙洁 认领" in words_for(session, zhou)
        assert (pending_of(session, sun), pending_of(session, zhou)) == ([], [claim.id])
        with pytest.raises(NotAllowed, match="own_claim"):
            claims.check_may_decide(session, claim.id, sun)
        with pytest.raises(NotAllowed, match="own_claim"):
            claims.confirm_claim(session, claim.id, sun, CLOCK)
        with pytest.raises(NotAllowed, match="own_claim"):
            claims.decline_claim(session, claim.id, sun, "没有时间", CLOCK)
        claims.confirm_claim(session, claim.id, zhou, CLOCK)
        assert claim.state is ClaimState.HELD
        hear_all(session)
        claims.release(session, claim.id, sun, "", CLOCK)
        assert keys_for(session, sun) == []
        assert keys_for(session, zhou) == ["claiming.somebody_left"]


def test_where_nobody_else_can_they_decide_about_their_own(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        opening, sun = a_clerk_who_claims(session)
        claim = claims.claim_post(session, opening.id, sun, CLOCK)
        assert "孙洁 认领" in words_for(session, sun)
        assert pending_of(session, sun) == [claim.id]
        claims.confirm_claim(session, claim.id, sun, CLOCK)
        assert claim.state is ClaimState.HELD


def test_who_else_may_is_looked_for_up_to_the_street(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        opening, sun = a_clerk_who_claims(session)
        claim = claims.claim_post(session, opening.id, sun, CLOCK)
        officer = a_worker(session, Role.OFFICER, "JD", "街道")
        assert in_charge.is_left_to_others(session, claim, opening, sun)
        assert not in_charge.is_left_to_others(session, claim, opening, officer)


def test_hours_promised_meanwhile_are_compared_when_a_claim_is_confirmed(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        clerk, li = a_worker(session, Role.CLERK, "XF"), a_member(session, name="李红")
        opening = an_opening(session, confirm=Confirmation.COMMUNITY)
        claim = claims.claim_post(session, opening.id, li, CLOCK)
        elsewhere = an_opening(session, "traffic", place="西门")
        first = a_part(session, a_shift(session, elsewhere), a_member(session))
        first.state = AttendanceState.COVERED
        session.flush()
        cover = Attendance(
            shift_id=first.shift_id, person_id=li, claim_id=first.claim_id, covers_id=first.id
        )
        session.add(cover)
        with pytest.raises(Conflict, match="claimant_busy") as told:
            claims.confirm_claim(session, claim.id, clerk, CLOCK)
        assert "11月28日" in str(told.value.fields["times"])
        assert claim.state is ClaimState.PENDING
        cover.state = AttendanceState.EXCUSED
        session.flush()
        assert claims.confirm_claim(session, claim.id, clerk, CLOCK).state is ClaimState.HELD


@pytest.mark.parametrize("asked", ["asks_skill", "asks_kind"])
def test_who_is_not_what_an_opening_asks_for_now_is_passed_over_and_told(
    store: Store, asked: str
) -> None:
    with store.write() as session:
        a_town(session)
        opening = an_opening(session, places=1)
        held = a_claim(session, opening, a_member(session, name="孙立"))
        lacks = claims.claim_post(session, opening.id, a_member(session, name="李红"), CLOCK)
        fits = a_member(session, name="赵四", kind=MemberKind.RETIRED)
        known = members.find_member(session, fits)
        assert known is not None
        known.skills = "急救"
        waits = claims.claim_post(session, opening.id, fits, CLOCK)
        setattr(opening, asked, {"asks_skill": "急救", "asks_kind": MemberKind.RETIRED}[asked])
        session.flush()
        claims.release(session, held.id, held.person_id, "", CLOCK)
        assert (lacks.state, lacks.asked_until) == (ClaimState.ENDED, None)
        assert keys_for(session, lacks.person_id) == ["claiming.passed_over"]
        assert "离退休" not in words_for(session, lacks.person_id)
        assert waits.asked_until is not None
        assert opening.taken == 1


def test_a_claim_of_many_is_found_with_its_person_whoever_they_turned_out_to_be(
    sqlite_store: Store,
) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        opening = an_opening(session)
        claim: Claim = a_claim(session, opening, a_member(session))
        assert claim_rows.hold_with_member(session, claim.id) == (claim, opening)


def test_who_is_declined_has_the_phone_and_the_other_posts(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        clerk, li = a_worker(session, Role.CLERK, "XF"), a_member(session, name="李红")
        opening = an_opening(session, confirm=Confirmation.COMMUNITY)
        claim = claims.claim_post(session, opening.id, li, CLOCK)
        claims.decline_claim(session, claim.id, clerk, "人够了", CLOCK)
        (told,) = sayings_for(session, li)
        assert [it.key for it in told.phrases] == ["claiming.declined", "case.office_phone"]
        assert [it.command.dialogue for it in told.choices if it.command] == ["posts"]


def test_a_skill_is_checked_by_the_community_and_both_are_told(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        a_town(session)
        clerk, li = a_worker(session, Role.CLERK, "XF"), a_member(session, name="李红")
        known = members.find_member(session, li)
        assert known is not None
        known.skills = "护士证"
        opening = an_opening(session, asks_skill="护士")
        claim = claims.claim_post(session, opening.id, li, CLOCK)
        assert claim.state is ClaimState.PENDING
        assert "请核实" in words_for(session, clerk)
        said = claim_messages.say_claimed(session, claim, opening, CLOCK)
        assert "claiming.skill_checked" in [it.key for it in said.phrases]


def test_whose_posts_end_with_their_membership_hears_of_all_of_them_at_once(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        li = a_member(session, name="李红")
        held = a_claim(session, an_opening(session), li)
        a_claim(session, an_opening(session, "legal", times=""), li, state=ClaimState.WAITING)
        removing.remove_member(session, li, CLOCK)
        assert held.state is ClaimState.ENDED
        assert keys_for(session, li) == ["claiming.no_member_now"]
        assert "环境卫生" in words_for(session, li)
        removing.remove_member(session, li, CLOCK)
        assert len(keys_for(session, li)) == 1


def test_nobody_declines_another_to_make_room_for_themselves(store: Store) -> None:
    with store.write() as session:
        opening, sun = a_clerk_who_claims(session)
        opening.places = 1
        claim = claims.claim_post(session, opening.id, a_member(session), CLOCK)
        assert claims.claim_post(session, opening.id, sun, CLOCK).state is ClaimState.WAITING
        claims.check_may_decide(session, claim.id, sun)  # as long as nobody else can
        zhou = a_worker(session, Role.CLERK, "XF", "周敏")
        with pytest.raises(NotAllowed, match="own_wait"):
            claims.decline_claim(session, claim.id, sun, "人够了", CLOCK)
        claims.decline_claim(session, claim.id, zhou, "人够了", CLOCK)
        assert claim.state is ClaimState.DECLINED
