"""Calls after an answer (回访): what the reporter says on the phone counts like their own press.

Somebody other than who answered, their unit, and who wrote the case down calls, wherever there
is anybody.
"""

from enum import StrEnum
from typing import NamedTuple

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
from services.reporters import answerers, followers, following, judging
from services.store import lock

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
        case_id: an answered case that its reporter has not judged yet, or one merged into it.
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
    root = followers.find_asked(session, case)
    act = Act.NO_WAY_TO_CALL if heard is Heard.NO_WAY else Act.CALLED_BACK
    timeline.append_line(session, case, act, told, clock, actor_id=actor_id)
    if root is not None:
        _take_of_merged(session, case, root, actor_id, _Said(heard, satisfaction, words), clock)
    elif heard is Heard.SOLVED:
        judging.take_as_solved(session, case, actor_id, clock)
        if satisfaction is not None:
            judging.take_rating(session, case, actor_id, satisfaction, clock)
    elif heard is Heard.NOT_SOLVED:
        judging.take_as_unsolved(session, case, actor_id, words, clock)
    session.flush()
    return case.number


class _Said(NamedTuple):
    heard: Heard
    satisfaction: int | None
    words: str


def _take_of_merged(
    session: Session, case: Case, root: Case, actor_id: int, said: _Said, clock: Clock
) -> None:
    """Keep what the reporter of a merged case says of the answer: as a follower of that one."""
    about = (root.id, case.reporter_id or 0, root.round)
    if said.heard is Heard.SOLVED:
        following.confirm_followed(session, *about, clock)
        if said.satisfaction is not None:
            following.rate_followed(session, *about, said.satisfaction)
    elif said.heard is Heard.NOT_SOLVED:
        following.deny_followed(session, *about, clock, told_to=actor_id, words=said.words)


def get_to_call(session: Session, case_id: int, actor_id: int) -> Case:
    """Give an answered case that this person may call about.

    Raises:
        NotAllowed: not_allowed.
        Conflict: answer_judged, or call_not_by_owner.
    """
    known = session.get(Case, case_id)
    if known is not None and known.status is Status.MERGED and known.merged_into_id is not None:
        lock(session, Case, known.merged_into_id)  # before its own, as whoever ends it does
    case = get_case_for(session, case_id, actor_id, Action.VIEW_CONTACT)
    is_own = case.status in followers.JUDGED and case.is_solved is None
    if not is_own and followers.find_asked(session, case) is None:
        raise Conflict("answer_judged", number=case.number)
    if not may_call(session, case, actor_id):
        raise Conflict("call_not_by_owner", number=case.number)
    return case


def may_call(session: Session, case: Case, person_id: int) -> bool:
    """Tell whether this person neither answered nor wrote it down, or there is nobody else."""
    answered = followers.find_asked(session, case) or case
    involved = {*answerers.list_answerers(session, answered), case.entered_by_id}
    if person_id not in involved:
        return True
    kept_out = {*permits.list_recused(session, case), *involved, case.reporter_id}
    area = areas.area_of(session, case.area_id)
    others = access.list_appointed(session, Action.VIEW_CONTACT, area)
    return all(other in kept_out for other, _ in others)
