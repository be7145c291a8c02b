"""Anonymous reports: hidden from staff too, until a supervisor lifts it for a reason."""

from sqlmodel import Session

from models.access import Action
from models.cases import Case
from models.errors import Conflict
from models.timeline import Act
from services.case_files import timeline
from services.casework import alerts
from services.casework.cases import get_case_for
from services.clock import Clock
from services.texts.casework import intake as texts
from services.wording import require_words


def check_known(case: Case) -> None:
    """Refuse to show who reported a case that they want kept from staff.

    Raises:
        Conflict: reporter_anonymous.
    """
    if case.is_anonymous:
        raise Conflict("reporter_anonymous", number=case.number)


def lift_anonymity(
    session: Session, case_id: int, actor_id: int, reason: str, clock: Clock
) -> str:
    """Let handlers see who reported a case (解除匿名); the reporter is told why. Gives the number.

    Raises:
        NotFound, NotAllowed: only a supervisor may.
        Invalid: lift_reason_missing.
        Conflict: not_anonymous.
    """
    case = get_case_for(session, case_id, actor_id, Action.LIFT_ANONYMITY)
    require_words(reason, "lift_reason_missing")
    if not case.is_anonymous:
        raise Conflict("not_anonymous", number=case.number)
    case.is_anonymous = False
    told: timeline.Told = {"words": reason}
    timeline.append_line(session, case, Act.ANONYMITY_LIFTED, told, clock, actor_id=actor_id)
    phrase = texts.LIFTED_FOR_YOU(number=case.number, reason=reason)
    alerts.tell_reporter(session, case, phrase, clock, to_followers=False)
    session.flush()
    return case.number
