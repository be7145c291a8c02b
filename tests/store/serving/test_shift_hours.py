"""Hours confirmed after a shift, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed, NotFound
from models.points import PointReason
from models.post_lines import PostAct
from models.shifts import AttendanceState
from services.areas import areas
from services.clock import SetClock
from services.office import access
from services.points import awarding
from services.posts import to_do
from services.serving import attendance, hours, no_shows
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker, keys_for, words_for
from tests.support.saturdays import NOON, Given, Saturday, why_not
from tests.support.serving import SATURDAY, a_part, a_shift, acts_of
from tests.support.towns import a_town

S = AttendanceState


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    given = Given()
    monkeypatch.setattr(awarding, "award", given.award)
    monkeypatch.setattr(awarding, "take_back", given.take_back)
    return given


@pytest.fixture
def saturday(session: Session) -> Saturday:
    return Saturday(session)


def test_all_hours_of_a_shift_are_confirmed_with_one_press(
    saturday: Saturday, given: Given
) -> None:
    one, two, three = saturday.parts
    for part in (one, two):
        saturday.served(part, 90)
    session = saturday.session
    assert hours.confirm_all(session, saturday.shift.id, saturday.wang, NOON) == 2
    assert [part.state for part in saturday.parts] == [S.CONFIRMED, S.CONFIRMED, S.EXPECTED]
    assert (one.minutes, one.confirmed_by) == (90, saturday.wang)
    assert acts_of(session, one) == [PostAct.HOURS_CONFIRMED]
    assert given == [
        ("award", it.person_id, PointReason.HOURS, f"attendances:{it.id}", 1.5)
        for it in (one, two)
    ]
    assert "认定 1.5 小时" in words_for(session, one.person_id)
    assert "得 4 分" in words_for(session, one.person_id)
    again = (session, saturday.shift.id, saturday.wang, NOON)
    assert why_not(Conflict, hours.confirm_all, *again) == "hours_confirmed"
    assert len(given) == 2
    assert keys_for(session, three.person_id) == []


def test_hours_are_never_confirmed_twice_and_a_correction_is_a_line(
    saturday: Saturday, given: Given
) -> None:
    part = saturday.served(saturday.parts[0])
    assert saturday.confirms(part) == 120
    for minutes in (None, 120):
        assert why_not(Conflict, saturday.confirms, part, minutes) == "hours_confirmed"
    assert saturday.confirms(part, 60) == 60
    assert part.minutes == 60
    assert acts_of(saturday.session, part) == [PostAct.HOURS_CONFIRMED] * 2
    record = f"attendances:{part.id}"
    assert [(what, units) for what, _, reason, _, units in given if reason == "hours"] == [
        ("award", 2),
        ("take back", 1),
        ("award", 1),
    ]
    assert {it[3] for it in given} == {record}
    assert "更正为 1 小时" in words_for(saturday.session, part.person_id)


def test_minutes_that_a_shift_cannot_have_are_refused(saturday: Saturday) -> None:
    part = saturday.served(saturday.parts[0])
    for minutes in (-1, 181):
        assert why_not(Invalid, saturday.confirms, part, minutes) == "minutes_invalid"
    assert saturday.confirms(part, 180) == 180


def test_a_cover_gets_their_hours_and_what_a_cover_is_worth(
    saturday: Saturday, given: Given
) -> None:
    first = saturday.parts[0]
    cover = saturday.served(saturday.part("钱进", covers_id=first.id, claim_id=first.claim_id))
    saturday.confirms(cover)
    assert [(reason, units) for _, _, reason, _, units in given] == [
        (PointReason.HOURS, 2),
        (PointReason.COVER, 1),
    ]


def test_who_was_there_without_a_phone_is_taken_as_there_from_begin_to_end(
    saturday: Saturday,
) -> None:
    part = saturday.parts[0]
    early = SetClock(SATURDAY + timedelta(hours=1))
    refused = (saturday.session, part.id, saturday.wang, early)
    assert why_not(Conflict, hours.confirm, *refused) == "hours_early"
    assert saturday.confirms(part) == 120
    assert part.is_made_up


def test_only_those_in_charge_of_the_place_confirm_and_nobody_themselves(
    saturday: Saturday,
) -> None:
    session, part = saturday.session, saturday.served(saturday.parts[0])
    strangers = [
        a_worker(session, Role.GRID_MANAGER, "XF-2"),
        a_worker(session, Role.CLERK, "NS"),
        a_worker(session, Role.SUPERVISOR, "JD"),
        a_resident(session),
        saturday.parts[1].person_id,
    ]
    late = SetClock(SATURDAY + timedelta(hours=1))
    for nobody in strangers:
        assert why_not(NotAllowed, hours.confirm, session, part.id, nobody, NOON) == "not_allowed"
        shift = (session, saturday.shift.id, nobody)
        assert why_not(NotAllowed, hours.confirm_all, *shift, NOON) == "not_allowed"
        assert why_not(NotAllowed, hours.list_parts, *shift) == "not_allowed"
        marking = (session, part.id, nobody, late)
        assert why_not(NotAllowed, no_shows.mark_absent, *marking) == "not_allowed"
        assert hours.list_waiting(session, nobody, NOON).total == 0
        assert to_do.list_to_do(session, nobody, NOON) == ()
    me = part.person_id
    access.appoint(session, me, Role.CLERK, areas.get_area(session, "XF"), NOON)
    assert why_not(NotAllowed, hours.confirm, session, part.id, me, NOON) == "own_attendance"
    assert why_not(Conflict, hours.confirm_all, session, saturday.shift.id, me, NOON) == (
        "hours_confirmed"
    )
    assert why_not(NotFound, hours.list_parts, session, 4711, me) == "shift_unknown"


def test_the_list_has_one_line_for_each_shift_and_one_query(saturday: Saturday) -> None:
    session = saturday.session
    assert hours.list_waiting(session, saturday.wang, SetClock(SATURDAY)).items == []
    saturday.served(saturday.parts[0])
    later = a_shift(session, saturday.opening, SATURDAY + timedelta(days=7))
    a_part(session, later, saturday.parts[1].person_id)
    (only,) = hours.list_waiting(session, saturday.wang, NOON).items
    assert (only.shift.id, only.served, only.missing) == (saturday.shift.id, 1, 2)
    in_a_week = SetClock(SATURDAY + timedelta(days=7, hours=3))
    page = hours.list_waiting(session, saturday.clerk, in_a_week, limit=1)
    assert ([it.served for it in page.items], page.total) == ([1], 2)
    rest = hours.list_waiting(session, saturday.clerk, in_a_week, after=1)
    assert [(it.shift.id, it.missing) for it in rest.items] == [(later.id, 1)]


def test_in_the_evening_they_are_told_which_hours_wait(saturday: Saturday) -> None:
    session = saturday.session
    a_worker(session, Role.OFFICER, "JD")
    assert to_do.list_receivers(session, NOON) == [str(saturday.wang), str(saturday.clerk)]
    assert not to_do.tell_evening(session, str(saturday.wang), SetClock(MONDAY))
    saturday.served(saturday.parts[0])
    assert to_do.tell_evening(session, str(saturday.wang), NOON)
    assert "1 人待认定，2 人没签到" in words_for(session, saturday.wang)


def test_hours_are_summed_by_the_month_and_year_of_the_shift(saturday: Saturday) -> None:
    session, me = saturday.session, saturday.parts[0].person_id
    saturday.confirms(saturday.served(saturday.parts[0]))
    for days, state in ((-30, S.CONFIRMED), (-400, S.CONFIRMED), (-1, S.SERVED)):
        shift = a_shift(session, saturday.opening, SATURDAY + timedelta(days=days))
        a_part(session, shift, me, state=state, minutes=30)
    assert hours.hours_of(session, me, NOON) == hours.Hours(120, 150, 1)
    assert [hours.say_hours(minutes) for minutes in (0, 30, 120, 100)] == ["0", "0.5", "2", "1.7"]


@pytest.mark.parametrize("state", [S.EXPECTED, S.PRESENT, S.SERVED])
def test_a_cancelled_shift_gives_nobody_hours(
    saturday: Saturday, given: Given, state: AttendanceState
) -> None:
    session, part = saturday.session, saturday.parts[0]
    saturday.shift.cancelled_at, part.state = MONDAY, state
    session.flush()
    assert why_not(Conflict, saturday.confirms, part) == "attendance_over"
    shift = (session, saturday.shift.id, saturday.wang, NOON)
    assert why_not(Conflict, hours.confirm_all, *shift) == "hours_confirmed"
    assert attendance.close_forgotten(session, SetClock(SATURDAY + timedelta(days=1))) == 0
    assert hours.list_waiting(session, saturday.wang, NOON).total == 0
    assert part.state is state
    assert given == []
