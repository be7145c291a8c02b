"""Forwards that become a task in WeCom: the employee who keeps the group confirms it by hand.

The process asks the platform for the task and how it stands (bot/errands/carrying.py). Where no
task comes of it, the text is carried by hand as everywhere else.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple, TypeAlias

from sqlalchemy import literal_column
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from models.areas import Area
from models.groups import GROUPS_DOOR, Forward, Group, GroupKind
from services.clock import Clock, today
from services.delivery import outbox
from services.groups import forwards, groups
from services.identity import accounts
from services.store import lock
from services.texts import forward_tasks as texts
from services.texts import groups as group_texts

AT_A_TIME = 10
TRIED_AGAIN = timedelta(minutes=5)
ASKED_EVERY = timedelta(hours=1)
ASKED_FOR = timedelta(days=7)
"""How long a task is asked about; after that nobody confirms it any more."""


_Both: TypeAlias = Select[Forward, Group]


class Outside(NamedTuple):
    """A group that an employee keeps: our account, its id, its name, the employee's id."""

    robot: str
    chat: str
    title: str
    employee: str


@dataclass(frozen=True, slots=True)
class Task:
    """A text for a group of an employee; `outer_id` is the platform's id once it is a task."""

    forward_id: int
    employee: str
    chat: str
    words: str
    link: str = ""
    outer_id: str = ""


def bind_outside(
    session: Session,
    known: Outside,
    kind: GroupKind,
    places: Sequence[Area],
    actor_id: int,
    clock: Clock,
) -> Group:
    """Bind a group that an employee keeps; what it was bound as before ends.

    Raises:
        NotAllowed: they may not bind groups in one of these areas, or end what it was.
    """
    before = select(Group).where(
        Group.external_chat == known.chat, col(Group.unbound_at).is_(None)
    )
    for group in session.exec(before).all():
        groups.unbind(session, group.id, actor_id, clock)
    accounts.ensure_account(session, GROUPS_DOOR, known.robot, known.employee, clock)
    group = groups.bind(session, None, kind, places, actor_id, clock, title=known.title)
    group.employee, group.external_chat = known.employee, known.chat
    session.flush()
    return group


def list_outside(session: Session) -> Mapping[str, Group]:
    """List the bound groups that employees keep, by their ids on the platform."""
    found = select(Group).where(
        col(Group.external_chat).is_not(None), col(Group.unbound_at).is_(None)
    )
    return {group.external_chat or "": group for group in session.exec(found).all()}


def is_any_due(session: Session, clock: Clock) -> bool:
    """Tell whether there is anything to ask the platform, without holding up who writes."""
    now = clock.now()
    due = (_new(now), _open(now))
    return any(session.exec(each.limit(1)).first() is not None for each in due)


def take_next(session: Session, clock: Clock) -> Task | None:
    """Take a forward that is to become a task; whoever takes it asks the platform once.

    A group gets as many in a month as the month has days (developer.work.weixin.qq.com, 创建企业
    群发); what is more is carried by hand, and what somebody took who never came back.
    """
    now = clock.now()
    for forward, group in session.exec(_held(_new(now))).all():
        if forward.asked_at is not None:
            carry_by_hand(session, forward.id, clock, is_unsure=True)
        elif group.employee is None or group.unbound_at or _is_used_up(session, group, clock):
            carry_by_hand(session, forward.id, clock)
        else:
            forward.looked_at = forward.asked_at = now
            session.flush()
            return _task(forward, group)
    return None


def let_go(session: Session, forward_id: int) -> None:
    """Note that the platform surely made no task: it is asked again in five minutes."""
    forward = lock(session, Forward, forward_id)
    if forward is not None:
        forward.asked_at = None
        session.flush()


def keep(session: Session, forward_id: int, outer_id: str, clock: Clock) -> None:
    """Note that a forward became a task, and tell the employee; not when a person has it."""
    forward = lock(session, Forward, forward_id)
    if forward is None or forward.task:
        return
    is_late = forward.task is not None or forward.confirmed_at is not None
    forward.task, forward.looked_at, forward.asked_at = outer_id, clock.now(), None
    session.flush()
    group = session.get_one(Group, forward.group_id)
    if is_late or group.unbound_at is not None:
        return
    if not forwards.tell_employee(session, forward, group, texts.TASK_WAITS, clock):
        forwards.tell(session, forward, group, texts.TASK_OF_ANOTHER, clock)


def carry_by_hand(
    session: Session, forward_id: int, clock: Clock, *, is_unsure: bool = False
) -> None:
    """Have a text carried by hand that became no task, or of which nobody knows whether it did."""
    forward = lock(session, Forward, forward_id)
    if forward is None or forward.task is not None:
        return
    forward.task = ""
    session.flush()
    group = session.get_one(Group, forward.group_id)
    if forward.confirmed_at is None and group.unbound_at is None:
        template = texts.TASK_UNSURE if is_unsure else group_texts.TO_FORWARD
        forwards.tell(session, forward, group, template, clock)


def take_open(session: Session, clock: Clock) -> Sequence[Task]:
    """Take some tasks that are to be asked about, each once an hour."""
    now = clock.now()
    found = session.exec(_held(_open(now))).all()
    for forward, _ in found:
        forward.looked_at = now
    session.flush()
    return [_task(forward, group) for forward, group in found]


def confirm(session: Session, forward_id: int, clock: Clock) -> None:
    """Note that an employee confirmed a task: it counts as carried."""
    forward = lock(session, Forward, forward_id)
    if forward is None or forward.confirmed_at is not None:
        return
    forward.confirmed_at = clock.now()
    forward.remind_at = None
    outbox.cancel(session, forwards.subject(forward))
    session.flush()


def _new(now: datetime) -> _Both:
    is_free = col(Forward.looked_at).is_(None) | (col(Forward.looked_at) <= now - TRIED_AGAIN)
    return (
        select(Forward, Group)
        .join(Group, col(Group.id) == Forward.group_id)
        .where(
            col(Forward.task).is_(None),
            col(Forward.confirmed_at).is_(None),
            is_free,
            forwards.is_settled(now),
        )
        .order_by(col(Forward.created_at))
    )


def _open(now: datetime) -> _Both:
    return (
        select(Forward, Group)
        .join(Group, col(Group.id) == Forward.group_id)
        .where(
            col(Forward.task) != literal_column("''"),  # bound, no partial index would apply
            col(Forward.confirmed_at).is_(None),
            col(Forward.looked_at) <= now - ASKED_EVERY,
            Forward.created_at > now - ASKED_FOR,
            col(Group.employee).is_not(None),
        )
        .order_by(col(Forward.looked_at))
    )


def _held(found: _Both) -> _Both:
    return found.limit(AT_A_TIME).with_for_update(of=Forward, key_share=True, skip_locked=True)


def _is_used_up(session: Session, group: Group, clock: Clock) -> bool:
    first = today(clock).replace(day=1)
    begins = datetime.combine(first, time(), clock.zone).astimezone(UTC)
    made = (
        select(func.count())
        .select_from(Forward)
        .where(Forward.group_id == group.id, col(Forward.task) != "", Forward.created_at >= begins)
    )
    return session.exec(made).one() >= monthrange(first.year, first.month)[1]


def _task(forward: Forward, group: Group) -> Task:
    return Task(
        forward.id,
        group.employee or "",
        group.external_chat or "",
        forward.words,
        forward.link,
        forward.task or "",
    )
