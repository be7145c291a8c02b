"""What waits for a human at the platform itself: letters and messages that failed.

Asked for at the desk; `minqing inbox` and `minqing outbox` on the machine ask nobody. What was
written is never shown: whoever runs the system need not read it.
"""

from collections.abc import Sequence

from sqlmodel import Session

from models.access import Action
from models.errors import NotAllowed
from models.outbox import OutMessage
from services.areas import areas
from services.clock import Clock
from services.delivery import holding, unsent
from services.delivery.holding import Held
from services.measures import Measures, take_measures
from services.office import access
from services.reception import inbox, letters
from services.reception.inbox import DeadLetter

LISTED = 100


def may_run(session: Session, actor_id: int) -> bool:
    """Tell whether somebody runs the system, and so sees how it is set."""
    return access.may(session, actor_id, Action.RUN_SYSTEM, areas.get_street(session))


def may_see_letters(session: Session, actor_id: int) -> bool:
    """Tell whether somebody has to do with what failed: it may be anybody's in the street."""
    street = areas.get_street(session)
    may_see = access.may(session, actor_id, Action.SEE_DEAD_LETTERS, street)
    return may_see or may_run(session, actor_id)


def require_letters(session: Session, actor_id: int) -> None:
    """Refuse who has nothing to do with what failed.

    Raises:
        NotAllowed: not_allowed.
    """
    if not may_see_letters(session, actor_id):
        street = areas.get_street(session)
        raise NotAllowed("not_allowed", action=Action.SEE_DEAD_LETTERS, area=street.name)


def measure(session: Session, actor_id: int, clock: Clock) -> Measures:
    """Count what waits.

    Raises:
        NotAllowed: not_allowed.
    """
    require_letters(session, actor_id)
    return take_measures(session, clock)


def list_letters(session: Session, actor_id: int) -> Sequence[DeadLetter]:
    """List what came in and could not be handled.

    Raises:
        NotAllowed: not_allowed.
    """
    require_letters(session, actor_id)
    return inbox.list_dead(session, LISTED)


def list_messages(session: Session, actor_id: int) -> Sequence[OutMessage]:
    """List what could not be sent.

    Raises:
        NotAllowed: not_allowed.
    """
    require_letters(session, actor_id)
    return unsent.list_dead(session)[:LISTED]


def list_held(session: Session, actor_id: int) -> Sequence[Held]:
    """List what waits until somebody says something.

    Raises:
        NotAllowed: not_allowed.
    """
    require_letters(session, actor_id)
    return holding.list_held(session, LISTED)


def retry(session: Session, actor_id: int, kind: str, ids: Sequence[int], clock: Clock) -> int:
    """Try letters or messages again; tell how many.

    Raises:
        NotAllowed: not_allowed.
    """
    require_letters(session, actor_id)
    if kind == "letters":
        return inbox.retry_dead(session, ids)
    return unsent.retry_dead(session, ids, clock)


def drop(session: Session, actor_id: int, kind: str, ids: Sequence[int], clock: Clock) -> int:
    """Give letters or messages up; tell how many.

    Raises:
        NotAllowed: not_allowed.
    """
    require_letters(session, actor_id)
    if kind == "letters":
        return letters.drop_events(session, ids, clock)
    return letters.drop_messages(session, ids)
