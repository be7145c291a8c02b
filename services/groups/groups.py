"""Groups: which areas they belong to, who may say so, and what is posted where."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.base import table
from models.errors import Conflict, NotFound
from models.groups import CARRIES, HEARD, PUSHED, Content, Group, GroupArea, GroupKind
from models.outbox import Priority
from models.people import Account
from services.areas import areas
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Saying
from services.office import access
from services.sealing import sealer_of
from services.store import lock
from services.versions import Remembered

_BOUND = Remembered(
    Group, lambda session: session.exec(select(Group.id).limit(1)).first() is not None
)
"""Whether any group was ever bound: where none was, nobody looks for cards."""


def bind(  # noqa: PLR0913 - what is bound, as what, to where, by whom
    session: Session,
    account_id: int | None,
    kind: GroupKind,
    places: Sequence[Area],
    actor_id: int,
    clock: Clock,
    *,
    title: str = "",
    topic: str = "",
) -> Group:
    """Say which areas a group belongs to, and as what; what it was bound as before is changed.

    Args:
        session: the open transaction.
        account_id: the group as its door knows it; None when no bot can write there.
        kind: as what.
        places: one area or several.
        actor_id: who says so.
        clock: tells the time.
        title: what people call the group.
        topic: forum topic in which the bot speaks there.

    Raises:
        NotAllowed: they may not in one of these areas, or in none it was bound to.
    """
    _require_each(session, actor_id, places)
    group = None
    if account_id is not None:
        lock(session, Account, account_id)  # two who bind at once: the later one counts
        group = find_own(session, account_id, topic)
    if group is None:
        group = Group(
            account_id=account_id,
            topic=topic,
            kind=kind,
            bound_by=actor_id,
            bound_at=clock.now(),
        )
        session.add(group)
    else:
        require_any(session, actor_id, Action.BIND_GROUP, areas_of(session, group.id))
        connection, belongs = session.connection(), table(GroupArea)
        connection.execute(delete(belongs).where(belongs.c.group_id == group.id))
    group.kind, group.title = kind, title or group.title
    group.bound_by, group.bound_at = actor_id, clock.now()
    session.flush()
    _add(session, group, places)
    return group


def add_areas(session: Session, group_id: int, places: Sequence[Area], actor_id: int) -> Group:
    """Let a group belong to further areas; who works there may, whoever bound it before.

    Raises:
        NotAllowed: they may not in one of these areas.
        Conflict: group_not_bound.
    """
    _require_each(session, actor_id, places)
    group = lock(session, Group, group_id)
    if group is None or group.unbound_at is not None:
        raise Conflict("group_not_bound")
    known = {area.id for area in areas_of(session, group_id)}
    _add(session, group, [place for place in places if place.id not in known])
    return group


def unbind(session: Session, group_id: int, actor_id: int, clock: Clock) -> None:
    """End a group's belonging; nothing is posted there any more.

    Raises:
        NotAllowed: they may not in any of its areas.
        Conflict: group_not_bound.
    """
    group = lock(session, Group, group_id)
    if group is None or group.unbound_at is not None:
        raise Conflict("group_not_bound")
    require_any(session, actor_id, Action.BIND_GROUP, areas_of(session, group_id))
    group.unbound_at, group.employee = clock.now(), None
    session.flush()


def may_any(session: Session, actor_id: int, action: Action, places: Sequence[Area]) -> bool:
    """Tell whether somebody may do this in one of these areas."""
    return any(access.may(session, actor_id, action, place) for place in places)


def require_any(session: Session, actor_id: int, action: Action, places: Sequence[Area]) -> None:
    """Refuse who may do this in none of these areas.

    Raises:
        NotAllowed: not_allowed.
    """
    if not may_any(session, actor_id, action, places):
        access.require(session, actor_id, action, places[0])


def find_own(session: Session, account_id: int, topic: str = "") -> Group | None:
    """Find what just this topic of a group is bound as; the group as a whole has none."""
    return session.exec(
        select(Group).where(
            Group.account_id == account_id,
            col(Group.unbound_at).is_(None),
            Group.topic == topic,
        )
    ).first()


def list_manual(session: Session, places: Sequence[Area]) -> Sequence[Group]:
    """List the groups of these areas into which words are carried by hand."""
    return session.exec(
        select(Group)
        .where(
            col(Group.account_id).is_(None),
            col(Group.unbound_at).is_(None),
            col(Group.id).in_(
                select(col(GroupArea.group_id)).where(
                    col(GroupArea.area_id).in_([place.id for place in places])
                )
            ),
        )
        .order_by(col(Group.id))
    ).all()


def find_bound(session: Session, account_id: int, topic: str = "") -> Group | None:
    """Find what a group is bound as: in this topic, else as a whole."""
    return session.exec(
        select(Group)
        .where(
            Group.account_id == account_id,
            col(Group.unbound_at).is_(None),
            col(Group.topic).in_({topic, ""}),
        )
        .order_by(col(Group.topic).desc())
    ).first()


def get_group(session: Session, group_id: int) -> Group:
    """Give a bound group.

    Raises:
        NotFound: group_unknown.
    """
    group = session.get(Group, group_id)
    if group is None:
        raise NotFound("group_unknown")
    return group


def areas_of(session: Session, group_id: int) -> Sequence[Area]:
    """List the areas a group belongs to."""
    return session.exec(
        select(Area)
        .join(GroupArea, col(GroupArea.area_id) == Area.id)
        .where(GroupArea.group_id == group_id)
        .order_by(col(GroupArea.id))
    ).all()


def are_any_bound(session: Session) -> bool:
    """Tell whether any group was ever bound."""
    return _BOUND.get(session)


def list_at(session: Session, area: Area, content: Content) -> Sequence[Group]:
    """List the groups that belong to just this area."""
    return _list(session, [area.id], content)


def list_around(session: Session, area: Area, content: Content) -> Sequence[Group]:
    """List the groups that hear of something in a place: those of its areas, up to the street."""
    return _list(session, areas.ids_upward(area), content)


def list_within(session: Session, area: Area, content: Content) -> Sequence[Group]:
    """List the groups that something said to an area goes to: its own and those below.

    Never those of an area above: who may speak to a grid may not speak to the community.
    """
    here = [area.id, *(each.id for each in areas.list_below(session, area))]
    return _list(session, here, content)


def post(
    session: Session,
    group: Group,
    saying: Saying,
    clock: Clock,
    priority: Priority = Priority.NOTICE,
) -> None:
    """Say something in a group; it keeps the quiet hours and the group's budget."""
    address = address_of(session, group)
    if address is not None:
        outbox.post(session, address, saying, clock, priority)


