"""A member's part in a shift: finding and locking it, naming its shift, telling who is in charge.

Locks go the one way of the house: people first, attendances last.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, false
from sqlmodel import Session, col, or_, select

from models.access import Action
from models.areas import Area
from models.base import table
from models.errors import NotAllowed, NotFound
from models.people import Person
from models.posts import Claim, Opening, Post, ShownAs
from models.shifts import Attendance, Shift
from services.areas import areas
from services.clock import Clock, local
from services.delivery import outbox
from services.delivery.messages import Saying
from services.identity import people
from services.members import members
from services.office import access
from services.posts import in_charge
from services.serving import shift_offers
from services.store import lock_all
from services.texts.phrases import Phrase
from services.texts.posts import shifts as texts
from services.texts.posts.posts import name_post

SOON = timedelta(hours=24)
"""A change so short before a shift is told to who is in charge."""


class Part(NamedTuple):
    """An attendance with what it belongs to."""

    attendance: Attendance
    shift: Shift
    opening: Opening
    claim: Claim


def get_part(session: Session, attendance_id: int) -> Part:
    """Give a part in a shift, to look at.

    Raises:
        NotFound: attendance_unknown.
    """
    attendance = session.get(Attendance, attendance_id)
    if attendance is None:
        raise NotFound("attendance_unknown")
    return _part(session, attendance)


def get_own(session: Session, attendance_id: int, person_id: int) -> Part:
    """Give somebody's own part in a shift, to look at.

    Raises:
        NotFound: attendance_unknown; there is none, or it is somebody else's.
    """
    return _own(session, get_part(session, attendance_id), person_id)


def hold_part(session: Session, attendance_id: int, *person_ids: int) -> Part:
    """Lock whose part it is and these people, then the part; give it as it is now.

    With one that stands in for another that other is locked too.

    Raises:
        NotFound: attendance_unknown.
    """
    looked_at = get_part(session, attendance_id).attendance
    hold_people(session, [attendance_id], *person_ids)
    ids = [it for it in (looked_at.covers_id, attendance_id) if it is not None]
    for attendance in lock_all(session, Attendance, ids):
        if attendance.id == attendance_id:
            part = _part(session, attendance)
            for each in (part.shift, part.claim):
                session.refresh(each)  # it may have been cancelled, or ended, while we waited
            return part
    raise NotFound("attendance_unknown")


def hold_people(session: Session, attendance_ids: Collection[int], *person_ids: int) -> None:
    """Lock everybody whom some parts are about, and these people, before the first of the parts.

    Those are whose parts they are, for whom they stand in, and who they all are now.
    """
    about = or_(
        col(Attendance.id).in_(attendance_ids),
        col(Attendance.id).in_(
            select(col(Attendance.covers_id)).where(col(Attendance.id).in_(attendance_ids))
        ),
    )
    found = session.exec(
        select(Person.id, Person.merged_into_id)
        .join(Attendance, col(Attendance.person_id) == Person.id)
        .where(about)
    ).all()
    whose = {each for row in found for each in row if each is not None}
    lock_all(session, Person, sorted(whose | set(person_ids)))


def hold_own(session: Session, attendance_id: int, person_id: int) -> Part:
    """Lock somebody's own part in a shift.

    Raises:
        NotFound: attendance_unknown; there is none, or it is somebody else's.
    """
    get_own(session, attendance_id, person_id)
    return _own(session, hold_part(session, attendance_id), person_id)


def require(session: Session, part: Part, actor_id: int, action: Action) -> None:
    """Refuse what somebody may not do at this place; nobody decides about themselves.

    Raises:
        NotAllowed: not_allowed or own_attendance.
    """
    area = areas.area_of(session, part.opening.area_id)
    access.require(session, actor_id, action, area)
    if is_whose(session, part.attendance, actor_id):
        raise NotAllowed("own_attendance")


def is_whose(session: Session, attendance: Attendance, person_id: int) -> bool:
    """Tell whether a part is somebody's, also under who they were before."""
    return people.present(session, attendance.person_id) == person_id


def is_theirs(session: Session, person_id: int) -> ColumnElement[bool]:
    """Give the condition that a part is somebody's, also under who they were before."""
    return col(Attendance.person_id).in_(people.selves(session, person_id))


def say_shift(session: Session, shift: Shift, clock: Clock) -> Phrase:
    """Name a shift: when, which post, where."""
    opening = session.get_one(Opening, shift.opening_id)
    post = session.get_one(Post, opening.post_id)
    return texts.SHIFT(
        at=shift.starts_at,
        until=f"{local(shift.ends_at, clock):%H:%M}",
        post=name_post(post.code, post.name),
        place=opening.place or areas.area_of(session, opening.area_id).name,
    )


def name_holder(session: Session, part: Part) -> Phrase:
    """Name before other members whoever has a part, as they chose; the claim is not a cover's."""
    is_cover = part.attendance.covers_id is not None
    shown_as = ShownAs.COMRADE if is_cover else part.claim.shown_as
    return members.shown_name(session, part.attendance.person_id, shown_as)


def full_name(session: Session, person_id: int) -> str:
    """Give a member's whole name: for staff, and to find a member whom another one names."""
    return people.contact_of(session, person_id).name


def tell_in_charge(
    session: Session,
    part: Part,
    saying: Saying,
    clock: Clock,
    action: Action = Action.CONFIRM_SERVICE,
    *,
    besides: Collection[int] = (),
) -> None:
    """Tell who may do this here; where nobody can be reached, who stands above."""
    in_charge.tell(session, part.opening, saying, clock, action, besides=besides)


def expect_no_more(session: Session, attendance: Attendance) -> None:
    """Take back what waits to be said of a locked part that nobody is to come to any more."""
    ask_no_more(session, attendance)
    outbox.cancel(session, shift_offers.reminder_subject(attendance.id))


def is_in_reach(session: Session, person_id: int, action: Action) -> ColumnElement[bool]:
    """Give the condition that an opening lies where somebody may do this by appointment."""
    scopes = access.areas_where(session, person_id, action)
    if not scopes:
        return false()
    rows = table(Area)
    below = select(rows.c.id).where(or_(*(rows.c.path.startswith(it.path) for it in scopes)))
    return col(Opening.area_id).in_(below)


def ask_no_more(session: Session, attendance: Attendance) -> None:
    """Take back from a locked part what somebody was asked, if they did not answer yet."""
    if attendance.cover_asked_id is not None:
        attendance.cover_asked_id = None
        outbox.cancel(session, shift_offers.cover_subject(attendance.id))
    session.flush()


def _part(session: Session, attendance: Attendance) -> Part:
    shift = session.get_one(Shift, attendance.shift_id)
    opening = session.get_one(Opening, shift.opening_id)
    return Part(attendance, shift, opening, session.get_one(Claim, attendance.claim_id))


def _own(session: Session, part: Part, person_id: int) -> Part:
    if not is_whose(session, part.attendance, person_id):
        raise NotFound("attendance_unknown")
    return part
