"""Hours confirmed after a shift, and who did not come, on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal, TooSoon
from models.points import PointReason
from models.post_lines import PostAct
from models.shifts import Attendance, AttendanceState
from services import areas
from services.clock import Clock, SetClock
from services.office import access
from services.points import awarding
from services.posts import hours, no_shows, to_do
from services.store import Store
from tests.builders import MONDAY
from tests.offices import a_resident, a_worker, hear_all, keys_for, words_for
from tests.service import a_member, an_opening
from tests.serving import SATURDAY, a_part, a_shift, acts_of, state_of
from tests.towns import a_town

NOON = SetClock(SATURDAY + timedelta(hours=3))
S = AttendanceState


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.write() as session:
        a_town(session)
        yield session


class Given(list[tuple[str, int, PointReason, str, float]]):
    """What points were asked for and taken back, instead of giving any."""

    def award(
        self,
        session: Session,
        person_id: int,
        reason: PointReason,
        record: str,
        clock: Clock,
        *,
        units: float = 1,
    ) -> int:
        del session, clock
        self.append(("award", person_id, reason, record, units))
        return 4

    def take_back(
        self, session: Session, person_id: int, reason: PointReason, record: str, clock: Clock
    ) -> None:
        del session, clock
        self.append(("take back", person_id, reason, record, 1))


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    given = Given()
    monkeypatch.setattr(awarding, "award", given.award)
    monkeypatch.setattr(awarding, "take_back", given.take_back)
    return given


class Saturday:
    """A shift of three members, looked after by a grid manager, a clerk and an officer."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        self.clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        self.opening = an_opening(session, places=5)
        self.shift = a_shift(session, self.opening)
        self.parts = [self.part(name) for name in ("陈卫国", "李华", "赵敏")]

    def part(self, name: str, **columns: Any) -> Attendance:  # noqa: ANN401
        member = a_member(self.session, name=name)
        return a_part(self.session, self.shift, member, **columns)

    def served(self, part: Attendance, minutes: int = 120) -> Attendance:
        part.state, part.checked_in_at = S.SERVED, SATURDAY
        part.checked_out_at = SATURDAY + timedelta(minutes=minutes)
        self.session.flush()
        return part

    def confirms(self, part: Attendance, minutes: int | None = None) -> int:
        return hours.confirm(self.session, part.id, self.wang, NOON, minutes)


@pytest.fixture
def saturday(session: Session) -> Saturday:
    return Saturday(session)


def why_not(kind: type[Refusal], do: object, *args: object) -> str:
    assert callable(do)
    with pytest.raises(kind) as refused:
        do(*args)
    return refused.value.reason


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


class Absence:
    """Somebody was recorded as absent."""

    def __init__(self, saturday: Saturday, by: int | None = None) -> None:
        self.session, self.saturday = saturday.session, saturday
        self.part = saturday.parts[0]
        self.me = self.part.person_id
        no_shows.mark_absent(self.session, self.part.id, by or saturday.wang, NOON)

    def disputes(self, after: float = 1, words: str = "我在西门，没人叫我") -> None:
        clock = SetClock(NOON.at + timedelta(days=after))
        no_shows.dispute(self.session, self.part.id, self.me, words, clock)

    def decides(self, verdict: AttendanceState, by: int | None = None) -> None:
        actor = by or self.saturday.clerk
        no_shows.decide(self.session, self.part.id, actor, verdict, NOON)


def test_absence_is_recorded_from_a_quarter_of_an_hour_after_the_begin(
    saturday: Saturday, given: Given
) -> None:
    session, part = saturday.session, saturday.parts[0]
    early = SetClock(SATURDAY + timedelta(minutes=14))
    about = (session, part.id, saturday.wang)
    assert why_not(TooSoon, no_shows.mark_absent, *about, early) == "absent_early"
    no_shows.mark_absent(*about, SetClock(SATURDAY + timedelta(minutes=15)))
    assert state_of(part) is S.ABSENT
    assert acts_of(session, part) == [PostAct.MARKED_ABSENT]
    assert keys_for(session, part.person_id) == ["shift.absent_told"]
    assert given == []
    assert why_not(Conflict, no_shows.mark_absent, *about, NOON) == "attendance_over"


