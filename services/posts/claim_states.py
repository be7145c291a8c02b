"""The one door through which the state of a claim or an attendance changes."""

from models.errors import WrongStatus
from models.posts import CLAIM_TRANSITIONS, OPEN_CLAIMS, Claim, ClaimState
from models.shifts import ATTENDANCE_TRANSITIONS, Attendance, AttendanceState
from services.clock import Clock


def move_claim(claim: Claim, state: ClaimState, clock: Clock) -> None:
    """Change the state of a locked claim.

    Raises:
        WrongStatus: CLAIM_TRANSITIONS does not permit it.
    """
    if state not in CLAIM_TRANSITIONS[claim.state]:
        raise WrongStatus("claim_over", status=claim.state, wanted=state)
    claim.state, claim.since = state, clock.now()
    claim.asked_until = None
    if state not in OPEN_CLAIMS:
        claim.ended_at = clock.now()


def move_attendance(attendance: Attendance, state: AttendanceState) -> None:
    """Change the state of a locked attendance.

    Raises:
        WrongStatus: ATTENDANCE_TRANSITIONS does not permit it.
    """
    if state not in ATTENDANCE_TRANSITIONS[attendance.state]:
        raise WrongStatus("attendance_over", status=attendance.state, wanted=state)
    attendance.state = state
