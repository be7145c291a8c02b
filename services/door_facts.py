"""What the store knows of a door: who came in by it, what waits, which groups it keeps."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import distinct, func, select
from sqlmodel import Session

from models.base import table
from models.doors import AccessToken, GroupRobot
from models.groups import GROUPS_DOOR, HEARD, Group
from models.inbox import Event
from models.outbox import MessageState, OutMessage
from models.people import Account, Door
from services.store import written_out

_inbox, _outbox = table(Event), table(OutMessage)
_accounts, _tokens = table(Account), table(AccessToken)
_groups, _robots = table(Group), table(GroupRobot)


class Held(NamedTuple):
    """What cannot be pushed and waits until somebody writes."""

    messages: int
    people: int


def last_heard(session: Session, door: Door, robot: str) -> datetime | None:
    """Say when something came in last for an account of ours; None when nothing ever did."""
    statement = (
        select(_inbox.c.received_at)
        .where(_inbox.c.door == written_out(door), _inbox.c.robot == robot)
        .order_by(_inbox.c.id.desc())
        .limit(1)
    )
    return session.connection().execute(statement).scalar()


def has_heard_groups(session: Session, robot: str) -> bool:
    """Tell whether the smart bot was ever spoken to in a group."""
    statement = (
        select(_accounts.c.id)
        .where(
            _accounts.c.door == written_out(GROUPS_DOOR),
            _accounts.c.robot == robot,
            _accounts.c.outer_id.startswith(HEARD),
        )
        .limit(1)
    )
    return session.connection().execute(statement).first() is not None


def count_held(session: Session, door: Door) -> Held:
    """Count what waits on a door for people to write, and for how many."""
    statement = (
        select(func.count(_outbox.c.id), func.count(distinct(_outbox.c.account_id)))
        .join(_accounts, _accounts.c.id == _outbox.c.account_id)
        .where(
            _outbox.c.state == written_out(MessageState.HELD),
            _accounts.c.door == written_out(door),
        )
    )
    messages, people = session.connection().execute(statement).one()
    return Held(messages, people)


def last_asked(session: Session, name: str) -> datetime | None:
    """Say when a platform was last asked for a token; None when it never was."""
    statement = select(_tokens.c.asked_at).where(_tokens.c.name == name)
    return session.connection().execute(statement).scalar()


def list_employees(session: Session) -> Sequence[str]:
    """List the employees who keep residents' groups, as the platform knows them."""
    statement = (
        select(_groups.c.employee)
        .where(_groups.c.employee.is_not(None), _groups.c.unbound_at.is_(None))
        .distinct()
        .order_by(_groups.c.employee)
    )
    return [*session.connection().execute(statement).scalars()]


def count_group_robots(session: Session) -> int:
    """Count the robots that push into a group each."""
    return session.connection().execute(select(func.count(_robots.c.id))).scalar() or 0
