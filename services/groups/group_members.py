"""Groups that our app makes: who belongs there, and which groups it made."""

import secrets
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action, Appointment
from models.areas import Area
from models.errors import Invalid, NotFound
from models.groups import GROUPS_DOOR, MADE, Group, GroupKind
from models.outbox import Priority
from models.people import Account
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.groups import groups
from services.identity import accounts, people
from services.office import access
from services.posts import group_welcome
from services.store import lock
from services.texts import forward_tasks as texts
from services.texts.groups import KIND_LABELS
from services.texts.phrases import Phrase, put_into_words

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


KINDS = (*_BELONG, GroupKind.UNITS)
"""The kinds of groups that an app makes."""


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
    belong = {
        person_id
        for person_id, path in session.exec(held)
        if any(path.startswith(place) for place in within)
    }
    names = session.exec(
        select(Account.outer_id)
        .where(
            Account.door == GROUPS_DOOR,
            Account.robot == robot,
            col(Account.person_id).in_(belong),
            col(Account.is_group).is_(False),
            col(Account.unreachable_since).is_(None),
        )
        .order_by(col(Account.id))
    ).all()
    return names[:MOST]


class Gathered(NamedTuple):
    """A group that our app makes, and who belongs to it now."""

    robot: str
    chat: str
    title: str
    members: Sequence[str]
    is_there: bool


def list_chats(session: Session, robot: str) -> Sequence[str]:
    """List the bound groups that our app made or is to make, by the platform's ids."""
    return [account.outer_id.removeprefix(MADE) for _, account in _made(session, robot)]


def find_gathered(session: Session, robot: str, chat: str) -> Gathered | None:
    """Find a group that our app made or is to make, and who belongs there."""
    for group, account in _made(session, robot, chat):
        places = groups.areas_of(session, group.id)
        members = list_belonging(session, robot, group.kind, places)
        return Gathered(robot, chat, group.title, members, account.unreachable_since is None)
    return None


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
    group = _bind(session, made, kind, places, actor_id, clock)
    group_welcome.show_open(session, group, clock)
    return group


def _bind(
    session: Session,
    made: tuple[str, str, str],
    kind: GroupKind,
    places: Sequence[Area],
    actor_id: int,
    clock: Clock,
) -> Group:
    robot, chat, title = made
    account = accounts.ensure_account(
        session, GROUPS_DOOR, robot, MADE + chat, clock, is_group=True
    )
    return groups.bind(session, account.id, kind, places, actor_id, clock, title=title)


def find_robot(session: Session, person_id: int) -> str | None:
    """Find our account on the platform that somebody writes to; None when they are not there."""
    return session.exec(
        select(Account.robot)
        .where(
            Account.person_id == person_id,
            Account.door == GROUPS_DOOR,
            col(Account.is_group).is_(False),
        )
        .order_by(col(Account.id).desc())
    ).first()


def wish_for(
    session: Session, kind: GroupKind, places: Sequence[Area], actor_id: int, clock: Clock
) -> tuple[str, int]:
    """Bind a group that is still to be made (bot/errands/gathering.py); until then it is silent.

    Returns:
        Its name, and how many belong to it.

    Raises:
        NotAllowed: they may not bind groups in one of these areas.
        Invalid: made_group_few, made_group_kind, or made_group_not_there: they use no WeCom.
    """
    require(session, actor_id, places)
    robot = find_robot(session, actor_id)
    if robot is None:
        raise Invalid("made_group_not_there")
    members = list_belonging(session, robot, kind, places)
    if len(members) < FEWEST:
        raise Invalid("made_group_few", count=len(members))
    title = "、".join(it.name for it in places) + put_into_words(KIND_LABELS[kind]())
    chat = f"mq{secrets.token_hex(12)}"
    group = _bind(session, (robot, chat, title), kind, places, actor_id, clock)
    people.note_reachable(session, group.account_id or 0, clock, is_reachable=False)
    return title, len(members)


def note_made(session: Session, robot: str, chat: str, clock: Clock) -> None:
    """Note that a group is there now, and tell who wished for it."""
    for group, account in _hold(session, robot, chat):
        if account.unreachable_since is None:
            continue
        people.note_reachable(session, account.id, clock, is_reachable=True)
        session.expire_all()
        _tell(session, group, texts.GROUP_MADE(title=group.title), clock)
        group_welcome.show_open(session, group, clock)


def give_up(session: Session, robot: str, chat: str, why: str, clock: Clock) -> None:
    """End a group that the platform does not want to make, and say so."""
    for group, account in _hold(session, robot, chat):
        if account.unreachable_since is not None:
            group.unbound_at = clock.now()
            session.flush()
            _tell(session, group, texts.GROUP_NOT_MADE(title=group.title, why=why), clock)


def end(session: Session, robot: str, chat: str, clock: Clock) -> None:
    """End a group out of which nobody can be taken any more, and say so.

    Whoever left office stays in it: nothing more is said there.
    """
    for group, _ in _hold(session, robot, chat):
        group.unbound_at = clock.now()
        session.flush()
        _tell(session, group, texts.GROUP_ENDED(title=group.title), clock)


def _tell(session: Session, group: Group, phrase: Phrase, clock: Clock) -> None:
    outbox.tell(session, group.bound_by, Saying((phrase,)), clock, Priority.REMINDER)


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
    found = find_gathered(session, robot, chat)
    if found is not None:
        return found.members
    raise NotFound("made_group_unknown", chat=chat)


def _hold(session: Session, robot: str, chat: str) -> Sequence[tuple[Group, Account]]:
    """Lock a group that our app made: of several processes one says what became of it."""
    for _, account in _made(session, robot, chat):
        lock(session, Account, account.id)
    session.expire_all()
    return _made(session, robot, chat)


def _made(session: Session, robot: str, chat: str = "") -> Sequence[tuple[Group, Account]]:
    name = col(Account.outer_id)
    statement = (
        select(Group, Account)
        .join(Account, col(Account.id) == Group.account_id)
        .where(
            Account.door == GROUPS_DOOR,
            Account.robot == robot,
            name == MADE + chat if chat else name.startswith(MADE),
            col(Group.unbound_at).is_(None),
        )
        .order_by(col(Group.id))
    )
    return session.exec(statement).all()
