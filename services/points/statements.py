"""Points row by row (积分明细): what for, and the record of each in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.case_offers import CaseOffer
from models.cases import Case
from models.points import ActivityRecord, Exchange, Pledge, Point, PointReason, PointRule, Reward
from models.posts import Opening, Post
from models.shifts import Attendance, Shift
from services.areas import areas
from services.casework import permits
from services.clock import Clock
from services.identity import people
from services.points import awarding
from services.sealing import Unreadable, sealer_of
from services.texts.members import point_statements as texts
from services.texts.phrases import Phrase
from services.texts.posts.posts import name_post
from services.wording import clip

SHOWN = 40
"""Characters of a pledge in a line."""


class Entry(NamedTuple):
    """A row of points as it is read; `record` None: what it came from is there no more."""

    at: datetime
    reason: PointReason
    points: int
    record: Phrase | None


class MonthSoFar(NamedTuple):
    """What somebody got this month for something of which there is a most."""

    reason: PointReason
    points: int
    most: int


def list_points(
    session: Session, person_id: int, *, limit: int = 20, offset: int = 0
) -> Sequence[Entry]:
    """List somebody's points for themselves, what was written last first."""
    selves = people.selves(session, people.present(session, person_id))
    rows = session.exec(
        select(Point)
        .where(col(Point.person_id).in_(selves))
        .order_by(col(Point.id).desc())
        .limit(limit)
        .offset(offset)
    ).all()
    return [
        Entry(row.at, row.reason, row.points, say_record(session, row.record, person_id))
        for row in rows
    ]


def list_month(session: Session, person_id: int, clock: Clock) -> Sequence[MonthSoFar]:
    """List what somebody got this month where there is a most: so few, because it is full."""
    rules = session.exec(
        select(PointRule)
        .where(col(PointRule.most_a_month).is_not(None), PointRule.points > 0)
        .order_by(col(PointRule.id))
    ).all()
    got = [(rule, awarding.got_in_month(session, person_id, rule.reason, clock)) for rule in rules]
    return [MonthSoFar(rule.reason, points, rule.most_a_month or 0) for rule, points in got]


def say_record(session: Session, record: str, person_id: int) -> Phrase | None:
    """Put the record of a row of points into words, as far as this person may see it."""
    table, _, number = record.partition(":")
    say = _SAYINGS.get(table)
    row_id = number.partition(awarding.AGAIN)[0]
    return say(session, int(row_id), person_id) if say and row_id.isdecimal() else None


def _say_attendance(session: Session, row_id: int, person_id: int) -> Phrase | None:
    del person_id
    found = session.exec(
        select(Shift.starts_at, Post, Opening.area_id)
        .join(Opening, col(Opening.id) == Shift.opening_id)
        .join(Post, col(Post.id) == Opening.post_id)
        .join(Attendance, col(Attendance.shift_id) == Shift.id)
        .where(Attendance.id == row_id)
    ).first()
    if found is None:
        return None
    starts_at, post, area_id = found
    return texts.SHIFT(
        post=name_post(post.code, post.name),
        area=areas.area_of(session, area_id).name,
        at=starts_at,
    )


def _say_offer(session: Session, row_id: int, person_id: int) -> Phrase | None:
    offer = session.get(CaseOffer, row_id)
    if offer is None:
        return None
    if offer.claimed_by in people.selves(session, people.present(session, person_id)):
        return texts.CASE(number=session.get_one(Case, offer.case_id).number)
    return _say_case(session, offer.case_id, person_id)


def _say_case(session: Session, row_id: int, person_id: int) -> Phrase | None:
    case = session.get(Case, row_id)
    if case is None:
        return None
    may = permits.may(session, person_id, Action.VIEW_CASE, case)
    is_own = case.reporter_id in people.selves(session, person_id)
    return texts.CASE(number=case.number) if may or is_own else texts.A_CASE()


def _say_activity(session: Session, row_id: int, person_id: int) -> Phrase | None:
    del person_id
    row = session.get(ActivityRecord, row_id)
    if row is None:
        return None
    return texts.ACTIVITY(title=row.title, month=row.held_on.month, day=row.held_on.day)


def _say_pledge(session: Session, row_id: int, person_id: int) -> Phrase | None:
    row = session.get(Pledge, row_id)
    if row is None or row.person_id not in people.selves(session, person_id):
        return None
    try:
        words = sealer_of(session, row.key_id).open(row.words)
    except Unreadable:
        return None
    return texts.PLEDGE(words=clip(words, SHOWN))


def _say_exchange(session: Session, row_id: int, person_id: int) -> Phrase | None:
    del person_id
    row = session.get(Exchange, row_id)
    if row is None:
        return None
    return texts.EXCHANGE(name=session.get_one(Reward, row.reward_id).name)


def _say_point(session: Session, row_id: int, person_id: int) -> Phrase | None:
    row = session.get(Point, row_id)
    if row is None:
        return None
    said = say_record(session, row.record, person_id)
    if said is None:
        return None
    back = texts.GIVEN_BACK if row.reason is PointReason.EXCHANGED else texts.TAKEN_BACK
    return back(record=said)


_SAYINGS: Mapping[str, Callable[[Session, int, int], Phrase | None]] = {
    "attendances": _say_attendance,
    "case_offers": _say_offer,
    "cases": _say_case,
    "activity_records": _say_activity,
    "pledges": _say_pledge,
    "exchanges": _say_exchange,
    "points": _say_point,
}
