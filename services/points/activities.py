"""Activities (活动), recorded by the office for those who took part; points follow."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from sqlmodel import Session, col, select

from models.access import Action
from models.areas import Area
from models.errors import Invalid
from models.members import PartyBody
from models.points import ActivityRecord, PointReason
from services.areas import areas
from services.clock import Clock, today
from services.identity import people
from services.members import bodies, roll
from services.members.members import require_member, require_over
from services.office import access
from services.points import awarding
from services.store import insert_missing
from services.wording import squeeze

LONGEST_TITLE = 80
EARLIEST = date(2000, 1, 1)


class ActivityEntry(NamedTuple):
    """What is said of an activity when it is recorded.

    Args:
        title: what it was.
        held_on: the day.
        is_party_life: whether it was a meeting of a body (组织生活).
        body_id: of which body; None when of none.
    """

    title: str
    held_on: date
    is_party_life: bool = False
    body_id: int | None = None


class Found(NamedTuple):
    """A member as somebody looks for them: name, and where they reported."""

    person_id: int
    name: str
    area: str


def record(
    session: Session,
    entry: ActivityEntry,
    person_ids: Sequence[int],
    actor_id: int | None,
    clock: Clock,
) -> int:
    """Write down who took part; recorded twice it is written, and counts, once.

    Args:
        session: the open transaction.
        entry: what it was.
        person_ids: who took part.
        actor_id: who says so; None for an operator at the shell.
        clock: tells the time.

    Returns:
        How many were new.

    Raises:
        Invalid: activity_title or activity_day.
        NotAllowed: one of them is not a member, not in their area, or themselves.
    """
    title = " ".join(entry.title.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise Invalid("activity_title")
    if not EARLIEST <= entry.held_on <= today(clock):
        raise Invalid("activity_day")
    everybody = sorted({people.present(session, each) for each in person_ids})
    for person_id in everybody:
        if actor_id is None:
            require_member(session, person_id)
        else:
            require_over(session, actor_id, person_id)
    return sum(
        _record_one(session, entry._replace(title=title), person_id, actor_id, clock)
        for person_id in everybody
    )


def find_members(session: Session, actor_id: int, words: str) -> Sequence[Found]:
    """Find members by name in the areas where somebody confirms service; not themselves.

    Whose name is just these words goes before all who have them in theirs.
    """
    places = access.areas_where(session, actor_id, Action.CONFIRM_SERVICE)
    found = [
        Found(each.person_id, each.name, areas.area_of(session, each.area_id).name)
        for each in roll.find_entries(session, words, places)
        if each.person_id != actor_id
    ]
    same = [each for each in found if squeeze(each.name) == squeeze(words)]
    return same or found


def list_bodies_near(session: Session, actor_id: int) -> Sequence[PartyBody]:
    """List the bodies whose meetings somebody may record: their areas', and units'."""
    places = access.areas_where(session, actor_id, Action.CONFIRM_SERVICE)
    return [body for body in bodies.list_bodies(session) if _is_near(session, body, places)]


def may_record(session: Session, person_id: int | None) -> bool:
    """Tell whether somebody records activities anywhere."""
    if person_id is None:
        return False
    return bool(access.areas_where(session, person_id, Action.CONFIRM_SERVICE))


def _is_near(session: Session, body: PartyBody, places: Sequence[Area]) -> bool:
    if body.area_id is None:
        return True
    area = areas.area_of(session, body.area_id)
    return any(place.contains(area) or area.contains(place) for place in places)


def _record_one(
    session: Session, entry: ActivityEntry, person_id: int, actor_id: int | None, clock: Clock
) -> int:
    person_id = awarding.hold(session, person_id)
    known = ActivityRecord.title == entry.title, ActivityRecord.held_on == entry.held_on
    theirs = col(ActivityRecord.person_id).in_(people.selves(session, person_id))
    if session.exec(select(ActivityRecord.id).where(*known, theirs)).first() is not None:
        return 0
    row = entry._asdict() | {
        "person_id": person_id,
        "recorded_by": actor_id,
        "recorded_at": clock.now(),
    }
    insert_missing(session, ActivityRecord, [row])
    row_id = session.exec(select(ActivityRecord.id).where(*known, theirs)).one()
    reason = PointReason.ACTIVITY
    held_at = datetime.combine(entry.held_on, time(), clock.zone).astimezone(UTC)
    awarding.award(session, person_id, reason, f"activity_records:{row_id}", clock, at=held_at)
    return 1
