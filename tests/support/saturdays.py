"""A shift of three members, and what points are asked for, for tests of what comes after it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.access import Role
from models.errors import Refusal
from models.points import PointReason
from models.shifts import Attendance, AttendanceState
from services.clock import Clock, SetClock
from services.serving import hours
from tests.support.offices import a_worker
from tests.support.service import a_member, an_opening
from tests.support.serving import SATURDAY, a_part, a_shift

NOON = SetClock(SATURDAY + timedelta(hours=3))


class Given(list[tuple[str, int, PointReason, str, float]]):
    """What points were asked for and taken back, instead of giving any."""

    def award(  # noqa: PLR0913 - as awarding.award
        self,
        session: Session,
        person_id: int,
        reason: PointReason,
        record: str,
        clock: Clock,
        *,
        units: float = 1,
        at: datetime | None = None,
    ) -> int:
        assert at is not None, "it counts in the month of the shift, not of now"
        del session, clock
        self.append(("award", person_id, reason, record, units))
        return 4

    def take_back(
        self, session: Session, person_id: int, reason: PointReason, record: str, clock: Clock
    ) -> None:
        del session, clock
        self.append(("take back", person_id, reason, record, 1))


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
        part.state, part.checked_in_at = AttendanceState.SERVED, SATURDAY
        part.checked_out_at = SATURDAY + timedelta(minutes=minutes)
        self.session.flush()
        return part

    def confirms(self, part: Attendance, minutes: int | None = None) -> int:
        return hours.confirm(self.session, part.id, self.wang, NOON, minutes)


def why_not(kind: type[Refusal], do: object, *args: object) -> str:
    assert callable(do)
    with pytest.raises(kind) as refused:
        do(*args)
    return refused.value.reason
