"""Checking in and out of a shift, and afterwards, on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict, Invalid, NotFound, Refusal, TooSoon
from models.media import MediaKind
from models.post_lines import PostAct
from models.posts import Opening
from models.shifts import Attendance, AttendanceState, CheckIn, Shift
from services.clock import SetClock
from services.erasing import retention
from services.posts import ledger
from services.serving import attendance, hours, parts, shift_photos
from services.serving.distance import metres_between
from services.serving.reasons import reason_of
from services.store import Store
from tests.support.offices import a_worker, keys_for, words_for
from tests.support.senders import sent, stored
from tests.support.service import a_member, an_opening
from tests.support.serving import SATURDAY, a_part, a_shift, acts_of, state_of
from tests.support.towns import a_town

MINUTE = timedelta(minutes=1)
EAST_GATE = (30.0, 104.0)


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


class Morning:
    """A member with a shift on Saturday from nine to eleven, and a clock that is moved."""

    def __init__(self, session: Session, **opening: Any) -> None:  # noqa: ANN401
        self.session = session
        self.clock = SetClock(SATURDAY)
        self.chen = a_member(session)
        self.wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        self.opening: Opening = an_opening(session, **opening)
        self.shift: Shift = a_shift(session, self.opening)
        self.part: Attendance = a_part(session, self.shift, self.chen)

    def at(self, minutes: float) -> SetClock:
        """Put the clock so many minutes after the begin."""
        self.clock.at = SATURDAY + minutes * MINUTE
        return self.clock

    def comes(self, minutes: float, **what: int) -> Attendance:
        clock = self.at(minutes)
        return attendance.check_in(self.session, self.part.id, self.chen, clock, **what)

    def goes(self, minutes: float) -> Attendance:
        return attendance.check_out(self.session, self.part.id, self.chen, self.at(minutes))


def refusal_of(kind: type[Refusal], do: object, *args: object, **named: object) -> Refusal:
    assert callable(do)
    with pytest.raises(kind) as refused:
        do(*args, **named)
    return refused.value


@pytest.mark.parametrize("minutes", [-30, 0, 60, 120])
def test_checking_in_is_possible_from_half_an_hour_before_until_the_end(
    session: Session, minutes: int
) -> None:
    morning = Morning(session)
    morning.comes(minutes)
    assert state_of(morning.part) is AttendanceState.PRESENT
    assert morning.part.checked_in_at == SATURDAY + minutes * MINUTE
    assert acts_of(session, morning.part) == [PostAct.CHECKED_IN]


def test_earlier_and_later_get_a_word_with_the_right_time(session: Session) -> None:
    morning = Morning(session)
    early = refusal_of(TooSoon, morning.comes, -31)
    assert (early.reason, early.fields["at"]) == ("check_in_early", "11-28 8:30")
    late = refusal_of(Conflict, morning.comes, 121)
    assert (late.reason, late.fields["at"]) == ("check_in_late", "11-28 11:00")
    assert state_of(morning.part) is AttendanceState.EXPECTED
    assert acts_of(session, morning.part) == []


def test_who_is_checked_in_is_told_since_when(session: Session) -> None:
    morning = Morning(session)
    morning.comes(3)
    again = refusal_of(Conflict, morning.comes, 5)
    assert (again.reason, again.fields["at"]) == ("checked_in_before", "11-28 9:03")


def test_nobody_checks_in_for_another_nor_to_a_cancelled_shift(session: Session) -> None:
    morning = Morning(session)
    other, clock = a_member(session, name="李华"), morning.at(0)
    for do in (attendance.check_in, attendance.check_out):
        found = refusal_of(NotFound, do, session, morning.part.id, other, clock)
        assert found.reason == "attendance_unknown"
    with pytest.raises(NotFound):
        attendance.check_in(session, 4711, other, clock)
    morning.shift.cancelled_at = SATURDAY
    assert refusal_of(Conflict, morning.comes, 0).reason == "shift_cancelled"


@pytest.mark.parametrize(
    ("came", "went", "minutes"),
    [(0, 120, 120), (-20, 140, 120), (-30, 239, 120), (50, 75, 25), (0.2, 119.9, 120)],
)
def test_minutes_run_from_in_to_out_within_the_shift(
    session: Session, came: float, went: float, minutes: int
) -> None:
    morning = Morning(session)
    morning.comes(came)
    morning.goes(went)
    part = parts.get_part(session, morning.part.id)
    assert state_of(part.attendance) is AttendanceState.SERVED
    assert hours.minutes_served(part) == minutes
    assert acts_of(session, morning.part) == [PostAct.CHECKED_IN, PostAct.CHECKED_OUT]


def test_nobody_checks_out_who_is_not_in_or_is_out(session: Session) -> None:
    morning = Morning(session)
    assert refusal_of(Conflict, morning.goes, 10).reason == "not_checked_in"
    morning.comes(0)
    morning.goes(100)
    assert refusal_of(Conflict, morning.goes, 110).reason == "shift_served"
    assert refusal_of(Conflict, morning.comes, 110).reason == "shift_served"


def test_who_forgets_to_check_out_served_as_planned_and_is_told_once(session: Session) -> None:
    morning = Morning(session)
    morning.comes(0)
    assert attendance.close_forgotten(session, morning.at(239)) == 0
    assert attendance.close_forgotten(session, morning.at(240)) == 1
    assert attendance.close_forgotten(session, morning.at(241)) == 0
    assert state_of(morning.part) is AttendanceState.SERVED
    assert morning.part.checked_out_at == morning.shift.ends_at
    assert keys_for(session, morning.chen) == ["shift.checked_out_for_you"]


def test_checking_out_very_late_counts_as_planned(session: Session) -> None:
    morning = Morning(session)
    morning.comes(0)
    morning.goes(300)
    assert morning.part.checked_out_at == morning.shift.ends_at


def test_a_shift_is_made_up_with_a_reason_within_seven_days(session: Session) -> None:
    morning = Morning(session)

    def make_up(minutes: float, why: str = "手机没电了") -> Attendance:
        clock = morning.at(minutes)
        return attendance.make_up(session, morning.part.id, morning.chen, why, clock)

    assert refusal_of(Conflict, make_up, 100).reason == "make_up_early"
    assert refusal_of(Invalid, make_up, 200, "。").reason == "make_up_reason"
    assert refusal_of(Conflict, make_up, 121 + 7 * 24 * 60).reason == "make_up_late"
    make_up(7 * 24 * 60)
    assert state_of(morning.part) is AttendanceState.SERVED
    assert morning.part.is_made_up
    assert reason_of(session, morning.part) == "手机没电了"
    assert acts_of(session, morning.part) == [PostAct.MADE_UP]
    assert "手机没电了" in words_for(session, morning.wang)
    assert refusal_of(Conflict, make_up, 300).reason == "shift_served"


def test_the_reason_lies_sealed(session: Session) -> None:
    morning = Morning(session)
    attendance.make_up(session, morning.part.id, morning.chen, "手机没电了", morning.at(200))
    assert "手机".encode() not in (morning.part.reason or b"")
    (line,) = ledger.list_lines(session, morning.part.claim_id)
    assert line.words == "手机没电了"


def test_a_location_counts_within_the_distance_and_only_that_is_kept(session: Session) -> None:
    morning = Morning(session, check_in=CheckIn.LOCATION, latitude=30.0, longitude=104.0)
    assert refusal_of(Invalid, morning.comes, 0).reason == "location_missing"
    far = refusal_of(Conflict, morning.comes, 0, metres=301)
    assert (far.reason, far.fields) == ("check_in_far", {"metres": 301, "limit": 300})
    morning.comes(0, metres=attendance.measure(morning.opening, 30.001, 104.0))
    assert morning.part.distance == 111


def test_without_coordinates_the_button_suffices(session: Session) -> None:
    morning = Morning(session, check_in=CheckIn.LOCATION)
    morning.comes(0)
    assert morning.part.distance is None


@pytest.mark.parametrize(
    ("there", "metres"),
    [
        ((30.0, 104.0), 0),
        ((30.0, 104.01), 963),
        ((-30.0, -76.0), 20_015_115),
        ((90.0, 0.0), 6_671_705),
    ],
)
def test_the_distance_is_that_over_the_earth(there: tuple[float, float], metres: int) -> None:
    assert metres_between(EAST_GATE, there) == metres


@pytest.mark.parametrize(
    "there", [(90.1, 0), (-91, 0), (0, 180.1), (0, -181), (float("nan"), 0), (0, float("inf"))]
)
def test_a_point_that_is_nowhere_is_refused(there: tuple[float, float]) -> None:
    assert refusal_of(Invalid, metres_between, EAST_GATE, there).reason == "location_invalid"


def test_a_photo_of_ones_own_is_kept_with_the_check_in(session: Session) -> None:
    morning = Morning(session, check_in=CheckIn.PHOTO)
    (photo,) = sent(session, morning.chen, MediaKind.PHOTO)
    (voice,) = sent(session, morning.chen, MediaKind.VOICE)
    other = a_member(session, name="李华")
    (theirs,) = sent(session, other, MediaKind.PHOTO)
    assert refusal_of(Invalid, morning.comes, 0).reason == "photo_missing"
    for wrong in (voice, theirs, 4711):
        refused = refusal_of(Invalid, morning.comes, 0, attachment_id=wrong)
        assert refused.reason == "photo_missing"
    assert shift_photos.find_photo(session, [photo, voice]) == photo
    morning.comes(0, attachment_id=photo)
    assert morning.part.attachment_id == photo
    assert shift_photos.list_photos(session, morning.shift.id) == []
    stored(session, morning.clock, photo)
    assert shift_photos.list_photos(session, morning.shift.id) == [photo]


def test_a_photo_serves_for_one_check_in_only(session: Session) -> None:
    morning = Morning(session, check_in=CheckIn.PHOTO)
    photo, other = sent(session, morning.chen, MediaKind.PHOTO, MediaKind.PHOTO)
    last_week = a_shift(session, morning.opening, SATURDAY - timedelta(days=7))
    a_part(session, last_week, morning.chen, attachment_id=photo)
    assert refusal_of(Invalid, morning.comes, 0, attachment_id=photo).reason == "photo_used"
    morning.comes(0, attachment_id=other)


def test_a_photo_of_a_check_in_outlives_those_that_were_never_handed_in(
    session: Session,
) -> None:
    morning = Morning(session, check_in=CheckIn.PHOTO)
    photo, left = sent(session, morning.chen, MediaKind.PHOTO, MediaKind.PHOTO)
    morning.comes(0, attachment_id=photo)
    retention.purge_media(session, SetClock(SATURDAY))
    session.refresh(morning.part)
    assert morning.part.attachment_id == photo
    assert shift_photos.find_photo(session, [left]) is None
    retention.purge_media(session, SetClock(SATURDAY + timedelta(days=800)))
    session.refresh(morning.part)
    assert morning.part.attachment_id is None
