"""Shifts: made ahead, shared by holders, cancelled, dropped."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.post_lines import PostAct
from models.posts import ClaimState
from models.shifts import Attendance, AttendanceState, Shift
from services.clock import SetClock
from services.posts import ledger
from services.posts.claim_states import move_attendance
from services.serving import cancelling, shifts
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_worker, words_for
from tests.support.running_posts import CLOCK, a_running, days_of, parts_of
from tests.support.service import a_claim, a_member, an_opening
from tests.support.towns import a_town


@pytest.fixture
def street(store: Store) -> Store:
    with store.write() as session:
        a_town(session)
    return store


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
