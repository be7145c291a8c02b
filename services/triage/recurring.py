"""Taking a new report for the return of what is watched (算复发): one press does all of it."""

from sqlmodel import Session

from models.access import Action
from models.cases import Case, Status
from models.errors import Conflict
from models.timeline import Act
from services.case_files import timeline
from services.casework import alerts, lifecycle, permits
from services.casework.cases import get_case, get_case_for
from services.clock import Clock
from services.texts.casework import following as texts
from services.triage import joining, recurrence


def recur_case(session: Session, case_id: int, actor_id: int, clock: Clock) -> Case:
    """Take up again what is watched at the place of a new case, which is merged into it.

    Returns:
        The case that is handled again.

    Raises:
        NotFound, NotAllowed: not theirs to merge.
        Conflict: not_tracked.
    """
    case = get_case_for(session, case_id, actor_id, Action.MERGE_CASE)
    found = recurrence.find_tracked(session, case)
    tracked = None if found is None else get_case(session, found.id)
    if tracked is None or tracked.status is not Status.TRACKING:
        raise Conflict("not_tracked", number=case.number)
    permits.require(session, actor_id, Action.MERGE_CASE, tracked)
    tracked.is_urgent = tracked.is_urgent or case.is_urgent
    lifecycle.begin_again(session, tracked, clock)
    told: timeline.Told = {"case": case.number}
    timeline.append_line(session, tracked, Act.RECURRED, told, clock, actor_id=actor_id)
    again = texts.RECURRED_FOR_YOU(number=tracked.number, round=tracked.round)
    alerts.tell_reporter(session, tracked, again, clock)
    joining.join(session, case, tracked, clock, actor_id=actor_id)
    phrase = texts.RECURRED_ALERT(round=tracked.round, alert=alerts.alert_of(session, tracked))
    alerts.tell_waiting(session, tracked, phrase, clock, besides=actor_id)
    session.flush()
    return tracked
