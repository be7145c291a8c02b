"""The phone of a member: whoever of the office sees it is written down first."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.access import Action, Role
from models.areas import Area
from models.errors import NotAllowed
from models.members import MemberView
from services.areas import areas
from services.clock import Clock
from services.identity import people
from services.identity.people import Contact
from services.members.removing import get_member
from services.office import access
from services.store import insert_row


def view_all(
    session: Session, person_ids: Sequence[int], actor_id: int, clock: Clock
) -> Sequence[Contact]:
    """Give how to reach some members, as a list takes it along: each is written down.

    Raises:
        NotFound: member_unknown.
        NotAllowed: not_allowed; one of them is not theirs to see.
    """
    for person_id in person_ids:
        view(session, person_id, actor_id, clock)
    return [people.contact_of(session, person_id) for person_id in person_ids]


def view(session: Session, person_id: int, actor_id: int, clock: Clock) -> None:
    """Write down that somebody of the office sees how to reach a member.

    Raises:
        NotFound: member_unknown.
        NotAllowed: not_allowed.
    """
    member = get_member(session, person_id)
    here = areas.area_of(session, member.area_id)
    role, area_id = permitted_by(session, actor_id, here)
    row = {
        "person_id": member.person_id,
        "viewer_id": actor_id,
        "role": role,
        "area_id": area_id,
        "at": clock.now(),
    }
    insert_row(session, MemberView, row)


def permitted_by(session: Session, actor_id: int, here: Area) -> tuple[Role, int]:
    """Give by which role, and where, somebody keeps the roll here.

    Raises:
        NotAllowed: not_allowed.
    """
    access.require(session, actor_id, Action.ADMIT_MEMBER, here)
    return next(
        (role, area_id)
        for who, role, area_id in access.list_posts(session, Action.ADMIT_MEMBER, here)
        if who == actor_id
    )


def view_again(session: Session, person_id: int, actor_id: int) -> Contact:
    """Give what `view` has written down that they see.

    Raises:
        NotFound: member_unknown.
        NotAllowed: not_allowed, or they never pressed to see it.
    """
    member = get_member(session, person_id)
    here = areas.area_of(session, member.area_id)
    access.require(session, actor_id, Action.ADMIT_MEMBER, here)
    me = people.selves(session, people.present(session, actor_id))
    if not any(it.viewer_id in me for it in list_views_of(session, member.person_id)):
        raise NotAllowed("not_allowed")
    return people.contact_of(session, member.person_id)


def list_views_of(session: Session, person_id: int) -> Sequence[MemberView]:
    """List when a member's phone was seen, the oldest first."""
    found = select(MemberView).where(MemberView.person_id == person_id)
    return session.exec(found.order_by(col(MemberView.id))).all()
