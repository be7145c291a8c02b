"""Who did not come, and what is said against it, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Conflict, Invalid, NotAllowed, NotFound, TooSoon
from models.points import PointReason
from models.post_lines import PostAct
from models.shifts import AttendanceState
from services.clock import SetClock
from services.points import awarding
from services.serving import no_shows
from services.store import Store
from tests.support.offices import a_worker, hear_all, keys_for, words_for
from tests.support.saturdays import NOON, Given, Saturday, why_not
from tests.support.serving import SATURDAY, acts_of, state_of
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
    assert why_not(Conflict, no_shows.mark_absent, *about, NOON) == "absent_before"


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
    assert why_not(Conflict, absence.decides, S.SERVED, second) == "dispute_decided"
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


def test_what_one_recorded_oneself_is_listed_only_where_nobody_else_decides(
    saturday: Saturday,
) -> None:
    session, clerk = saturday.session, saturday.clerk
    absence = Absence(saturday, by=clerk)
    absence.disputes()

    def listed(by: int) -> list[int]:
        return [it.id for it in no_shows.list_disputed(session, by)]

    assert listed(clerk) == [absence.part.id]
    second = a_worker(session, Role.CLERK, "XF", "周社工")
    assert listed(second) == [absence.part.id]
    assert listed(clerk) == []


def test_absence_is_recorded_within_fourteen_days(saturday: Saturday) -> None:
    session, part = saturday.session, saturday.parts[0]
    last = saturday.shift.ends_at + timedelta(days=14)
    about = (session, part.id, saturday.wang)
    late = SetClock(last + timedelta(seconds=1))
    assert why_not(Conflict, no_shows.mark_absent, *about, late) == "absent_late"
    no_shows.mark_absent(*about, SetClock(last))
    assert state_of(part) is S.ABSENT
