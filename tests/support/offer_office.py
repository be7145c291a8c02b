"""A grid with its people and a case before members, for tests of what may befall both."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from models.access import Role
from models.case_offers import CaseOffer
from services.case_offers import case_offers
from services.clock import SetClock
from tests.support.builders import MONDAY
from tests.support.offices import a_case, a_resident, a_worker
from tests.support.service import a_member
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY)
LATER = SetClock(MONDAY + timedelta(hours=1))
SUMMARY = "楼道要换灯"


class Office:
    """A grid with its people, and a case that was put before members."""

    def __init__(self, session: Session, **report: Any) -> None:  # noqa: ANN401
        a_town(session)
        self.session = session
        self.reporter = a_resident(session, "张奶奶")
        self.manager = a_worker(session, Role.GRID_MANAGER, "XF-1")
        self.other = a_worker(session, Role.GRID_MANAGER, "XF-1", "赵网格")
        self.clerk = a_worker(session, Role.CLERK, "XF", "陈社工")
        self.member = a_member(session)
        self.case = a_case(session, self.reporter, CLOCK, **report)

    def offer(self) -> CaseOffer:
        """Put the case before members."""
        case_offers.offer_case(self.session, self.case.id, self.manager, SUMMARY, CLOCK)
        return self.found

    def claim(self) -> CaseOffer:
        """Let the member claim it."""
        return case_offers.claim_case(self.session, self.found.id, self.member, LATER)

    @property
    def found(self) -> CaseOffer:
        """The newest offer."""
        self.session.flush()
        return self.session.exec(select(CaseOffer)).all()[-1]
