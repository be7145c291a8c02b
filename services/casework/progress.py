"""What the owner of a case notes on the way (记进展): read under 进度, pushed to nobody."""

from sqlmodel import Session

from models.access import Action
from models.cases import Case, Status
from models.errors import Conflict
from models.timeline import Act
from services.case_files import timeline
from services.case_offers import claimants
from services.casework import handling, permits
from services.casework.cases import get_case_for
from services.clock import Clock
from services.office import absences
from services.wording import require_words


def record_progress(
    session: Session, case_id: int, actor_id: int, words: str, clock: Clock
) -> str:
    """Write a line of progress; gives the number.

    Raises:
        Invalid: progress_missing.
        Conflict: somebody else has it, or it is not in hand.
    """
    states = (Status.HANDLING, Status.SHELVED)
    case = get_own_case(session, case_id, actor_id, *states, action=permits.HOLDS)
    require_words(words, "progress_missing")
    timeline.append_line(session, case, Act.PROGRESSED, {"words": words}, clock, actor_id=actor_id)
    claimants.note_work(session, case, clock)
    session.flush()
    return case.number


def get_own_case(
    session: Session,
    case_id: int,
    actor_id: int,
    *statuses: Status,
    action: Action = Action.ANSWER_CASE,
) -> Case:
    """Give a case, locked, to its owner or their stand-in, in one of these states.

    Raises:
        Conflict: somebody else has it, or it is not in hand.
    """
    case = get_case_for(session, case_id, actor_id, action)
    handling.check_in_hand(session, case, actor_id)
    is_theirs = absences.acts_for(session, actor_id, case.owner_id)
    if not is_theirs or case.status not in statuses:
        raise Conflict("not_in_hand", number=case.number)
    return case
