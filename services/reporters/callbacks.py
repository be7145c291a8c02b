"""Calls after an answer (回访): what the reporter says on the phone counts like their own press.

Somebody other than who answered, their unit, and who wrote the case down calls, wherever there
is anybody.
"""

from enum import StrEnum

from sqlmodel import Session

from models.access import Action
from models.cases import Case, Status
from models.errors import Conflict, Invalid
from models.timeline import Act
from services.areas import areas
from services.case_files import timeline
from services.casework import permits
from services.casework.cases import get_case_for
from services.clock import Clock
from services.office import access
from services.reporters import answerers, judging

MOST_SATISFIED = 3


class Heard(StrEnum):
    """What came of a call."""

    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    NOT_REACHED = "not_reached"
    NO_WAY = "no_way"


def record_call(  # noqa: PLR0913 - who called, what was said
    session: Session,
    case_id: int,
    actor_id: int,
    heard: Heard,
    clock: Clock,
    *,
    satisfaction: int | None = None,
    words: str = "",
) -> str:
    """Write down what the reporter said on the phone; gives the number.

    Args:
        session: the open transaction.
        case_id: an answered case that its reporter has not judged yet.
        actor_id: who called.
        heard: what came of it.
        clock: tells the time.
        satisfaction: 3 满意, 2 基本满意, 1 不满意; None: they did not say.
        words: what is missing.

    Raises:
        Conflict: answer_judged, or call_not_by_owner.
        Invalid: button_outdated; there is no such satisfaction.
    """
    case = get_to_call(session, case_id, actor_id)
    if satisfaction is not None and not 1 <= satisfaction <= MOST_SATISFIED:
        raise Invalid("button_outdated")
    told: timeline.Told = {"heard": str(heard)}
    act = Act.NO_WAY_TO_CALL if heard is Heard.NO_WAY else Act.CALLED_BACK
    timeline.append_line(session, case, act, told, clock, actor_id=actor_id)
    if heard is Heard.SOLVED:
        judging.take_as_solved(session, case, actor_id, clock)
        if satisfaction is not None:
            judging.take_rating(session, case, actor_id, satisfaction, clock)
    elif heard is Heard.NOT_SOLVED:
        judging.take_as_unsolved(session, case, actor_id, words, clock)
    session.flush()
    return case.number


def get_to_call(session: Session, case_id: int, actor_id: int) -> Case:
    """Give an answered case that this person may call about.

    Raises:
        NotAllowed: not_allowed.
        Conflict: answer_judged, or call_not_by_owner.
    """
    case = get_case_for(session, case_id, actor_id, Action.VIEW_CONTACT)
    if case.status not in (Status.ANSWERED, Status.TRACKING) or case.is_solved is not None:
        raise Conflict("answer_judged", number=case.number)
    if not may_call(session, case, actor_id):
        raise Conflict("call_not_by_owner", number=case.number)
    return case


def may_call(session: Session, case: Case, person_id: int) -> bool:
    """Tell whether this person neither answered nor wrote it down, or there is nobody else."""
    involved = {*answerers.list_answerers(session, case), case.entered_by_id}
    if person_id not in involved:
        return True
    kept_out = {*permits.list_recused(session, case), *involved, case.reporter_id}
    area = areas.area_of(session, case.area_id)
    others = access.list_appointed(session, Action.VIEW_CONTACT, area)
    return all(other in kept_out for other, _ in others)
