"""What a member finds first: what they can take."""

from datetime import timedelta

from models.access import Role
from models.posts import Confirmation
from services.clock import SetClock
from services.posts import claims, near
from services.store import Store
from tests.support.builders import MONDAY
from tests.support.offices import a_worker
from tests.support.service import a_member, an_opening
from tests.support.towns import a_town

CLOCK = SetClock(MONDAY + timedelta(hours=1))


def test_what_clashes_comes_after_what_can_be_taken_and_the_declined_last(store: Store) -> None:
    with store.write() as session:
        a_town(session)
        chen, clerk = a_member(session), a_worker(session, Role.CLERK, "XF")
        asked = an_opening(session, "policy", times="", confirm=Confirmation.COMMUNITY)
        clashing = an_opening(session, "relief")
        mine = an_opening(session, "environment")
        free = an_opening(session, "legal", code="XF-2", times="Sun 09:00-11:00")
        declined = claims.claim_post(session, asked.id, chen, CLOCK)
        claims.decline_claim(session, declined.id, clerk, "人够了", CLOCK)
        claims.claim_post(session, mine.id, chen, CLOCK)
        found = near.list_near(session, chen, CLOCK)
        assert [it.opening.id for it in found] == [free.id, clashing.id, asked.id]
        assert [it.is_busy for it in found] == [False, True, False]
