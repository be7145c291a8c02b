"""A grid whose people go away, for tests of stand-ins and of who is on duty."""

from datetime import timedelta

from sqlmodel import Session

from models.access import Role
from models.duty import Absence
from services.clock import SetClock
from services.office import access, duty
from tests.support.builders import MONDAY
from tests.support.offices import a_resident, a_worker

CLOCK = SetClock(MONDAY)
FRIDAY = MONDAY + timedelta(days=4)
NIGHT = SetClock(MONDAY + timedelta(hours=13))
"""Eleven in the evening."""


class Grid:
    """Two managers of one grid, one of the next, and a clerk."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.wang = a_worker(session, Role.GRID_MANAGER, "XF-1", "王网格")
        self.li = a_worker(session, Role.GRID_MANAGER, "XF-2", "李网格")
        self.clerk = a_worker(session, Role.CLERK, "XF", "孙社工")
        self.zhang = a_resident(session)

    def goes(self, stand_in: int | None = None) -> Absence:
        return duty.go_away(self.session, self.wang, stand_in, FRIDAY, CLOCK)

    def held_by(self, person_id: int) -> set[tuple[Role, str]]:
        return {(role, area.code) for role, area in access.roles_of(self.session, person_id)}
