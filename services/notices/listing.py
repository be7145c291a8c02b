"""What those who publish look after: what is in force where they do, and what is over."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, func, or_, select

from models.access import Action
from models.areas import Area
from models.following import Recusal
from models.notices import Notice, NoticeState, Objection, ObjectionState
from services.office import access

LISTED = 20


class Part(NamedTuple):
    """A part of the notices, and how many there are."""

    items: Sequence[Notice]
    total: int


IN_FORCE = (NoticeState.PUBLISHED,)
OVER = (NoticeState.ENDED, NoticeState.WITHDRAWN)


def list_of(
    session: Session,
    person_id: int,
    states: Sequence[NoticeState],
    after: int = 0,
    limit: int | None = LISTED,
) -> Part:
    """List what somebody looks after, what ends or ended last first; copies of units left out.

    Raises:
        NotAllowed: not_allowed; they publish nowhere.
    """
    where = _where(session, person_id, states)
    count = select(func.count()).select_from(Notice)
    total = session.exec(count.join(Area, col(Area.id) == Notice.area_id).where(*where)).one()
    found = session.exec(
        select(Notice)
        .join(Area, col(Area.id) == Notice.area_id)
        .where(*where)
        .order_by(col(Notice.ends_at).desc().nulls_last(), col(Notice.id).desc())
        .offset(after)
        .limit(limit)
    ).all()
    return Part(found, total)


def list_objections(session: Session, notice_id: int) -> Sequence[Objection]:
    """List what was objected to a notice, the oldest first; the caller asked who may see it."""
    return session.exec(
        select(Objection).where(Objection.notice_id == notice_id).order_by(col(Objection.id))
    ).all()


def count_open(session: Session, notices: Sequence[Notice]) -> dict[int, int]:
    """Count the objections that wait, by the notice."""
    found = session.exec(
        select(Objection.notice_id, func.count())
        .where(
            Objection.state == ObjectionState.OPEN,
            col(Objection.notice_id).in_([it.id for it in notices]),
        )
        .group_by(col(Objection.notice_id))
    )
    return dict(found.all())


def _where(
    session: Session, person_id: int, states: Sequence[NoticeState]
) -> tuple[ColumnElement[bool], ...]:
    scopes = access.require_somewhere(session, person_id, Action.PUBLISH)
    is_recused = exists().where(
        col(Recusal.case_id) == col(Notice.case_id), col(Recusal.person_id) == person_id
    )
    return (
        col(Notice.state).in_(states),
        col(Notice.unit_id).is_(None),
        ~is_recused,
        or_(*(col(Area.path).startswith(it.path, autoescape=True) for it in scopes)),
    )
