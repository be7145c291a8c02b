"""Whom to call after an answer (回访), as part of statements: nobody else reaches them."""

from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, and_, case, exists, or_, select
from sqlmodel import col

from models.base import table
from models.cases import Case, Status
from models.following import Follower
from models.people import Account, Person
from models.timeline import Act, TimelineLine
from services.reporters.answerers import ANSWERS
from services.reporters.followers import JUDGED

_ROOT = table(Case).alias("root")
_ANSWER_OF_ROOT = (
    select(_ROOT.c.answered_at).where(_ROOT.c.id == table(Case).c.merged_into_id).scalar_subquery()
)
ANSWERED_AT = case(
    (col(Case.status) == Status.MERGED, _ANSWER_OF_ROOT), else_=col(Case.answered_at)
)
"""When that was answered which there is to call about."""


def waits_for_call(person_id: int, since: datetime) -> ColumnElement[bool]:
    """What was answered to somebody no message reaches, by anybody else (回访).

    What was merged is answered with the case it went into, until its reporter says how that is.
    """
    reached = exists().where(
        col(Account.person_id) == col(Case.reporter_id), col(Account.unreachable_since).is_(None)
    )
    has_phone = exists().where(
        col(Person.id) == col(Case.reporter_id), col(Person.phone_hash).is_not(None)
    )
    own = (col(Case.status).in_(JUDGED), col(Case.answered_at) >= since)
    merged = (col(Case.status) == Status.MERGED, _is_asked_of_root(person_id, since))
    return (
        col(Case.status).in_((*JUDGED, Status.MERGED))
        & or_(and_(*own, _is_others(table(Case), person_id), ~_is_given_up()), and_(*merged))
        & has_phone
        & ~col(Case.is_anonymous)
        & col(Case.is_solved).is_(None)
        & col(Case.reporter_id).is_not(None)
        & ~reached
        & or_(col(Case.entered_by_id).is_(None), col(Case.entered_by_id) != person_id)
    )


def _is_asked_of_root(person_id: int, since: datetime) -> ColumnElement[bool]:
    """As `followers.find_asked`: it went into an answered case that they did not judge yet."""
    rows = col(Follower.case_id) == _ROOT.c.id
    is_asked = (
        rows
        & (col(Follower.own_case_id) == col(Case.id))
        & col(Follower.until).is_(None)
        & or_(col(Follower.round).is_(None), col(Follower.round) != _ROOT.c.round)
    )
    return exists().where(
        _ROOT.c.id == col(Case.merged_into_id),
        _ROOT.c.status.in_(JUDGED),
        _ROOT.c.answered_at >= since,
        exists().where(is_asked),
        _is_others(_ROOT, person_id),
        ~_is_given_up(_ROOT.c.answered_at),
    )


def _is_others(of: FromClause, person_id: int) -> ColumnElement[bool]:
    """Tell whether somebody else has a case, and answered it in its round."""
    answered = exists().where(
        col(TimelineLine.case_id) == of.c.id,
        col(TimelineLine.round) == of.c.round,
        col(TimelineLine.act).in_(ANSWERS),
        col(TimelineLine.actor_id) == person_id,
    )
    return or_(of.c.owner_id.is_(None), of.c.owner_id != person_id) & ~answered


def _is_given_up(since: ColumnElement[datetime] | None = None) -> ColumnElement[bool]:
    """Tell whether nobody can be called: in this round, or since the case it went into has it."""
    of_case = col(TimelineLine.case_id) == col(Case.id)
    lately = (
        col(TimelineLine.round) == col(Case.round)
        if since is None
        else col(TimelineLine.at) >= since
    )
    return exists().where(of_case, lately, col(TimelineLine.act) == Act.NO_WAY_TO_CALL)
