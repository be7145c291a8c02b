"""Groups that our app makes: who belongs there, and which groups it made."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action, Appointment
from models.areas import Area
from models.errors import Invalid, NotFound
from models.groups import MADE, Group, GroupKind
from models.people import Account, Door
from services import groups
from services.clock import Clock
from services.identity import accounts
from services.office import access
from services.posts import group_welcome

FEWEST = 2
"""Members of a group (developer.work.weixin.qq.com/document/path/90245)."""

MOST = 2000

_BELONG: Mapping[GroupKind, Action] = {
    GroupKind.GRID_MANAGERS: Action.SIGN_CASE,
    GroupKind.MEMBERS: Action.CLAIM_POST,
    GroupKind.AFFAIRS: Action.ANNOUNCE,
    GroupKind.OVERSIGHT: Action.OVERSEE,
}
"""Who may do this in the areas of a group, or below them, belongs to it."""


class MadeGroup(NamedTuple):
    """A group that our app made, as an operator sees it."""

    chat: str
    title: str
    kind: GroupKind
    areas: Sequence[str]
    is_reached: bool


def list_belonging(
    session: Session, robot: str, kind: GroupKind, places: Sequence[Area]
) -> Sequence[str]:
    """List who belongs to a group by what they may do there, by their names on the platform.

    Raises:
        Invalid: made_group_kind: residents are in no group that an app makes.
    """
    within = [place.path for place in places]
    held = select(Appointment.person_id, Area.path).join(Area, col(Area.id) == Appointment.area_id)
    held = held.where(col(Appointment.until).is_(None))
    if kind is GroupKind.UNITS:
        held = held.where(col(Appointment.unit_id).is_not(None))
    elif kind in _BELONG:
        held = held.where(col(Appointment.role).in_(access.roles_that_may(_BELONG[kind])))
    else:
        raise Invalid("made_group_kind")
    people = {
        person_id
        for person_id, path in session.exec(held)
        if any(path.startswith(place) for place in within)
    }
    names = session.exec(
        select(Account.outer_id)
        .where(
            Account.door == Door.WECOM,
            Account.robot == robot,
            col(Account.person_id).in_(people),
            col(Account.is_group).is_(False),
            col(Account.unreachable_since).is_(None),
        )
        .order_by(col(Account.id))
    ).all()
    return names[:MOST]


def require(session: Session, actor_id: int, places: Sequence[Area]) -> None:
    """Refuse who may not bind groups in one of these areas, before one is made.

    Raises:
        NotAllowed: not_allowed.
    """
    for place in places:
        access.require(session, actor_id, Action.BIND_GROUP, place)


def bind_made(
    session: Session,
    made: tuple[str, str, str],
    kind: GroupKind,
    places: Sequence[Area],
    actor_id: int,
    clock: Clock,
) -> Group:
    """Bind a group that our app made.

    Args:
        session: the open transaction.
        made: our account, the platform's id of the group, and its name.
        kind: as what.
        places: to which areas.
        actor_id: who says so.
        clock: tells the time.

    Raises:
        NotAllowed: they may not bind groups in one of these areas.
    """
    robot, chat, title = made
    account = accounts.ensure_account(
        session, Door.WECOM, robot, MADE + chat, clock, is_group=True
    )
    group = groups.bind(session, account.id, kind, places, actor_id, clock, title=title)
    group_welcome.show_open(session, group, clock)
    return group


def list_made(session: Session, robot: str) -> Sequence[MadeGroup]:
    """List the bound groups that our app made."""
    return [
        MadeGroup(
            account.outer_id.removeprefix(MADE),
            group.title,
            group.kind,
            [area.code for area in groups.areas_of(session, group.id)],
            account.unreachable_since is None,
        )
        for group, account in _made(session, robot)
    ]


def belonging_to(session: Session, robot: str, chat: str) -> Sequence[str]:
    """List who belongs to a group that our app made.

    Raises:
        NotFound: made_group_unknown.
    """
    for group, account in _made(session, robot):
        if account.outer_id == MADE + chat:
            places = groups.areas_of(session, group.id)
            return list_belonging(session, robot, group.kind, places)
    raise NotFound("made_group_unknown", chat=chat)


def _made(session: Session, robot: str) -> Sequence[tuple[Group, Account]]:
    return session.exec(
        select(Group, Account)
        .join(Account, col(Account.id) == Group.account_id)
        .where(
            Account.door == Door.WECOM,
            Account.robot == robot,
            col(Account.outer_id).startswith(MADE),
            col(Group.unbound_at).is_(None),
        )
        .order_by(col(Group.id))
    ).all()
