"""What is left of a member who is erased: hours and points, counted without a name."""

from sqlalchemy import delete, update
from sqlmodel import Session

from models.base import table
from models.members import Enrolment, EnrolmentState, Member, MemberCorrection, MemberView
from models.points import Pledge
from models.shifts import Attendance
from services.clock import Clock
from services.identity import people
from services.members import removing
from services.points import rewards

_members, _requests, _views = table(Member), table(Enrolment), table(MemberView)
_corrections = table(MemberCorrection)
_pledges, _parts = table(Pledge), table(Attendance)


def leave_service(session: Session, person_id: int, clock: Clock) -> None:
    """End their membership and claims, and forget what they said of themselves in it.

    What is sealed under their key goes with it; here goes what is not, and the photos of shifts,
    which go with their account.
    """
    removing.remove_member(session, person_id, clock, is_told=False)
    rewards.cancel_all(session, person_id, clock)
    selves, now = people.selves(session, person_id), clock.now()
    nothing = {"kind": None, "unit_id": None, "skills": "", "interests": "", "free_times": ""}
    open_ = (_requests.c.person_id.in_(selves), _requests.c.decided_at.is_(None))
    for statement in (
        update(_members).where(_members.c.person_id.in_(selves)).values(**nothing),
        update(_requests).where(*open_).values(state=EnrolmentState.DECLINED, decided_at=now),
        update(_requests)
        .where(_requests.c.person_id.in_(selves))
        .values(words=b"", reason="", member_id=None),
        update(_pledges).where(_pledges.c.person_id.in_(selves)).values(words=b""),
        update(_parts)
        .where(_parts.c.person_id.in_(selves))
        .values(reason=None, attachment_id=None, distance=None),
        delete(_views).where(_views.c.person_id.in_(selves)),
        delete(_corrections).where(_corrections.c.person_id.in_(selves)),
    ):
        session.connection().execute(statement)
    session.expire_all()
