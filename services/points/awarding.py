"""Giving points by the rule table, once for each record.

Whoever asks locks nothing after it: the person's row is locked here (people come first in the
order of locks), so two who ask at once are one after the other, and a month's most is kept.

A record that gave nothing because the month was full, or because it was too short, still has its
row, of 0 points: so there is an answer to why.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from models.people import Person
from models.points import Point, PointReason, PointRule
from services.clock import Clock, local
from services.identity import people
from services.store import lock

AGAIN = "/"
"""Between a record and how often it was taken back before: `attendances:17/1` was given anew."""


def award(  # noqa: PLR0913 - to whom, for what, of when
    session: Session,
    person_id: int,
    reason: PointReason,
    record: str,
    clock: Clock,
    *,
    units: float = 1,
    at: datetime | None = None,
) -> int:
    """Give what a record is worth; asked twice it gives nothing twice.

    What was taken back is given anew: the hours were corrected and confirmed once more. It counts
    in the month in which it counted before.

    Args:
        session: the open transaction.
        person_id: to whom.
        reason: which rule.
        record: the row it comes from, `attendances:17`.
        clock: tells the time.
        units: how often the rule counts, hours for HOURS.
        at: when what it is for was done; None for now.

    Returns:
        The points given now; 0 when they were given before, or there is no rule.
    """
    person_id = hold(session, person_id)
    given = _list_given(session, person_id, reason, record)
    taken_back = _list_taken_back(session, [each.id for each in given])
    rule = find_rule(session, reason)
    if rule is None or len(given) > len(taken_back):
        return 0
    at = given[0].at if given else at or clock.now()
    points = _worth(rule, units)
    if rule.most_a_month is not None and points > 0:
        left = rule.most_a_month - got_in_month(session, person_id, reason, clock, at)
        points = max(0, min(points, left))
    named = f"{record}{AGAIN}{len(taken_back)}" if taken_back else record
    add_row(session, person_id, reason, named, points, at)
    return points


def take_back(
    session: Session, person_id: int, reason: PointReason, record: str, clock: Clock
) -> None:
    """Take back what a record gave, because it was corrected: it never counted in its month."""
    person_id = hold(session, person_id)
    given = _list_given(session, person_id, reason, record)
    taken_back = _list_taken_back(session, [each.id for each in given])
    for each in given:
        if each.id not in taken_back:
            corrected = f"points:{each.id}"
            at = clock.now() if reason is PointReason.EXCHANGED else each.at
            add_row(session, person_id, PointReason.CORRECTED, corrected, -each.points, at)


def balance(session: Session, person_id: int) -> int:
    """Give how many points somebody has; under zero after a correction of what they spent."""
    total = select(func.coalesce(func.sum(col(Point.points)), 0)).where(
        _theirs(session, person_id)
    )
    return session.exec(total).one()


def got_in_month(
    session: Session,
    person_id: int,
    reason: PointReason,
    clock: Clock,
    at: datetime | None = None,
) -> int:
    """Give what somebody got for this in the month of `at`, without what was taken back."""
    begins, ends = _month_of(at or clock.now(), clock)
    rows = session.exec(
        select(Point).where(
            _theirs(session, person_id),
            Point.reason == reason,
            Point.at >= begins,
            Point.at < ends,
        )
    ).all()
    taken_back = _list_taken_back(session, [each.id for each in rows])
    return sum(each.points for each in rows if each.id not in taken_back)


def find_rule(session: Session, reason: PointReason) -> PointRule | None:
    """Find what something is worth; None when nothing is given for it."""
    return session.exec(select(PointRule).where(PointRule.reason == reason)).first()


def add_row(
    session: Session, person_id: int, reason: PointReason, record: str, points: int, at: datetime
) -> None:
    """Append a row of points; the person is held."""
    row = Point(person_id=person_id, reason=reason, record=record, points=points, at=at)
    session.add(row)
    session.flush()


def hold(session: Session, person_id: int) -> int:
    """Lock who somebody is now, until this transaction ends; give their id."""
    person = lock(session, Person, people.present(session, person_id))
    while person is not None and person.merged_into_id is not None:
        person = lock(session, Person, person.merged_into_id)
    return person_id if person is None else person.id


def _worth(rule: PointRule, units: float) -> int:
    """Give what a rule gives for so many units; of hours, every full half counts."""
    if rule.reason is PointReason.HOURS:
        return int(units * 2) * rule.points // 2
    return int(rule.points * units)


def _list_given(
    session: Session, person_id: int, reason: PointReason, record: str
) -> Sequence[Point]:
    again = col(Point.record).startswith(f"{record}{AGAIN}", autoescape=True)
    return session.exec(
        select(Point)
        .where(
            _theirs(session, person_id),
            Point.reason == reason,
            or_(col(Point.record) == record, again),
        )
        .order_by(col(Point.id))
    ).all()


def _list_taken_back(session: Session, point_ids: Sequence[int]) -> set[int]:
    named = {f"points:{point_id}": point_id for point_id in point_ids}
    found = session.exec(
        select(Point.record).where(
            Point.reason == PointReason.CORRECTED, col(Point.record).in_(named)
        )
    )
    return {named[record] for record in found}


def _theirs(session: Session, person_id: int) -> ColumnElement[bool]:
    return col(Point.person_id).in_(people.selves(session, people.present(session, person_id)))


def _month_of(at: datetime, clock: Clock) -> tuple[datetime, datetime]:
    """Give when the month of a moment begins, and the one after it."""
    first = local(at, clock).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, (first + timedelta(days=31)).replace(day=1)
