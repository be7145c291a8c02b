"""Who is in charge where a post is open: telling them, and who decides about their own."""

from collections.abc import Collection, Sequence

from sqlmodel import Session

from models.access import Action
from models.outbox import Priority
from models.posts import Claim, Opening
from services.areas import areas
from services.casework import reach
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import people
from services.office import access


def tell(  # noqa: PLR0913 - what, of what, to whom, how urgently
    session: Session,
    opening: Opening,
    saying: Saying,
    clock: Clock,
    action: Action,
    *,
    besides: Collection[int] = (),
    priority: Priority = Priority.REMINDER,
) -> None:
    """Tell who may do this here; where nobody can be reached, who stands above."""
    area = areas.area_of(session, opening.area_id)
    for person_id in reach.nearest_to_decide(session, area, action, besides):
        outbox.tell(session, person_id, saying, clock, priority)


def list_others(
    session: Session, opening: Opening, action: Action, besides: Collection[int | None]
) -> Sequence[int]:
    """List who else may do this here, the nearest level first."""
    area = areas.area_of(session, opening.area_id)
    held = access.list_appointed(session, action, area)
    return [person_id for person_id, _ in held if person_id not in besides]


def is_left_to_others(session: Session, claim: Claim, opening: Opening, actor_id: int) -> bool:
    """Tell whether a claim is somebody's own, and somebody else may decide about it."""
    if people.present(session, claim.person_id) != actor_id:
        return False
    return bool(list_others(session, opening, Action.CONFIRM_CLAIM, {actor_id}))
