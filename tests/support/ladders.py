"""An office with one of each, for tests of the ladder of silence."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from models.access import Role
from models.timeline import Act
from services.case_files import timeline
from services.casework import escalation, handling
from services.clock import SetClock
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker, hear_all, keys_for
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
DUE = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
"""Seven working days after the Monday: Wednesday of the next week."""

LEVELS = {
    1: DUE - timedelta(days=1),
    2: DUE,
    3: DUE + timedelta(days=1),
    4: DUE + timedelta(days=7),
}


class Office:
    """One of each, and a case that the grid manager has signed."""

    def __init__(self, session: Session) -> None:
        a_town(session)
        self.session = session
        self.zhang = a_resident(session)
        self.wang = a_worker(session, Role.GRID_MANAGER, "XF-1", "王网格")
        self.li = a_worker(session, Role.GRID_MANAGER, "XF-1", "李网格")
        self.clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        self.officer = a_worker(session, Role.OFFICER, "JD", "陈街道")
        self.supervisor = a_worker(session, Role.SUPERVISOR, "JD", "督办员")
        self.case = a_case(session, self.zhang, CLOCK)

    @property
    def staff(self) -> dict[str, int]:
        names = ("wang", "li", "clerk", "officer", "supervisor")
        return {name: getattr(self, name) for name in names}

    def signed(self) -> "Office":
        handling.sign_case(self.session, self.case.id, self.wang, CLOCK)
        hear_all(self.session)
        return self

    def at(self, when: datetime) -> dict[str, list[str]]:
        """Let the ladder be looked at; give who was told what."""
        while escalation.escalate_cases(self.session, SetClock(when)):
            pass
        told = {name: list(keys_for(self.session, who)) for name, who in self.staff.items()}
        hear_all(self.session)
        return {name: keys for name, keys in told.items() if keys}

    def levels(self) -> list[object]:
        lines = timeline.list_lines(self.session, self.case)
        assert timeline.is_intact(self.session, self.case)
        return [(line.told or {})["level"] for line in lines if line.act is Act.ESCALATED]