def test_what_nobody_disputes_stands_after_three_days_once(
    saturday: Saturday, given: Given
) -> None:
    absence = Absence(saturday)
    session = saturday.session
    assert no_shows.settle_undisputed(session, SetClock(NOON.at + timedelta(days=3))) == 0
    later = SetClock(NOON.at + timedelta(days=3, minutes=1))
    assert no_shows.settle_undisputed(session, later) == 1
    assert no_shows.settle_undisputed(session, later) == 0
    record = f"attendances:{absence.part.id}"
    assert given == [("award", absence.me, PointReason.NO_SHOW, record, 1)]
    assert acts_of(session, absence.part) == [PostAct.MARKED_ABSENT, PostAct.ABSENCE_STANDS]
    assert why_not(Conflict, absence.disputes, 4) == "dispute_late"


def test_a_dispute_goes_to_another_who_decides(saturday: Saturday, given: Given) -> None:
    second = a_worker(saturday.session, Role.CLERK, "XF", "周社工")
    absence = Absence(saturday, by=saturday.clerk)
    hear_all(saturday.session)
    absence.disputes()
    assert keys_for(saturday.session, saturday.clerk) == []
    assert "我在西门" in words_for(saturday.session, second)
    assert why_not(NotAllowed, absence.decides, S.ABSENT) == "own_mark"
    assert why_not(NotAllowed, absence.decides, S.ABSENT, saturday.wang) == "not_allowed"
    assert [it.id for it in no_shows.list_disputed(saturday.session, second)] == [absence.part.id]
    absence.decides(S.ABSENT, second)
    assert state_of(absence.part) is S.ABSENT
    assert [it[0] for it in given] == ["award"]
    assert no_shows.list_disputed(saturday.session, second) == []
    assert why_not(Conflict, absence.disputes) == "absence_decided"


def test_where_there_is_nobody_else_who_recorded_it_decides(saturday: Saturday) -> None:
    absence = Absence(saturday, by=saturday.clerk)
    hear_all(saturday.session)
    absence.disputes()
    assert keys_for(saturday.session, saturday.clerk) == ["shift.dispute_told"]
    absence.decides(S.ABSENT)
    assert state_of(absence.part) is S.ABSENT


@pytest.mark.parametrize("verdict", [S.SERVED, S.EXCUSED])
def test_a_corrected_absence_takes_back_what_it_cost(
    saturday: Saturday, given: Given, verdict: AttendanceState
) -> None:
    absence = Absence(saturday)
    absence.disputes()
    absence.decides(verdict)
    assert state_of(absence.part) is verdict
    assert [(it[0], it[2]) for it in given] == [("take back", PointReason.NO_SHOW)]
    assert acts_of(saturday.session, absence.part) == [
        PostAct.MARKED_ABSENT,
        PostAct.DISPUTED,
        PostAct.ABSENCE_CLEARED,
    ]
    if verdict is S.SERVED:
        assert saturday.confirms(absence.part) == 120


def test_a_dispute_has_words_and_its_time_and_is_of_the_one_it_is_about(
    saturday: Saturday,
) -> None:
    absence = Absence(saturday)
    assert why_not(Invalid, absence.disputes, 1, "！") == "dispute_words"
    assert why_not(Conflict, absence.disputes, 3.1) == "dispute_late"
    other = saturday.parts[1].person_id
    about = (saturday.session, absence.part.id, other, "不是我")
    assert why_not(NotFound, no_shows.dispute, *about, NOON) == "attendance_unknown"
    assert why_not(Conflict, absence.decides, S.SERVED) == "attendance_over"
