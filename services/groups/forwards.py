"""Forwards (人工转发): what a worker is asked to carry into a group no bot can write to.

The grid manager gets the text, one reminder, and every forward that was confirmed is counted.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from models.access import Action
from models.errors import Conflict, NotFound
from models.groups import GROUPS_DOOR, Forward, Group
from models.media import MediaKind
from models.outbox import Priority
from models.people import Account
from services.attachments import media
from services.attachments.shelf import shelf_of
from services.clock import Clock
from services.delivery import outbox
from services.delivery.messages import Choice, Command, Saying
from services.groups import groups
from services.identity import people
from services.office import access
from services.qr_codes import draw_code
from services.rules import rules_of
from services.sealing import sealer_of
from services.store import lock
from services.texts import forward_tasks as task_texts
from services.texts import groups as texts
from services.texts.phrases import Phrase, Template

REMINDED_AFTER = timedelta(hours=3)
ANSWERS_WITHIN = timedelta(minutes=10)
"""Longer than a process asks a platform for a task, calls again and pictures included."""

SCANNED = 100
"""Rows in one batch of a scan."""


def ask(session: Session, group: Group, words: str, clock: Clock, link: str = "") -> None:
    """Ask whoever answers for a group to carry words into it, and the QR code of a link."""
    forward = Forward(
        group_id=group.id,
        words=words,
        link=link,
        created_at=clock.now(),
        remind_at=clock.now() + REMINDED_AFTER,
        task="" if group.employee is None else None,
    )
    session.add(forward)
    session.flush()
    if forward.task is not None:  # else it becomes a task of theirs first (forward_tasks.py)
        tell(session, forward, group, texts.TO_FORWARD, clock)


def remind_due(session: Session, clock: Clock) -> int:
    """Remind of what nobody has confirmed, once; give how many."""
    now = clock.now()
    if outbox.first_moment(Priority.REMINDER, clock, rules_of(session)) > now:
        return 0
    statement = (
        select(Forward)
        .where(
            col(Forward.confirmed_at).is_(None),
            col(Forward.remind_at) <= now,
            is_settled(now),
        )
        .limit(SCANNED)
        .with_for_update(key_share=True, skip_locked=True)
    )
    found = session.exec(statement).all()
    for forward in found:
        forward.remind_at = None
        group = groups.get_group(session, forward.group_id)
        if group.unbound_at is not None:
            continue
        if not forward.task:
            is_unsure, forward.task = forward.asked_at is not None, ""
            template = task_texts.TASK_UNSURE if is_unsure else texts.TO_FORWARD_AGAIN
            tell(session, forward, group, template, clock)
        elif not tell_employee(session, forward, group, task_texts.TASK_AGAIN, clock):
            tell(session, forward, group, task_texts.TASK_OF_ANOTHER, clock)
    session.flush()
    return len(found)


def is_settled(now: datetime) -> ColumnElement[bool]:
    """Leave out what a process is just asking a platform to make a task of."""
    return col(Forward.asked_at).is_(None) | (col(Forward.asked_at) <= now - ANSWERS_WITHIN)


def get_words(session: Session, forward_id: int, actor_id: int) -> str:
    """Give the text to be carried, to somebody who may carry it.

    Raises:
        NotFound: forward_unknown.
        NotAllowed: not_allowed.
    """
    return _for(session, forward_id, actor_id)[0].words


def confirm(session: Session, forward_id: int, actor_id: int, clock: Clock) -> tuple[str, int]:
    """Note that a text was carried into its group.

    Returns:
        The group's title, and how many texts were carried there so far.

    Raises:
        NotFound: forward_unknown.
        NotAllowed: not_allowed.
        Conflict: forwarded_already.
    """
    forward, group = _for(session, forward_id, actor_id)
    if forward.confirmed_at is not None:
        raise Conflict("forwarded_already", title=group.title)
    forward.confirmed_at = clock.now()
    forward.confirmed_by = actor_id
    forward.remind_at = None
    outbox.cancel(session, subject(forward))
    session.flush()
    return group.title, count_confirmed(session, group.id)


def count_confirmed(session: Session, group_id: int) -> int:
    """Count what was carried into a group."""
    statement = (
        select(func.count())
        .select_from(Forward)
        .where(Forward.group_id == group_id, col(Forward.confirmed_at).is_not(None))
    )
    return session.exec(statement).one()


def list_carriers(session: Session, group: Group) -> Sequence[int]:
    """List who carries texts into a group: its grid managers, else whoever stands above."""
    found: list[int] = []
    for area in groups.areas_of(session, group.id):
        found += access.find_responsible(session, area, Action.RECEIVE_ALERTS)
    return list(dict.fromkeys(found)) or [group.bound_by]


def _for(session: Session, forward_id: int, actor_id: int) -> tuple[Forward, Group]:
    forward = lock(session, Forward, forward_id)
    if forward is None:
        raise NotFound("forward_unknown")
    places = groups.areas_of(session, forward.group_id)
    groups.require_any(session, actor_id, Action.BIND_GROUP, places)
    return forward, groups.get_group(session, forward.group_id)


def tell_employee(
    session: Session, forward: Forward, group: Group, template: Template, clock: Clock
) -> bool:
    """Tell the employee who keeps a group that a task waits; False when no door reaches them."""
    account = session.exec(
        select(Account)
        .where(
            Account.door == GROUPS_DOOR,
            Account.outer_id == group.employee,
            col(Account.is_group).is_(False),
            col(Account.unreachable_since).is_(None),
        )
        .order_by(col(Account.id).desc())
    ).first()
    if account is None:
        return False
    sealer = sealer_of(session, account.key_id)
    saying = Saying((template(title=_title(group)),), subject=subject(forward))
    address = outbox.Address(account.id, account.outer_id, sealer)
    outbox.post(session, address, saying, clock, Priority.REMINDER)
    return True


def tell(
    session: Session, forward: Forward, group: Group, template: Template, clock: Clock
) -> None:
    """Ask whoever answers for a group to carry a text there."""
    about = {"forward": forward.id}
    saying = Saying(
        (template(title=_title(group), words=forward.words),),
        (
            Choice(texts.COPY_TEXT(), Command("copy_text", about)),
            Choice(texts.FORWARDED(), Command("forwarded", about)),
        ),
        subject=subject(forward),
        attachments=_picture(session, forward, group, clock),
    )
    told = [
        outbox.tell(session, person_id, saying, clock, Priority.REMINDER)
        for person_id in list_carriers(session, group)
    ]
    if not any(told):
        outbox.tell(session, group.bound_by, saying, clock, Priority.REMINDER)


def _title(group: Group) -> Phrase | str:
    return group.title or texts.KIND_LABELS[group.kind]()


def _picture(session: Session, forward: Forward, group: Group, clock: Clock) -> tuple[int, ...]:
    """Draw the code of a forward's link anew: what belongs to no case is kept for a day."""
    shelf = shelf_of(session)
    account_id = people.first_account_of(session, group.bound_by)
    if not forward.link or shelf is None or account_id is None:
        return ()
    content = shelf.put(draw_code(forward.link))
    return (media.keep(session, account_id, MediaKind.PHOTO, clock, content=content),)


def subject(forward: Forward) -> str:
    """Name what is said about a forward, to take it back by."""
    return f"forward:{forward.id}"