def address_of(session: Session, group: Group) -> outbox.Address | None:
    """Give where messages to a group go; None when no bot can write there unasked."""
    account = None if group.account_id is None else session.get(Account, group.account_id)
    if account is None or only_answers(account.outer_id):
        return None
    sealer = sealer_of(session, account.key_id)
    return outbox.Address(account.id, account.outer_id, sealer, group.topic)


def only_answers(name: str) -> bool:
    """Tell by what a group is called whether we say nothing there unasked."""
    return name.startswith(HEARD)


def is_by_hand(session: Session, group: Group) -> bool:
    """Tell whether what a group is told unasked has to be carried there."""
    return address_of(session, group) is None


def has_voice(session: Session, group: Group) -> bool:
    """Tell whether a robot pushes for the same areas and kind: it tells what we cannot."""
    here = {area.id for area in areas_of(session, group.id)}
    robots = session.exec(
        select(Group.id)
        .join(Account, col(Account.id) == Group.account_id)
        .where(
            Group.kind == group.kind,
            col(Group.unbound_at).is_(None),
            col(Account.unreachable_since).is_(None),
            col(Account.outer_id).startswith(PUSHED),
        )
    ).all()
    return any(here <= {area.id for area in areas_of(session, robot)} for robot in robots)


def _list(session: Session, area_ids: Sequence[int], content: Content) -> Sequence[Group]:
    if not are_any_bound(session):
        return ()
    kinds = [kind for kind, carried in CARRIES.items() if content in carried]
    found = session.exec(
        select(Group, col(Account.outer_id))
        .outerjoin(Account, col(Account.id) == Group.account_id)
        .where(
            col(Group.unbound_at).is_(None),
            col(Account.unreachable_since).is_(None),
            col(Group.kind).in_(kinds),
            col(Group.id).in_(
                select(col(GroupArea.group_id)).where(col(GroupArea.area_id).in_(area_ids))
            ),
        )
        .order_by(col(Group.id))
    ).all()
    return [
        group
        for group, name in found
        if not only_answers(name or "") or not has_voice(session, group)
    ]


def _require_each(session: Session, actor_id: int, places: Sequence[Area]) -> None:
    for place in places:
        access.require(session, actor_id, Action.BIND_GROUP, place)


def _add(session: Session, group: Group, places: Sequence[Area]) -> None:
    session.add_all(GroupArea(group_id=group.id, area_id=place.id) for place in _once(places))
    session.flush()
    _BOUND.has_changed(session)


def _once(places: Iterable[Area]) -> Sequence[Area]:
    return list({place.id: place for place in places}.values())
