"""Reminders of shifts: the evening before and an hour before, once each, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.shifts import AttendanceState, Shift
from services.clock import SetClock
from services.delivery.messages import Command
from services.serving import leave, shift_reminders
from services.store import Store
from tests.support.offices import hear_all, keys_for, sayings_for, words_for
from tests.support.service import a_member, an_opening
from tests.support.serving import SATURDAY, a_part, a_shift
from tests.support.towns import a_town

EVENING = SATURDAY - timedelta(hours=14)
"""Seven in the evening of Friday, in Shanghai."""

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


def at_the_gate(session: Session, at: timedelta = 0 * HOUR) -> tuple[int, Shift]:
    """Give a member with a shift so long after nine on Saturday, and the shift."""
    member, opening = a_member(session), an_opening(session)
    shift = a_shift(session, opening, SATURDAY + at)
    a_part(session, shift, member)
    return member, shift


def test_in_the_evening_one_message_lists_the_shifts_of_the_next_day(session: Session) -> None:
    chen, _ = at_the_gate(session)
    other = an_opening(session, "traffic", place="西门")
    a_part(session, a_shift(session, other, SATURDAY + 5 * HOUR), chen)
    a_part(session, a_shift(session, other, SATURDAY + 24 * HOUR), chen)
    assert shift_reminders.remind_evening(session, SetClock(EVENING - MINUTE)) == 0
    assert shift_reminders.remind_evening(session, SetClock(EVENING)) == 1
    assert shift_reminders.remind_evening(session, SetClock(EVENING)) == 0
    (saying,) = sayings_for(session, chen)
    assert "明天您有 2 个班" in words_for(session, chen)
    assert "11月28日9:00–11:00 环境卫生清理" in words_for(session, chen)
    assert len(saying.phrases) == 4  # and the phone of the office
    assert [choice.command for choice in saying.choices] == [Command("duty", {})]


def test_who_claims_in_the_evening_is_told_of_that_too(session: Session) -> None:
    chen, shift = at_the_gate(session)
    shift_reminders.remind_evening(session, SetClock(EVENING))
    a_part(session, shift, li := a_member(session, name="李华"))
    assert shift_reminders.remind_evening(session, SetClock(EVENING + 2 * HOUR)) == 1
    assert (len(keys_for(session, chen)), len(keys_for(session, li))) == (1, 1)


@pytest.mark.parametrize("state", list(AttendanceState)[1:])
def test_only_who_is_expected_is_reminded(session: Session, state: AttendanceState) -> None:
    member, opening = a_member(session), an_opening(session)
    a_part(session, a_shift(session, opening), member, state=state)
    assert shift_reminders.remind_evening(session, SetClock(EVENING)) == 0
    assert shift_reminders.remind_hour(session, SetClock(SATURDAY - HOUR)) == 0


def test_nobody_is_reminded_of_a_cancelled_shift(session: Session) -> None:
    _, shift = at_the_gate(session)
    shift.cancelled_at = EVENING
    assert shift_reminders.remind_evening(session, SetClock(EVENING)) == 0
    assert shift_reminders.remind_hour(session, SetClock(SATURDAY - HOUR)) == 0


def test_an_hour_before_each_is_told_once_what_may_be_done(session: Session) -> None:
    chen, _ = at_the_gate(session)
    assert shift_reminders.remind_hour(session, SetClock(SATURDAY - HOUR - MINUTE)) == 0
    assert shift_reminders.remind_hour(session, SetClock(SATURDAY - HOUR)) == 1
    assert shift_reminders.remind_hour(session, SetClock(SATURDAY - 30 * MINUTE)) == 0
    (saying,) = sayings_for(session, chen)
    assert [it.command.dialogue for it in saying.choices if it.command] == [
        "check_in",
        "leave_shift",
        "find_cover",
    ]


def test_nothing_is_said_of_a_shift_that_has_begun(session: Session) -> None:
    at_the_gate(session)
    assert shift_reminders.remind_hour(session, SetClock(SATURDAY)) == 0
    assert shift_reminders.remind_hour(session, SetClock(SATURDAY + HOUR)) == 0
    assert shift_reminders.remind_evening(session, SetClock(EVENING + 24 * HOUR)) == 0


@pytest.mark.parametrize(("before_nine", "told_at"), [(2.0, None), (1.5, 7.0), (1.0, 7.0)])
def test_the_quiet_hours_are_kept(
    session: Session, before_nine: float, told_at: float | None
) -> None:
    chen, _ = at_the_gate(session, -before_nine * HOUR)
    for half_hours in range(10, 18):  # from five to half past eight
        at = SATURDAY + (half_hours / 2 - 9) * HOUR
        told = shift_reminders.remind_hour(session, SetClock(at))
        assert told == (half_hours / 2 == told_at)
    assert len(keys_for(session, chen)) == (told_at is not None)


def test_late_in_the_evening_nobody_is_told_any_more(session: Session) -> None:
    at_the_gate(session)
    assert shift_reminders.remind_evening(session, SetClock(EVENING + 3 * HOUR)) == 0
    assert shift_reminders.remind_evening(session, SetClock(EVENING + 3 * HOUR - MINUTE)) == 1


def test_a_reminder_that_waits_is_taken_back_with_leave(session: Session) -> None:
    chen, shift = at_the_gate(session)
    part = a_part(session, shift, li := a_member(session, name="李华"))
    shift_reminders.remind_hour(session, SetClock(SATURDAY - HOUR))
    leave.ask_leave(session, part.id, li, "", SetClock(SATURDAY - HOUR))
    assert keys_for(session, li) == []
    assert keys_for(session, chen) == ["shift.in_an_hour"]
    hear_all(session)
