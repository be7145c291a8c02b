"""Openings that change and end, their shifts, and who is told."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.post_lines import PostAct
from models.posts import Claim, ClaimState, Confirmation, Opening
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import SetClock
from services.posts import cancelling, changing, closing, ledger, shifts
from services.posts.changing import OpeningChange
from services.posts.claim_states import move_attendance
from services.store import Store
from tests.builders import MONDAY
from tests.offices import a_worker, words_for
from tests.service import a_claim, a_member, an_opening
from tests.towns import a_town

CLOCK = SetClock(MONDAY)


@pytest.fixture
def street(store: Store) -> Store:
    with store.write() as session:
        a_town(session)
    return store


def a_running(session: Session, **columns: Any) -> Opening:  # noqa: ANN401
    """Open a post to the end of the year, its first shifts made."""
    told: dict[str, Any] = {"ends_on": date(2026, 12, 31)}
    opening = an_opening(session, **told | columns)
    shifts.make_ahead(session, opening, CLOCK)
    return opening


def days_of(session: Session, opening: Opening) -> Sequence[str]:
    found = session.exec(
        select(Shift)
        .where(Shift.opening_id == opening.id, col(Shift.cancelled_at).is_(None))
        .order_by(col(Shift.starts_at))
    ).all()
    return [f"{shift.starts_at:%m-%d}" for shift in found]


def parts_of(session: Session, person_id: int) -> Sequence[Attendance]:
    return session.exec(
        select(Attendance)
        .where(Attendance.person_id == person_id)
        .order_by(col(Attendance.shift_id))
    ).all()


def test_shifts_are_made_ahead_day_by_day_and_never_twice(street: Store) -> None:
    with street.write() as session:
        opening = an_opening(session, ends_on=date(2026, 12, 31))
        assert shifts.make_due(session, CLOCK) == 1
        assert days_of(session, opening) == ["11-21", "11-28", "12-05", "12-12"]
        assert shifts.make_due(session, CLOCK) == 0
        clock = SetClock(MONDAY + timedelta(days=4))
        assert shifts.make_due(session, clock) == 1
        assert days_of(session, opening)[-1] == "12-12"
        clock.move(timedelta(days=1))
        shifts.make_due(session, clock)
        assert days_of(session, opening)[-1] == "12-19"
        clock.move(timedelta(days=30))
        shifts.make_due(session, clock)
        assert days_of(session, opening)[-1] == "12-26"
        assert shifts.make_due(session, clock) == 0


def test_a_shift_that_has_begun_and_a_closed_opening_get_none(street: Store) -> None:
    with street.write() as session:
        today = an_opening(session, times="Mon 09:00-09:30; Mon 10:00-10:01; Mon 10:01-12:00")
        shifts.make_ahead(session, today, CLOCK)
        first = session.exec(select(Shift).order_by(col(Shift.starts_at))).first()
        assert first is not None
        assert f"{first.starts_at:%d %H:%M}" == "16 02:01"
        an_opening(session, "policy", closed_at=MONDAY)
        assert shifts.make_due(session, CLOCK) == 0


def test_a_shift_on_a_public_holiday_is_made(street: Store) -> None:
    with street.write() as session:
        clock = SetClock(MONDAY.replace(month=9, day=20))
        opening = an_opening(
            session, times="Thu 09:00-11:00", starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 2)
        )
        shifts.make_ahead(session, opening, clock)
        assert days_of(session, opening) == ["09-24", "10-01"]


def test_who_holds_a_post_has_a_part_in_every_shift_old_and_new(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session)
        held = a_claim(session, opening, a_member(session))
        waiting = a_member(session, name="李四")
        a_claim(session, opening, waiting, state=ClaimState.WAITING)
        shifts.plan_for_claim(session, held, CLOCK)
        shifts.plan_for_claim(session, held, CLOCK)
        assert len(parts_of(session, held.person_id)) == 4
        shifts.make_due(session, SetClock(MONDAY + timedelta(days=5)))
        parts = parts_of(session, held.person_id)
        assert [part.state for part in parts] == [AttendanceState.EXPECTED] * 5
        assert parts_of(session, waiting) == []


def test_what_was_served_stays_when_a_claim_ends(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session)
        claim = a_claim(session, opening, a_member(session))
        shifts.plan_for_claim(session, claim, CLOCK)
        move_attendance(parts_of(session, claim.person_id)[0], AttendanceState.SERVED)
        shifts.drop_for_claim(session, claim, SetClock(MONDAY + timedelta(days=6)))
        left = parts_of(session, claim.person_id)
        assert [part.state for part in left] == [AttendanceState.SERVED]


def test_a_part_the_ledger_speaks_of_is_kept_as_excused_and_taken_up_again(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session)
        claim = a_claim(session, opening, a_member(session))
        shifts.plan_for_claim(session, claim, CLOCK)
        part = parts_of(session, claim.person_id)[1]
        ledger.append_line(session, claim, PostAct.COVER_ASKED, CLOCK, attendance=part)
        shifts.drop_for_claim(session, claim, CLOCK)
        assert [each.id for each in parts_of(session, claim.person_id)] == [part.id]
        assert part.state is AttendanceState.EXCUSED
        claim.state, claim.ended_at = ClaimState.RELEASED, MONDAY
        again = a_claim(session, opening, claim.person_id)
        shifts.plan_for_claim(session, again, CLOCK)
        parts = parts_of(session, claim.person_id)
        assert {each.claim_id for each in parts} == {again.id}
        assert [each.state for each in parts] == [AttendanceState.EXPECTED] * 4


def test_who_was_to_stand_in_is_told_that_they_need_not(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session)
        claim, friend = a_claim(session, opening, a_member(session)), a_member(session, name="钱")
        shifts.plan_for_claim(session, claim, CLOCK)
        part = parts_of(session, claim.person_id)[0]
        move_attendance(part, AttendanceState.COVERED)
        cover = Attendance(
            shift_id=part.shift_id, person_id=friend, claim_id=claim.id, covers_id=part.id
        )
        session.add(cover)
        session.flush()
        shifts.drop_for_claim(session, claim, CLOCK)
        assert "不用您顶班了" in words_for(session, friend)
        assert words_for(session, claim.person_id) == ""
        assert parts_of(session, friend) == []


def test_a_cancelled_shift_is_told_once_to_those_who_were_to_come(street: Store) -> None:
    with street.write() as session:
        opening, clerk = a_running(session), a_worker(session, Role.CLERK, "XF")
        coming, away = (
            a_claim(session, opening, a_member(session, name=name)) for name in ("陈", "赵")
        )
        for claim in (coming, away):
            shifts.plan_for_claim(session, claim, CLOCK)
        first = shifts.list_coming(session, opening, CLOCK)[0]
        move_attendance(parts_of(session, away.person_id)[0], AttendanceState.EXCUSED)
        with pytest.raises(Invalid, match="shift_reason"):
            cancelling.cancel_shift(session, first.id, clerk, "。", CLOCK)
        for _ in range(2):
            cancelling.cancel_shift(session, first.id, clerk, "下大雨", CLOCK)
        told = words_for(session, coming.person_id)
        assert told.count("下大雨") == 1
        assert "11月21日9:00" in told
        assert words_for(session, away.person_id) == ""
        assert "11-21" not in days_of(session, opening)
        shifts.make_ahead(session, opening, CLOCK)
        assert "11-21" not in days_of(session, opening)


def test_a_shift_that_began_and_one_of_others_are_not_cancelled(street: Store) -> None:
    with street.write() as session:
        opening, clerk = a_running(session), a_worker(session, Role.CLERK, "XF")
        stranger = a_worker(session, Role.CLERK, "NS")
        first = shifts.list_coming(session, opening, CLOCK)[0]
        with pytest.raises(NotAllowed):
            cancelling.cancel_shift(session, first.id, stranger, "下大雨", CLOCK)
        with pytest.raises(Conflict, match="shift_over"):
            cancelling.cancel_shift(session, first.id, clerk, "下雨", SetClock(first.starts_at))
        with pytest.raises(NotFound, match="shift_unknown"):
            cancelling.cancel_shift(session, 999, clerk, "下大雨", CLOCK)


def test_closing_ends_every_claim_and_says_why(street: Store) -> None:
    with street.write() as session:
        opening, clerk = a_running(session), a_worker(session, Role.CLERK, "XF")
        held = a_claim(session, opening, a_member(session))
        shifts.plan_for_claim(session, held, CLOCK)
        waiting = a_claim(
            session, opening, a_member(session, name="李四"), state=ClaimState.WAITING
        )
        with pytest.raises(Invalid, match="opening_reason"):
            closing.close_opening(session, opening.id, clerk, " ", CLOCK)
        for _ in range(2):
            closing.close_opening(session, opening.id, clerk, "广场改造", CLOCK)
        assert (opening.closed_at, opening.closed_why) == (CLOCK.now(), "广场改造")
        assert opening.taken == 0
        assert {held.state, waiting.state} == {ClaimState.ENDED}
        assert days_of(session, opening) == []
        assert parts_of(session, held.person_id) == []
        assert words_for(session, held.person_id).count("广场改造") == 1
        assert "候补的岗位撤了" in words_for(session, waiting.person_id)
        acts = [line.act for line in ledger.list_lines(session, held.id)]
        assert acts == [PostAct.CLOSED]
        with pytest.raises(Conflict, match="opening_ended"):
            changing.change_opening(session, opening.id, OpeningChange(places=9), clerk, CLOCK)


def test_only_who_may_open_posts_there_closes_or_changes_one(street: Store) -> None:
    with street.write() as session:
        opening, stranger = a_running(session), a_worker(session, Role.CLERK, "NS")
        with pytest.raises(NotAllowed):
            closing.close_opening(session, opening.id, stranger, "广场改造", CLOCK)
        with pytest.raises(NotAllowed):
            changing.change_opening(session, opening.id, OpeningChange(places=9), stranger, CLOCK)
        assert (opening.closed_at, opening.places) == (None, 2)


def test_a_term_that_is_over_ends_the_claims_and_thanks_the_holders(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session, ends_on=date(2026, 11, 30))
        claim = a_claim(session, opening, a_member(session))
        clock = SetClock(MONDAY.replace(day=30))
        assert closing.end_openings(session, clock) == 0
        clock.move(timedelta(days=1))
        assert closing.end_openings(session, clock) == 1
        assert closing.end_openings(session, clock) == 0
        assert claim.state is ClaimState.ENDED
        assert words_for(session, claim.person_id).count("到期") == 1
        acts = [line.act for line in ledger.list_lines(session, claim.id)]
        assert acts == [PostAct.ENDED]


def test_fewer_places_than_holders_are_refused(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session, places=3)
        for name in ("陈", "赵"):
            a_claim(session, opening, a_member(session, name=name))
        with pytest.raises(Conflict, match="opening_places_taken") as refused:
            changing.change_opening(session, opening.id, OpeningChange(places=1), None, CLOCK)
        assert refused.value.fields == {"taken": 2}
        changing.change_opening(session, opening.id, OpeningChange(places=2), None, CLOCK)
        assert opening.places == 2


def test_more_places_ask_whoever_waits_longest(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session, places=1)
        a_claim(session, opening, a_member(session))
        late = a_claim(
            session,
            opening,
            a_member(session, name="赵"),
            state=ClaimState.WAITING,
            pressed_at=MONDAY + timedelta(minutes=1),
        )
        early = a_claim(session, opening, a_member(session, name="李"), state=ClaimState.WAITING)
        changing.change_opening(session, opening.id, OpeningChange(places=2), None, CLOCK)
        assert early.asked_until is not None
        assert late.asked_until is None
        assert opening.taken == 2


def test_another_place_is_told_to_the_holders_once(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session)
        claim = a_claim(session, opening, a_member(session))
        for _ in range(2):
            change = OpeningChange(place="荷花小区西门", confirm=Confirmation.COMMUNITY)
            changing.change_opening(session, opening.id, change, None, CLOCK)
        assert words_for(session, claim.person_id).count("荷花小区西门") == 1
        assert opening.confirm is Confirmation.COMMUNITY


def test_times_change_only_where_nobody_claims(street: Store) -> None:
    with street.write() as session:
        opening = a_running(session)
        change = OpeningChange(times="周日 9-11")
        changing.change_opening(session, opening.id, change, None, CLOCK)
        assert days_of(session, opening) == ["11-22", "11-29", "12-06", "12-13"]
        a_claim(session, opening, a_member(session))
        with pytest.raises(Conflict, match="opening_times_held"):
            changing.change_opening(
                session, opening.id, OpeningChange(times="周六 9-11"), None, CLOCK
            )
        assert opening.times == "Sun 09:00-11:00"


def test_a_change_cannot_make_one_of_two(street: Store) -> None:
    with street.write() as session:
        first, second = a_running(session), a_running(session, place="西门")
        with pytest.raises(Conflict, match="opening_exists"):
            changing.change_opening(
                session, second.id, OpeningChange(place=first.place), None, CLOCK
            )
        found = session.exec(select(Claim)).all()
        assert (second.place, list(found)) == ("西门", [])
