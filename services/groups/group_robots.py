"""Robots that can only push into their group (WeCom, 群机器人): their keys, what they carry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.areas import Area
from models.base import table
from models.doors import GroupRobot
from models.errors import Invalid, NotFound
from models.groups import GROUPS_DOOR, PUSHED, Group, GroupKind
from models.people import Account
from services.clock import Clock
from services.groups import groups
from services.identity import accounts, people
from services.posts import group_welcome
from services.sealing import sealer_of

_NAME = re.compile(r"[^\s:：]{1,30}")
_KEY = re.compile(r"[0-9A-Za-z_-]{8,80}")


@dataclass(frozen=True, slots=True)
class NewRobot:
    """A robot to be listed.

    Args:
        robot: our app on the platform.
        name: what people call the group.
        key: what the robot's address carries.
        kind: of which kind the group is.
        places: its areas.
    """

    robot: str
    name: str
    key: str
    kind: GroupKind
    places: Sequence[Area]


class PushRobot(NamedTuple):
    """A robot as an operator sees it; never its key."""

    name: str
    kind: GroupKind
    areas: Sequence[str]
    is_reached: bool


def add(session: Session, new: NewRobot, actor_id: int, clock: Clock) -> Group:
    """Let a robot push what its kind of group is told; an old one of its name gets a new key.

    Raises:
        Invalid: robot_name_wrong, or robot_key_wrong.
        NotAllowed: they may not bind groups in one of these areas.
    """
    if not _NAME.fullmatch(new.name):
        raise Invalid("robot_name_wrong")
    if not _KEY.fullmatch(new.key):
        raise Invalid("robot_key_wrong")
    known = accounts.ensure_account(
        session, GROUPS_DOOR, new.robot, PUSHED + new.name, clock, is_group=True
    )
    group = groups.bind(session, known.id, new.kind, new.places, actor_id, clock, title=new.name)
    people.note_reachable(session, known.id, clock, is_reachable=True)
    sealed = sealer_of(session, known.key_id).seal(new.key)
    row = session.exec(select(GroupRobot).where(GroupRobot.account_id == known.id)).first()
    if row is None:
        session.add(GroupRobot(account_id=known.id, key=sealed))
    else:
        row.key = sealed
    session.flush()
    group_welcome.show_open(session, group, clock)
    return group


def remove(session: Session, robot: str, name: str, actor_id: int, clock: Clock) -> None:
    """Let a robot push no more, and forget its key.

    Raises:
        NotFound: robot_unknown.
        NotAllowed: they may bind groups in none of its areas.
    """
    account = accounts.find_account(session, GROUPS_DOOR, robot, PUSHED + name)
    group = None if account is None else groups.find_own(session, account.id)
    if account is None or group is None:
        raise NotFound("robot_unknown", name=name)
    groups.unbind(session, group.id, actor_id, clock)
    keys = table(GroupRobot)
    session.connection().execute(delete(keys).where(keys.c.account_id == account.id))


def list_robots(session: Session, robot: str) -> Sequence[PushRobot]:
    """List the robots that push for our app."""
    found = session.exec(
        select(Group, Account)
        .join(Account, col(Account.id) == Group.account_id)
        .join(GroupRobot, col(GroupRobot.account_id) == Account.id)
        .where(
            Account.door == GROUPS_DOOR, Account.robot == robot, col(Group.unbound_at).is_(None)
        )
        .order_by(col(Group.id))
    ).all()
    return [
        PushRobot(
            account.outer_id.removeprefix(PUSHED),
            group.kind,
            [area.code for area in groups.areas_of(session, group.id)],
            account.unreachable_since is None,
        )
        for group, account in found
    ]


def find_key(session: Session, robot: str, name: str) -> str | None:
    """Find the key of a robot by the name of its account; None when it was removed."""
    found = session.exec(
        select(GroupRobot, Account)
        .join(Account, col(Account.id) == GroupRobot.account_id)
        .where(Account.door == GROUPS_DOOR, Account.robot == robot, Account.outer_id == name)
    ).first()
    if found is None:
        return None
    row, account = found
    return sealer_of(session, account.key_id).open(row.key)
