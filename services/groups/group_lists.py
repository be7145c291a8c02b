"""Which groups are bound where, for whoever keeps areas."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.groups import Group
from services.groups import groups

LISTED = 300


class Bound(NamedTuple):
    """A group, where it belongs, and whether somebody may end that."""

    group: Group
    places: Sequence[Area]
    may_unbind: bool


def list_bound(session: Session, actor_id: int, within: Sequence[Area]) -> Sequence[Bound]:
    """List the groups that belong to any of these areas."""
    wanted = {area.id for area in within}
    found = session.exec(
        select(Group).where(col(Group.unbound_at).is_(None)).order_by(col(Group.id))
    ).all()
    bound: list[Bound] = []
    for group in found:
        places = groups.areas_of(session, group.id)
        if any(place.id in wanted for place in places):
            may = groups.may_any(session, actor_id, Action.BIND_GROUP, places)
            bound.append(Bound(group, places, may))
    return bound[:LISTED]
