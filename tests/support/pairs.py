"""A member with a shift and another who is free, for tests of standing in."""

from datetime import timedelta

from sqlmodel import Session

from models.access import Role
from models.posts import Claim
from models.shifts import Attendance
from services.clock import SetClock
from services.serving import candidates, covers, leave
from tests.support.builders import MONDAY
from tests.support.offices import a_worker
from tests.support.service import a_member, an_opening
from tests.support.serving import SATURDAY, a_part, a_shift

CLOCK = SetClock(MONDAY)
EVE = SetClock(SATURDAY - timedelta(hours=20))


class Pair:
    """A member with a shift on Saturday, and another who is free."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.chen = a_member(session)
        self.li = a_member(session, "XF-2", "李华")
        self.wang = a_worker(session, Role.GRID_MANAGER, "XF-1")
        self.opening = an_opening(session)
        self.shift = a_shift(session, self.opening)
        self.part = a_part(session, self.shift, self.chen)

    def asks(self, other: int | None = None, clock: SetClock = CLOCK) -> None:
        covers.ask_cover(self.session, self.part.id, self.chen, other or self.li, clock)

    def lists(self) -> list[int]:
        found = candidates.list_candidates(self.session, self.part.id, self.chen, CLOCK)
        return [it.person_id for it in found]

    def part_claim(self) -> Claim:
        return self.session.get_one(Claim, self.part.claim_id)

    def accepts(self, clock: SetClock = CLOCK) -> Attendance:
        return covers.accept_cover(self.session, self.part.id, self.li, clock)

    def leaves(self, clock: SetClock = CLOCK, why: str = "孩子病了") -> None:
        leave.ask_leave(self.session, self.part.id, self.chen, why, clock)
